"""What a reader hands over: accepted rows, problems, and a count for every row that was set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pyarrow as pa

from clientbase_xl.problems import Problem
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.layout_answers import LayoutAnswers
from clientbase_xl.reading.open_debts import OpenDebts


def check_counts(file_name: str, count_read: int, count_accepted: int, excluded: Mapping[str, int]) -> None:
    """Raise AssertionError unless read = accepted + excluded by a named reason: a defect of ours, not of the file."""
    if count_read != count_accepted + sum(excluded.values()):
        raise AssertionError(f"{file_name}: {count_read} rows read, {count_accepted} accepted, excluded {excluded}")


@dataclass(frozen=True)
class ReadFrom:
    """How a file was understood: its format in words, the row of its headings (first = 1) and all of them.

    `columns` are the headings (by key) that somebody named, now or earlier; `recalled` the remembered answers that were
    used; `summary` what a reader of reports recognised; `decisions` what somebody decided about columns now.
    """

    file_format: str = ""
    header_row: int = 0
    headings: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    recalled: LayoutAnswers | None = None
    summary: str = ""
    decisions: Decisions = NO_DECISIONS


@dataclass(frozen=True)
class ReadLines:
    """Sales lines of one file.

    `lines` has the Arrow schema of SALES_LINES; `excluded` maps a Russian reason to its number of rows;
    `headings` maps a key of SALES_LINES to the heading that was found in the file. Blank rows are not read rows.
    `decided` tells in Russian how dates and numbers written as text were read, with the cell that proves it.
    """

    lines: pa.Table
    problems: tuple[Problem, ...]
    count_read: int
    excluded: dict[str, int]
    period_from: date
    period_to: date
    sheet: str
    headings: dict[str, str]
    file_name: str
    content_sha256: str
    decided: tuple[str, ...] = ()
    read_from: ReadFrom = field(default_factory=ReadFrom)

    def __post_init__(self) -> None:
        """Check that no row got lost."""
        check_counts(self.file_name, self.count_read, self.lines.num_rows, self.excluded)


@dataclass(frozen=True)
class ReadProducts:
    """A reference of products of one file: the columns of PRODUCTS, one row per code."""

    products: pd.DataFrame
    problems: tuple[Problem, ...]
    count_read: int
    excluded: dict[str, int]
    sheet: str
    headings: dict[str, str]
    file_name: str
    content_sha256: str = field(default="")
    read_from: ReadFrom = field(default_factory=ReadFrom)

    def __post_init__(self) -> None:
        """Check that no row got lost."""
        check_counts(self.file_name, self.count_read, len(self.products), self.excluded)


@dataclass(frozen=True)
class ReadCards:
    """Client cards of one file: the typed stored columns of CLIENTS that the file has, one row per client code.

    With `open_debts` the codes are names of a report of settlements: cards of the base are to be found by them, none
    is created.
    """

    cards: pd.DataFrame
    problems: tuple[Problem, ...]
    count_read: int
    excluded: dict[str, int]
    sheet: str
    headings: dict[str, str]
    file_name: str
    content_sha256: str = field(default="")
    decided: tuple[str, ...] = ()
    open_debts: OpenDebts | None = None
    read_from: ReadFrom = field(default_factory=ReadFrom)

    def __post_init__(self) -> None:
        """Check that no row got lost."""
        check_counts(self.file_name, self.count_read, len(self.cards), self.excluded)
