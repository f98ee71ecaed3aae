"""Plan, forecast and fact of month and weeks on a weekly page (METHOD section 19)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.schemas.plan_forecast import FORECASTS
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import MONEY_FORMAT
from clientbase_xl.writing.weekly_content import Leaf
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place
from clientbase_xl.writing.weekly_sections import Headed, table

_TYPED = ("plan_rub", *FORECASTS)


def plan(paper: Paper, leaf: Leaf) -> None:
    """Write a line per period; nothing while nobody has typed a plan or a forecast for any of them."""
    if leaf.plan is None or not has_plans(leaf.plan):
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Период"),
        (Place(1, 1, MONEY_FORMAT, "right"), "План, ₽"),
        (Place(2, 2, MONEY_FORMAT, "right"), "Ожидание, ₽"),
        (Place(3, 3, MONEY_FORMAT, "right", is_bold=True), "Факт, ₽"),
        (Place(4, 5, MONEY_FORMAT, "right"), "Темп, ₽"),
        (Place(6, LAST, is_wrapped=True, is_small=True, indent=1), "Гарантия, максимум, как сбывается"),
    ]
    rows = [
        (
            one["period"],
            one["plan_rub"],
            _expected(one),
            one["fact_rub"],
            one["run_rate_rub"],
            _remark(one),
        )
        for one in leaf.plan.to_dict("records")
    ]
    table(paper, "План – прогноз – факт", headed, rows, "", "в счёт идёт первое ожидание", is_kept_together=True)


def has_plans(lines: pd.DataFrame) -> bool:
    """Tell whether anybody typed a plan or a forecast."""
    return bool(lines[list(_TYPED)].notna().any(axis=None))


def _expected(record: dict[Any, Any]) -> Any:
    """Return the expectation that counts, the first one; before any counts, what is typed."""
    return record["expected_rub"] if plain(record["first_expected_rub"]) is None else record["first_expected_rub"]


def _remark(record: dict[Any, Any]) -> str:
    parts = [
        f"{title} {words.rub(float(value))}"
        for title, key in (("гарантия", "commit_rub"), ("максимум", "best_rub"))
        if isinstance(value := plain(record[key]), int | float)
    ]
    share = plain(record["plan_share"])
    if isinstance(share, int | float):
        parts.append(f"план выполнен на {words.share(float(share))}")
    if reason := plain(record["reason"]):
        parts.append(str(reason))
    return "; ".join(parts) or "—"
