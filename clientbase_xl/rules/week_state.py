"""The base as the rules see it on one date: what the weekly meeting compares with a week ago."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.settings import Settings


@dataclass(frozen=True, slots=True)
class WeekState:
    """Facts of a date and what the rules make of them (FACTS, stored CLIENTS, STATUS, CATEGORIES, REACTIVATION)."""

    today: date
    facts: pd.DataFrame
    statuses: pd.DataFrame
    categories: pd.DataFrame
    reactivation: pd.DataFrame
    cards: pd.DataFrame
    settings: Settings


def week_state(facts: pd.DataFrame, cards: pd.DataFrame, today: date, settings: Settings) -> WeekState:
    """Apply the rules to the facts of `today`.

    METHOD section 19: "the rules at today − 7 against today". Call it with the facts of each date and the same cards
    and settings: what people typed is today's in both, so a change is a change of sales.
    """
    status_table = statuses(facts, cards, today, settings)
    categories_table = categories(facts, cards, status_table, settings).table
    call_list = reactivation(facts, cards, categories_table, settings)
    return WeekState(today, facts, status_table, categories_table, call_list, cards, settings)
