"""The hidden sheet of «Предложение клиенту»: lines of every client, terms, and the working cells of the one chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

import numpy as np
import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from clientbase_xl.rules.client_offer import OfferTerms
from clientbase_xl.rules.client_stock import latest_counts, pair_key, sell_outs
from clientbase_xl.rules.joined import as_numbers
from clientbase_xl.rules.weekly_demand import demand_of_weeks
from clientbase_xl.schemas.blocks import OFFER_TERMS
from clientbase_xl.schemas.client_offer import MIN_WEEKS, MOST_LINES, OFFER_LINES
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.writing import offer_formulas as formulas
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.card_data import escaped
from clientbase_xl.writing.card_formulas import LOOKUP_CHARACTERS
from clientbase_xl.writing.cells import FIRST_DAY, Cell, Grid
from clientbase_xl.writing.chosen_client import write_hidden_table

OFFER_DATA_SHEET = "_предложение"
SLOT_COL = 3
LINES_COL = SLOT_COL + len(formulas.SLOT_KEYS) + 1
_FIRST_TERM = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What the visible sheet shows: the lines in the words of the sheet, and where each of their cells stands."""

    offer: pd.DataFrame
    references: tuple[Mapping[str, str], ...]


def write_offer_data(
    book: Book,
    tables: Mapping[str, pd.DataFrame],
    index: pd.DataFrame,
    shown: Shown,
    terms: OfferTerms,
    today: date,
    code: str | None,
) -> None:
    """Fill the hidden sheet: OFFER_LINES in named columns, the terms, the working cells with their values."""
    page = book.pages[OFFER_DATA_SHEET]
    form = page.styles.format()
    write_hidden_table(page, OFFER_LINES, tables[OFFER_LINES.key], LINES_COL, formulas.line_column)
    for row, cells in enumerate(term_cells(terms, today), _FIRST_TERM):
        key = formulas.TERMS[row - _FIRST_TERM]
        page.put(row, 0, formulas.term_name(key), form)
        page.put(row, 1, cells[0], page.styles.format(num_format="dd.mm.yyyy") if key == "today" else form)
        _define(book, page, formulas.term_name(key), row, 1)
    page.name_block(OFFER_TERMS, _FIRST_TERM, 1)
    values = single_values(tables, index, terms, code)
    for row, (name, formula) in enumerate(formulas.single_cells().items(), _FIRST_TERM + len(formulas.TERMS)):
        page.put(row, 0, name, form)
        page.put_formula(row, 1, f"={formula}", values[name], form)
        _define(book, page, name, row, 1)
    _write_slots(page, shown, slot_values(tables, shown.offer, terms, today, code))


def term_cells(terms: OfferTerms, today: date) -> Grid:
    """Return the terms as their block shows them, in the order of TERMS."""
    numbers: tuple[float, ...] = (
        *(terms.review_days, terms.service_level, terms.default_lead_days, terms.short_lead_days),
        *(terms.fresh_days, terms.overstock_days, terms.demand_weeks),
    )
    cells: list[Cell] = [today, *numbers]
    return [[cell] for cell in cells]


def slot_reference(key: str, place: int) -> str:
    """Return the reference to a working cell of the line at a place counted from 1; place 0 is the heading."""
    cell = xl_rowcol_to_cell(place, SLOT_COL + formulas.SLOT_KEYS.index(key), True, True)
    return f"{quote_sheetname(OFFER_DATA_SHEET)}!{cell}"


def slot_references(place: int) -> dict[str, str]:
    """Return the references to the working cells of a line; `above` counts what the lines before it order."""
    found = {key: slot_reference(key, place) for key in formulas.SLOT_KEYS}
    return found | {"above": slot_reference("count_ordered", place - 1)}


def slot_range(key: str) -> str:
    """Return the reference to the working cells of all lines, from the first line on."""
    first, last = (slot_reference(key, place) for place in (1, MOST_LINES))
    return f"{first}:{last.rpartition('!')[2]}"


def single_values(
    tables: Mapping[str, pd.DataFrame], index: pd.DataFrame, terms: OfferTerms, code: str | None
) -> dict[str, Cell]:
    """Return what the working cells that stand once compute for a client (None: nobody) when nothing is tried."""
    labels = index.loc[index["client_code"] == code, "label"]
    place = int(labels.index[0]) + 1 if len(labels) else 0
    rows = (tables[CLIENTS.key]["client_code"].astype(object) == code).to_numpy().nonzero()[0]
    label = str(labels.iloc[0])[:LOOKUP_CHARACTERS] if place else ""
    return {
        "offer_wanted": escaped(label),
        formulas.AT: place,
        formulas.CODE: str(code) if place else "",
        formulas.WILD: escaped(str(code)) if place else "",
        formulas.ROW: int(rows[0]) + 1 if place and len(rows) else 0,
        formulas.REVIEW: terms.review_days,
        formulas.Z: max(0.0, NormalDist().inv_cdf(terms.service_level)),
        formulas.LEAD: "",
        formulas.SHORT: terms.short_lead_days,
    }


