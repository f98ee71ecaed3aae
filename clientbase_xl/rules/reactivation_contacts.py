"""Which of the typed records are contacts of reactivation: results on «Реактивация», calls of «Контакты».

METHOD section 8: «Results: contact, answer, programme offered». What METHOD leaves open is ours: of «Контакты» only
calls count, not those that reached nobody, not those that the client made. Whether the client had lapsed by that day
only the ledger tells (`reactivation_results`).
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.schemas.contacts import THEIR_SIDE

CALLS = ("звонок", "холодный звонок")
NOT_REACHED = "не дозвонились"
KEYS = ("client_code", "contacted_on", "manager", "answer", "programme", "is_of_list")


def reactivation_contacts(
    results: pd.DataFrame, contacts: pd.DataFrame, cards: pd.DataFrame, earlier: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the contacts that may be reactivation: one row per client and day, by code and day, undated ones last.

    METHOD section 8. In: stored columns of REACTIVATION and of CONTACTS; cards with `client_code`, `manager`;
    `earlier` results of REACTIVATION that later ones replaced, which count but are not shown when they cannot. Out:
    KEYS; `is_of_list` says that the day was typed on «Реактивация», `manager` is who is named in «Контакты», else the
    manager of the card. A day typed on both sheets is one contact: person of «Контакты», answer and programme of
    «Реактивация» where filled, else the description. A result without a day but with an answer or a programme is kept
    undated (NaT): it is shown, though it cannot count.
    """
    owners = dict(zip(cards["client_code"], as_text(cards["manager"]), strict=True)) if len(cards) else {}
    parts = [_of_list(results), _of_calls(contacts)]
    if earlier is not None:
        parts.append(_of_list(earlier).assign(is_of_list=False))
    table = pd.concat(parts, ignore_index=True).dropna(subset=["client_code"])
    is_said = table["answer"].notna() | table["programme"].notna()
    undated = table[table["contacted_on"].isna() & table["is_of_list"].astype(bool) & is_said]
    days = table.dropna(subset=["contacted_on"]).groupby(["client_code", "contacted_on"], as_index=False)
    joined = days.agg(
        manager=("manager", "last"),
        answer=("answer", "first"),
        programme=("programme", "first"),
        is_of_list=("is_of_list", "any"),
    )
    joined = pd.concat([joined[list(KEYS)], undated[list(KEYS)]], ignore_index=True) if len(undated) else joined
    for key in ("manager", "answer", "programme"):
        joined[key] = as_text(joined[key])
    owned = as_text(joined["client_code"].map(owners))
    joined["manager"] = as_text(joined["manager"].where(joined["manager"].notna(), owned))
    joined["is_of_list"] = joined["is_of_list"].astype(bool)
    return joined[list(KEYS)]


def _of_list(results: pd.DataFrame) -> pd.DataFrame:
    table = _settled(results, ("answer", "programme"))
    return table.assign(manager=None, is_of_list=True)


def _of_calls(contacts: pd.DataFrame) -> pd.DataFrame:
    table = contacts.reindex(columns=["client_code", "contacted_on", "contact_kind", "result", "started_by", "manager",
                                      "description"])  # fmt: skip
    is_ours = table["contact_kind"].isin(CALLS) & (table["result"] != NOT_REACHED) & (table["started_by"] != THEIR_SIDE)
    called = table[is_ours].assign(answer=table["description"], programme=None)
    return _settled(called, ("manager", "answer", "programme")).assign(is_of_list=False)


def _settled(table: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    found = table.reindex(columns=["client_code", "contacted_on", *keys]).reset_index(drop=True)
    found["contacted_on"] = as_dates(found["contacted_on"])
    for key in ("client_code", *keys):
        found[key] = as_text(found[key])
    return found
