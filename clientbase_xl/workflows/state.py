"""The state of a base on a date: facts, and every rule applied to them once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.problem_log import read_problems
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.problems import Problem
from clientbase_xl.rules.category import CategoryResult, categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.week_state import WeekState
from clientbase_xl.settings import Settings
from clientbase_xl.workflows.ledger_access import lines_in_force


@dataclass(frozen=True, slots=True)
class State:
    """Everything the rules say on one date; tables by catalogue keys."""

    today: date
    settings: Settings
    cards: pd.DataFrame
    lists: pd.DataFrame
    lines: Any
    facts: pd.DataFrame
    statuses: pd.DataFrame
    categories: CategoryResult
    reactivation: pd.DataFrame
    problems: tuple[Problem, ...]

    def week_state(self) -> WeekState:
        """Return the part that the weekly comparison needs."""
        return WeekState(self.today, self.facts, self.statuses, self.categories.table, self.reactivation)

    def a_week_ago(self) -> State:
        """Return the state by the same rules, cards and settings at today − 7 days (METHOD section 19)."""
        return _apply_rules(replace(self, today=self.today - timedelta(days=7)), self.lines)


def load_facts(base: Base, today: date) -> pd.DataFrame:
    """Return the facts per client of a base on a date (METHOD section 2)."""
    return client_facts(lines_in_force(base, today), today, load_settings(base))


def load_state(base: Base, today: date) -> State:
    """Read a base and apply every rule on a date."""
    empty = pd.DataFrame()
    lines = lines_in_force(base, today)
    blank = State(
        today,
        load_settings(base),
        read_cards(base),
        read_lists(base),
        lines,
        empty,
        empty,
        None,  # type: ignore[arg-type]  # filled by the next line
        empty,
        tuple(read_problems(base)),
    )
    return _apply_rules(blank, lines)


def _apply_rules(state: State, lines: Any) -> State:
    settings, today = state.settings, state.today
    visible = lines.filter(lines.sold_on < today)
    facts = client_facts(visible, today, settings)
    status = statuses(facts, state.cards, today, settings)
    category = categories(facts, state.cards, status, settings)
    lapsed = reactivation(facts, state.cards, category.table, settings)
    return replace(
        state,
        facts=facts,
        statuses=status,
        categories=category,
        reactivation=lapsed,
        problems=(*state.problems, *category.problems),
    )
