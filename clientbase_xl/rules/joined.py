"""Facts and cards of a client side by side: the one place where the two tables meet and their types are settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.schemas.model import Kind, Sheet

NUMERIC = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER)
_DAYS, _NUMBERS = np.dtype("datetime64[s]"), np.dtype("float64")
# Known from both tables: the card is the company's decision, the facts only what the last document said.
CARD_WINS = ("client_name", "manager", "channel")
# What the base adds to a card beside the columns of the sheet; the interval comes with the questionnaire.
_CARD_KINDS = {
    "is_category_preliminary": Kind.FLAG,
    "potential_min_rub": Kind.MONEY,
    "potential_max_rub": Kind.MONEY,
    "potential_note": Kind.TEXT,
    "is_potential_partial": Kind.FLAG,
}


def as_dates(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return days as datetime64, whatever stored them: dates, moments, text of ISO dates; unknown is NaT."""
    if values.dtype == _DAYS:
        return values.copy()
    return pd.to_datetime(values, errors="coerce").astype(_DAYS)


def as_numbers(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return numbers as float64, decimals included; unknown is NaN."""
    if values.dtype == _NUMBERS:
        return values.copy()
    return pd.to_numeric(values, errors="coerce").astype(_NUMBERS)


def as_flags(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return flags as bool; an unanswered flag is False."""
    return values.astype("boolean").fillna(False).astype(bool)


def as_text(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return text as objects with None for unknown and for empty text."""
    cells = values.to_numpy(dtype=object, copy=True)
    cells[pd.isna(cells)] = None
    cells[cells == ""] = None
    return pd.Series(cells, index=values.index, name=values.name, dtype=object)


def texts(values: Iterable[str | None], index: pd.Index[Any]) -> pd.Series[Any]:
    """Return sentences as a column of objects: pandas would store them as another type that is slow to walk."""
    return pd.Series(list(values), index=index, dtype=object)


def settle(table: pd.DataFrame, sheet: Sheet, keys: Iterable[str] = ()) -> pd.DataFrame:
    """Return columns of `sheet` (all, or `keys`) in settled types; a column that is absent is unknown."""
    columns = {key: _settled(table, key, sheet[key].kind) for key in keys or sheet.keys}
    return pd.DataFrame(columns, index=table.index)


def join_clients(facts: pd.DataFrame, cards: pd.DataFrame, keys: Iterable[str] = ()) -> pd.DataFrame:
    """Return one row per client of the facts or of the cards, sorted by code, in settled types.

    METHOD section 1: facts belong to the manager of the document, lists to the manager of the card, so the name,
    manager and channel of the card win where present. In: FACTS and stored CLIENTS columns, any of them absent.
    Out: `client_code` and `keys` (default: all) of FACTS, of the typed columns of CLIENTS, `category_approved`,
    `is_category_preliminary`, `potential_min_rub`, `potential_max_rub`, `potential_note`, `is_potential_partial`.
    Flags without an answer are False.
    Raises ValueError when a client code repeats in one of the tables: both have it as their key.
    """
    sales, typed = _by_code(facts, "facts"), _by_code(cards, "cards")
    codes = _union(sales.index, typed.index)
    sales, typed = _aligned(sales, codes), _aligned(typed, codes)
    columns: dict[str, Any] = {"client_code": pd.Series(codes, dtype=object)}
    for key in keys or _all_keys():
        if key == "client_code":
            continue
        if key in CARD_WINS:
            of_card = _settled(typed, key, CLIENTS[key].kind)
            columns[key] = of_card.where(of_card.notna(), _settled(sales, key, FACTS[key].kind))
        elif key in FACTS:
            columns[key] = _settled(sales, key, FACTS[key].kind)
        else:
            columns[key] = _settled(typed, key, _CARD_KINDS[key] if key in _CARD_KINDS else CLIENTS[key].kind)
    return _side_by_side(columns, len(codes))


def _union(left: pd.Index[Any], right: pd.Index[Any]) -> pd.Index[Any]:
    """Return the codes of both tables in order; nothing is sorted where they agree already, as they mostly do."""
    if left.is_monotonic_increasing and left.equals(right):
        return left
    codes: pd.Index[Any] = pd.Index(sorted({*left, *right}), dtype=object)
    return codes


def by_codes(table: pd.DataFrame, codes: pd.Index[Any], keys: Iterable[str]) -> pd.DataFrame:
    """Return columns of a table with a unique `client_code` for the given codes, in their order, counted from 0."""
    found = _aligned(_by_code(table, "table"), codes)
    nothing = pd.Series(None, index=codes, dtype=object)
    return _side_by_side({key: found.get(key, nothing) for key in keys}, len(codes))


def _side_by_side(columns: Mapping[str, pd.Series[Any]], count_rows: int) -> pd.DataFrame:
    """Return columns of one order of rows as a table counted from 0.

    One index for all: pandas would compare the codes of every column with those of the others.
    """
    index = pd.RangeIndex(count_rows)
    return pd.DataFrame({key: values.set_axis(index) for key, values in columns.items()}, index=index)


def _all_keys() -> tuple[str, ...]:
    of_card = (*(column.key for column in CLIENTS.typed), "category_approved", *_CARD_KINDS)
    return (*FACTS.keys, *(key for key in of_card if key not in FACTS))


def _by_code(table: pd.DataFrame, name: str) -> pd.DataFrame:
    codes = as_text(table["client_code"]) if "client_code" in table else pd.Series([], dtype=object)
    if not codes.is_unique:
        raise ValueError(f"{name}: client_code repeats")
    return table.set_axis(pd.Index(codes, dtype=object), axis=0)


def _aligned(table: pd.DataFrame, codes: pd.Index[Any]) -> pd.DataFrame:
    return table if table.index.equals(codes) else table.reindex(codes)


def _settled(table: pd.DataFrame, key: str, kind: Kind) -> pd.Series[Any]:
    values = table[key] if key in table else pd.Series(None, index=table.index, dtype=object)
    if kind is Kind.DATE:
        return as_dates(values)
    if kind in NUMERIC:
        return as_numbers(values)
    return as_flags(values) if kind is Kind.FLAG else as_text(values)


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
