"""«Программы» and «Условия программ» of a computed state (METHOD section 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.ledger.returned import after_contacts
from clientbase_xl.ledger.window_turnovers import WINDOW_KEYS, window_turnovers
from clientbase_xl.problems import Problem
from clientbase_xl.rules.joined import as_dates, as_text, by_codes, join_clients
from clientbase_xl.rules.programme_group import Group, group_problems, read_groups
from clientbase_xl.rules.programme_problems import programme_problems
from clientbase_xl.rules.programme_terms_table import programme_terms_table, typed_terms
from clientbase_xl.rules.programmes_table import programme_windows, programmes_table
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.schemas.programmes import PROGRAMMES, PROGRAMMES_LIST
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.state import State, once


@dataclass(frozen=True, slots=True)
class _Programmes:
    """Programmes of all clients on one date, and what they are judged by."""

    terms: pd.DataFrame
    groups: dict[str, Group]
    people: pd.DataFrame
    programmes: pd.DataFrame


def programme_tables(state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return both sheets by key and what is wrong with programmes and groups; of one manager: of his clients.

    METHOD 13. The terms are the company's in every workbook; how many clients fit and take part is said of the
    workbook's own. Strange words of a group are named to who may correct them, in the workbook of all.
    """
    found = _all_programmes(state)
    programmes, people = found.programmes, found.people
    if manager:
        programmes = programmes[programmes["manager"] == manager].reset_index(drop=True)
        people = people[people["manager"] == manager]
    in_work = people[~people["is_archived"] & ~people["is_stopped"]]
    tables = {
        PROGRAMMES.key: programmes,
        PROGRAMME_TERMS.key: programme_terms_table(found.terms, found.groups, in_work, programmes),
    }
    names = listed(state.lists, PROGRAMMES_LIST)
    problems = programme_problems(programmes, found.people, found.terms, names)
    return tables, (*problems, *(() if manager else group_problems(found.terms, found.groups)))


def groups_of(state: State) -> Mapping[str, Group]:
    """Return for whom each programme is made, by its name (METHOD section 13)."""
    return _all_programmes(state).groups


@once
def _all_programmes(state: State) -> _Programmes:
    records = state.records[PROGRAMMES.key]
    terms = typed_terms(listed(state.lists, PROGRAMMES_LIST), state.records[PROGRAMME_TERMS.key], records["programme"])
    people = _people(state)
    channels = {*listed(state.lists, "channels"), *people["channel"].dropna()}
    groups = read_groups(terms, channels)
    windows = programme_windows(records, terms, state.today)
    table = windows.assign(**{key: windows[key].astype("datetime64[us]") for key in WINDOW_KEYS[1:]})
    sums = table.astype({"client_code": object}).merge(
        window_turnovers(state.lines, table).astype({"client_code": object}), on=list(WINDOW_KEYS), how="left"
    )
    programmes = programmes_table(
        records, people, groups, sums, _silences(state, records), state.first_sale_on(), state.settings
    )
    return _Programmes(terms, groups, people, programmes)


def _people(state: State) -> pd.DataFrame:
    """Return every client as a group asks for him: approved letter, else today's; an unanswered flag stays NA."""
    keys = ("client_name", "manager", "channel", "first_purchase_on", "is_archived", "is_stopped")
    table = join_clients(state.facts, state.cards, keys)
    codes = pd.Index(table["client_code"], dtype=object)
    letters = by_codes(state.categories.table, codes, ("category_approved", "category"))
    stored = by_codes(state.cards, codes, ("category_approved", "is_target"))
    approved = as_text(letters["category_approved"])
    approved = approved.where(approved.notna(), as_text(stored["category_approved"]))
    table["category"] = as_text(approved.where(approved.notna(), as_text(letters["category"])))
    table["is_target"] = stored["is_target"].astype("boolean")
    table["status"] = as_text(by_codes(state.statuses, codes, ("status",))["status"])
    return table


def _silences(state: State, records: pd.DataFrame) -> pd.DataFrame:
    """Return for every record with a first day how long its client had been silent then."""
    start_on = as_dates(records["from_on"]).astype("datetime64[us]")
    is_asked = (start_on <= pd.Timestamp(state.today)) & records["client_code"].notna()
    dated = records[is_asked].assign(contacted_on=start_on[is_asked])
    known = after_contacts(state.lines, dated, 0)[["client_code", "contacted_on", "last_before_on"]]
    table = dated[["row_id", "client_code", "contacted_on"]].merge(
        known, on=["client_code", "contacted_on"], how="left"
    )
    days = (as_dates(table["contacted_on"]) - as_dates(table["last_before_on"])).dt.days
    return pd.DataFrame({"row_id": table["row_id"], "silence_days": days})
