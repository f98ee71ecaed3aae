"""The hidden sheet of «Карточка»: the index of clients and the working cells that take a chosen one apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from clientbase_xl.rules import words
from clientbase_xl.rules.card_fields import ACTIONS_COUNT, CARD_LISTS
from clientbase_xl.rules.card_index import ITEM, STEP, unpack
from clientbase_xl.schemas.blocks import CARD_MONTHS
from clientbase_xl.schemas.client_card import CLIENT_CARD_INDEX, COUNT_MONTHS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.writing.book import Book
from clientbase_xl.writing.card_formulas import AT, CODE, LOOKUP_CHARACTERS, MONTH_VALUES, ROW, helper_cells, index_name
from clientbase_xl.writing.cells import Cell, plain
from clientbase_xl.writing.chosen_client import write_hidden_table
from clientbase_xl.writing.names import range_reference

CARD_DATA_SHEET = "_карточка"
INDEX_COL = 3
_MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True, slots=True)
class MonthCells:
    """References of the months that the chart draws: their names and their roubles."""

    names: str
    values: str


def write_card_data(
    book: Book, index: pd.DataFrame, card: Mapping[str, Cell], tables: Mapping[str, pd.DataFrame]
) -> MonthCells:
    """Fill the hidden sheet: CLIENT_CARD_INDEX in named columns, beside it the working cells with their values.

    `card` are the cells of the client chosen (empty: nobody is), `tables` the sheets as they are written, spare rows
    included: rows of records are counted in them.
    """
    page = book.pages[CARD_DATA_SHEET]
    form = page.styles.format()
    write_hidden_table(page, CLIENT_CARD_INDEX, index, INDEX_COL, index_name)
    values = helper_values(index, card, tables)
    titles = {f"card_month_{place}": name for place, name in enumerate(month_names(card), 1)}
    months = []
    for row, (name, formula) in enumerate(helper_cells().cells.items(), 1):
        page.put(row, 0, titles.get(name, name), form)
        page.put_formula(row, 1, f"={formula}", values[name], form)
        book.define(name, f"={quote_sheetname(page.title)}!{xl_rowcol_to_cell(row, 1, True, True)}", is_hidden=True)
        if name in titles:
            months.append(row)
    page.name_block(CARD_MONTHS, months[0], 0)
    cells = MonthCells(
        range_reference(page.title, months[0], 0, months[-1], 0),
        range_reference(page.title, months[0], 1, months[-1], 1),
    )
    book.define(MONTH_VALUES, cells.values, is_hidden=True)
    return cells


def write_month_values(book: Book, card: Mapping[str, Cell]) -> MonthCells:
    """Fill the hidden sheet of a values-only card: the months that its chart draws."""
    page = book.pages[CARD_DATA_SHEET]
    form = page.styles.format()
    for row, name in enumerate(month_names(card)):
        page.put(row, 0, name, form)
        page.put(row, 1, card.get(f"month_{row + 1}"), form)
    return MonthCells(
        range_reference(page.title, 0, 0, COUNT_MONTHS - 1, 0), range_reference(page.title, 0, 1, COUNT_MONTHS - 1, 1)
    )


def helper_values(index: pd.DataFrame, card: Mapping[str, Cell], tables: Mapping[str, pd.DataFrame]) -> dict[str, Cell]:
    """Return what the working cells compute for the client whose card is given."""
    code = card.get("client_code")
    place = _place(index["client_code"], code)
    row = _place(tables[CLIENTS.key]["client_code"], code)
    packed: dict[Any, Any] = index.iloc[place - 1].to_dict() if place and row else {}
    texts = {key: packed.get(key) for key in ("months", "actions", *(one.index_key for one in CARD_LISTS))}
    values: dict[str, Cell] = {
        "card_wanted": escaped(str(index["label"].iloc[place - 1])[:LOOKUP_CHARACTERS]) if place else "",
        AT: place,
        CODE: str(code) if place else "",
        ROW: row,
        **{f"card_{key}": text or "" for key, text in texts.items()},
    }
    for month in range(1, COUNT_MONTHS + 1):
        values[f"card_month_{month}"] = card.get(f"month_{month}")
    actions = unpack(texts["actions"], ITEM)
    for number in range(1, ACTIONS_COUNT + 1):
        values[f"card_action_{number}"] = actions[number - 1] if number <= len(actions) else ""
    for one in CARD_LISTS:
        total, *ids = unpack(texts[one.index_key], STEP) or ["0"]
        values[f"card_{one.key}_total"] = int(total)
        for number in range(1, one.count + 1):
            wanted = ids[number - 1] if number <= len(ids) else ""
            values[f"card_{one.key}_{number}_id"] = wanted
            found = _place(tables[one.sheet.key]["row_id"], wanted) if wanted else 0
            values[f"card_{one.key}_{number}_row"] = found
    return values


def escaped(text: str) -> str:
    """Return a text in which a lookup's wildcards mean themselves."""
    return text.replace("~", "~~").replace("*", "~*").replace("?", "~?")


def _place(values: pd.Series[Any], wanted: Any) -> int:
    """Return the place of the first equal value, counted from 1; 0 when there is none."""
    if wanted is None:
        return 0
    found = (values.astype(object) == wanted).to_numpy().nonzero()[0]
    return int(found[0]) + 1 if len(found) else 0


def month_names(card: Mapping[str, Cell]) -> list[str]:
    """Return short names of the months: «ноя 24»; numbers where there is no card."""
    titles = card.get("month_titles")
    if not isinstance(titles, str):
        return [str(number) for number in range(1, COUNT_MONTHS + 1)]
    names = []
    for title in titles.split("\n"):
        name, year = title.split(words.NBSP)
        names.append(f"{_MONTHS[words.MONTH_NAMES.index(name)]} {year[2:]}")
    return names


def card_cells(card: pd.DataFrame) -> dict[str, Cell]:
    """Return the cells of CLIENT_CARD by key as plain values, the names of its months under `month_titles`."""
    cells: dict[str, Cell] = {str(key): plain(value) for key, value in zip(card["key"], card["value"], strict=True)}
    is_month = card["key"].astype(str).str.fullmatch(r"month_\d+")
    if is_month.any():
        cells["month_titles"] = "\n".join(card.loc[is_month, "title"])
    return cells
