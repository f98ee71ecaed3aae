"""Data problems as people really have them, put into the files on purpose and declared one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from clientbase_xl.demo.draws import Draws

Row = list[Any]
NBSP = "\N{NO-BREAK SPACE}"


class Expected(StrEnum):
    """What the product must do with a planted row: reading a file, or later a rule."""

    EXCLUDED = "строка отложена"
    REPORTED = "строка принята, есть замечание"
    KEPT = "строка принята без замечаний"
    IGNORED = "пустая строка не считается"


@dataclass(frozen=True, slots=True)
class PlantedProblem:
    """One kind of planted problem in one file.

    `rows` are rows of the spreadsheet (headings = 1), ascending; `column` is the heading of the touched cells;
    `reason` is why the reader sets the rows aside, empty where it does not.
    """

    what: str
    file: str
    rows: tuple[int, ...]
    column: str
    expected: Expected
    reason: str = ""


class Planter:
    """Puts problems into the rows of one file; every row is used once, so that no problem hides another."""

    def __init__(self, frame: pd.DataFrame, file: str, draws: Draws, calm_codes: Sequence[str]) -> None:
        self._columns = {str(heading): place for place, heading in enumerate(frame.columns)}
        self._rows: list[Row] = frame.to_numpy(dtype=object).tolist()
        self._file = file
        self._draws = draws
        code, quantity = self._columns["Код контрагента"], self._columns["Количество"]
        calm = set(calm_codes)
        self._free = [n for n, row in enumerate(self._rows) if row[code] in calm and row[quantity] > 0]
        self._planted: list[tuple[str, list[Row], str, Expected, str]] = []

    def change(
        self,
        what: str,
        count: int,
        column: str,
        value: Callable[[Row], Any],
        expected: Expected,
        *,
        also: Iterable[str] = (),
        only: Callable[[Row], bool] | None = None,
        reason: str = "",
    ) -> None:
        """Put `value(row)` into `column` (and into the columns `also`) of `count` free rows."""
        able = [n for n in self._free if only is None or only(self._rows[n])]
        chosen = sorted(self._draws.several(able, [1.0] * len(able), count))
        if len(chosen) < count:
            raise ValueError(f"{self._file}: no rows left for «{what}»")
        self._free = [n for n in self._free if n not in chosen]
        rows = [self._rows[n] for n in chosen]
        for row in rows:
            new = value(row)
            for heading in (column, *also):
                row[self._columns[heading]] = new
        self._planted.append((what, rows, column, expected, reason))

    def change_all(
        self, what: str, column: str, value: Callable[[Row], Any], expected: Expected, only: Callable[[Row], bool]
    ) -> None:
        """Put `value(row)` into `column` of every row that `only` accepts; these rows are used afterwards."""
        chosen = {n for n, row in enumerate(self._rows) if only(row)}
        rows = [self._rows[n] for n in sorted(chosen)]
        for row in rows:
            row[self._columns[column]] = value(row)
        self._free = [n for n in self._free if n not in chosen]
        self._planted.append((what, rows, column, expected, ""))

    def repeat(self, what: str, count: int) -> None:
        """Put an equal line right after `count` free rows."""
        chosen = sorted(self._draws.several(self._free, [1.0] * len(self._free), count))
        copies = [list(self._rows[n]) for n in chosen]
        self._planted.append((what, copies, "", Expected.KEPT, ""))
        self._free = [n for n in self._free if n not in chosen]
        # From the end, so that the places before stay valid; free places after an insertion move by one each.
        for n, copy in reversed(list(zip(chosen, copies, strict=True))):
            self._rows.insert(n + 1, copy)
        self._free = [n + sum(place < n for place in chosen) for n in self._free]

    def append(self, what: str, row: dict[str, Any], column: str, expected: Expected, reason: str = "") -> None:
        """Put a row that is no sale at the end of the file."""
        new = [row.get(heading) for heading in self._columns]
        self._rows.append(new)
        self._planted.append((what, [new], column, expected, reason))

    def cell(self, row: Row, column: str) -> Any:
        """Return the value of a cell of the row."""
        return row[self._columns[column]]

    def declared(self) -> tuple[PlantedProblem, ...]:
        """Return what was planted, with the places that the rows have now."""
        places = {id(row): number for number, row in enumerate(self._rows, start=2)}
        return tuple(
            PlantedProblem(what, self._file, tuple(sorted(places[id(row)] for row in rows)), column, expected, reason)
            for what, rows, column, expected, reason in self._planted
        )

    def frame(self) -> pd.DataFrame:
        """Return the rows of the file as they are now."""
        return pd.DataFrame(self._rows, columns=pd.Index(list(self._columns)), dtype=object)


def with_thousands(value: float) -> str:
    """Return an amount as Russian programs print it: no-break spaces between thousands, a decimal comma."""
    return f"{value:,.2f}".replace(",", NBSP).replace(".", ",")


def is_in(row_date: Any, from_on: date, before: date) -> bool:
    """Tell whether a cell holds a day in [from_on; before)."""
    return isinstance(row_date, date) and from_on <= row_date < before
