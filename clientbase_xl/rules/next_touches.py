"""«Следующее касание»: who left, and when to be in touch again.

METHOD section 13 [P, S]: «Do not burn bridges: next touch date (default 30 days, ours); be first to know of
improvement»; «Возврат клиента» is for who went to a competitor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, present, texts
from clientbase_xl.schemas.contacts import REFUSAL
from clientbase_xl.schemas.next_touches import (
    AFTER_CONTACT,
    LEFT,
    NEXT_TOUCHES,
    NO_CONTACT,
    TO_COMPETITOR,
    TYPED_DATE,
)
from clientbase_xl.schemas.programmes import RETURN_PROGRAMME
from clientbase_xl.settings import Settings

GONE, _OUT, _BUYING = "ушедший", ("архив", "работа прекращена"), ("действующий", "новый")
NOT_REACHED = "не дозвонились"
_COMPETITOR = re.compile(r"конкурент|друг(?:ой|ого|ому|им|их|ие)\s+поставщик", re.IGNORECASE)
_WENT = re.compile(r"(?<!не )\b(?:пере|у)ш(?:[её]л|ла|ло|ли)\b", re.IGNORECASE)
_SHOWN_CHARACTERS = 90


def talks_with_clients(results: pd.DataFrame, contacts: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return every talk with a client up to `today`: client_code, talked_on, said, next_touch_on and two flags.

    METHOD 8, 13. In: stored REACTIVATION (a result without a day is a talk on an unknown one, NaT) and stored CONTACTS
    without those that reached nobody. `is_competitor`: the answer names a competitor or another supplier; of contacts
    only a refusal is asked. `is_sure`: it speaks of the client, not of one article or one price: an answer on the call
    list does, a refusal when it says that he went («ушёл», «перешли»). By code and day.
    """
    called = results.rename(columns={"contacted_on": "talked_on", "answer": "said"})
    reached = contacts[as_text(contacts["result"]) != NOT_REACHED]
    met = reached.rename(columns={"contacted_on": "talked_on", "description": "said"})
    keys = ["client_code", "talked_on", "said", "next_touch_on"]
    refused = met["result"] == REFUSAL
    parts = [called[keys].assign(can_tell=True, is_called=True), met[keys].assign(can_tell=refused, is_called=False)]
    table = pd.concat(parts, ignore_index=True)
    for key in ("talked_on", "next_touch_on"):
        table[key] = as_dates(table[key])
    table["said"], table["client_code"] = as_text(table["said"]), as_text(table["client_code"])
    named = [isinstance(said, str) and bool(_COMPETITOR.search(said)) for said in table["said"]]
    table["is_competitor"] = table["can_tell"].astype(bool) & pd.Series(named, index=table.index, dtype=bool)
    went = pd.Series([isinstance(said, str) and bool(_WENT.search(said)) for said in table["said"]], dtype=bool)
    table["is_sure"] = table["is_competitor"] & (table["is_called"].astype(bool) | went)
    has_word = table["talked_on"].notna() | table["said"].notna() | table["next_touch_on"].notna()
    is_past = table["talked_on"].isna() | (table["talked_on"] <= pd.Timestamp(today))
    kept = table[has_word & is_past & table["client_code"].notna()].drop(columns=["can_tell", "is_called"])
    return kept.sort_values(["client_code", "talked_on"], kind="stable", na_position="first", ignore_index=True)


def left_clients(clients: pd.DataFrame, talks: pd.DataFrame) -> pd.DataFrame:
    """Return CLIENTS that left with `left_why`: «ушедший», or a competitor named since the last purchase (METHOD 13).

    In: CLIENTS; `talks_with_clients`. Who still buys («действующий», «новый») has left only by a talk that `is_sure`. A
    talk on an unknown day never stands after a purchase. Archived clients and those with whom work has stopped need no
    touch.
    """
    bought_on = as_dates(clients["last_purchase_on"])
    named, sure = (_told_on(clients, talks[talks[key]]) > bought_on for key in ("is_competitor", "is_sure"))
    is_told = sure | (named & ~clients["status"].isin(_BUYING))
    has_bought = bought_on.notna()
    is_gone = clients["status"] == GONE
    table = clients[has_bought & (is_gone | is_told) & ~clients["status"].isin(_OUT)].copy()
    why = is_told[table.index]
    table["left_why"] = texts((TO_COMPETITOR if one else LEFT for one in why), table.index)
    return table


def _told_on(clients: pd.DataFrame, talks: pd.DataFrame) -> pd.Series[Any]:
    """Return the last known day of these talks by client; NaT without one."""
    return as_dates(clients["client_code"].map(talks.groupby("client_code")["talked_on"].max().to_dict()))


_SHOWN = ("client_code", "client_name", "manager", "phone", "left_why")
_TOLD = [*_SHOWN, "last_purchase_on", "silence_days"]


