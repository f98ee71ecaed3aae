"""What changed in a week by dated records: alarms of surveys, papers whose last day went by.

METHOD section 19 («what changed since last week … alarms, expired papers»), sections 10 and 13.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.joined import as_dates, as_flags, present
from clientbase_xl.schemas.agreements import ADDENDUM, CONTRACT, LETTER, OTHER, POWER, UNSIGNED
from clientbase_xl.schemas.monitoring import IS_ALARM
from clientbase_xl.schemas.week import WEEK_CHANGES

ALARM, EXPIRED = "тревога", "истёк документ"
RECORD_CHANGES = (ALARM, EXPIRED)
_MALE, _FEMALE, _NEUTER = ("действовал", "истёк"), ("действовала", "истекла"), ("действовало", "истекло")
_STATES = {POWER: _FEMALE, LETTER: _NEUTER, ADDENDUM: _NEUTER, OTHER: _NEUTER}
"""What a document was and is by its kind; a contract is «он»."""
_WEEK = timedelta(days=7)
_KEYS = ["client_code", "change", "before", "after", "reason"]


def record_changes(
    monitoring: pd.DataFrame, agreements: pd.DataFrame, clients: pd.DataFrame, today: date
) -> pd.DataFrame:
    """Return the alarms and the papers over of the week before `today`: WEEK_CHANGES, largest turnover first.

    METHOD section 19. In: MONITORING with its alarms, AGREEMENTS, CLIENTS. The week is [today − 7; today): a survey
    counts by its day; a paper is over the day after its last day, so last days of the same week count: over today, not
    over a week ago. Papers are signed ones that no later one has replaced (`document_states`); the contract of a card
    counts where none of them is a contract of that client with a last day, as in `with_paper_ends`. Records about
    clients that are not in CLIENTS, archived or stopped are left out. A client has a row for his alarms and one per
    paper; equal turnover by code.
    """
    rows = pd.concat(
        [
            _alarms(monitoring, today),
            _over(_papers(agreements, clients, today), today),
        ],
        ignore_index=True,
    )
    known = clients[["client_code", "client_name", "manager", "turnover_12m_rub", "is_stopped", "is_archived"]]
    found = rows.merge(known, on="client_code", how="inner")
    is_out = as_flags(found["is_stopped"]) | as_flags(found["is_archived"])
    found = found[~is_out].assign(amount_rub=lambda one: one["turnover_12m_rub"])
    found = found.sort_values(["amount_rub", "client_code", "change"], ascending=[False, True, True], kind="stable")
    return present(found.reindex(columns=list(WEEK_CHANGES.keys)), WEEK_CHANGES)


def _alarms(monitoring: pd.DataFrame, today: date) -> pd.DataFrame:
    asked = as_dates(monitoring["surveyed_on"])
    of_week = (asked >= pd.Timestamp(today - _WEEK)) & (asked < pd.Timestamp(today))
    chosen = monitoring[of_week & (monitoring["alarm"] == IS_ALARM)]
    rows = [
        {
            "client_code": code,
            "change": ALARM,
            "before": None,
            "after": _first(own["block"]),
            "reason": "; ".join(str(one).rstrip(". ") for one in own["reason"].dropna()) or None,
        }
        for code, own in chosen.groupby("client_code", sort=False)
    ]
    return pd.DataFrame(rows, columns=_KEYS, dtype=object)


def _first(blocks: pd.Series[Any]) -> str:
    """Return the first block, and how many more there are: the reason names them all."""
    more = blocks.nunique() - 1
    return f"{blocks.iloc[0]}" + (f" и ещё {more}" if more else "")


def _papers(agreements: pd.DataFrame, clients: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the papers with their last days: those of «Соглашения» that count, else the contracts of cards."""
    states = document_states(agreements, today)
    counts = states["is_latest"] & (states["state"] != UNSIGNED) & as_dates(agreements["valid_until"]).notna()
    papers = agreements.loc[counts, ["client_code", "document_kind", "valid_until"]].astype(object)
    with_contract = set(papers.loc[papers["document_kind"] == CONTRACT, "client_code"])
    cards = clients.loc[~clients["client_code"].isin(with_contract), ["client_code", "contract_until"]].astype(object)
    cards = cards.rename(columns={"contract_until": "valid_until"}).assign(document_kind=CONTRACT)
    return pd.concat([papers, cards], ignore_index=True)


def _over(papers: pd.DataFrame, today: date) -> pd.DataFrame:
    last = as_dates(papers["valid_until"])
    chosen = papers[(last >= pd.Timestamp(today - _WEEK)) & (last < pd.Timestamp(today))]
    days = last[chosen.index]
    states = [_STATES.get(kind, _MALE) for kind in chosen["document_kind"]]
    kinds = chosen["document_kind"].fillna("документ").astype(str)
    return pd.DataFrame(
        {
            "client_code": chosen["client_code"],
            "change": EXPIRED,
            "before": [was for was, _ in states],
            "after": [became for _, became in states],
            "reason": [
                f"{kind.capitalize()}: последний день {words.day(day)}" for kind, day in zip(kinds, days, strict=True)
            ],
        }
    )


def with_records(changes: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Return the changes of the rules and of the records as one list, largest turnover first (METHOD section 19).

    In and out: WEEK_CHANGES. Equal turnover by client; of one client the rules' changes first.
    """
    both = pd.concat([changes.astype(object), records.astype(object)], ignore_index=True)
    both["_amount"] = both["amount_rub"].astype("float64").fillna(0.0)
    both = both.sort_values(["_amount", "client_code"], ascending=[False, True], kind="stable", ignore_index=True)
    return present(both.drop(columns="_amount"), WEEK_CHANGES)
