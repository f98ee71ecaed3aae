"""What a reconciliation on a day says of every client and prospect of a computed state (METHOD sections 6, 7)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.activity_matrix import typed_matrix
from clientbase_xl.rules.clients_table import PRELIMINARY
from clientbase_xl.rules.joined import as_dates, as_flags, as_text, by_codes, texts
from clientbase_xl.rules.prospect_reconciliation import prospect_reconciliation
from clientbase_xl.rules.reconciliation import Beside, last_confirmations, reconciliation
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.workflows.agreement_tables import clients_with_papers
from clientbase_xl.workflows.programme_tables import groups_of
from clientbase_xl.workflows.prospect_tables import prospects
from clientbase_xl.workflows.state import State, once

_PRELIMINARY = "is_category_preliminary"


@once
def act_figures(state: State) -> pd.DataFrame:
    """Return RECONCILIATION_FIGURES without their day, of the whole base on the day of a state.

    Contracts are those of «Соглашения», else of the card; a next touch is that of the last call.
    """
    calls = state.records[REACTIVATION.key]
    beside = Beside(
        persons=state.records[CONTACT_PERSONS.key],
        matrix=typed_matrix(state.records[ACTIVITY_MATRIX.key]),
        confirmed=last_confirmations(state.records[RECONCILIATION.key], state.today),
        touches=_days(calls, "next_touch_on"),
        groups=groups_of(state),
    )
    return reconciliation(_stored_letters(state), beside, state.today, state.settings)


def _stored_letters(state: State) -> pd.DataFrame:
    """Return CLIENTS with the approved letters that the base holds: none stands for the computed one here."""
    clients = clients_with_papers(state, state.clients())
    held = by_codes(state.cards, pd.Index(clients["client_code"], dtype=object), ("category_approved", _PRELIMINARY))
    letters = as_text(held["category_approved"])
    is_preliminary = as_flags(held[_PRELIMINARY]) & letters.notna()
    marks = texts((PRELIMINARY if is_on else None for is_on in is_preliminary), clients.index)
    return clients.assign(category_approved=letters.set_axis(clients.index), category_approved_mark=marks)


@once
def act_prospects(state: State) -> pd.DataFrame:
    """Return RECONCILED_PROSPECTS without their day."""
    return prospect_reconciliation(prospects(state).table, state.settings.prospects.last_letter_in_work)


def _days(table: pd.DataFrame, key: str) -> dict[str, date]:
    days = as_dates(table[key])
    pairs = zip(table["client_code"], days, strict=True)
    return {str(code): day.date() for code, day in pairs if not pd.isna(day)}
