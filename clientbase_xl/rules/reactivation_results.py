"""Who came back after a contact, and who came back without one.

METHOD section 8: вернулся = first shipment within 90 days after the contact; a shipment without a contact is «вернулся
сам». What METHOD leaves open (ours): a row is a client and one break of its purchases, so that five calls about one
break are one try; the days count from the last contact before the shipment; a shipment on the day of the contact is
after it, because the client was silent until then; one after the 90 days is «вернулся сам». Who bought within its own
rhythm (`in_rhythm_factor`) did not come back from anywhere: without a contact it is no row, with one it is marked.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_status import usual_rhythm
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, present
from clientbase_xl.rules.reactivation import FLAG_IN_RHYTHM
from clientbase_xl.schemas.reactivation_results import (
    BY_ITSELF,
    NOT_COUNTED,
    NOT_RETURNED,
    REACTIVATION_RESULTS,
    RETURNED,
    WAITING,
)
from clientbase_xl.settings import ReactivationSettings, Settings

_BREAK = ["client_code", "last_before_on"]
Row = dict[str, Any]


def reactivation_results(
    contacts: pd.DataFrame, breaks: pd.DataFrame, clients: pd.DataFrame, today: date, settings: Settings
) -> pd.DataFrame:
    """Return one row per client and break: when it was called about, when it bought again, and the verdict.

    METHOD section 8. In: `contacts` of `reactivation_contacts` beside what the ledger knows of each (`last_before_on`,
    `first_after_on`, `amount_after_rub`); `breaks` (`client_code`, `last_before_on`, `first_after_on`,
    `amount_after_rub`: purchases after `silent_from_days` of silence); `clients` with `client_code`, `client_name`,
    `manager`, `rhythm_days` (NaN: no rhythm). Out: REACTIVATION_RESULTS, the newest contact or return first.
    A contact counts when the client had been silent for at least `silent_from_days` that day; a call of «Контакты» that
    does not count is no row, a result typed on «Реактивация» is «не считается». Day `return_days` is the last that
    counts; the time is over on the day after it. Contacts after `today` do not count.
    """
    rules, table = settings.reactivation, _with_silence(contacts)
    is_lapsed = (table["silence_days"] >= rules.silent_from_days) & (table["contacted_on"] <= pd.Timestamp(today))
    rows = [_tried(one, today, rules) for one in _records(_last_of_break(table[is_lapsed]))]
    rows += [_not_counted(one, today, rules) for one in _records(table[~is_lapsed & table["is_of_list"]])]
    tried = {(row["client_code"], row["last_before_on"]) for row in rows}
    ended = breaks.assign(last_before_on=as_dates(breaks["last_before_on"]))
    rows += [_by_itself(one) for one in _records(ended) if (one["client_code"], one["last_before_on"]) not in tried]
    rhythms = dict(zip(clients["client_code"], as_numbers(clients["rhythm_days"]), strict=True))
    kept = [row for row in rows if _mark_rhythm(row, rhythms.get(row["client_code"], math.nan), rules)]
    return _finished(pd.DataFrame(kept, columns=[*REACTIVATION_RESULTS.keys]), clients)


def _with_silence(contacts: pd.DataFrame) -> pd.DataFrame:
    days = {key: as_dates(contacts[key]) for key in ("contacted_on", "last_before_on", "first_after_on")}
    table = contacts.assign(**days)
    return table.assign(silence_days=(table["contacted_on"] - table["last_before_on"]).dt.days)


def _records(table: pd.DataFrame) -> list[Row]:
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def _last_of_break(lapsed: pd.DataFrame) -> pd.DataFrame:
    """Return the last contact of each break with the last answer and programme said in it, and how many there were.

    All contacts of a break lie between the same two neighbouring purchases.
    """
    ordered = lapsed.sort_values([*_BREAK, "contacted_on"]).reset_index(drop=True)
    groups = ordered.groupby(_BREAK)
    said = groups[["answer", "programme"]].ffill()
    ordered = ordered.assign(**{key: as_text(said[key]) for key in ("answer", "programme")})
    ordered["count_contacts"] = groups["contacted_on"].transform("size")
    return ordered.drop_duplicates(_BREAK, keep="last")


def _tried(last: Row, today: date, rules: ReactivationSettings) -> Row:
    """Return the row of one break by its last contact."""
    contacted, first_after = last["contacted_on"], last["first_after_on"]
    until = contacted + timedelta(days=rules.return_days)
    is_over = until < pd.Timestamp(today)
    has_bought = bool(pd.notna(first_after))
    days: int | None = (first_after - contacted).days if has_bought else None
    if days is not None and days <= rules.return_days:
        verdict, what = RETURNED, f"покупка {words.day(first_after)}, через {words.days(days)}"
    elif days is not None:
        verdict = BY_ITSELF
        what = f"покупка {words.day(first_after)}, через {words.days(days)} — позже {words.days(rules.return_days)}"
    elif is_over:
        verdict, what = NOT_RETURNED, f"за {words.days(rules.return_days)} покупок не было"
    else:
        verdict, what = WAITING, f"покупок ещё нет, ждём до {words.day(until)}"
    silence = words.days(last["silence_days"])
    return {
        **{key: last[key] for key in (*_BREAK, "manager", "contacted_on", "first_after_on")},
        **{key: last[key] for key in ("answer", "programme", "count_contacts")},
        "return_days": days,
        "amount_after_rub": last["amount_after_rub"],
        "verdict": verdict,
        "wait_until": until,
        "is_over": bool(is_over),
        "reason": f"Контакт {words.day(contacted)}, молчал {silence}; {what}",
    }


def _not_counted(one: Row, today: date, rules: ReactivationSettings) -> Row:
    """Return the row of a result on «Реактивация» that is no contact with a lapsed client."""
    is_undated, is_new = bool(pd.isna(one["contacted_on"])), bool(pd.isna(one["last_before_on"]))
    if is_undated:
        why = "дата контакта не вписана"
    elif one["contacted_on"] > pd.Timestamp(today):
        why = f"дата контакта {words.day(one['contacted_on'])} ещё не наступила"
    elif is_new:
        why = f"до контакта {words.day(one['contacted_on'])} покупок не было"
    else:
        silence = f"молчал {words.days(one['silence_days'])}, меньше {words.days(rules.silent_from_days)}"
        why = f"на день контакта {words.day(one['contacted_on'])} {silence}"
    keys = (*_BREAK, "manager", "contacted_on", "answer", "programme")
    return {**{key: one[key] for key in keys}, "count_contacts": 1, "verdict": NOT_COUNTED, "reason": f"Нет: {why}"}


def _by_itself(one: Row) -> Row:
    back = pd.Timestamp(one["first_after_on"])
    days = (back - one["last_before_on"]).days
    return {
        **{key: one[key] for key in (*_BREAK, "first_after_on", "amount_after_rub")},
        "count_contacts": 0,
        "return_days": days,
        "verdict": BY_ITSELF,
        "reason": f"Молчал {words.days(days)}, купил {words.day(back)}; контакта не было",
    }


def _mark_rhythm(row: Row, rhythm_days: float, rules: ReactivationSettings) -> bool:
    """Mark a purchase in the client's own rhythm; tell whether the row stays."""
    back, last = row.get("first_after_on"), row["last_before_on"]
    if row["verdict"] not in (RETURNED, BY_ITSELF) or pd.isna(back):
        return True
    if (pd.Timestamp(back) - last).days > rules.in_rhythm_factor * rhythm_days or math.isnan(rhythm_days):
        return True
    row["reason"] += f"; {FLAG_IN_RHYTHM}: {usual_rhythm(rhythm_days)}"
    return bool(row["count_contacts"])


def _finished(table: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with names and managers, in order, in the types of the catalogue."""
    known = clients.drop_duplicates("client_code").set_index("client_code")
    table["client_name"] = table["client_code"].map(as_text(known["client_name"]).to_dict())
    owner = as_text(table["client_code"].map(as_text(known["manager"]).to_dict()))
    table["manager"] = as_text(table["manager"]).where(table["manager"].notna(), owner)
    table["is_over"] = table["is_over"].astype("boolean")
    contacted, returned = as_dates(table["contacted_on"]), as_dates(table["first_after_on"])
    order = table.assign(_newest=contacted.where(contacted.notna(), returned))
    order = order.sort_values(["_newest", "client_code"], ascending=[False, True], kind="stable")
    return present(order, REACTIVATION_RESULTS)
