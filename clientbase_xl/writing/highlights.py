"""Conditional formats: letters, states and alarming numbers look the same on every sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from clientbase_xl.schemas.agreements import DOCUMENT_STATES
from clientbase_xl.schemas.clients import STATUSES
from clientbase_xl.schemas.contact_load import LOAD_STATES, MOVES
from clientbase_xl.schemas.cost_cuts import CUT_DECISIONS
from clientbase_xl.schemas.diagnosis import AGREEMENTS, SYMPTOM_STATES
from clientbase_xl.schemas.discounts import FORECASTS as DISCOUNT_FORECASTS
from clientbase_xl.schemas.discounts import STATES as DISCOUNT_STATES
from clientbase_xl.schemas.discounts import VERDICTS as DISCOUNT_VERDICTS
from clientbase_xl.schemas.falling_purchases import FALLING_STATES, SOLVENCY_STATES, SOLVENCY_TRENDS
from clientbase_xl.schemas.fbs_absences import ABSENCE_STATES
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_substitutions import SUBSTITUTE_STATES
from clientbase_xl.schemas.fbs_team import TEAM_STATES
from clientbase_xl.schemas.fbs_trainings import TRAINING_STATES
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.schemas.lists import list_name
from clientbase_xl.schemas.manager_tasks import DIRECTIONS, STRATEGIES
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.monitoring import ALARM_STATES, SURVEY_AGES
from clientbase_xl.schemas.next_touches import LEFT_WHY
from clientbase_xl.schemas.plan_forecast import PERIODS
from clientbase_xl.schemas.programmes import PROGRAMME_STATUSES, PROGRAMME_VERDICTS
from clientbase_xl.schemas.prospects import PLAN_STATES, PROSPECT_STATES
from clientbase_xl.schemas.reactivation_results import VERDICTS as RESULT_VERDICTS
from clientbase_xl.schemas.reconciliation import PROPOSALS
from clientbase_xl.schemas.requests import REQUEST_STATUSES
from clientbase_xl.schemas.retention import MONTH_KEYS
from clientbase_xl.schemas.retention import VERDICTS as RETENTION_VERDICTS
from clientbase_xl.schemas.tasks import TASK_STATES
from clientbase_xl.schemas.time_photo import ACTIVITY_KINDS, TIME_STATES
from clientbase_xl.schemas.wide import across_key, names_across
from clientbase_xl.settings import ReactivationSettings
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.styles import (
    ABSENCE_TONES,
    ACTIVITY_TONES,
    AGREEMENT_TONES,
    BAD,
    BAR,
    CATEGORY_TONES,
    CHECK_TONES,
    DIRECTION_TONES,
    DOCUMENT_TONES,
    HEAT,
    LEFT_TONES,
    LEVEL_TONES,
    LOAD_TONES,
    LOSS_HEAT,
    MOVE_TONES,
    NO_LOSS,
    PARTICIPATION_TONES,
    PERIOD_TONES,
    PROGRAMME_TONES,
    PROSPECT_PLAN_TONES,
    PROSPECT_TONES,
    REQUEST_TONES,
    RESULT_TONES,
    RETENTION_TONES,
    ROLE_TONES,
    SEVERITY_TONES,
    STATUS_TONES,
    STRATEGY_TONES,
    SUBSTITUTE_TONES,
    SYMPTOM_TONES,
    TASK_TONES,
    TEAM_TONES,
    TIME_TONES,
    TRAINING_TONES,
    Tone,
)
from clientbase_xl.writing.table import TablePlace
from clientbase_xl.writing.work_tones import (
    ALARM_TONES,
    CUT_TONES,
    DISCOUNT_STATE_TONES,
    DISCOUNT_TONES,
    FALLING_TONES,
    PAYING_TONES,
    PROPOSAL_TONES,
    SOLVENCY_TONES,
    SOLVENCY_TREND_TONES,
    SURVEY_AGE_TONES,
)

STATES = (
    (STATUSES, STATUS_TONES),
    (REQUEST_STATUSES, REQUEST_TONES),
    (TASK_STATES, TASK_TONES),
    (RESULT_VERDICTS, RESULT_TONES),
    (RETENTION_VERDICTS, RETENTION_TONES),
    (LOAD_STATES, LOAD_TONES),
    (MOVES, MOVE_TONES),
    (PERIODS, PERIOD_TONES),
    (DOCUMENT_STATES, DOCUMENT_TONES),
    (PROGRAMME_STATUSES, PARTICIPATION_TONES),
    (PROGRAMME_VERDICTS, PROGRAMME_TONES),
    (LEFT_WHY, LEFT_TONES),
    (DISCOUNT_STATES, DISCOUNT_STATE_TONES),
    (DISCOUNT_FORECASTS, PAYING_TONES),
    (DISCOUNT_VERDICTS, DISCOUNT_TONES),
    (CUT_DECISIONS, CUT_TONES),
    (FBS_LEVELS, LEVEL_TONES),
    (FBS_ROLE_WORDS, ROLE_TONES),
    (FBS_EMPLOYEES["role"].choices, ROLE_TONES),
    (TIME_STATES, TIME_TONES),
    (ACTIVITY_KINDS, ACTIVITY_TONES),
    (AGREEMENTS, AGREEMENT_TONES),
    (SYMPTOM_STATES, SYMPTOM_TONES),
    (ABSENCE_STATES, ABSENCE_TONES),
    (SUBSTITUTE_STATES, SUBSTITUTE_TONES),
    (TEAM_STATES, TEAM_TONES),
    (TRAINING_STATES, TRAINING_TONES),
    (PROSPECT_STATES, PROSPECT_TONES),
    (PLAN_STATES, PROSPECT_PLAN_TONES),
    (DIRECTIONS, DIRECTION_TONES),
    (STRATEGIES, STRATEGY_TONES),
    (ALARM_STATES, ALARM_TONES),
    (SURVEY_AGES, SURVEY_AGE_TONES),
    (FALLING_STATES, FALLING_TONES),
    (SOLVENCY_STATES, SOLVENCY_TONES),
    (SOLVENCY_TRENDS, SOLVENCY_TREND_TONES),
    (PROPOSALS, PROPOSAL_TONES),
)
"""Words of a state and their colours."""
BAR_KEYS = ("turnover_12m_rub", "untapped_rub", "amount_9m_rub", "amount_rub")
"""Rouble columns that are compared by eye down the column."""
MOST_PEOPLE = 1_000
"""A map never has more rows: its shades look so far down for the greatest number, however the table grows."""
LOSS_KEYS = ("gross_profit_12m_rub", "profitability_12m_rub", "trend")
"""Columns in which less than zero asks for attention."""


def highlight_table(page: Page, place: TablePlace, silence: ReactivationSettings) -> None:
    """Give a table's columns the formats of their meaning; `silence` bounds the days that alarm."""
    letters = [key for key in place.keys if place.sheet[key].kind is Kind.LETTER]
    highlight_words(page, [place.cells(key) for key in letters], CATEGORY_TONES)
    for words, tones in STATES:
        columns = [place.sheet[key] for key in place.keys]
        states = [one.key for one in columns if one.choices == words and one.kind is not Kind.FLAG]
        highlight_words(page, [place.cells(key) for key in states], tones)
    highlight_words(page, [place.cells(key) for key in place.columns_of("severity")], SEVERITY_TONES)
    highlight_beginnings(page, [place.cells(key) for key in place.columns_of("check")], CHECK_TONES)
    losses = place.columns_of(*LOSS_KEYS)
    if losses:
        _apply(page, [place.cells(key) for key in losses], _below_zero(page))
    for key in place.columns_of("silence_days"):
        _silence(page, place.cells(key), silence)
    for key in place.columns_of(*BAR_KEYS):
        _apply(page, [place.cells(key)], data_bar())
    if later := place.columns_of(*MONTH_KEYS[1:]):  # in the month of the first purchase everybody bought
        _apply(page, [place.cells(key) for key in later], heat())
    _loss_map(page, place)


