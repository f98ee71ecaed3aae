"""«Начало» of the head: the figures of the team and of the method's warnings beside those of the base.

METHOD sections 1 («Начало»), 14, 15, 18, 19; section 0: what is not known is «нет данных».
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.fbs_week import FbsWeek
from clientbase_xl.rules.forecast_bias import DEPARTMENT_KEY
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.retention_headline import MATURE
from clientbase_xl.rules.start_counts import NO_DATA
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE, BRIDGE_PERIODS, IN_WORK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.diagnosis import BY_ANSWER, BY_BASE, DIAGNOSIS, DIFFERS, SYMPTOM
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS
from clientbase_xl.schemas.plan_forecast import WEEK_FORECAST
from clientbase_xl.schemas.retention import RETENTION
from clientbase_xl.schemas.start import START_COUNTS
from clientbase_xl.schemas.warning_signs import LOSS
from clientbase_xl.schemas.week import WEEK

_SIGNS = {
    "потеря целевого сегмента": ("share", CLIENTS.key),
    "резкое падение рентабельности": ("share", WEEK.key),
    "демотивация": ("number", CONTACTS.key),
}
"""Warning sign → kind of its figure, and the sheet on which people look further; the order of the page."""


@dataclass(frozen=True, slots=True)
class HeadInputs:
    """What the figures stand on: the gaps of the coming week (None: no matrix), and tables of the whole department.

    FBS_MATRIX with its people, WARNING_SIGNS, DIAGNOSIS, FORECAST_BIAS, RETENTION_HEADLINE, AKB_BRIDGE.
    """

    week: FbsWeek | None
    matrix: pd.DataFrame
    signs: pd.DataFrame
    diagnosis: pd.DataFrame
    biases: pd.DataFrame
    retention: pd.DataFrame
    bridge: pd.DataFrame


def head_counts(given: HeadInputs) -> pd.DataFrame:
    """Return START_COUNTS of the head: always the same figures in the same order, so that formats and links stay.

    METHOD sections 1, 14, 15, 18, 19. Functions without cover in the coming week; functions with errors in the matrix;
    the warning signs, each with its figure and, where it warns, «Тревога» before its name; symptoms of the diagnosis
    and answers that the base contradicts; bias of the forecasts of all; second purchases of the clients that had time;
    change of the clients in work in the last week. What is not known has no value and the text «нет данных».
    """
    rows = [
        *_fbs(given.week, given.matrix),
        *(_sign(given.signs, name, *shown) for name, shown in _SIGNS.items()),
        *_diagnosis(given.diagnosis),
        _row("Смещение прогноза отдела", _of(given.biases, "manager", DEPARTMENT_KEY, "bias"), "share", WEEK_FORECAST),
        _row(
            "Вторые покупки, созревшие клиенты",
            _of(given.retention, "client_group", MATURE, "share_second"),
            "share",
            RETENTION,
        ),
        _row("Клиентов в работе: изменение за неделю", _moved(given.bridge), "integer", AKB_BRIDGE),
    ]
    return present(pd.DataFrame(rows, columns=list(START_COUNTS.keys)), START_COUNTS)


def _fbs(week: FbsWeek | None, matrix: pd.DataFrame) -> list[dict[str, Any]]:
    title = "Функций FBS без прикрытия"
    if week is not None:
        days = words.span(week.monday, week.monday + timedelta(days=6), week.monday.year)
        title = f"{title}, {days}"
    faulty = None if week is None else int(matrix["errors"].notna().sum())
    return [
        _row(title, None if week is None else len(week.uncovered), "integer", FBS_SUBSTITUTIONS),
        _row("Функций FBS с ошибками", faulty, "integer", FBS_MATRIX),
    ]


def _sign(signs: pd.DataFrame, name: str, kind: str, sheet_key: str) -> dict[str, Any]:
    (one,) = signs[(signs["sign"] == name) & (signs["side"] == LOSS)].to_dict("records")
    is_warning = one["is_warning"]
    title = str(one["measure"])
    if not pd.isna(is_warning):
        before = per_cent(one["value_before"]) if kind == "share" else words.grouped(one["value_before"], 1)
        when = "год назад" if kind == "share" else "раньше"
        title = f"{f'Тревога: {title.lower()}' if is_warning else title}, {when} {before}"
    return _figure(title, one["value"], kind, sheet_key)


def _diagnosis(table: pd.DataFrame) -> list[dict[str, Any]]:
    is_known = bool(table["symptom"].notna().any())
    symptoms = int(table["symptom"].isin((SYMPTOM, BY_ANSWER, BY_BASE)).sum())
    differing = int((table["agreement"] == DIFFERS).sum())
    return [
        _row("Симптомов в диагностике", symptoms if is_known else None, "integer", DIAGNOSIS),
        _row("Ответов, с которыми база не согласна", differing if is_known else None, "integer", DIAGNOSIS),
    ]


def _moved(bridge: pd.DataFrame) -> Any:
    is_week = (bridge["base"] == IN_WORK) & (bridge["period"] == BRIDGE_PERIODS[0])
    return _of(bridge[is_week], "manager", DEPARTMENT, "count_change")


def _of(table: pd.DataFrame, key: str, value: str, column: str) -> Any:
    found = table.loc[table[key] == value, column]
    return None if found.empty else found.iloc[0]


def _row(title: str, value: Any, kind: str, sheet: Any) -> dict[str, Any]:
    return _figure(title, value, kind, sheet.key)


def _figure(title: str, value: Any, kind: str, sheet_key: str) -> dict[str, Any]:
    """Return one row of START_COUNTS; an unknown value is said."""
    is_known = value is not None and not pd.isna(value)
    return {
        "title": title,
        "value": float(value) if is_known else None,
        "text": None if is_known else NO_DATA,
        "kind": kind,
        "sheet_key": sheet_key,
    }
