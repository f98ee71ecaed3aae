"""Commands of the team: fbs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import JsonOption, open_base
from clientbase_xl.cli.russian import RussianCommand

if TYPE_CHECKING:
    from clientbase_xl.settings import FbsSettings


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("fbs", cls=RussianCommand)(fbs)


def fbs(
    file: Annotated[Path, typer.Argument(help="Книга с матрицей: функции в строках, люди в столбцах.", metavar="ФАЙЛ")],
    sheet: Annotated[str, typer.Option("--sheet", help="Только этот лист; без параметра — все.", metavar="ЛИСТ")] = "",
    base: Annotated[
        str,
        typer.Option(
            "--base", help="Папка базы, чьи «Настройки» взять; без параметра — как в методе.", metavar="ПАПКА"
        ),
    ] = "",
    json: JsonOption = False,
) -> None:
    """Проверить матрицу ответственности (FBS или RACI): владельцы, замены, кого чему обучить.

    Показывает ошибки с адресами ячеек, что некому выполнить без любого одного и любых двух, ядро команды, нагрузку и
    самый дешёвый план обучения. Файл не меняется.
    """
    from clientbase_xl.problems import Severity
    from clientbase_xl.workflows.check_fbs import as_records, check_fbs_file, team_of
    from clientbase_xl.workflows.fbs_words import absence_lines, found_line, matrix_lines, team_lines

    settings = _settings(base)
    found = check_fbs_file(file, settings, sheet)
    teams = [team_of(one.matrix.arrays(), settings) for one in found]
    if json:
        sheets = [as_records(one, team) for one, team in zip(found, teams, strict=True)]
        show.as_json({"file": file.name, "sheets": sheets})
    else:
        for one, team in zip(found, teams, strict=True):
            for text in matrix_lines(one.matrix):
                show.line(text)
            show.line(found_line(one))
            for problem in one.problems:
                show.line(f"  {problem.severity.value}: {problem.cell}, {problem.message}. {problem.remedy}")
            for text in (*absence_lines(one), *team_lines(team)):
                show.line(text)
    is_wrong = any(one.count(Severity.ERROR) for one in found)
    raise typer.Exit(show.DONE_WITH_PROBLEMS if is_wrong else show.DONE)


def _settings(base: str) -> FbsSettings:
    """Return the settings of a base when one is given, else those of the method."""
    from clientbase_xl.settings import FbsSettings

    if not base:
        return FbsSettings()
    from clientbase_xl.base.settings_store import load_settings

    return load_settings(open_base(base)).fbs
