"""The state of a base on a date: facts, and every rule applied to them once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.problem_log import read_problems
from clientbase_xl.base.settings_store import load_field_values, load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import led_by_others
from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.client_months import ledger_first_on
from clientbase_xl.ledger.line_purchases import line_purchases
from clientbase_xl.ledger.manager_totals import manager_months, manager_weeks
from clientbase_xl.ledger.windows import last_months
from clientbase_xl.ledger.year_turnovers import year_turnovers
from clientbase_xl.problems import Problem
from clientbase_xl.rules.call_cards import call_cards
from clientbase_xl.rules.category import CategoryResult, categories
from clientbase_xl.rules.client_potential import ClientPotentials, client_potentials, with_potentials
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.main_lines import client_types, main_lines
from clientbase_xl.rules.paper_ends import with_paper_ends
from clientbase_xl.rules.reactivation import reactivation, seasonal
from clientbase_xl.rules.sales_types import line_of_category, types_in_force
from clientbase_xl.rules.week_state import WeekState, week_state
from clientbase_xl.settings import Settings
from clientbase_xl.workflows.governed_tables import stored_records, with_results
from clientbase_xl.workflows.ledger_access import lines_in_force
from clientbase_xl.workflows.ledger_problems import ledger_problems
from clientbase_xl.workflows.origin import head_at

Result = TypeVar("Result")


def once(work: Callable[[State], Result]) -> Callable[[State], Result]:
    """Let a state work something out once: sheets and pages ask for the same tables again and again."""

    @wraps(work)
    def kept(state: State) -> Result:
        if work.__name__ not in state.memo:
            state.memo[work.__name__] = work(state)
        result: Result = state.memo[work.__name__]
        return result

    return kept


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Return the day of a moment (UTC without a zone) by a clock on a wall."""
    return moment.replace(tzinfo=UTC).astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rules say on one date; tables by catalogue keys, `lines` the lazy table of the ledger.

    `records` are the typed rows beside the cards, `fields` the stored classes of fields. `moment` is None now, else
    the moment whose knowledge of cards, settings, lists and imports all this is. `head` is the journal's last entry
    (number, hash) of that state: read first, so that a change made meanwhile is newer than it, never hidden by it.
    `zone` is that of the clock on the wall: it says on which day an act of the journal was done. `memo` keeps what was
    worked out once (`once`); nobody changes the tables in place.
    """

    today: date
    settings: Settings
    cards: pd.DataFrame
    lists: pd.DataFrame
    lines: Any
    facts: pd.DataFrame
    statuses: pd.DataFrame
    potentials: ClientPotentials
    categories: CategoryResult
    reactivation: pd.DataFrame
    problems: tuple[Problem, ...]
    records: Mapping[str, pd.DataFrame]
    fields: Mapping[str, str]
    head: tuple[int, str]
    moment: datetime | None = None
    zone: tzinfo = UTC
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def is_live(self, now: datetime) -> bool:
        """Tell whether this is the base as it is on the day of `now` (UTC without a zone) by the clock on the wall.

        What the program writes by itself it writes of such a state only: of another day it would be no fact.
        """
        return self.moment is None and self.today == local_day(now, self.zone)

    def now(self) -> WeekState:
        """Return the part that the weekly comparison needs."""
        return WeekState(
            self.today,
            self.facts,
            self.statuses,
            self.categories.table,
            self.reactivation,
            self.cards,
            self.settings,
        )

    @once
    def a_week_ago(self) -> WeekState:
        """Return what the same rules, cards and settings said at today − 7 days (METHOD section 19)."""
        day = self.today - timedelta(days=7)
        facts = client_facts(self.lines.filter(self.lines.sold_on < day), day, self.settings)
        # A survey has its day: one made since is no knowledge of a week ago.
        known = client_potentials(facts, self.cards, self.records["profiles"], day, self.settings.profiles)
        return week_state(facts, with_potentials(self.cards, known.table), day, self.settings)

    @once
    def clients(self) -> pd.DataFrame:
        """Return «Клиенты»."""
        return clients_table(self.facts, self.cards, self.statuses, self.categories.table, self.potentials.table)

    def call_list(self) -> pd.DataFrame:
        """Return «Реактивация» with what was typed: the ranked list, then seasonal clients where they stand apart."""
        apart = seasonal(self.facts, self.cards, self.categories.table, self.settings)
        calls = self.reactivation
        if not apart.empty:
            calls = pd.concat([calls, apart.assign(rank=apart["rank"] + len(calls))], ignore_index=True)
        cards = with_paper_ends(self.cards, self.records["agreements"], self.today)
        calls = call_cards(calls, cards, self.today, self.settings, self.client_types())
        return with_results(calls, self.records["reactivation"])

    @once
    def line_purchases(self) -> pd.DataFrame:
        """Return what each client bought of each line of products in the period of facts (METHOD section 17)."""
        window = last_months(self.today, self.settings.facts.turnover_months)
        return line_purchases(self.lines, line_of_category(self.lists), window)

    def client_types(self) -> pd.DataFrame | None:
        """Return the clients whose main line has a known type of sales; None where no line has one."""
        types = types_in_force(self.records["sales_types"])
        return client_types(main_lines(self.line_purchases()), types) if types else None

    @once
    def weeks(self) -> pd.DataFrame:
        """Return the turnover by manager and week, one week more: on a Monday the current one is still empty."""
        return manager_weeks(self.lines, self.today, self.settings.weekly.count_weeks + 1, self.settings.facts)

    @once
    def months(self) -> pd.DataFrame:
        """Return the turnover by manager and month."""
        return manager_months(self.lines, self.today, self.settings.facts)

    @once
    def years(self) -> pd.DataFrame:
        """Return the turnover of each client in the last 12 months and in the 12 before them."""
        return year_turnovers(self.lines, self.today)

    @once
    def first_sale_on(self) -> date | None:
        """Return the first day of the ledger before today; None without lines."""
        return ledger_first_on(self.lines, self.today)

    def last_sale_on(self) -> date | None:
        """Return the last day with a purchase before today; None without sales."""
        last = self.facts["last_purchase_on"].dropna()
        return pd.Timestamp(last.max()).date() if len(last) else None


def load_state(base: Base, today: date, moment: datetime | None = None, zone: tzinfo = UTC) -> State:
    """Read a base, as it is or as it was at a moment (UTC without a zone), and apply every rule on a date in `zone`."""
    last_entry = head_at(base, moment)
    settings, cards = load_settings(base, moment), read_cards(base, moment)
    lines = lines_in_force(base, today, moment)
    facts = _without_others(base, client_facts(lines, today, settings))
    status = statuses(facts, cards, today, settings)
    records = stored_records(base, moment)
    potentials = client_potentials(facts, cards, records["profiles"], today, settings.profiles)
    category = categories(facts, with_potentials(cards, potentials.table), status, settings)
    return State(
        today=today,
        settings=settings,
        cards=cards,
        lists=read_lists(base, moment),
        lines=lines,
        facts=facts,
        statuses=status,
        potentials=potentials,
        categories=category,
        reactivation=reactivation(facts, cards, category.table, settings),
        problems=(
            *read_problems(base, moment),
            *ledger_problems(facts, today),
            *potentials.problems,
            *category.problems,
        ),
        records=records,
        fields=load_field_values(base, moment),
        head=last_entry,
        moment=moment,
        zone=zone,
    )


def _without_others(base: Base, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with no manager where a card that a менеджер's login does not see names another one."""
    others = led_by_others(base, facts["client_code"])
    return facts.assign(manager=facts["manager"].mask(facts["client_code"].isin(others))) if others else facts


def with_new_letters(base: Base, state: State) -> State:
    """Return a state of now after one entry of ours that set approved categories (METHOD section 3).

    Facts, statuses and potentials know no letters: only the cards are read anew, and the rules that look at letters
    applied. When somebody else has written to the base meanwhile, everything is loaded anew.
    """
    last_entry = head_at(base)
    if last_entry[0] != state.head[0] + 1:
        return load_state(base, state.today, zone=state.zone)
    cards = read_cards(base)
    category = categories(state.facts, with_potentials(cards, state.potentials.table), state.statuses, state.settings)
    count_other = len(state.problems) - len(state.categories.problems)
    return replace(
        state,
        cards=cards,
        categories=category,
        reactivation=reactivation(state.facts, cards, category.table, state.settings),
        problems=(*state.problems[:count_other], *category.problems),
        head=last_entry,
        memo={},
    )
