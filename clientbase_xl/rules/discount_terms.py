"""The terms of a decision about a price: for whom, on what, how much, from when to when (METHOD section 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.periods import shift_months
from clientbase_xl.schemas.discounts import AHEAD, ENDED, IN_FORCE

_DAY = timedelta(days=1)
_LAST_YEAR = date.max.year - 1  # a day typed as 31.12.9999 means «for ever»
ALL_GOODS = "весь ассортимент"


@dataclass(frozen=True, slots=True)
class Discount:
    """One decision as it is typed; "" and None are empty cells. `valid_to` is the last day, None: no end."""

    row_id: str
    client_code: str
    manager: str
    decided_on: date | None
    valid_to: date | None
    product_category: str
    sku: str
    share: float | None

    @property
    def end_on(self) -> date:
        """Return the first day on which the discount is no longer valid."""
        is_endless = self.valid_to is None or self.valid_to.year > _LAST_YEAR
        return date.max if is_endless or self.valid_to is None else self.valid_to + _DAY

    @property
    def goods(self) -> str:
        """Return on what the discount is, in words."""
        return " / ".join(one for one in (self.product_category, self.sku) if one) or ALL_GOODS

    def state(self, today: date) -> str | None:
        """Return whether the discount is valid on a day; both its first and its last day count."""
        if self.decided_on is None:
            return None
        if self.decided_on > today:
            return AHEAD
        return IN_FORCE if self.end_on > today else ENDED

    def judged_on(self, months: int) -> date | None:
        """Return the first day after the months by which the decision is judged, month ends clamped."""
        if self.decided_on is None:
            return None
        return date.max if self.decided_on.year > _LAST_YEAR else shift_months(self.decided_on, months)

    def contradiction(self) -> str:
        """Return why this is no discount that could pay: none is typed, or no day belongs to it; "" for none."""
        if self.share is None or self.share <= 0:
            return "скидка не вписана" if self.share is None else "скидка 0 %: сравнивать нечего"
        if self.decided_on is not None and self.end_on <= self.decided_on:
            return "скидка кончается раньше, чем начинается"
        return ""

    def terms(self, months: int) -> str:
        """Return what a kept verdict is about: when any of it changes, the verdict is another one."""
        first = "" if self.decided_on is None else words.day(self.decided_on)
        return f"{self.client_code}; {first}; {self.goods}; {months}"

    def meets(self, other: Discount) -> bool:
        """Tell whether another discount of the same client is valid on one of the same days for one of the goods.

        A category and a SKU may be of one another, and so they meet.
        """
        if self.decided_on is None or other.decided_on is None or self.client_code != other.client_code:
            return False
        is_apart = any(
            one and two and one != two
            for one, two in ((self.product_category, other.product_category), (self.sku, other.sku))
        )
        return not is_apart and self.decided_on < other.end_on and other.decided_on < self.end_on


def read_discounts(records: pd.DataFrame) -> list[Discount]:
    """Return the decisions of stored rows (DISCOUNTS), in their order.

    METHOD section 14. Texts lose their outer spaces; an empty cell is "" or None, never nought.
    """
    texts = {
        key: [str(one or "").strip() for one in as_text(records[key])]
        for key in ("row_id", "client_code", "manager", "product_category", "sku")
    }
    days = {key: [_day(one) for one in as_dates(records[key])] for key in ("decided_on", "valid_to")}
    shares = [None if one != one else float(one) for one in as_numbers(records["discount_share"])]
    return [
        Discount(row_id, code, manager, first, last, category, sku, share)
        for row_id, code, manager, first, last, category, sku, share in zip(
            texts["row_id"],
            texts["client_code"],
            texts["manager"],
            days["decided_on"],
            days["valid_to"],
            texts["product_category"],
            texts["sku"],
            shares,
            strict=True,
        )
    ]


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()
