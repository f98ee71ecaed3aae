"""Facts and cards of a client side by side: the one place where the two tables meet and their types are settled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.schemas.model import Kind, Sheet

NUMERIC = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER)
# Known from both tables: the card is the company's decision, the facts only what the last document said.
CARD_WINS = ("client_name", "manager", "channel")
CARD_COLUMNS = (
    *(column.key for column in CLIENTS.typed),
    "category_approved",
    "is_category_preliminary",
    "potential_min_rub",
    "potential_max_rub",
)


def as_dates(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return days as datetime64, whatever stored them: dates, moments, text of ISO dates; unknown is NaT."""
    return pd.to_datetime(values, errors="coerce").astype("datetime64[s]")


def as_numbers(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return numbers as float64, decimals included; unknown is NaN."""
    return pd.to_numeric(values, errors="coerce").astype("float64")


def as_flags(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return flags as bool; an unanswered flag is False."""
    return values.astype("boolean").fillna(False).astype(bool)


def as_text(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return text as objects with None for unknown and for empty text."""
    found = values.astype(object)
    return found.where(found.notna() & (found != ""), None)


def settle(table: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the table with every column of `sheet` in its settled type; columns that are absent are unknown."""
    settled = {}
    for column in sheet:
        values = table[column.key] if column.key in table else pd.Series([None] * len(table), index=table.index)
        if column.kind is Kind.DATE:
            values = as_dates(values)
        elif column.kind in NUMERIC:
            values = as_numbers(values)
        elif column.kind is Kind.FLAG:
            values = as_flags(values)
        else:
            values = as_text(values)
        settled[column.key] = values
    return pd.DataFrame(settled, index=table.index)


def join_clients(facts: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return one row per client of the facts or of the cards, sorted by code, all columns in settled types.

    METHOD section 1: facts belong to the manager of the document, lists to the manager of the card, so the name,
    manager and channel of the card win where present. In: FACTS and stored CLIENTS columns, any of them absent.
    Out: FACTS keys, card keys, `category_approved`, `is_category_preliminary`, `potential_min_rub`,
    `potential_max_rub`, and `has_facts`, `has_card` (bool). Flags without an answer are False.
    Raises ValueError when a client code repeats in one of the tables: both have it as their key.
    """
    sales = settle(facts, FACTS).assign(has_facts=True)
    typed = _settle_cards(cards).assign(has_card=True)
    for name, table in (("facts", sales), ("cards", typed)):
        if not table["client_code"].is_unique:
            raise ValueError(f"{name}: client_code repeats")
    both = sales.merge(typed, on="client_code", how="outer", suffixes=("", "_card"), validate="one_to_one", sort=True)
    for key in CARD_WINS:
        both[key] = both[f"{key}_card"].where(both[f"{key}_card"].notna(), both[key])
    both = both.drop(columns=[f"{key}_card" for key in CARD_WINS])
    for column in (*CLIENTS, *FACTS):
        if column.key in both and column.kind is Kind.FLAG:
            both[column.key] = as_flags(both[column.key])
        elif column.key in both and column.kind not in (*NUMERIC, Kind.DATE):
            both[column.key] = as_text(both[column.key])
    for key in ("is_category_preliminary", "has_facts", "has_card"):
        both[key] = as_flags(both[key])
    return both.reset_index(drop=True)


def _settle_cards(cards: pd.DataFrame) -> pd.DataFrame:
    settled = settle(cards, CLIENTS)
    for key in ("potential_min_rub", "potential_max_rub"):
        settled[key] = as_numbers(cards[key]) if key in cards else float("nan")
    settled["is_category_preliminary"] = cards.get("is_category_preliminary", False)
    return settled[list(CARD_COLUMNS)]


def present(table: pd.DataFrame, sheet: Sheet, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Return the columns of the catalogue in its order, in the types every table of rules leaves with.

    Text is object with None, whole numbers are Int64, other numbers float64, days datetime64, flags as they are.
    Raises KeyError for a column that the rule forgot.
    """
    columns = {}
    for key in keys or sheet.keys:
        kind = sheet[key].kind
        values = table[key]
        if kind is Kind.INTEGER:
            values = as_numbers(values).round().astype("Int64")
        elif kind in NUMERIC:
            values = as_numbers(values)
        elif kind is Kind.DATE:
            values = as_dates(values)
        elif kind is not Kind.FLAG:
            values = as_text(values)
        columns[key] = values
    return pd.DataFrame(columns, index=table.index).reset_index(drop=True)


def empty(sheet: Sheet, keys: Sequence[str] = ()) -> pd.DataFrame:
    """Return a table of the catalogue without rows, every column in the type of `present`."""
    return present(pd.DataFrame(columns=list(sheet.keys)), sheet, keys)
