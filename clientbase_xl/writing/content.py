"""What a workbook shows, before anything is written; and which cells stand outside its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from clientbase_xl.rules.client_offer import OfferTerms
from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.rules.retention_headline import headline_text
from clientbase_xl.schemas.blocks import (
    ALL_BLOCKS,
    BRIDGE_DATA,
    CARD_MONTHS,
    CATEGORY_DATA,
    GUIDE_DATA,
    LINES,
    OFFER_TERMS,
    PARETO_CAPTION,
    PARETO_DATA,
    PROFIT_CAPTION,
    PROFIT_DATA,
    PURPOSES,
    START_BOUNDS,
    START_FIGURES,
    START_HEAD,
    START_TITLE,
    TERMS,
)
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.retention import RETENTION, RETENTION_HEADLINE
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import Settings
from clientbase_xl.writing.bridge_chart import bridge_columns, drawn_rows
from clientbase_xl.writing.card_data import card_cells, month_names
from clientbase_xl.writing.cells import Cell, Grid
from clientbase_xl.writing.chart_data import (
    category_columns,
    data_grid,
    guide_columns,
    pareto_columns,
    profit_columns,
    profit_points,
)
from clientbase_xl.writing.formula_terms import formula_term_cells
from clientbase_xl.writing.offer_data import term_cells
from clientbase_xl.writing.start_blocks import bound_cells, figure_cells
from clientbase_xl.writing.start_sheet import actions_title, head_text, pareto_caption, profit_caption
from clientbase_xl.writing.table_sheet import purpose_text


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """What a workbook shows: tables by sheet key (catalogue columns), figures, cut-offs, settings, the date.

    `marks` are short texts stored under hidden names: the base and its state from which the workbook was made, the
    manager whose clients it holds; they also give the workbook its identity. Tables may be missing: they are empty.
    """

    tables: Mapping[str, pd.DataFrame]
    start_counts: pd.DataFrame
    cuts: LevelCuts
    settings: Settings
    today: date
    base_name: str
    manager: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)

    def table(self, sheet: Sheet) -> pd.DataFrame:
        """Return a table with every column of its sheet; a table that was not given is empty."""
        frame = self.tables.get(sheet.key)
        if frame is None:
            return pd.DataFrame({key: pd.Series(dtype=object) for key in sheet.keys})
        return frame.reindex(columns=list(as_shown(sheet, frame).keys)).reset_index(drop=True)

    def line(self, sheet: Sheet) -> str:
        """Return what stands above the heading of a sheet in large letters; "" for nothing."""
        if sheet is RETENTION:
            headline = self.tables.get(RETENTION_HEADLINE.key)
            return "" if headline is None else headline_text(headline)
        lines = self.table(SHEET_LINES)
        return str(next(iter(lines.loc[lines["sheet_key"] == sheet.key, "line"]), ""))


def block_cells(content: WorkbookContent) -> dict[str, Grid]:
    """Return the cells of every block of the workbook by key, each as large as its declaration.

    They are those that `write_workbook` writes: a button fills the same blocks of an open workbook with them.
    """
    clients, tables = content.table(BY_KEY["clients"]), content.tables
    profits = profit_points(clients, content.cuts)
    single: dict[str, Cell] = {
        START_HEAD.key: head_text(content.base_name, content.today, content.manager),
        START_TITLE.key: actions_title(len(content.table(BY_KEY["start"]))),
        PROFIT_CAPTION.key: profit_caption(profits),
        PARETO_CAPTION.key: pareto_caption(clients["turnover_12m_rub"]),
        **{block.key: content.line(BY_KEY[key]) or None for key, block in LINES.items()},
        **{block.key: _purpose(BY_KEY[key], tables.get(key, pd.DataFrame())) for key, block in PURPOSES.items()},
    }
    grids: dict[str, Grid] = {
        START_FIGURES.key: figure_cells(content.start_counts),
        START_BOUNDS.key: bound_cells(content.cuts),
        PROFIT_DATA.key: data_grid(profit_columns(profits), PROFIT_DATA),
        GUIDE_DATA.key: data_grid(guide_columns(profits), GUIDE_DATA),
        PARETO_DATA.key: data_grid(pareto_columns(clients), PARETO_DATA),
        CATEGORY_DATA.key: data_grid(category_columns(clients), CATEGORY_DATA),
        BRIDGE_DATA.key: data_grid(bridge_columns(drawn_rows(content.table(BY_KEY["akb_bridge"]))), BRIDGE_DATA),
        CARD_MONTHS.key: [[name] for name in month_names(card_cells(content.table(BY_KEY["client_card"])))],
        OFFER_TERMS.key: term_cells(OfferTerms.of(content.settings.offers), content.today),
        **{block.key: formula_term_cells(content.settings, key) for key, block in TERMS.items()},
        **{key: [[cell]] for key, cell in single.items()},
    }
    return {block.key: grids[block.key] for block in ALL_BLOCKS}


def _purpose(sheet: Sheet, frame: pd.DataFrame) -> str:
    """Return what stands under a sheet's title; whether people fill a wide sheet, depends on its people."""
    return purpose_text(as_shown(sheet, frame), is_empty=frame.empty)
