"""Problems in user data are values: one bad row never hides 5 000 good ones, and nothing is repaired silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

VALUE_SHOWN_MAX = 200


class Severity(StrEnum):
    """How much a problem matters; ordered from the most serious."""

    ERROR = "ошибка"
    WARNING = "предупреждение"
    NOTICE = "сведение"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in user data: where it is, what is wrong, what to do about it.

    `row` counts as the spreadsheet does (first row = 1); `column` is the heading or the column letter.
    `count` is the number of rows that one aggregated problem stands for; the place is then the first of them.
    """

    message: str
    remedy: str
    severity: Severity = Severity.WARNING
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    count: int = 1

    def place(self) -> str:
        """Return where the problem is, as one short Russian phrase; empty when it concerns no place."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"лист «{self.sheet}»")
        if self.row is not None:
            parts.append(f"строка {self.row}")
        if self.column:
            parts.append(f"столбец «{self.column}»")
        return ", ".join(part for part in parts if part)

    def sentence(self) -> str:
        """Return the problem as one line for a message box or a terminal; of a long value its first 200 characters."""
        head = f"{self.place()}: " if self.place() else ""
        shown = self.value if len(self.value) <= VALUE_SHOWN_MAX else f"{self.value[:VALUE_SHOWN_MAX]}…"
        value = f" (значение «{shown}»)" if shown else ""
        many = f" Таких строк: {self.count:,}.".replace(",", "\u00a0") if self.count > 1 else ""
        return f"{head}{self.message.rstrip('.')}{value}.{many} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class ClientProblem(Problem):
    """A finding that tells numbers of one client: only who may see the client sees it."""

    client_code: str = ""


@dataclass(frozen=True, slots=True)
class CellProblem(Problem):
    """A finding about one cell; `column` is its letter."""

    @property
    def cell(self) -> str:
        """Return the address of the cell, such as C7."""
        return f"{self.column}{self.row}"

    def place(self) -> str:
        """Return where the cell is: the file, the sheet, the address."""
        parts = (self.file, f"лист «{self.sheet}»" if self.sheet else "", f"ячейка {self.cell}")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class RecordProblem(ClientProblem):
    """A finding about one record of a sheet of ours: its row is known when the table is written, its key before.

    `record` are the texts of the sheet's key columns; `client_code` is "" for a record that is about no one client.
    """

    record: tuple[str, ...] = ()


def as_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as plain records, most serious first, in the given order within a severity."""
    order = list(Severity)
    ranked = sorted(problems, key=lambda problem: order.index(problem.severity))
    return [{name: getattr(one, name) for name in FIELDS} | {"severity": one.severity.value} for one in ranked]


FIELDS = tuple(field.name for field in fields(Problem))