def next_touches(
    left: pd.DataFrame,
    talks: pd.DataFrame,
    amounts_rub: Mapping[str, float],
    papers: Mapping[str, str],
    programmes: pd.DataFrame,
    today: date,
    settings: Settings,
) -> pd.DataFrame:
    """Return NEXT_TOUCHES: whose touch is due, the largest first, then the coming ones by day.

    METHOD 13. In: `left_clients`; `talks_with_clients`; roubles of the 12 months up to the last purchase and the words
    about papers by client code; stored PROGRAMMES. The touch is the day promised last that no later talk has
    fulfilled, else the last talk + `touch_days`, else `today`. Due is a touch of `today` or earlier: 0 days overdue
    today. Ties by code.
    """
    by_client = dict(tuple(talks.groupby("client_code", sort=False)))
    offers = _offers(programmes)
    rows = []
    for client in left[_TOLD].to_dict("records"):
        code = client["client_code"]
        touch, basis, last, said = _touch(by_client.get(code), today, settings.agreements.touch_days)
        rows.append(
            {key: client[key] for key in _SHOWN}
            | {
                "last_purchase_on": client["last_purchase_on"],
                "amount_rub": amounts_rub.get(code),
                "last_contact_on": last,
                "touch_on": touch,
                "touch_basis": basis,
                "overdue_days": (today - touch).days if touch <= today else None,
                "programme": offers.get(code, f"«{RETURN_PROGRAMME}»: ещё не предлагали"),
                "papers": papers.get(code),
                "reason": _reason(client, basis, last, said, settings),
            }
        )
    table = pd.DataFrame(rows, columns=[*NEXT_TOUCHES.keys], dtype=object)
    by = pd.DataFrame(
        {
            "is_coming": table["overdue_days"].isna(),
            "day": as_dates(table["touch_on"]).where(table["overdue_days"].isna()),
            "amount": -as_numbers(table["amount_rub"]).fillna(0),
            "code": table["client_code"].astype(str),
        }
    )
    ordered = table.loc[by.sort_values(["is_coming", "day", "amount", "code"]).index].reset_index(drop=True)
    ordered["rank"] = range(1, len(ordered) + 1)
    return present(ordered, NEXT_TOUCHES)


def _touch(talks: pd.DataFrame | None, today: date, touch_days: int) -> tuple[date, str, date | None, str | None]:
    """Return the next touch, where it comes from, the last talk, what was said: last, or of the competitor."""
    if talks is None:
        return today, NO_CONTACT, None, None
    dated = talks[talks["talked_on"].notna()]
    last = dated["talked_on"].max() if len(dated) else pd.NaT
    named = talks[talks["is_competitor"]]
    said = (named if len(named) else talks)["said"].dropna()
    answer = said.iloc[-1] if len(said) else None
    is_last = talks["talked_on"] == last
    is_open = talks["next_touch_on"].notna() & (is_last | ~(talks["next_touch_on"] <= last))
    promised = talks[is_open]
    day = None if pd.isna(last) else last.date()
    if len(promised):
        return promised["next_touch_on"].iloc[-1].date(), TYPED_DATE, day, answer
    if day is None:
        return today, NO_CONTACT, None, answer
    return day + timedelta(days=touch_days), AFTER_CONTACT, day, answer


def _offers(programmes: pd.DataFrame) -> dict[str, str]:
    """Return client code → where «Возврат клиента» is: the record that began last, then the later one."""
    own = programmes[programmes["programme"] == RETURN_PROGRAMME]
    own = own.assign(from_on=as_dates(own["from_on"])).sort_values("from_on", kind="stable", na_position="first")
    return {
        row["client_code"]: f"«{RETURN_PROGRAMME}»: {row['status'] or 'без статуса'}"
        + (f" с {words.day(row['from_on'])}" if pd.notna(row["from_on"]) else "")
        for row in own.to_dict("records")
        if isinstance(row["client_code"], str)
    }


def _reason(client: Mapping[Any, Any], basis: str, last: date | None, said: str | None, settings: Settings) -> str:
    silence = client["silence_days"]
    parts = [f"Не покупает {words.days(int(silence))}" if not pd.isna(silence) else "Не покупает"]
    if basis == NO_CONTACT:
        parts.append("контактов нет: касание сегодня")
    elif basis == AFTER_CONTACT and last is not None:
        parts.append(f"контакт {words.day(last)} + {words.days(settings.agreements.touch_days)}")
    else:
        parts.append("дата назначена")
    if said:
        short = said if len(said) <= _SHOWN_CHARACTERS else f"{said[: _SHOWN_CHARACTERS - 1]}…"
        parts.append(f"сказал: «{short.rstrip('.')}»")
    return "; ".join(parts)
