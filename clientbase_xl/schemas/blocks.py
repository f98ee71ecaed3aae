"""Computed cells of a workbook outside its tables: each block has a hidden name by which a button finds it again."""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE
from clientbase_xl.schemas.catalogue import ALL_SHEETS, CHOSEN_PAGES
from clientbase_xl.schemas.client_card import CLIENT_CARD, COUNT_MONTHS
from clientbase_xl.schemas.client_offer import CLIENT_OFFER
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.fbs_absences import FBS_ABSENCES
from clientbase_xl.schemas.fbs_map import FBS_MAP
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS
from clientbase_xl.schemas.fbs_team import FBS_TEAM
from clientbase_xl.schemas.fbs_trainings import FBS_TRAININGS
from clientbase_xl.schemas.formula_terms import FORMULA_TERMS
from clientbase_xl.schemas.manager_tasks import NPS_ANSWERS
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.retention import RETENTION
from clientbase_xl.schemas.start import START


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of computed cells: its key, the sheet whose button brings it up to date, its size in cells.

    Rows and columns are the most that it ever holds; what a day does not fill is empty.
    """

    key: str
    sheet_key: str
    count_rows: int = 1
    count_columns: int = 1

    @property
    def name(self) -> str:
        """Return the hidden defined name of the cells."""
        return f"block_{self.key}"


FOLLOWED = frozenset({START.key, AKB_BRIDGE.key})
"""Sheets with something of the program below their table: when it grows, whole rows go down."""
MOST_POINTS = 1_500
"""Points of one series of a chart: the clients with the largest turnover; more would be a blot and slow to draw."""
CURVE_POINTS = 100
COUNT_FIGURES, COUNT_HEAD_FIGURES = 13, 10
"""Figures of START_COUNTS besides those of single categories and statuses, and those of the head's workbook only."""
COUNT_BOUNDS, COUNT_GUIDES = 8, 5
MOST_TERMS, COUNT_BRIDGES = 9, 2

START_HEAD = Block("start_head", START.key)
START_TITLE = Block("start_title", START.key)
START_FIGURES = Block("start_figures", START.key, COUNT_FIGURES + COUNT_HEAD_FIGURES, 3)
PROFIT_CAPTION = Block("profit_caption", START.key)
PARETO_CAPTION = Block("pareto_caption", START.key)
START_BOUNDS = Block("start_bounds", START.key, COUNT_BOUNDS, 5)
PROFIT_DATA = Block("profit_data", START.key, 1 + MOST_POINTS, 2 * len(LETTERS))
GUIDE_DATA = Block("guide_data", START.key, 1 + 2, 2 * COUNT_GUIDES)
PARETO_DATA = Block("pareto_data", START.key, 1 + 1 + CURVE_POINTS, 2)
CATEGORY_DATA = Block("category_data", START.key, 1 + len(LETTERS), 3)
BRIDGE_DATA = Block("bridge_data", AKB_BRIDGE.key, 1 + MOST_TERMS, 5 * COUNT_BRIDGES)
RETENTION_LINE = Block("retention_line", RETENTION.key)
LINES: dict[str, Block] = {RETENTION.key: RETENTION_LINE} | {
    sheet.key: Block(f"line_{sheet.key}", sheet.key)
    for sheet in (
        *(FBS_ABSENCES, FBS_MAP, FBS_SUBSTITUTIONS, FBS_TEAM, FBS_TRAININGS, NPS_ANSWERS, CLIENT_PLANS),
        RECONCILIATION,
    )
}
"""What stands in large letters above the heading of a sheet, by sheet key."""
CARD_MONTHS = Block("card_months", CLIENT_CARD.key, COUNT_MONTHS)
COUNT_TERMS = 8
OFFER_TERMS = Block("offer_terms", CLIENT_OFFER.key, COUNT_TERMS)
"""The day and the settings with which the offers compute."""
TERMS: dict[str, Block] = {key: Block(f"terms_{key}", key, len(terms)) for key, terms in FORMULA_TERMS.items()}
"""The settings that the formulas of a sheet ask, by sheet key."""
PURPOSES: dict[str, Block] = {
    sheet.key: Block(f"purpose_{sheet.key}", sheet.key) for sheet in ALL_SHEETS if sheet not in (START, *CHOSEN_PAGES)
}
"""What stands under the title of every sheet that is a table; a table without records says so there."""

ALL_BLOCKS: tuple[Block, ...] = (
    *(START_HEAD, START_TITLE, START_FIGURES, PROFIT_CAPTION, PARETO_CAPTION, START_BOUNDS),
    *(PROFIT_DATA, GUIDE_DATA, PARETO_DATA, CATEGORY_DATA),
    *(BRIDGE_DATA, *LINES.values(), CARD_MONTHS, OFFER_TERMS, *TERMS.values()),
    *PURPOSES.values(),
)
"""Every block."""
