"""Sales figures of the weekly meeting: the last full week, the week and the month to date, by manager of the document.

METHOD sections 1 (facts belong to the manager of the document) and 19.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import settle
from clientbase_xl.rules.periods import month_start, months_before, week_start
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS, MIXED_VAT
from clientbase_xl.settings import FactsSettings

NAN = float("nan")
DEFAULTS = FactsSettings()
Figure = tuple[str, str, float, float, str]  # indicator, unit, value, value a week ago, note
_TURNOVER, _PROFIT, _SAME_DAYS = "turnover_rub", "gross_profit_rub", "turnover_same_days_rub"


@dataclass(frozen=True, slots=True)
class _Sales:
    """Rows of some managers; the first period of the whole table and the figures that it knows at all."""

    rows: pd.DataFrame
    start_key: str
    first_on: pd.Timestamp | None
    is_known: dict[str, bool]
    cost_coverage_min: float

    def total(self, key: str, start_on: date) -> float:
        """Return the sum of a period; NaN before the ledger begins or where a part of it is unknown."""
        start = pd.Timestamp(start_on)
        if self.first_on is None or start < self.first_on:
            return NAN
        rows = self.rows[self.rows[self.start_key] == start]
        if not self.is_known[key]:
            return NAN
        if key == _PROFIT:
            return group_profit_rub(rows, self.cost_coverage_min)
        return NAN if rows[key].isna().any() else round(float(rows[key].sum()), 2)


def group_profit_rub(rows: pd.DataFrame, cost_coverage_min: float) -> float:
    """Return the gross profit of these rows together, judged as one group; NaN where it is unknown.

    METHOD section 2: cost is needed for `cost_coverage_min` of the amount (inclusive) of the group asked about, so a
    small manager without costs does not hide the profit of the department; section 0: never from mixed VAT bases.
    In: rows of MANAGER_WEEKS or MANAGER_MONTHS of one period. Where the absolute amount is 0 or not told, every row
    must know its own profit.
    """
    bases = set(rows["vat_basis"].dropna())
    if MIXED_VAT in bases or len(bases) > 1:
        return NAN
    # Whole kopecks: the quotient of sums of floats would land a hair beside the threshold.
    amount, costed = (round(float(rows[key].sum()) * 100) for key in ("amount_absolute_rub", "amount_costed_rub"))
    if amount > 0 and rows["amount_absolute_rub"].notna().all():
        return round(float(rows["profit_costed_rub"].sum()), 2) if costed / amount >= cost_coverage_min else NAN
    return NAN if rows[_PROFIT].isna().any() else round(float(rows[_PROFIT].sum()), 2)


class WeekSales:
    """Weeks and months of the ledger, asked for the figures of a manager or of several together."""

    def __init__(
        self, weeks: pd.DataFrame, months: pd.DataFrame, today: date, settings: FactsSettings = DEFAULTS
    ) -> None:
        """Take MANAGER_WEEKS and MANAGER_MONTHS of `today`; a manager nobody named is None."""
        self._cost_coverage_min = settings.cost_coverage_min
        self._weeks = settle(weeks, MANAGER_WEEKS)
        self._months = settle(months, MANAGER_MONTHS)
        self._today = today

    @property
    def managers(self) -> list[str | None]:
        """Return who sold anything in the last two full weeks, this month or the last one: who is still at work."""
        month_from = pd.Timestamp(months_before(month_start(self._today), 1))
        week_from = pd.Timestamp(week_start(self._today) - timedelta(days=14))
        recent = (
            self._weeks[self._weeks["week_start_on"] >= week_from],
            self._months[self._months["month_start_on"] >= month_from],
        )
        # The tables have a row for every period, also for who sold nothing in it.
        sold = [table.loc[(table[_TURNOVER] != 0) | (table["count_clients"] > 0), "manager"] for table in recent]
        return list(pd.concat(sold).unique())

    def figures(self, managers: Sequence[str | None] | None = None) -> list[Figure]:
        """Return the figures of these managers together (None: of everyone), in the order of the page.

        A period without a row is 0 once the ledger has begun; before that, and where the profit of these managers
        together is unknown (`group_profit_rub`), the figure is unknown. Boundaries: on a Monday the current week, on
        the 1st the current month has no day yet.
        """
        weeks = self._part(self._weeks, "week_start_on", managers)
        months = self._part(self._months, "month_start_on", managers)
        monday, first = week_start(self._today), month_start(self._today)
        last, earlier = monday - timedelta(days=7), monday - timedelta(days=14)
        week_note = f"{words.day(last)}–{words.day(monday - timedelta(days=1))} против недели раньше"
        to_date = f"с {words.day(first)}, {words.days(self._today.day - 1)}"
        month_ago, year_ago = months_before(first, 1), months_before(first, 12)
        return [
            ("Оборот последней полной недели", "₽", *_pair(weeks, _TURNOVER, last, earlier), week_note),
            ("Валовая прибыль последней полной недели", "₽", *_pair(weeks, _PROFIT, last, earlier), week_note),
            ("Оборот недели к дате", "₽", weeks.total(_TURNOVER, monday), NAN, f"с {words.day(monday)}"),
            ("Оборот месяца к дате", "₽", months.total(_TURNOVER, first), NAN, self._growth(months, to_date)),
            (
                "Оборот тех же дней прошлого месяца",
                "₽",
                months.total(_SAME_DAYS, month_ago),
                NAN,
                words.month(month_ago),
            ),
            ("Оборот тех же дней год назад", "₽", months.total(_SAME_DAYS, year_ago), NAN, words.month(year_ago)),
            ("Валовая прибыль месяца к дате", "₽", months.total(_PROFIT, first), NAN, to_date),
        ]

    def _part(self, table: pd.DataFrame, start_key: str, managers: Sequence[str | None] | None) -> _Sales:
        first_on = table[start_key].min() if len(table) else None
        # No sales make no profit, but that does not tell whether the ledger has costs.
        has_sales = table[_TURNOVER] != 0
        is_known = {key: bool(table.loc[has_sales, key].notna().any()) for key in (_PROFIT, _SAME_DAYS) if key in table}
        is_known[_TURNOVER] = bool(table[_TURNOVER].notna().any())
        rows = table if managers is None else table[table["manager"].isin(list(managers))]
        return _Sales(rows, start_key, first_on, is_known, self._cost_coverage_min)

    def _growth(self, months: _Sales, to_date: str) -> str:
        """Return the note of the month: how it compares with the same days of last month and of last year."""
        first = month_start(self._today)
        now = months.total(_TURNOVER, first)
        notes = [to_date]
        for count, name in ((1, "к прошлому месяцу"), (12, "к прошлому году")):
            then = months.total(_SAME_DAYS, months_before(first, count))
            if then > 0 and now == now:
                notes.append(f"{name} {words.change(now / then - 1)}")
        return "; ".join(notes)


def _pair(sales: _Sales, key: str, now_on: date, before_on: date) -> tuple[float, float]:
    return sales.total(key, now_on), sales.total(key, before_on)
