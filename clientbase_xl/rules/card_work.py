"""What stands on the card about the work with a client: survey, purchases, programmes, papers, discounts, tasks.

METHOD section 1 («Карточка»: everything on one page before a call) of what sections 10, 11, 13, 14 and 17 find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.card_fields import WORK_FIELDS
from clientbase_xl.rules.card_watch import purchase_lines, survey_lines
from clientbase_xl.rules.document_state import latest_documents
from clientbase_xl.rules.falling_baseline import BASELINES_KEY
from clientbase_xl.schemas.agreements import AGREEMENTS, EXPIRED, UP_TO_30, UP_TO_60
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.discounts import DISCOUNTS, NOT_PAID
from clientbase_xl.schemas.falling_purchases import FALLING, FALLING_PURCHASES
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS
from clientbase_xl.schemas.monitoring import MONITORING, NEVER, SURVEY_CALLS
from clientbase_xl.schemas.programmes import FINISHED, PROGRAMMES, REFUSED

MOST_NAMED = 3
"""Records of one kind that a line of the card names."""
_BAD_PAPERS = (EXPIRED, UP_TO_30, UP_TO_60)
Row = dict[str, Any]


def card_work(tables: Mapping[str, pd.DataFrame], today: date) -> pd.DataFrame:
    """Return a line of words per client and kind of work: `client_code` and the keys of WORK_FIELDS.

    METHOD section 1. In: by sheet key SURVEY_CALLS, FALLING_PURCHASES, PROGRAMMES, AGREEMENTS, DISCOUNTS,
    MANAGER_TASKS of the workbook; of clients that are not on the first two CLIENTS, `falling_baseline` of all under
    BASELINES_KEY, MONITORING; one that is not given says nothing. Out: a row per client with any line, None where
    nothing is recorded. Of several records the running or bad ones come first, then the latest; more than MOST_NAMED
    are counted. Of documents those that ask for something come first, then those in force; replaced ones are left out.
    """
    documents = tables.get(AGREEMENTS.key)
    if documents is not None:
        tables = {**tables, AGREEMENTS.key: documents[latest_documents(documents)]}
    lines: dict[str, Row] = {}
    for key, _, _ in WORK_FIELDS:
        sheet_key, make = _MAKERS[key]
        for code, text in _texts(tables.get(sheet_key), make):
            lines.setdefault(code, {"client_code": code})[key] = text
    _add_unlisted(lines, tables, today)
    return pd.DataFrame(list(lines.values()), columns=["client_code", *(key for key, _, _ in WORK_FIELDS)])


def _add_unlisted(lines: dict[str, Row], tables: Mapping[str, pd.DataFrame], today: date) -> None:
    """Add what is known of clients that «Сокращают закупки» and «Кого опросить» leave out."""
    if CLIENTS.key in tables and BASELINES_KEY in tables:
        for code, text, is_gone in purchase_lines(tables[CLIENTS.key], tables[BASELINES_KEY]):
            line = lines.setdefault(code, {"client_code": code})
            listed = line.get("falling_line")
            if is_gone or listed is None:
                line["falling_line"] = text if listed is None else f"{text}; {listed}"
    if MONITORING.key in tables:
        active = set(tables[SURVEY_CALLS.key]["client_code"]) if SURVEY_CALLS.key in tables else set()
        for code, text in survey_lines(tables[MONITORING.key], today):
            if code not in active:
                lines.setdefault(code, {"client_code": code})["survey_line"] = text


def _texts(table: pd.DataFrame | None, make: Callable[[list[Row]], str | None]) -> Iterator[tuple[str, str]]:
    """Yield the line of each client of a table."""
    if table is None or table.empty:
        return
    named = table[table["client_code"].notna()].astype(object)
    records = named.where(named.notna(), None).to_dict("records")
    of_client: dict[str, list[Row]] = {}
    for record in records:
        of_client.setdefault(str(record["client_code"]), []).append({str(key): one for key, one in record.items()})
    for code, rows in of_client.items():
        if text := make(rows):
            yield code, text


def _survey(rows: list[Row]) -> str | None:
    one = rows[0]
    if one["survey_age"] == NEVER or one["surveyed_on"] is None:
        return None
    asked = f"{words.day(one['surveyed_on'])}, {words.days(one['survey_days'])} назад"
    alarms = f"тревоги: {one['alarms']}" if one["alarms"] else "тревог нет"
    return f"{asked}; {alarms}"


def _falling(rows: list[Row]) -> str | None:
    one = rows[0]
    if one["state"] is None or one["cut_share"] is None:
        return None
    parts = [f"{one['state']}: {_rub(one['baseline_rub'])} → {_rub(one['now_rub'])} в месяц"]
    if one["state"] == FALLING:
        parts[0] += f" (−{words.share(one['cut_share'])})"
        parts += [f"причина {one['reason_in_force']}"] if one["reason_in_force"] else []
        parts += [f"цель {_rub(one['target_rub'])}"] if one["target_rub"] is not None else []
    return "; ".join(parts)


def _programmes(rows: list[Row]) -> str | None:
    ordered = sorted(rows, key=lambda one: one["status"] in (FINISHED, REFUSED))
    return _listed([f"{one['programme']} ({_joined(one['status'], one['verdict'])})" for one in ordered])


def _papers(rows: list[Row]) -> str | None:
    # A letter of intent that is over asks for nothing: the talks go on to the addendum.
    ordered = sorted(rows, key=lambda one: (one["renew"] is None) * (1 + (one["state"] in _BAD_PAPERS)))
    return _listed([f"{one['document_kind']}: {_until(one)}" for one in ordered if one["document_kind"]])


def _until(one: Row) -> str:
    until = "" if one["valid_until"] is None else f"до {words.day(one['valid_until'])}"
    return _joined(one["state"], until)


def _discounts(rows: list[Row]) -> str | None:
    dated = [one for one in rows if one["decided_on"] is not None and one["discount_share"] is not None]
    latest = sorted(dated, key=lambda one: one["decided_on"], reverse=True)
    ordered = sorted(latest, key=lambda one: one["verdict"] != NOT_PAID)
    return _listed(
        [
            f"{words.share(one['discount_share'])} с {words.day(one['decided_on'])} — {one['verdict'] or 'нет данных'}"
            for one in ordered
        ]
    )


def _tasks(rows: list[Row]) -> str | None:
    one = rows[0]
    parts = [f"{one['weakest']}: {one['advice']}" if one["advice"] else one["weakest"]]
    parts += [f"NPS {words.number(one['nps_score'])}"] if one["nps_score"] is not None else []
    parts += [f"стратегия: {one['strategy']}"] if one["strategy"] else []
    return "; ".join(part for part in parts if part) or None


_MAKERS: Mapping[str, tuple[str, Callable[[list[Row]], str | None]]] = {
    "survey_line": (SURVEY_CALLS.key, _survey),
    "falling_line": (FALLING_PURCHASES.key, _falling),
    "tasks_line": (MANAGER_TASKS.key, _tasks),
    "programmes_line": (PROGRAMMES.key, _programmes),
    "papers_line": (AGREEMENTS.key, _papers),
    "discounts_line": (DISCOUNTS.key, _discounts),
}


def _listed(texts: list[str]) -> str | None:
    more = len(texts) - MOST_NAMED
    return "; ".join([*texts[:MOST_NAMED], *([f"и ещё {more}"] if more > 0 else [])]) or None


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _rub(value: Any) -> str:
    return "нет данных" if value is None else words.rub(float(value))
