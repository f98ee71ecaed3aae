"""«Итоги реактивации», «Конверсия реактивации», «Удержание»: records and ledger brought together for their rules."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.ledger.first_purchases import first_line_on, first_purchases
from clientbase_xl.ledger.returned import CONTACT_KEYS, after_contacts, breaks
from clientbase_xl.rules.joined import as_dates, join_clients
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.reactivation_contacts import reactivation_contacts
from clientbase_xl.rules.reactivation_conversion import reactivation_conversion
from clientbase_xl.rules.reactivation_results import reactivation_results
from clientbase_xl.rules.retention import retention
from clientbase_xl.rules.retention_headline import retention_headline
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION, REACTIVATION_RESULTS
from clientbase_xl.schemas.retention import RETENTION, RETENTION_HEADLINE
from clientbase_xl.workflows.governed_tables import EARLIER_RESULTS
from clientbase_xl.workflows.state import State


def reactivation_tables(state: State, clients: pd.DataFrame, manager: str = "") -> dict[str, pd.DataFrame]:
    """Return the tables of reactivation and retention by sheet key; of one manager when one is named.

    `clients` are those that the workbook holds: results and retention of a manager are of them, his conversion is of
    his own contacts.
    """
    results = results_table(state)
    conversion = reactivation_conversion(results, state.settings)
    if manager:
        results = results[results["client_code"].isin(clients["client_code"])].reset_index(drop=True)
        conversion = conversion[conversion["manager"] == manager].reset_index(drop=True)
    return {
        REACTIVATION_RESULTS.key: results,
        REACTIVATION_CONVERSION.key: conversion,
        **retention_tables(state, clients if manager else None),
    }


def results_table(state: State) -> pd.DataFrame:
    """Return REACTIVATION_RESULTS: every break that was called about, and returns without a call of the last months."""
    rules = state.settings.reactivation
    records = state.records
    typed = reactivation_contacts(
        records[REACTIVATION.key], records[CONTACTS.key], state.cards, records.get(EARLIER_RESULTS)
    )
    dated = typed[typed["contacted_on"].notna()]
    known = after_contacts(state.lines, dated, rules.return_days)
    known["contacted_on"] = as_dates(known["contacted_on"])
    contacts = typed.merge(known, on=list(CONTACT_KEYS), how="left")
    since = months_before(state.today, rules.self_months)
    ended = breaks(state.lines, rules.silent_from_days, since, rules.return_days)
    return reactivation_results(contacts, ended, _named(state), state.today, state.settings)


def conversion_table(state: State) -> pd.DataFrame:
    """Return REACTIVATION_CONVERSION: managers, then all of them."""
    return reactivation_conversion(results_table(state), state.settings)


def retention_tables(state: State, clients: pd.DataFrame | None = None) -> dict[str, pd.DataFrame]:
    """Return RETENTION and RETENTION_HEADLINE by key; `clients` (with `client_code`) narrow them to a part."""
    purchases = first_purchases(state.lines)
    if clients is not None:
        purchases = purchases[purchases["client_code"].isin(clients["client_code"])]
    given = (purchases, state.cards, first_line_on(state.lines), state.today, state.settings)
    return {RETENTION.key: retention(*given), RETENTION_HEADLINE.key: retention_headline(*given)}


def _named(state: State) -> pd.DataFrame:
    """Return name, manager and rhythm of every client, archived ones too; the card wins over the documents."""
    return join_clients(state.facts, state.cards, ("client_name", "manager", "rhythm_days"))
