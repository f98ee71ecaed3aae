"""Sales that were loaded as one sum per month: a file that covers some days of such a month stands for all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from clientbase_xl.base.imports import ImportRecord, list_imports, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.summary import days_sold
from clientbase_xl.problems import Problem
from clientbase_xl.reading.export import ReadLines
from clientbase_xl.rules.periods import month_start
from clientbase_xl.rules.plan_periods import month_end
from clientbase_xl.workflows.ledger_access import as_parts

_Content = TypeVar("_Content")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days for which a file stands, both inclusive, and what is to be told of it."""

    first: date
    last: date
    problems: tuple[Problem, ...]

    def of(self, content: _Content) -> _Content:
        """Return the content standing for these days."""
        if not isinstance(content, ReadLines) or not self.problems:
            return content
        problems = (*content.problems, *self.problems)
        return replace(content, period_from=self.first, period_to=self.last, problems=problems)


def stretched_to_months(base: Base, content: ReadLines, source: str) -> Stretch:
    """Return the period of sales so that it takes in each month of its source that was loaded as one sum.

    EXPORTS: an export that covers months already loaded replaces those months. The sum of a month stands on its last
    day: beside single days of that month it would count twice. Each month that was not covered whole is warned of.
    Raises BaseRefused when a part cannot be read.
    """
    problems: list[Problem] = []
    first, last = content.period_from, content.period_to
    for record, periods, _ in valid_parts(list_imports(base)):
        if record.source != source or not any(start <= last and first <= end for start, end in periods):
            continue
        for start, end in _months_in_one_sum(base, record):
            in_force = any(begin <= end <= close for begin, close in periods)
            if in_force and start <= last and first <= end and not (first <= start and end <= last):
                problems.append(_problem(content, record, start, end))
                first, last = min(first, start), max(last, end)
    return Stretch(first, last, tuple(problems))


def _months_in_one_sum(base: Base, record: ImportRecord) -> list[tuple[date, date]]:
    """Return the months (first and last day) whose sales an import holds on one day; none for sales by days.

    Only a report stands for days before its first line, and its lines stand on the last days of months or of itself.
    """
    days = days_sold(as_parts(base, [(record, (record.period,), True)]))
    ends = {record.period_to, *(month_end(month_start(day)) for day in days)}
    if not days or days[0] <= record.period_from or not ends.issuperset(days):
        return []
    return [(max(month_start(day), record.period_from), day) for day in days]


def _problem(content: ReadLines, record: ImportRecord, start: date, end: date) -> Problem:
    return Problem(
        f"Продажи с {start:%d.%m.%Y} по {end:%d.%m.%Y} загружены одной суммой («{record.file_name}», загрузка "
        f"№ {record.import_id}): строки этого файла за дни с {max(start, content.period_from):%d.%m.%Y} по "
        f"{min(end, content.period_to):%d.%m.%Y} заменяют её всю",
        "Если в файле не весь месяц, отмените загрузку (imports --undo), выгрузите месяц целиком и загрузите его.",
        file=content.file_name,
        sheet=content.sheet or "",
        column=content.headings.get("sold_on", ""),
    )
