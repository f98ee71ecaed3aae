"""Category A–E of each client of the active base: profit level × potential level.

METHOD section 3. The letter, its range while potential is not exact, the numbers behind it, the way to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.rules import words
from clientbase_xl.rules.client_status import active_codes
from clientbase_xl.rules.distance import distances
from clientbase_xl.rules.grid import Grid, grid_of
from clientbase_xl.rules.joined import join_clients, present, texts
from clientbase_xl.rules.level_cuts import LOW_POTENTIAL, POTENTIAL_LEVELS, PROFIT_LEVELS, Floats, LevelCuts
from clientbase_xl.rules.potential_level import PotentialLevels, potential_levels
from clientbase_xl.rules.profit_level import FLAG_RETURNS, ProfitLevels, profit_levels
from clientbase_xl.rules.share_of_wallet import share_of_wallet
from clientbase_xl.schemas.categories import CATEGORIES
from clientbase_xl.settings import CategorySettings, Settings

FLAG_ASK_POTENTIAL = "уточнить потенциал"
FLAG_KEEP = "удерживать, не наращивать вложения"
FLAG_NO_BACKUP = "нет дублёра"
COMPANY_RULE = "по правилу компании"
SEPARATOR = "; "
Mask = npt.NDArray[np.bool_]
_BACKED_UP = ("A", "B")
_KEYS = (
    "client_name",
    "last_purchase_on",
    "turnover_12m_rub",
    "gross_profit_12m_rub",
    "cost_to_serve_12m_rub",
    "potential_rub",
    "potential_min_rub",
    "potential_max_rub",
    "potential_note",
    "is_potential_partial",
    "category_approved",
    "manager",
    "backup_manager",
)


@dataclass(frozen=True, slots=True)
class CategoryResult:
    """Categories of the active base, the cut-offs they stand on, and problems of the typed data.

    `cuts` are those of profit where any cost is known, else of turnover; `table` has the columns of CATEGORIES.
    """

    table: pd.DataFrame
    cuts: LevelCuts
    problems: tuple[Problem, ...]


def categories(facts: pd.DataFrame, cards: pd.DataFrame, statuses: pd.DataFrame, settings: Settings) -> CategoryResult:
    """Give each client of the active base its category with reason, range, distance and flags.

    METHOD section 3. In: FACTS, stored CLIENTS columns, STATUS of the same date. Out: one row per client of the
    active base, sorted by code. An unknown potential reads the column «Высокий», its range is the whole row;
    an interval gives the letter of the likely value and the range of its ends. An approved category that is missing
    is the computed one. A share of wallet of exactly `keep_share_of_wallet` already means «удерживать».
    Problems: a potential of 0 or below own turnover; levels of potential without cut-offs.
    """
    clients = join_clients(facts, cards, _KEYS)
    active = clients[clients["client_code"].isin(active_codes(statuses))].reset_index(drop=True)
    profit = profit_levels(active, settings.category)
    potential = potential_levels(active, settings.category)
    is_profit_known = bool(profit.table["is_profit_known"].any())
    profit_cuts = profit.profit_cuts if is_profit_known else profit.turnover_cuts
    cuts = LevelCuts.of(profit_cuts, potential.cuts, is_profit_known=is_profit_known)
    table = pd.concat([active, profit.table, potential.table.add_prefix("found_")], axis=1)
    _add_letters(table, grid_of(settings.grid), profit, potential, settings)
    return CategoryResult(present(table, CATEGORIES), cuts, potential.problems)


def _add_letters(
    table: pd.DataFrame, grid: Grid, profit: ProfitLevels, potential: PotentialLevels, settings: Settings
) -> None:
    """Add the columns of CATEGORIES to the table of levels."""
    index = table.index
    rows, columns = table["profit_rank"].tolist(), table["found_potential_rank"].tolist()
    table["category"] = texts((grid.letter(row, column) for row, column in zip(rows, columns, strict=True)), index)
    table["category_range"] = texts(_ranges(grid, table), index)
    table["category_approved"] = table["category_approved"].where(table["category_approved"].notna(), table["category"])
    values = [table[key].tolist() for key in ("basis_rub", "found_potential_rub", "is_profit_known")]
    table["distance"] = texts(
        distances(
            grid,
            {True: profit.profit_cuts, False: profit.turnover_cuts},
            potential.cuts,
            zip(rows, columns, *values, strict=True),
        ),
        index,
    )
    turnover, found = (table[key].to_numpy(dtype=float) for key in ("turnover_12m_rub", "found_potential_rub"))
    table["share_of_wallet"] = share_of_wallet(np.nan_to_num(turnover, nan=0.0), found)
    is_kept = pd.Series(kept(table["share_of_wallet"].to_numpy(), settings.category), index=index)
    table["reason"] = texts(_reasons(grid, table, is_kept), index)
    table["flags"] = texts(_flags(table, is_kept), index)
    table["potential_rub"] = table["found_potential_rub"]
    table["profit_level"] = texts((PROFIT_LEVELS[row] for row in rows), index)
    table["potential_level"] = texts((POTENTIAL_LEVELS[rank] if rank >= 0 else None for rank in columns), index)


def _ranges(grid: Grid, table: pd.DataFrame) -> list[str | None]:
    """Return the range of letters per client; None where the potential is exact."""
    return [
        grid.range_of(row, 0, LOW_POTENTIAL)
        if rank < 0
        else (grid.range_of(row, best, worst) if best != worst or least != most else None)
        for row, rank, best, worst, least, most in zip(
            table["profit_rank"],
            table["found_potential_rank"],
            table["found_potential_rank_max"],
            table["found_potential_rank_min"],
            table["found_potential_min_rub"],
            table["found_potential_max_rub"],
            strict=True,
        )
    ]


def _reasons(grid: Grid, table: pd.DataFrame, is_kept: pd.Series[bool]) -> list[str]:
    return [
        reason(profit_words, potential_words, share, keeps, grid.is_company_rule(row, rank))
        for profit_words, potential_words, share, keeps, row, rank in zip(
            table["profit_words"],
            table["found_potential_words"],
            table["share_of_wallet"],
            is_kept,
            table["profit_rank"],
            table["found_potential_rank"],
            strict=True,
        )
    ]


def kept(share_of_wallet: Floats, settings: CategorySettings) -> Mask:
    """Tell whose share of wallet says «удерживать, не наращивать вложения»; exactly the threshold does."""
    # Turnover ÷ (turnover ÷ 90 %) may land a hair below 90 %.
    return np.round(share_of_wallet, 9) >= settings.keep_share_of_wallet


def reason(profit_words: str, potential_words: str, share: float, is_kept: bool, is_ours: bool) -> str:
    """Return «Почему» of a category: levels with their numbers, share of wallet (NaN: unknown), company's own rule."""
    parts = [profit_words, potential_words]
    if share == share:
        parts.append(f"доля в закупках {words.share(max(share, 0.0))}" + (f", {FLAG_KEEP}" if is_kept else ""))
    if is_ours:
        parts.append(COMPANY_RULE)
    return SEPARATOR.join(parts)


def _flags(table: pd.DataFrame, is_kept: pd.Series[bool]) -> list[str | None]:
    """Return the marks of each client; None where there is none."""
    is_known = table["found_potential_rub"].notna()
    marks: dict[str, Any] = {
        FLAG_ASK_POTENTIAL: ~is_known,
        FLAG_RETURNS: table["is_returns_above_sales"],
        FLAG_KEEP: is_kept,
        FLAG_NO_BACKUP: table["category_approved"].isin(_BACKED_UP) & ~_has_backup(table),
    }
    columns = [np.where(mask, mark, "") for mark, mask in marks.items()]
    return [SEPARATOR.join(filter(None, found)) or None for found in zip(*columns, strict=True)]


def _has_backup(table: pd.DataFrame) -> pd.Series[bool]:
    """Tell who is known to a second person: the manager does not back up himself."""
    has_backup: pd.Series[bool] = table["backup_manager"].notna() & (table["backup_manager"] != table["manager"])
    return has_backup
