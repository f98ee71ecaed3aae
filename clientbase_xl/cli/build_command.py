"""The command `build`: the add-in, the template and the self-contained workbook, made without Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.russian import RussianCommand
from clientbase_xl.errors import BadUse


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("build", cls=RussianCommand)(build)


def build(
    out: Annotated[Path, typer.Option("--out", help="Папка для надстройки, расширения и шаблона.", metavar="ПАПКА")],
) -> None:
    """Собрать надстройку Excel, расширение LibreOffice, пустую книгу-шаблон и книгу с кнопками внутри."""
    products = _products()
    from clientbase_xl.excel.build import build_all

    for path in build_all(out, products):
        show.line(f"Готово: {path}")


def _products() -> Mapping[str, Callable[[Path], None]]:
    """Return what is built, by the name of the file."""
    try:
        from clientbase_xl.calc.oxt.build import NAME, build_oxt
        from clientbase_xl.excel.build import PRODUCTS
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("pyopenvba", "xlwings"):
            raise
        raise BadUse(
            f"Для сборки не хватает пакета {error.name}.",
            remedy="Установите программу с надстройкой: pip install 'clientbase-xl[excel]'.",
        ) from error
    return {**PRODUCTS, NAME: build_oxt}