def slot_values(
    tables: Mapping[str, pd.DataFrame], offer: pd.DataFrame, terms: OfferTerms, today: date, code: str | None
) -> list[dict[str, Cell]]:
    """Return what the working cells of every line compute, by SLOT_KEYS; `offer` is CLIENT_OFFER of the client."""
    lines, stock = tables[OFFER_LINES.key], tables["client_stock"].reset_index(drop=True)
    rows = lines.index[lines["client_code"] == code].tolist() if code else []
    counts = latest_counts(stock, today)
    counts = counts.assign(place=counts.index + 1).set_index("pair")
    sold = sell_outs(stock, today, terms.demand_weeks)
    sold = sold.assign(sold=as_numbers(sold["sell_out_units"]))
    records = offer.to_dict("records")
    found, count_ordered = [], 0
    for place in range(1, MOST_LINES + 1):
        row = records[place - 1] if place <= len(records) else None
        cells: dict[str, Cell] = dict.fromkeys(formulas.SLOT_KEYS, 0) | {"place": place, "sku": "", "sold_sigma": ""}
        cells |= dict.fromkeys(("short_lead", "target", "short_target", "ordered_lead"), "")
        cells["own_lead"] = terms.default_lead_days
        if row is not None:
            pair = pair_key(code, row["sku"])
            cells |= {"line": int(rows[place - 1]) + 1, "sku": row["sku"]}
            _set_count(cells, counts, pair, terms)
            _set_sales(cells, sold[sold["pair"] == pair], terms, today)
            short = min(float(row["lead_days"]), terms.short_lead_days)
            cells["short_lead"] = short
            if not pd.isna(row["need_units"]):
                target = row["demand_day"] * (row["lead_days"] + terms.review_days) + row["safety_units"]
                cells |= {"target": target, "short_target": target - row["saved_units"]}
            if row["order_units"] > 0:
                count_ordered += 1
                cells["ordered_lead"] = row["lead_days"]
        cells["count_ordered"] = count_ordered
        found.append(cells)
    return found


def _set_count(cells: dict[str, Cell], counts: pd.DataFrame, pair: str, terms: OfferTerms) -> None:
    if pair not in counts.index:
        return
    count = counts.loc[[pair]]
    lead, sigma = (as_numbers(count[key]).iloc[0] for key in ("lead_days", "lead_sigma_days"))
    cells["counted_on"] = serial(count["day"].iloc[0].date())
    cells["stock_row"] = int(count["place"].iloc[0])
    cells["own_lead"] = float(lead) if lead >= 0 else terms.default_lead_days
    cells["lead_sigma"] = float(sigma) if sigma >= 0 else 0


def _set_sales(cells: dict[str, Cell], sold: pd.DataFrame, terms: OfferTerms, today: date) -> None:
    if sold.empty:
        return
    last = sold["day"].max().date()
    cells["sold_on"] = serial(last)
    if (today - last).days > terms.fresh_days:
        return
    squares = float((sold["sold"] ** 2).sum())
    cells |= {"is_fresh": 1, "sold_count": len(sold), "sold_mean": float(sold["sold"].mean()), "sold_squares": squares}
    if len(sold) >= MIN_WEEKS:
        numbers = (np.array([value]) for value in (float(sold["sold"].sum()), squares, float(len(sold))))
        cells["sold_sigma"] = float(demand_of_weeks(*numbers)[1][0])


def with_no_days(stock: pd.DataFrame) -> pd.DataFrame:
    """Return CLIENT_STOCK whose empty rows have the days that their formulas compute: none is a 0."""
    return stock.assign(**{key: stock[key].where(stock[key].notna(), 0) for key in ("stock_day", "sold_day")})


def serial(day: date) -> int:
    """Return a day as the number that a spreadsheet keeps."""
    return (day - FIRST_DAY).days + 61


def _write_slots(page: Page, shown: Shown, values: list[dict[str, Cell]]) -> None:
    form = page.styles.format()
    for number, key in enumerate(formulas.SLOT_KEYS):
        page.put(0, SLOT_COL + number, key, form)
    for place, cells in enumerate(values, 1):
        written = formulas.slot_cells(place, slot_references(place), shown.references[place - 1])
        for number, key in enumerate(formulas.SLOT_KEYS):
            page.put_formula(place, SLOT_COL + number, f"={written[key]}", cells[key], form)


def _define(book: Book, page: Page, name: str, row: int, col: int) -> None:
    book.define(name, f"={quote_sheetname(page.title)}!{xl_rowcol_to_cell(row, col, True, True)}", is_hidden=True)
