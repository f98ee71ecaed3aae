"""Where a matrix stands on a sheet: heading row, columns of functions, levels and people (METHOD section 15)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from clientbase_xl.reading.matrix_words import (
    is_explaining,
    is_fbs_role,
    is_function_heading,
    is_level_heading,
    is_meaning,
    is_number,
    is_role,
    is_service_heading,
    raci_letters,
)
from clientbase_xl.rules.fbs_roles import level_of

SEARCHED_ROWS = 60
"""A heading below so many rows with cells is not looked for."""
LIFTED_ROWS = 2
"""So many rows above the names may hold «Функция» and «Уровень» in cells merged downwards."""
LONG_TEXT = 20
"""A cell without a role that is longer is a remark, not a mistyped role."""
_FEW = 3

Texts = Sequence[tuple[int, list[str]]]
"""Rows with cells of a sheet: the row as people count, its cells from column A as texts, all of one length."""
Fit = tuple[int, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of a matrix: the heading as an index of the rows, columns counted from 0."""

    heading: int
    functions: int
    levels: int | None
    people: tuple[int, ...]
    is_raci: bool


@dataclass(frozen=True, slots=True)
class _Counts:
    """Per column how many cells below a row are filled, are roles, are roles explained by the cell to the right."""

    filled: list[int]
    roles: list[int]
    explained: list[int]

    def is_signed(self, place: int) -> bool:
        """Tell whether at least half of a column's cells are roles, and they are no legend."""
        roles = self.roles[place]
        return roles > 0 and 2 * roles >= self.filled[place] and not self.is_legend(place)

    def is_legend(self, place: int) -> bool:
        """Tell whether at least half of a column's roles only explain the signs."""
        return 0 < self.roles[place] <= 2 * self.explained[place]


def find_layout(rows: Texts) -> Layout | None:
    """Return where the matrix of a sheet stands; None for a sheet without one.

    Of all rows that may name the people it is the one over the most roles; then one with a heading such as «Функция»,
    its own or merged from above; then one whose cell over the functions is empty; then the lowest. A matrix in RACI
    letters has two columns of roles at least and the letter R, so that a sheet of categories A and C is none; a matrix
    in FBS words may have one column, and no role yet when its headings say «Функция» and «Уровень».
    """
    tried = [found for index, counts in enumerate(_counted(rows)) if (found := _try(rows, index, counts)) is not None]
    return max(tried, key=lambda one: one[0])[1] if tried else None


def _counted(rows: Texts) -> Iterator[_Counts]:
    """Yield for each row that may be the heading what stands below it."""
    width = len(rows[0][1]) if rows else 0
    left = _Counts([0] * width, [0] * width, [0] * width)
    for _, row in rows:
        _add(left, row, 1)
    for _, row in rows[:SEARCHED_ROWS]:
        _add(left, row, -1)
        yield left


def _add(counts: _Counts, row: list[str], sign: int) -> None:
    for place, text in enumerate(row):
        if text:
            counts.filled[place] += sign
            if is_role(text):
                counts.roles[place] += sign
    for place, (text, right) in enumerate(pairwise(row)):
        if text and right and is_meaning(text, right):
            counts.explained[place] += sign


def _try(rows: Texts, index: int, counts: _Counts) -> tuple[Fit, Layout] | None:
    """Return the matrix under a heading row with how well it fits; None when there is none."""
    heading, below = rows[index][1], rows[index + 1 :]
    lifted = _lifted(rows, index)
    signed = [
        place
        for place, text in enumerate(heading)
        if text
        and counts.is_signed(place)
        and not is_role(text)
        and not is_number(text)
        and not _is_left(lifted[place])
    ]
    if (not signed and not any(map(is_level_heading, lifted))) or is_explaining(heading):
        return None
    columns = [[row[place] for _, row in below if row[place]] for place in range(len(heading))]
    functions = _function_column(lifted, columns, signed)
    if functions is None:
        return None
    others = [place for place in range(len(heading)) if place not in signed and place != functions]
    levels = next((place for place in others if is_level_heading(lifted[place])), None)
    if levels is None:
        levels = next((place for place in others if lifted[place] and _is_of_levels(columns[place])), None)
    signed = [place for place in signed if place > functions]
    roles = [text for place in signed for text in columns[place] if is_role(text)]
    is_raci = 2 * sum(map(is_fbs_role, roles)) < len(roles)
    if not _is_enough(lifted, functions, levels, roles, len(signed), is_raci=is_raci):
        return None
    last = max(signed, default=len(heading))
    people = tuple(
        place
        for place in range(functions + 1, len(heading))
        if place != levels
        and not counts.is_legend(place)
        and _is_person(heading[place], columns[place], is_signed=counts.is_signed(place), is_inside=place < last)
    )
    fit = (len(roles), is_function_heading(lifted[functions]), not heading[functions], index)
    return (fit, Layout(index, functions, levels, people, is_raci)) if people else None


def _is_enough(
    heading: list[str], functions: int, levels: int | None, roles: list[str], count_signed: int, *, is_raci: bool
) -> bool:
    if not roles:
        return levels is not None and is_function_heading(heading[functions]) and is_level_heading(heading[levels])
    letters = Counter(letter for text in roles for letter in raci_letters(text))
    return not is_raci or (count_signed > 1 and letters["R"] > 0)


def _lifted(rows: Texts, index: int) -> list[str]:
    """Return a heading row with its empty cells taken from the rows above, as cells merged downwards read."""
    above = [row for _, row in reversed(rows[max(0, index - LIFTED_ROWS) : index])]
    return [text or next((row[place] for row in above if row[place]), "") for place, text in enumerate(rows[index][1])]


def _is_left(text: str) -> bool:
    return is_function_heading(text) or is_level_heading(text)


def _function_column(heading: list[str], columns: list[list[str]], signed: list[int]) -> int | None:
    """Return the column of the functions: the one headed so, else of those left of all roles that with most to say."""
    first = min(signed, default=len(heading))
    headed = [place for place in range(first) if is_function_heading(heading[place]) and columns[place]]
    if headed:
        return headed[0]
    worth = {place: _worth(columns[place]) for place in range(first)}
    best = max(worth, key=lambda place: worth[place], default=None)
    return best if best is not None and worth[best] else None


def _worth(cells: list[str]) -> int:
    """Return how much a column says: the length of its different texts, numbers and levels left out."""
    texts = {text for text in cells if not is_number(text) and level_of(text) is None and not is_role(text)}
    return sum(min(len(text), 2 * LONG_TEXT) for text in texts)


def _is_of_levels(cells: list[str]) -> bool:
    """Tell whether a column without such a heading holds levels in words."""
    words = [text for text in cells if not is_number(text)]
    return len(words) > 1 and all(level_of(text) is not None for text in words)


def _is_person(name: str, cells: list[str], *, is_signed: bool, is_inside: bool) -> bool:
    """Tell whether a column is an employee's: it has roles, or nothing else than what may be mistyped roles."""
    if not name or is_signed:
        return is_signed
    if is_service_heading(name) or is_level_heading(name):
        return False
    others = [text for text in cells if not is_role(text)]
    if others and len(others) == len(cells) and all(map(is_number, others)) and not is_inside:
        return False
    return all(len(text) <= LONG_TEXT for text in others) and (is_inside or len(set(others)) <= _FEW)
