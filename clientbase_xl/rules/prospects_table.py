"""«Потенциальные клиенты»: what was typed beside potential, category, results, plan and first shipment.

METHOD section 6 [K 3].
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, texts
from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.rules.prospect_activation import activations
from clientbase_xl.rules.prospect_category import prospect_categories
from clientbase_xl.rules.prospect_contacts import prospect_contacts
from clientbase_xl.rules.prospect_results import prospect_results
from clientbase_xl.rules.prospect_state import prospect_states
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.prospects import (
    ACTIVATED,
    DROPPED,
    IN_WORK,
    LATER,
    NO_PROSPECT,
    OFFERED_OUT,
    PLAN_STATES,
    PROSPECT_STATES,
    PROSPECTS,
)
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.settings import ProspectSettings

WORKED = (IN_WORK, LATER)
"""States in which the 8 results are asked for."""


def prospects_table(
    prospects: pd.DataFrame,
    contacts: pd.DataFrame,
    facts: pd.DataFrame,
    clients: pd.DataFrame,
    cuts: LevelCuts,
    today: date,
    settings: ProspectSettings,
) -> pd.DataFrame:
    """Return PROSPECTS: those in work first (overdue plans, this week's, none, later ones), the larger potential first.

    METHOD section 6. In: stored PROSPECTS and CONTACTS, FACTS of all clients, cards for the names, cut-offs of the
    base. The results are asked of those in work and postponed. Typed cells stay as they are; ties by number.
    """
    table = prospects.reindex(columns=list(PROSPECTS.keys)).reset_index(drop=True)
    for column in PROSPECTS:
        if column.kind in (Kind.TEXT, Kind.CODE, Kind.CHOICE):
            table[column.key] = as_text(table[column.key])
    letters, shipped = prospect_categories(table, cuts), activations(table, facts)
    talks = prospect_contacts(contacts, table, facts)
    states = prospect_states(table, letters, shipped, today, settings)
    is_worked = states["state"].isin(WORKED)
    results = prospect_results(table, letters, talks)
    names = clients.drop_duplicates("client_code").set_index("client_code")["client_name"]
    counts = talks["prospect_id"].value_counts().to_dict()
    last_days = talks.assign(day=as_dates(talks["contacted_on"])).groupby("prospect_id")["day"].max().to_dict()
    table = table.assign(
        state=states["state"],
        plan_state=states["plan_state"],
        is_unconfirmed=states["is_unconfirmed"],
        potential_in_force_rub=letters["potential_in_force_rub"],
        category=letters["category"],
        missing=results["missing"].where(is_worked, None),
        completeness=results["completeness"].where(is_worked),
        client_name=as_text(table["client_code"].map(names.to_dict())),
        activated_on=shipped["activated_on"],
        count_contacts=as_numbers(table["row_id"].map(counts)).fillna(0).astype("Int64"),
        last_contact_on=as_dates(table["row_id"].map(last_days)),
    )
    reasons = _reasons(table, letters["category_words"], shipped["first_purchase_on"])
    return _ordered(table.assign(reason=texts(reasons, table.index)))


def _reasons(table: pd.DataFrame, said: pd.Series[Any], firsts: pd.Series[Any]) -> Iterator[str]:
    entered, steps = as_dates(table["entered_on"]), as_dates(table["next_step_on"])
    rows = zip(table["state"], table["plan_state"], table["decision"], said, entered, firsts, steps, strict=True)
    for state, plan, decision, letter, on, first, step in rows:
        parts = [_of_state(state, decision, on, first), letter]
        if plan in PLAN_STATES[:3]:
            parts.append(f"{plan}: {words.day(step)}")
        sentence = "; ".join(part for part in parts if part)
        yield f"{sentence[0].upper()}{sentence[1:]}"


def _of_state(state: str, decision: str | None, entered: Any, first: Any) -> str:
    if state == ACTIVATED:
        return f"первая отгрузка {words.day(first)}, в списке с {words.day(entered)}"
    if state == NO_PROSPECT:
        return f"первая покупка {words.day(first)} — раньше, чем внесён в список ({words.day(entered)})"
    if state == OFFERED_OUT:
        return "в работе остаются только более высокие категории; решите: вести или нет"
    return f"ваше решение: {decision}" if decision or state in (LATER, DROPPED) else ""


def _ordered(table: pd.DataFrame) -> pd.DataFrame:
    by = pd.DataFrame(
        {
            "state": table["state"].map({name: place for place, name in enumerate(PROSPECT_STATES)}),
            "plan": table["plan_state"].map(_PLAN_PLACES).fillna(len(_PLAN_PLACES)),
            "potential": -table["potential_in_force_rub"],
            "row": table["row_id"].astype(str).map(number_order),
        }
    )
    order = by.sort_values(["state", "plan", "potential", "row"], na_position="last").index
    return table.loc[order].reset_index(drop=True)


_OVERDUE, _WEEK, _PLANNED, _NO_PLAN = PLAN_STATES
_PLAN_PLACES = {_OVERDUE: 0, _WEEK: 1, _NO_PLAN: 2, _PLANNED: 3}
