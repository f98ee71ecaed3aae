"""«Проверить данные»: what is wrong in the base and in what was typed into an open workbook and not sent yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.problems import Problem, as_records
from clientbase_xl.reading.own_workbook import read_grids
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.open_book import OpenBook
from clientbase_xl.workflows.origin import MANAGER_MARK
from clientbase_xl.workflows.problem_places import placed, places_in_book, sheets_of
from clientbase_xl.workflows.refresh import (
    Progress,
    closed_problem,
    closed_tables,
    find_tables,
    marks_of_base,
    write_update,
)
from clientbase_xl.workflows.refresh_plan import plan_refresh
from clientbase_xl.workflows.send import SendReport, try_send
from clientbase_xl.workflows.state import load_state


@dataclass(frozen=True, slots=True)
class BookChecked:
    """What a check found: what sending would do (None where the base takes no writing), problems of the base.

    `sheet` is where all of them stand now, "" when the book has no such sheet; `not_found` says so.
    """

    trial: SendReport | None
    of_base: tuple[Problem, ...]
    sheet: str
    not_found: tuple[Problem, ...] = field(default=())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return every problem, those of the open book first."""
        return (*(self.trial.problems if self.trial is not None else ()), *self.of_base)


def check_book(
    base: Base,
    book: OpenBook,
    today: date,
    *,
    now: datetime,
    user: str,
    zone: tzinfo,
    progress: Progress = lambda _: None,
) -> BookChecked:
    """Find what is wrong with a base and an open workbook of it, and show it on «Проблемы»; nothing else changes.

    Cells that sending would refuse are found by a sending that is taken back: the same words, and none is missed. The
    base stays as it is, and so does what «Вернуть как было» would bring back. Raises BadUse for a workbook of another
    base and for a stranger.
    """
    marks = marks_of_base(base, book)
    progress("Клиентская база: читаю введённое…")
    typed = read_grids(book.name, book.grids(), book.visible(), marks)
    trial = _here(try_send(base, typed, now=now, user=user, zone=zone)) if base.is_writable else None
    progress("Клиентская база: проверяю базу…")
    state = load_state(base, today, zone=zone)
    _, of_base = workbook_tables(base, state, marks.get(MANAGER_MARK, ""), has_cards=False)
    others, _ = find_tables(book, sheets_of(of_base))
    rows_of = {key: (shown, None, table.first_row) for key, (table, shown) in others.items()}
    of_base = placed(of_base, places_in_book(rows_of))
    found, missing = find_tables(book, (PROBLEMS.key,))
    missing += [closed_problem(found.pop(key)[0]) for key in closed_tables(found)]
    checked = BookChecked(trial, of_base, "", tuple(missing))
    for table, shown in found.values():
        rows = pd.DataFrame(as_records(checked.problems), columns=list(PROBLEMS.keys))
        write_update(table, shown, plan_refresh(shown, rows))
        checked = BookChecked(trial, of_base, table.title)
    return checked


def _here(trial: SendReport) -> SendReport:
    """Return the report without the name of the open book in its problems: without a file they are cells of this book.

    The sheet of such a problem is a link on «Проблемы».
    """
    own = (replace(one, file="") if one.file == trial.file_name else one for one in trial.problems)
    return replace(trial, problems=(*own,))
