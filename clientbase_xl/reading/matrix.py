"""A responsibility matrix as read from a sheet: functions in rows, people in columns (METHOD section 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openpyxl.utils import get_column_letter

from clientbase_xl.problems import CellProblem, Severity
from clientbase_xl.reading.matrix_layout import Layout, find_layout
from clientbase_xl.reading.matrix_words import (
    cell_text,
    fbs_cells,
    is_legend,
    is_number,
    is_people_heading,
    is_role,
    is_total,
)
from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_roles import name_key

Rows = Sequence[tuple[int, tuple[Any, ...]]]
"""Rows with cells of a sheet: the row as people count, its cells from column A."""


class Skipped(StrEnum):
    """What a row of a sheet is that is no function."""

    TITLE = "названия и пояснения над матрицей"
    LEGEND = "легенда"
    PHASE = "разделы (в строке нет ролей)"
    TOTAL = "итоги"
    HEADING = "повтор заголовка"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One function: its row as people count, name, level and a cell of roles per person in FBS words."""

    row: int
    name: str
    level: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadMatrix:
    """A matrix and where it stands; `columns` are letters, `skipped` the rows that are no functions."""

    sheet: str
    is_raci: bool
    heading_row: int
    function_column: str
    level_column: str
    columns: tuple[str, ...]
    people: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    skipped: Mapping[Skipped, tuple[int, ...]]
    problems: tuple[CellProblem, ...]

    def arrays(self) -> FbsMatrix:
        """Return the matrix as the rules compute with it."""
        levels, cells = [row.level for row in self.rows], [row.cells for row in self.rows]
        return fbs_matrix([row.name for row in self.rows], levels, self.people, cells)


def read_matrix(sheet: str, grid: Rows) -> ReadMatrix | None:
    """Return the matrix of a sheet; None for a sheet that holds none.

    METHOD section 15. FBS words or RACI letters (see `matrix_words.fbs_cells`); the people stand in any row, below
    titles too; a column of levels where there is one. Rows of titles, legends, phases, totals and repeated headings are
    left out and told in `skipped`. A column of roles without a name is a person of its own, a name over two columns one
    person, a row of roles without a function a function of its own: each is a problem.
    """
    width = max((len(row) for _, row in grid), default=0)
    texts_of = ((number, [*map(cell_text, row), *[""] * (width - len(row))]) for number, row in grid)
    rows = [(number, texts) for number, texts in texts_of if any(texts)]
    layout = find_layout(rows)
    if layout is None:
        return None
    heading_row, heading = rows[layout.heading]
    columns = tuple(get_column_letter(place + 1) for place in layout.people)
    names = [heading[place] or f"столбец {letter}" for place, letter in zip(layout.people, columns, strict=True)]
    skipped: dict[Skipped, list[int]] = {}
    found = []
    for number, texts in rows[: layout.heading]:
        skipped.setdefault(Skipped.LEGEND if is_legend(texts) else Skipped.TITLE, []).append(number)
    for number, texts in rows[layout.heading + 1 :]:
        if kind := _kind(texts, layout, heading):
            skipped.setdefault(kind, []).append(number)
            continue
        level = "" if layout.levels is None else texts[layout.levels]
        cells = [texts[place] for place in layout.people]
        name = texts[layout.functions] or f"строка {number}"
        found.append(MatrixRow(number, name, level, tuple(fbs_cells(cells) if layout.is_raci else cells)))
    if not found:
        return None
    function_column = get_column_letter(layout.functions + 1)
    unnamed = [row.row for row in found if row.name == f"строка {row.row}"]
    return ReadMatrix(
        sheet,
        layout.is_raci,
        heading_row,
        function_column,
        "" if layout.levels is None else get_column_letter(layout.levels + 1),
        columns,
        tuple(names),
        tuple(found),
        {kind: tuple(numbers) for kind, numbers in skipped.items()},
        (
            *_turned(sheet, heading_row, function_column, heading[layout.functions]),
            *_problems_of_names(sheet, heading_row, columns, [heading[place] for place in layout.people]),
            *(_unnamed(sheet, row, function_column) for row in unnamed),
        ),
    )


def matrices(grids: Mapping[str, Rows]) -> Iterator[ReadMatrix]:
    """Yield the matrices of a book in the order of its sheets."""
    for sheet, grid in grids.items():
        if (found := read_matrix(sheet, grid)) is not None:
            yield found


def _kind(texts: list[str], layout: Layout, heading: list[str]) -> Skipped | None:
    """Return what a row below the heading is when it is no function."""
    cells = [texts[place] for place in layout.people]
    filled = [text for text in cells if text]
    has_level = layout.levels is not None and bool(texts[layout.levels])
    left = [text for text in texts[: layout.functions + 1] if text]
    if filled and all(text == heading[place] for place, text in zip(layout.people, cells, strict=True) if text):
        return Skipped.HEADING
    has_roles = any(map(is_role, filled))
    is_sign = is_role(texts[layout.functions])
    if is_legend(texts) and (not has_roles or is_sign or not texts[layout.functions]):
        return Skipped.LEGEND
    if is_sign and not has_roles:
        return Skipped.LEGEND
    if filled and not left and all(map(is_number, filled)):
        return Skipped.TOTAL
    if any(map(is_total, left)) and not has_roles:
        return Skipped.TOTAL
    return None if filled or (has_level and left) else Skipped.PHASE


def _problems_of_names(sheet: str, row: int, columns: Sequence[str], names: Sequence[str]) -> Iterator[CellProblem]:
    seen: dict[str, str] = {}
    for letter, name in zip(columns, names, strict=True):
        if not name:
            yield CellProblem(
                "над столбцом с ролями нет имени",
                "Впишите сотрудника в строку имён.",
                Severity.WARNING,
                sheet=sheet,
                row=row,
                column=letter,
            )
        elif (first := seen.setdefault(name_key(name), letter)) != letter:
            yield CellProblem(
                f"сотрудник назван второй раз, первый — в столбце {first}: считается одним человеком",
                "Если это однофамильцы, допишите имя.",
                Severity.WARNING,
                sheet=sheet,
                row=row,
                column=letter,
                value=name,
            )


def _turned(sheet: str, row: int, column: str, text: str) -> Iterator[CellProblem]:
    if is_people_heading(text):
        yield CellProblem(
            "похоже, сотрудники стоят в строках, а функции в столбцах: прочитано наоборот",
            "Поверните таблицу: скопируйте её и вставьте через «Специальная вставка → Транспонировать».",
            Severity.WARNING,
            sheet=sheet,
            row=row,
            column=column,
            value=text,
        )


def _unnamed(sheet: str, row: int, column: str) -> CellProblem:
    return CellProblem(
        "роли есть, а функция не названа",
        "Впишите название функции или удалите строку.",
        Severity.WARNING,
        sheet=sheet,
        row=row,
        column=column,
    )
