"""Checks and stress test of a responsibility matrix: what the command `fbs` and the button «FBS» show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.problems import CellProblem, Severity
from clientbase_xl.reading.book_grids import read_book_grids
from clientbase_xl.reading.matrix import ReadMatrix, Rows, matrices, read_matrix
from clientbase_xl.reading.own_matrix import matrix_book
from clientbase_xl.rules.fbs_check import fbs_check
from clientbase_xl.rules.fbs_core import FbsCore, fbs_core
from clientbase_xl.rules.fbs_fair_load import FbsFairLoad, fbs_fair_load
from clientbase_xl.rules.fbs_load import fbs_load
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.rules.fbs_stress import fbs_stress
from clientbase_xl.rules.fbs_trainings import FbsTrainings, fbs_trainings
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.open_book import OpenBook

FBS_SHEET = "fbs"
"""What the name of a sheet with a matrix begins with, in any case."""
WHAT_IS_A_MATRIX = (
    "лист, где строки — функции, столбцы — сотрудники (их имена над столбцами), а в ячейках «Владелец», «1 бэкапер», "
    "«2 бэкапер» или буквы RACI (R, A, C, I); рядом может стоять столбец «Уровень»: Высший, Средний или Обычный"
)
_REMEDIES = {
    "no_owner": "Назначьте владельца.",
    "few_backups": "Назначьте и обучите бэкаперов.",
    "second_without_first": "Сделайте второго бэкапера первым.",
    "owner_backs_up": "Оставьте человеку одну роль, бэкапером назначьте другого.",
    "unknown_level": "Впишите Высший (1), Средний (2) или Обычный (3).",
    "unknown_role": "Впишите «Владелец», «1 бэкапер» или «2 бэкапер».",
    "stranger": "Исправьте имя или добавьте сотрудника в список.",
    "several_owners": "Оставьте одного владельца, остальных сделайте бэкаперами.",
    "several_firsts": "Оставьте одного первого бэкапера.",
}
_RACI_REMEDIES = _REMEDIES | {
    "no_owner": "Назначьте, кто отвечает за результат (A).",
    "few_backups": "Назначьте и обучите тех, кто сможет выполнить (R).",
    "unknown_role": "Впишите R, A, C, I или их сочетание, например R/A.",
    "several_owners": "Оставьте одну букву A.",
}


@dataclass(frozen=True, slots=True)
class FbsChecked:
    """One matrix, what is wrong with it (errors first) and what one absence leaves uncovered."""

    matrix: ReadMatrix
    problems: tuple[CellProblem, ...]
    one_absent: pd.DataFrame

    def count(self, severity: Severity) -> int:
        """Return how many findings are so bad."""
        return sum(one.severity is severity for one in self.problems)


@dataclass(frozen=True, slots=True)
class FbsTeam:
    """The team behind a matrix: any two absent, the core, the load now and shared fairly, the trainings or why none."""

    two_absent: pd.DataFrame
    core: FbsCore
    load: pd.DataFrame
    fair: FbsFairLoad
    trainings: FbsTrainings
    why_not: tuple[str, ...]


def choose_matrix(grids: Mapping[str, Rows], active: str, book: str) -> ReadMatrix:
    """Return the matrix of an open book: of the active sheet, else of one named «FBS…», else the first there is.

    Raises BadUse that says what a matrix looks like when no sheet holds one.
    """
    named = [title for title in grids if title.strip().casefold().startswith(FBS_SHEET)]
    for title in dict.fromkeys([active, *named, *grids]):
        if title in grids and (found := read_matrix(title, grids[title])) is not None:
            return found
    raise BadUse(f"В книге «{book}» нет матрицы FBS.", WHAT_IS_A_MATRIX, "Откройте такой лист и нажмите «FBS» ещё раз.")


def check_fbs(
    matrix: ReadMatrix, settings: FbsSettings, file: str = "", staff: Collection[str] | None = None
) -> FbsChecked:
    """Check a matrix by the settings; nothing is written anywhere.

    METHOD section 15. `staff` is the list of employees, None when there is none to check against. Without a column of
    levels no number of backups is demanded, and one finding says so.
    """
    has_levels = bool(matrix.level_column)
    found = [replace(one, file=file) for one in matrix.problems]
    if not has_levels:
        found.append(_no_levels(matrix, file))
    remedies = _RACI_REMEDIES if matrix.is_raci else _REMEDIES
    for row in matrix.rows:
        findings = fbs_check(row.level, row.cells, matrix.people, staff, settings, is_level_needed=has_levels)
        for one in findings:
            is_level = one.fault == "unknown_level"
            column = matrix.level_column if is_level else matrix.function_column
            place = CellProblem(
                f"«{row.name}»: {one.message}",
                remedies[one.fault],
                one.severity,
                file=file,
                sheet=matrix.sheet,
                row=row.row,
                column=column if one.place is None else matrix.columns[one.place],
            )
            found.append(place)
    ranked = sorted(found, key=lambda one: list(Severity).index(one.severity))
    return FbsChecked(matrix, tuple(ranked), fbs_stress(matrix.arrays()))


def check_open_fbs(book: OpenBook, settings: FbsSettings) -> FbsChecked:
    """Check the matrix of an open book (see `choose_matrix`); hidden sheets are not looked at, no cell is changed."""
    grids = book.grids()
    seen = matrix_book({title: grids[title] for title in book.visible()})
    return check_fbs(choose_matrix(seen.grids, book.active(), book.name), settings, staff=seen.staff)


def team_of(matrix: FbsMatrix, settings: FbsSettings) -> FbsTeam:
    """Return the rest of METHOD section 15 about a team: pairs, core, load, trainings."""
    trainings = fbs_trainings(matrix, settings)
    why_not = fbs_no_plan(matrix, settings) if trainings.is_possible is False else ()
    return FbsTeam(
        fbs_stress(matrix, 2),
        fbs_core(matrix),
        fbs_load(matrix, settings),
        fbs_fair_load(matrix, settings),
        trainings,
        why_not,
    )


def check_fbs_file(path: Path, settings: FbsSettings, sheet: str = "") -> list[FbsChecked]:
    """Check every matrix of a workbook, or that of one sheet.

    Raises BadFile for a file that cannot be read or holds no matrix (with what one looks like), BadUse for a sheet that
    is not there.
    """
    book = read_book_grids(path)
    if sheet and sheet not in book.grids:
        listed = ", ".join(f"«{title}»" for title in book.grids)
        raise BadUse(f"В книге «{path.name}» нет листа «{sheet}».", listed)
    seen = matrix_book(book.grids)
    chosen = {title: grid for title, grid in seen.grids.items() if not sheet or title == sheet}
    found = [check_fbs(one, settings, path.name, seen.staff) for one in matrices(chosen)]
    if not found:
        where = f"На листе «{sheet}»" if sheet else "Ни на одном листе"
        raise BadFile(f"{where} книги «{path.name}» нет матрицы.", WHAT_IS_A_MATRIX, "Укажите книгу с таким листом.")
    return found


def as_records(checked: FbsChecked, team: FbsTeam) -> dict[str, Any]:
    """Return what was found as plain values for other programs."""
    matrix, plan = checked.matrix, team.trainings
    return {
        "sheet": matrix.sheet,
        "notation": "RACI" if matrix.is_raci else "FBS",
        "heading_row": matrix.heading_row,
        "count_functions": len(matrix.rows),
        "people": list(matrix.people),
        "has_levels": bool(matrix.level_column),
        "skipped": {kind.name.lower(): list(rows) for kind, rows in matrix.skipped.items()},
        "count_errors": checked.count(Severity.ERROR),
        "count_warnings": checked.count(Severity.WARNING),
        "findings": [
            {
                "severity": one.severity.value,
                "sheet": one.sheet,
                "cell": one.cell,
                "message": one.message,
                "remedy": one.remedy,
            }
            for one in checked.problems
        ],
        "one_absent": _records(checked.one_absent),
        "two_absent": _records(team.two_absent[_is_anything_left(team.two_absent)]),
        "core": {
            "people": list(team.core.people),
            "count_functions": team.core.count_functions,
            "impossible": list(team.core.impossible),
            "bound": team.core.bound,
            "is_exact": team.core.is_exact,
            "is_of_level_one": team.core.is_of_level_one,
        },
        "load": _records(team.load),
        "fair_load": {
            "load_now": team.fair.load_now,
            "load_fair": team.fair.load_fair,
            "bound": team.fair.bound,
            "is_exact": team.fair.is_exact,
            "moves": [
                {"function": one.function, "owner": one.owner or None, "new_owner": one.new_owner}
                for one in team.fair.moves
            ],
        },
        "trainings": {
            "is_possible": plan.is_possible,
            "is_exact": plan.is_exact,
            "cost": _finite(plan.cost),
            "bound": _finite(plan.bound),
            "gap": _finite(plan.gap),
            "count_missing": plan.count_missing,
            "why_not": list(team.why_not),
            "plan": [{"employee": one.employee, "function": one.function, "cost": one.cost} for one in plan.trainings],
        },
    }


def _no_levels(matrix: ReadMatrix, file: str) -> CellProblem:
    return CellProblem(
        "столбца «Уровень» нет: сколько нужно бэкаперов, не проверено",
        "Добавьте столбец «Уровень»: Высший, Средний или Обычный.",
        Severity.NOTICE,
        file=file,
        sheet=matrix.sheet,
        row=matrix.heading_row,
        column=matrix.function_column,
    )


def _is_anything_left(table: pd.DataFrame) -> Sequence[bool]:
    return list(table["lost"] > 0)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(key): list(value) if isinstance(value, tuple) else value for key, value in row.items()}
        for row in table.to_dict("records")
    ]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