def highlight_beginnings(page: Page, ranges: Sequence[str], tones: dict[str, Tone]) -> None:
    """Colour the cells of some ranges by the word with which their text begins."""
    if not ranges:
        return
    for word, tone in tones.items():
        form = page.styles.difference(tone)
        _apply(page, ranges, {"type": "text", "criteria": "begins with", "value": word, "format": form})


def mark_strangers(page: Page, place: TablePlace) -> None:
    """Mark the headings of people who are not in the list of employees, as soon as the list says so."""
    names = names_across(place.sheet, place.keys)
    if place.sheet.wide is None or not names:
        return
    cols = [place.col(across_key(place.sheet.wide, name)) for name in names]
    first, last = (xl_rowcol_to_cell(place.header_row, col) for col in (min(cols), max(cols)))
    rule = f"=ISNA(MATCH({first},{list_name(EMPLOYEES_LIST)},0))"
    _apply(page, [f"{first}:{last}"], {"type": "formula", "criteria": rule, "format": page.styles.difference(BAD)})


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


def _loss_map(page: Page, place: TablePlace) -> None:
    """Shade the numbers of a wide computed sheet, the column before its people and the one behind with them.

    Those two let the shades grow with the people whom a button inserts; texts have no shade. The darkest is the
    greatest number of the whole map, also in columns that got the format of a neighbour, and never a nought.
    """
    wide = place.sheet.wide
    if wide is None or wide.is_typed:
        return
    first, last = place.col(wide.after), place.col(wide.before)
    cells = xl_range(place.first_row, first, place.last_row, last)
    everybody = xl_range_abs(place.first_row, first, place.first_row + MOST_PEOPLE, last)
    zero = {"type": "cell", "criteria": "==", "value": 0, "format": page.styles.difference(NO_LOSS)}
    ends = {"min_type": "num", "min_value": 0, "max_type": "formula", "max_value": f"MAX(1,{everybody})"}
    _apply(page, [cells], zero)
    _apply(page, [cells], {"type": "2_color_scale", "min_color": LOSS_HEAT[0], "max_color": LOSS_HEAT[1], **ends})


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
