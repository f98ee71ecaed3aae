"""«Скидка», «Скидки менеджеров», «Сокращение затрат» of a computed state (METHOD section 14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from clientbase_xl.base.rows import read_rows, rows_within
from clientbase_xl.base.settings_store import settings_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.verdicts import keep_verdicts
from clientbase_xl.ledger.discount_sales import discount_sales, discounted_turnover, sold_products
from clientbase_xl.ledger.windows import last_months
from clientbase_xl.problems import Problem
from clientbase_xl.rules.cost_cut_problems import cost_cut_problems
from clientbase_xl.rules.cost_cut_risk import cost_cuts
from clientbase_xl.rules.decision_actions import decision_actions as actions_of
from clientbase_xl.rules.discount_facts import DiscountFacts, discount_facts
from clientbase_xl.rules.discount_managers import discount_managers
from clientbase_xl.rules.discount_problems import DiscountContext, discount_problems
from clientbase_xl.rules.discount_spans import YEAR, discount_spans, spans_of
from clientbase_xl.rules.discount_terms import Discount, read_discounts
from clientbase_xl.rules.discount_verdict import Known, Verdict
from clientbase_xl.rules.discounts_table import discounts_table
from clientbase_xl.rules.joined import as_dates, as_text, empty
from clientbase_xl.rules.periods import MONTHS_IN_YEAR
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.discounts import DISCOUNT_MANAGERS, DISCOUNT_VERDICTS, DISCOUNTS
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.workflows.origin import head_at
from clientbase_xl.workflows.ownership import owned
from clientbase_xl.workflows.state import State, load_state, once

_OF_VERDICTS = ("discounts_of", "managers_table")
"""What a state has worked out that knows verdicts."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The discounts of the whole department: DISCOUNTS, the verdicts and the sales behind them by number."""

    table: pd.DataFrame
    verdicts: Mapping[str, Verdict]
    facts: Mapping[str, DiscountFacts]
    decisions: tuple[Discount, ...]


