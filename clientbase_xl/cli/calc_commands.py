"""Commands of the extension for LibreOffice: calc install, uninstall, doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.host_group import add_group, tell_findings
from clientbase_xl.cli.options import JsonOption

if TYPE_CHECKING:
    from clientbase_xl.calc.setup.office_here import OfficePlace

ProfileOption = Annotated[
    str,
    typer.Option("--profile", help="Папка профиля LibreOffice; без параметра — ваш обычный.", metavar="ПАПКА"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    add_group(
        app,
        "calc",
        "Расширение для LibreOffice: поставить, убрать, найти, что ему мешает.",
        (install, uninstall, doctor),
    )


def install(profile: ProfileOption = "", json: JsonOption = False) -> None:
    """Поставить расширение этому пользователю.

    Права администратора не нужны; LibreOffice должен быть закрыт. Повторный вызов меняет только устаревшее.
    """
    from clientbase_xl.calc.setup.install import install as install_extension
    from clientbase_xl.calc.setup.install import worker_file_here

    steps = install_extension(_office(profile), Path(sys.executable), worker_file_here())
    if json:
        show.as_json(steps)
        return
    for step in steps:
        show.line(f"{step.done.value}: {step.what} — {step.where}")
    show.line("Готово. Откройте LibreOffice Calc: появятся панель и меню «Клиентская база».")


def uninstall(profile: ProfileOption = "", json: JsonOption = False) -> None:
    """Убрать расширение, его настройку, настройки кнопок и журнал.

    Базы и книги остаются; место базы команда назовёт. Если стоит и надстройка Excel, настройки и журнал остаются ей.
    """
    from clientbase_xl.calc.setup.install import log_file_here, worker_file_here
    from clientbase_xl.calc.setup.install import uninstall as remove_extension

    removed = remove_extension(_office(profile), worker_file_here(), log_file_here())
    if json:
        show.as_json(removed)
        return
    for text in removed.gone:
        show.line(f"удалено: {text}")
    for text in removed.kept:
        show.line(f"оставлено: {text}")
    if removed.kept:
        show.line("Настройки и журнал нужны надстройке Excel. Убрать и их: clientbase excel uninstall.")
    if not removed.gone:
        show.line("Расширение не установлено, удалять нечего.")
        return
    show.line("Базы клиентов и книги не тронуты." + (f" База кнопок: {removed.base}" if removed.base else ""))


def doctor(profile: ProfileOption = "", json: JsonOption = False) -> None:
    """Найти, что мешает расширению работать.

    Ничего не меняет; у каждой помехи — по чему она видна и что делать. Код ответа: 0 — помех нет, 1 — найдены, 2 —
    проверить нельзя.
    """
    from clientbase_xl.calc.setup.doctor import examine
    from clientbase_xl.calc.setup.install import worker_file_here

    found = examine(Path(profile) if profile else None, worker_file_here())
    tell_findings(found, is_json=json)


def _office(profile: str) -> OfficePlace:
    from clientbase_xl.calc.setup.office_here import office_here

    return office_here(Path(profile) if profile else None)
