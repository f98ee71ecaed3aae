"""Conditional formats: letters, states and alarming numbers look the same on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clientbase_xl.schemas.clients import STATUSES
from clientbase_xl.schemas.contact_load import LOAD_STATES, MOVES
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.plan_forecast import PERIODS
from clientbase_xl.schemas.reactivation_results import VERDICTS as RESULT_VERDICTS
from clientbase_xl.schemas.requests import REQUEST_STATUSES
from clientbase_xl.schemas.retention import MONTH_KEYS
from clientbase_xl.schemas.retention import VERDICTS as RETENTION_VERDICTS
from clientbase_xl.schemas.tasks import TASK_STATES
from clientbase_xl.settings import ReactivationSettings
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.styles import (
    BAD,
    BAR,
    CATEGORY_TONES,
    HEAT,
    LOAD_TONES,
    MOVE_TONES,
    PERIOD_TONES,
    REQUEST_TONES,
    RESULT_TONES,
    RETENTION_TONES,
    SEVERITY_TONES,
    STATUS_TONES,
    TASK_TONES,
    Tone,
)
from clientbase_xl.writing.table import TablePlace

STATES = (
    (STATUSES, STATUS_TONES),
    (REQUEST_STATUSES, REQUEST_TONES),
    (TASK_STATES, TASK_TONES),
    (RESULT_VERDICTS, RESULT_TONES),
    (RETENTION_VERDICTS, RETENTION_TONES),
    (LOAD_STATES, LOAD_TONES),
    (MOVES, MOVE_TONES),
    (PERIODS, PERIOD_TONES),
)
"""Words of a state and their colours."""
BAR_KEYS = ("turnover_12m_rub", "untapped_rub", "amount_9m_rub", "amount_rub")
"""Rouble columns that are compared by eye down the column."""
LOSS_KEYS = ("gross_profit_12m_rub", "profitability_12m_rub", "trend")
"""Columns in which less than zero asks for attention."""


def highlight_table(page: Page, place: TablePlace, silence: ReactivationSettings) -> None:
    """Give a table's columns the formats of their meaning; `silence` bounds the days that alarm."""
    letters = [key for key in place.keys if place.sheet[key].kind is Kind.LETTER]
    highlight_words(page, [place.cells(key) for key in letters], CATEGORY_TONES)
    for words, tones in STATES:
        states = [key for key in place.keys if place.sheet[key].choices == words]
        highlight_words(page, [place.cells(key) for key in states], tones)
    highlight_words(page, [place.cells(key) for key in place.columns_of("severity")], SEVERITY_TONES)
    losses = place.columns_of(*LOSS_KEYS)
    if losses:
        _apply(page, [place.cells(key) for key in losses], _below_zero(page))
    for key in place.columns_of("silence_days"):
        _silence(page, place.cells(key), silence)
    for key in place.columns_of(*BAR_KEYS):
        _apply(page, [place.cells(key)], data_bar())
    if later := place.columns_of(*MONTH_KEYS[1:]):  # in the month of the first purchase everybody bought
        _apply(page, [place.cells(key) for key in later], heat())


def highlight_words(page: Page, ranges: Sequence[str], tones: dict[str, Tone]) -> None:
    """Colour the cells of some ranges that hold one of these words."""
    if not ranges:
        return
    for word, tone in tones.items():
        form = page.styles.difference(tone)
        _apply(page, ranges, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": form})


def data_bar() -> dict[str, Any]:
    """Return a bar behind a number, as long as the number is large."""
    return {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_color": BAR,
        "bar_no_border": True,
        "bar_negative_color": "#E9B08E",
        "bar_axis_color": "#A0A7AD",
        "min_type": "num",
        "min_value": 0,
    }


def heat() -> dict[str, Any]:
    """Return the shades of a share from 0 to 1; an empty cell, not yet observed, has none."""
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    return {"type": "2_color_scale", "min_color": HEAT[0], "max_color": HEAT[1], **ends}


def _below_zero(page: Page) -> dict[str, Any]:
    return {"type": "cell", "criteria": "<", "value": 0, "format": page.styles.difference(BAD)}


def _silence(page: Page, cells: str, silence: ReactivationSettings) -> None:
    """Mark who is silent as the lapsed (from … days) and as those who left (above … days)."""
    rules = ((">", silence.silent_to_days, "ушедший"), (">=", silence.silent_from_days, "уснувший"))
    for criteria, days, status in rules:
        form = page.styles.difference(STATUS_TONES[status])
        rule = {"type": "cell", "criteria": criteria, "value": days, "stop_if_true": True, "format": form}
        _apply(page, [cells], rule)


def _apply(page: Page, ranges: Sequence[str], options: dict[str, Any]) -> None:
    """Put one rule on several ranges."""
    page.book.at = (page.title, 0, 0)
    several = {"multi_range": " ".join(ranges)} if len(ranges) > 1 else {}
    page.check(page.sheet.conditional_format(ranges[0], options | several))
