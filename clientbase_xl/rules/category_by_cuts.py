"""Category of a profit and a potential by given cut-offs: the what-if of one client, or of a list.

METHOD section 3. The cut-offs are those of the whole base (`CategoryResult.cuts`, on «Настройки» by name), so that one
cell needs no other client; levels, grid and words are those of `rules/category.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.category import kept, reason
from clientbase_xl.rules.grid import grid_of
from clientbase_xl.rules.level_cuts import LOW_PROFIT, Cuts, Floats, LevelCuts
from clientbase_xl.rules.potential_level import potential_sentence
from clientbase_xl.rules.profit_level import bound_words, profit_sentence
from clientbase_xl.rules.share_of_wallet import known_potential, share_of_wallet
from clientbase_xl.settings import Settings


def category_letters(
    profit_rub: Floats, potential_rub: Floats, turnover_rub: Floats, cuts: LevelCuts, settings: Settings
) -> list[str | None]:
    """Return the letter of each client.

    METHOD section 3. In: arrays of one length, roubles of 12 months: profitability (or turnover, where
    `cuts.is_profit_known` is False), potential and turnover, NaN: unknown. Out: None where the profit is unknown.
    Boundaries: a value equal to a cut-off reaches the level; returns above sales (turnover below 0) are «Низкая» and
    never «Отрицательная»; a potential of 0, below own turnover or without cut-offs is not known and reads the column
    «Высокий». Raises BadUse where the cut-offs do not descend.
    """
    rows, columns = _ranks(profit_rub, potential_rub, turnover_rub, cuts)
    grid = grid_of(settings.grid)
    return [
        grid.letter(row, column) if is_known else None
        for row, column, is_known in zip(rows, columns, (~np.isnan(profit_rub)).tolist(), strict=True)
    ]


def category_reasons(
    profit_rub: Floats, potential_rub: Floats, turnover_rub: Floats, cuts: LevelCuts, settings: Settings
) -> list[str | None]:
    """Return «Почему» of each letter: both levels with their cut-offs, share of wallet, a mark of the company's rule.

    METHOD sections 0 and 3. In, boundaries and errors as in `category_letters`; without a turnover there is no share.
    """
    rows, columns = _ranks(profit_rub, potential_rub, turnover_rub, cuts)
    grid, bounds = grid_of(settings.grid), bound_words(cuts.profit)
    potential = known_potential(turnover_rub, potential_rub)
    shares = share_of_wallet(turnover_rub, potential)
    keeps = kept(shares, settings.category).tolist()
    found: list[str | None] = []
    for profit, turnover, likely, share, is_kept, row, column in zip(
        profit_rub.tolist(),
        turnover_rub.tolist(),
        potential.tolist(),
        shares.tolist(),
        keeps,
        rows,
        columns,
        strict=True,
    ):
        if profit != profit:
            found.append(None)
            continue
        place = bounds[row] if row < len(bounds) else ""
        levels = (
            profit_sentence(profit, cuts.is_profit_known, turnover < 0, row, place, turnover, 0.0),
            potential_sentence(likely, likely, likely, column),
        )
        found.append(reason(*levels, share, is_kept, grid.is_company_rule(row, column)))
    return found


def _ranks(
    profit_rub: Floats, potential_rub: Floats, turnover_rub: Floats, cuts: LevelCuts
) -> tuple[Sequence[int], Sequence[int]]:
    _require_descending("прибыли", cuts.profit)
    _require_descending("потенциала", cuts.potential)
    potential = known_potential(turnover_rub, potential_rub)
    rows = np.where(turnover_rub < 0, LOW_PROFIT, cuts.profit_ranks(profit_rub))
    return rows.tolist(), cuts.potential_ranks(potential).tolist()


def _require_descending(what: str, cuts: Cuts) -> None:
    known = [cut for cut in cuts if cut is not None]
    if any(high < low for high, low in pairwise(known)):
        raise BadUse(f"Границы {what} должны идти от большей к меньшей")
