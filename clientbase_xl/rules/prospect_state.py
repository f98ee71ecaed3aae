"""Where the work with a prospect stands: led or not, its plan, whether the list was reconciled.

METHOD section 6 [K 3]: the list is reconciled on 1 January (setting), only A and B stay in work (setting), a plan is
the next step, its day and who does it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.prospects import (
    ACTIVATED,
    DROPPED,
    IN_WORK,
    KEEP,
    LATER,
    NO_PLAN,
    NO_PROSPECT,
    OFFERED_OUT,
    OVERDUE,
    PLANNED,
    POSTPONED,
    REFUSED,
    THIS_WEEK,
)
from clientbase_xl.settings import ProspectSettings

KEYS = ("state", "plan_state", "is_unconfirmed")
LISTED = (IN_WORK, OFFERED_OUT, LATER)
"""States of those who are still on the list, so that it is reconciled for them."""


def prospect_states(
    prospects: pd.DataFrame,
    categories: pd.DataFrame,
    activations: pd.DataFrame,
    today: date,
    settings: ProspectSettings,
) -> pd.DataFrame:
    """Return state, state of the plan, and who is not reconciled: columns KEYS, index of the input.

    METHOD section 6. In: stored PROSPECTS, `prospect_categories`, `activations`. A shipment goes before a decision, a
    decision before the letter; without a letter a prospect stays in work. The plan of who is in work: overdue before
    `today`, this week's from today to Sunday, none without step or day; of who is postponed only where a day is set.
    Unreconciled: neither entered nor confirmed since the last day of reconciliation (that day counts); one to come
    counts for nothing. None where the question does not arise.
    """
    states = pd.Series(
        [*map(_state, *_columns(prospects, categories, activations, settings))], prospects.index, dtype=object
    )
    return pd.DataFrame(
        {
            "state": states,
            "plan_state": _plans(prospects, states, today),
            "is_unconfirmed": _unconfirmed(prospects, today, settings).astype(object).where(states.isin(LISTED), None),
        },
        index=prospects.index,
    )


def _columns(
    prospects: pd.DataFrame, categories: pd.DataFrame, activations: pd.DataFrame, settings: ProspectSettings
) -> tuple[list[bool], list[bool], list[str | None], list[bool]]:
    worse = LETTERS[LETTERS.index(settings.last_letter_in_work) + 1 :]
    return (
        activations["is_no_prospect"].tolist(),
        activations["activated_on"].notna().tolist(),
        as_text(prospects["decision"]).tolist(),
        categories["category"].isin(worse).tolist(),
    )


_BY_DECISION = {REFUSED: DROPPED, POSTPONED: LATER, KEEP: IN_WORK}


def _state(was_client: bool, is_activated: bool, decision: str | None, is_low: bool) -> str:
    if was_client or is_activated:
        return NO_PROSPECT if was_client else ACTIVATED
    return _BY_DECISION.get(decision or "", OFFERED_OUT if is_low else IN_WORK)


def _plans(prospects: pd.DataFrame, states: pd.Series, today: date) -> pd.Series:
    days = as_dates(prospects["next_step_on"])
    sunday = week_start(today) + timedelta(days=6)
    plans = pd.Series(PLANNED, index=prospects.index, dtype=object)
    plans = plans.mask(days <= pd.Timestamp(sunday), THIS_WEEK).mask(days < pd.Timestamp(today), OVERDUE)
    plans = plans.mask(days.isna() | as_text(prospects["next_step"]).isna(), NO_PLAN)
    is_asked = (states == IN_WORK) | ((states == LATER) & days.notna())
    return plans.where(is_asked, None)


def _unconfirmed(prospects: pd.DataFrame, today: date, settings: ProspectSettings) -> pd.Series:
    since, now = pd.Timestamp(settings.reconciled_on(today)), pd.Timestamp(today)
    days = (as_dates(prospects[key]) for key in ("entered_on", "confirmed_on"))
    entered, confirmed = ((day >= since) & (day <= now) for day in days)
    return ~(entered | confirmed)