def decision_tables(state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the three sheets by key and what is wrong with what was typed; of one manager: his clients' discounts.

    METHOD section 14. A discount of a client whom nobody leads belongs to who decided it. Cuts of costs stand in the
    workbook of the head only: they name savings of the company and turnover of everybody's clients.
    """
    found = discounts_of(state)
    table, managers = found.table, managers_table(state)
    if manager:
        table = owned(state, table, manager)
        managers = managers[managers["manager"] == manager].reset_index(drop=True)
    cuts = empty(COST_CUTS) if manager else cuts_of(state)
    context = discount_context(state, found.decisions)
    problems = (
        *discount_problems(table, context, state.settings.discounts),
        *cost_cut_problems(cuts, context.clients),
    )
    return {DISCOUNTS.key: table, DISCOUNT_MANAGERS.key: managers, COST_CUTS.key: cuts}, problems


def decision_actions(state: State, tables: Mapping[str, pd.DataFrame]) -> list[Action]:
    """Return what discounts ask for today, for «Начало» (METHOD sections 1, 14).

    `tables` are those of the workbook; those of a manager's hold his clients only.
    """
    return actions_of(tables[DISCOUNTS.key], state.today, state.settings.discounts)


@once
def discounts_of(state: State) -> Decided:
    """Return the discounts of everybody with verdicts and facts."""
    records, settings = state.records[DISCOUNTS.key], state.settings
    decisions = tuple(read_discounts(records))
    spans = discount_spans(decisions, state.today, settings.discounts.compare_months)
    facts = discount_facts(discount_sales(state.lines, spans, settings.facts.cost_coverage_min))
    known = Known(
        today=state.today,
        months=settings.discounts.compare_months,
        first_on=state.first_sale_on() if len(records) else None,
        last_on=state.last_sale_on(),
        clients=_clients(state),
        cost_coverage_min=settings.facts.cost_coverage_min,
        first_purchases=_first_purchases(state),
    )
    table, verdicts = discounts_table(records, state.cards, facts, state.records[DISCOUNT_VERDICTS.key], known)
    return Decided(table, verdicts, facts, decisions)


@once
def managers_table(state: State) -> pd.DataFrame:
    """Return DISCOUNT_MANAGERS of the department."""
    found = discounts_of(state)
    if found.table.empty:
        return empty(DISCOUNT_MANAGERS)
    spans = spans_of(discount_spans(found.decisions, state.today, state.settings.discounts.compare_months), (YEAR,))
    turnovers = discounted_turnover(state.lines, spans, last_months(state.today, MONTHS_IN_YEAR))
    return discount_managers(found.table, found.facts, turnovers, state.today)


@once
def cuts_of(state: State) -> pd.DataFrame:
    """Return COST_CUTS over all clients."""
    return cost_cuts(state.records[COST_CUTS.key], state.clients(), state.settings.facts.cost_coverage_min)


def discount_context(state: State, decisions: tuple[Discount, ...]) -> DiscountContext:
    """Return what typed discounts are checked against; the ledger is asked only about the goods that they name."""
    categories, skus = (sorted({getattr(one, key) for one in decisions} - {""}) for key in ("product_category", "sku"))
    known_categories, known_skus = sold_products(state.lines, categories, skus)
    listed = state.lists.loc[state.lists["list_key"].isin((EMPLOYEES_LIST, "managers")), "value"]
    sellers = (state.cards["manager"], state.facts["manager"], state.months()["manager"])
    people = {str(name) for names in (*sellers, listed) for name in as_text(names).dropna()}
    return DiscountContext(state.today, _clients(state), _first_purchases(state), people, known_categories, known_skus)


def fix_discount_verdicts(base: Base, state: State, *, now: datetime, user: str) -> State:
    """Keep every verdict that is final for the first time, where the base is writable; return the state that knows it.

    METHOD section 14 (ours): it stays in the client's history whatever is imported later. The same state comes back
    where there is none, of a moment of the past and of another day than that of `now`. A verdict on terms that somebody
    has changed since the state was read is not kept.
    """
    if not state.is_live(now) or not base.is_writable or state.records[DISCOUNTS.key].empty:
        return state
    found = discounts_of(state)
    by_number = {one.row_id: one for one in found.decisions}
    months = state.settings.discounts.compare_months
    fresh = {
        number: _cells(verdict, by_number[number].terms(months), state.today)
        for number, verdict in found.verdicts.items()
        if verdict.is_new
    }
    if not fresh:
        return state
    with base.writing() as connection:
        count = keep_verdicts(connection, fresh, _terms_now(connection), at=now, by=user)
    if not count:
        return state
    last_entry = head_at(base)
    if last_entry[0] != state.head[0] + 1:  # somebody else has written meanwhile
        return load_state(base, state.today, zone=state.zone)
    records = {**state.records, DISCOUNT_VERDICTS.key: read_rows(base, DISCOUNT_VERDICTS.key)}
    memo = {name: value for name, value in state.memo.items() if name not in _OF_VERDICTS}
    return replace(state, records=records, head=last_entry, memo=memo)


def _terms_now(connection: Connection) -> dict[str, str]:
    """Return the terms of every decision as they stand inside a transaction, by number."""
    months = settings_within(connection).discounts.compare_months
    return {one.row_id: one.terms(months) for one in read_discounts(rows_within(connection, DISCOUNTS.key))}


def _cells(verdict: Verdict, terms: str, today: date) -> dict[str, str | None]:
    said = {"terms": terms, "verdict": verdict.verdict, "fixed_on": today, "growth_fact": verdict.growth}
    values = {**said, **verdict.cells}
    return {key: canonical(value, DISCOUNT_VERDICTS[key].kind) or None for key, value in values.items()}


def _clients(state: State) -> frozenset[str]:
    return frozenset({*state.cards["client_code"], *state.facts["client_code"]})


def _first_purchases(state: State) -> dict[str, date]:
    days = as_dates(state.facts["first_purchase_on"])
    return {
        str(code): day.date() for code, day in zip(state.facts["client_code"], days, strict=True) if not pd.isna(day)
    }
