"""Whom to visit and whom to call by when: the next contact by the frequency that a client has.

METHOD section 5: next contact due = last contact + 30.44 ÷ frequency days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import times
from clientbase_xl.rules.joined import as_dates, as_text, present, texts
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.contacts import CONTACT_RESULTS, MEETINGS
from clientbase_xl.schemas.contacts_due import CALL, CONTACTS_DUE, VISIT

DAYS_IN_MONTH = 30.44
NOT_REACHED = CONTACT_RESULTS[4]
_FREQUENCY = {VISIT: "visits_per_month", CALL: "calls_per_month"}
_HAIR = 1e-9


def contacts_due(plan: pd.DataFrame, contacts: pd.DataFrame, last_purchases: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the next visit and the next call of every client that is due one: columns CONTACTS_DUE, soonest first.

    METHOD 5. In: CONTACT_PLAN; CONTACTS; `client_code`, `last_purchase_on`, `phone` of clients. A visit counts from
    the last meeting (visit, meeting here, video), a call from the last other contact that reached somebody; contacts
    of today count, later ones do not. Without a recorded call the last purchase counts (ours: an order was taken), but
    what nobody recorded is never overdue: it is due today at the earliest, as is a contact without either, and a visit
    without a recorded meeting. The interval is rounded down to whole
    days, at least 1, so that the frequency is kept: 4 a month → 7.61 → 7 days. Frequency 0: never due. Order: due day,
    worth (untapped roubles, turnover while unknown) descending, client code, visits before calls.
    """
    last = _last_contacts(contacts, today)
    bought = last_purchases.set_index("client_code")
    parts = []
    for kind, key in _FREQUENCY.items():
        own = plan[plan[key] > 0].copy()
        codes = own["client_code"]
        found = as_dates(codes.map(last[kind]))
        own["is_recorded"] = found.notna()
        if kind == CALL:
            found = found.where(found.notna(), as_dates(codes.map(bought["last_purchase_on"].to_dict())))
        own["contact_kind"] = kind
        own["last_contact_on"] = found
        own["frequency_per_month"] = own[key]
        days = np.maximum(np.floor(DAYS_IN_MONTH / own[key] + _HAIR), 1.0)
        due = found + pd.to_timedelta(days, unit="D").astype("timedelta64[s]")
        is_now = found.isna() | (~own["is_recorded"] & (due < pd.Timestamp(today)))
        own["due_on"] = due.mask(is_now, pd.Timestamp(today))
        own["is_now"] = is_now
        own["interval_days"] = days
        own["phone"] = as_text(codes.map(bought["phone"].to_dict()))
        parts.append(own)
    whole = pd.concat(parts)
    late = (pd.Timestamp(today) - as_dates(whole["due_on"])).dt.days
    whole["overdue_days"] = late.where(late > 0)
    whole["reason"] = texts(_reasons(whole), whole.index)
    by = ["due_on", "worth_rub", "client_code", "contact_kind"]
    return present(whole.sort_values(by, ascending=[True, False, True, True]), CONTACTS_DUE)


def due_in_week(due: pd.DataFrame, monday: date, manager: str = "") -> pd.DataFrame:
    """Return the rows of CONTACTS_DUE that are due by the Sunday of an ISO week, overdue ones too; of one manager.

    METHOD 5, 19 (contacts due on the weekly page). `monday` is any day of the week. Order stays.
    """
    sunday = week_start(monday) + timedelta(days=6)
    rows = due[as_dates(due["due_on"]) <= pd.Timestamp(sunday)]
    if manager:
        rows = rows[rows["manager"] == manager]
    return rows.reset_index(drop=True)


def _last_contacts(contacts: pd.DataFrame, today: date) -> dict[str, dict[Any, Any]]:
    """Return client code → day of the last contact, for visits and for calls."""
    days = as_dates(contacts["contacted_on"])
    counted = contacts.assign(day=days)[
        (days <= pd.Timestamp(today)) & (contacts["result"] != NOT_REACHED).fillna(True)
    ]
    is_meeting = counted["contact_kind"].isin(MEETINGS)
    return {
        kind: counted[rows].groupby("client_code")["day"].max().to_dict()
        for kind, rows in ((VISIT, is_meeting), (CALL, ~is_meeting))
    }


def _reasons(table: pd.DataFrame) -> list[str]:
    keys = ["contact_kind", "last_contact_on", "is_recorded", "is_now", "frequency_per_month", "interval_days"]
    return [_reason(*one) for one in table[keys].itertuples(index=False, name=None)]


def _reason(kind: str, last: Any, is_recorded: bool, is_now: bool, frequency: float, interval: float) -> str:
    often = f"раз в {words.days(interval)} (30,44 ÷ {times(frequency)})"
    if is_recorded:
        return f"{'Прошлая встреча' if kind == VISIT else 'Прошлый контакт'} {words.day(last)}, {often}"
    text = "Встреч не записано" if kind == VISIT else "Контактов не записано"
    if not pd.isna(last):
        text += f", покупка {words.day(last)}"
    return f"{text}: пора сейчас, дальше {often}" if is_now else f"{text}, {often}"
