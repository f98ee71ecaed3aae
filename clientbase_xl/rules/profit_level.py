"""Level of profit of each client of the active base: Максимальная, Высокая, Средняя, Низкая, Отрицательная.

METHOD section 3. Three ways to cut (`category.profit_cut_mode`): accumulated shares of profit (default, ours), typed
cut-offs in roubles, quantiles of clients. Where cost is known for some clients only (ours): clients with known
profit are ranked among themselves, the others by turnover over the whole active base, and their reason says so.
Typed cut-offs are roubles of profit, so clients without cost are cut by shares of turnover even then.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import texts
from clientbase_xl.rules.level_cuts import (
    LOW_PROFIT,
    NEGATIVE_PROFIT,
    PROFIT_LEVELS,
    Cuts,
    Ranks,
    cuts_of,
    ranks_by_cuts,
    ranks_by_share,
    shares_before,
)
from clientbase_xl.settings import CategorySettings

FLAG_RETURNS = "возвраты больше продаж"
_COUNT_CUTS = 3


@dataclass(frozen=True, slots=True)
class ProfitLevels:
    """Levels of the active base and the cut-offs they imply.

    `table` has the index of the input and: profitability_12m_rub (NaN: cost unknown), basis_rub (what the level was
    found by), is_profit_known, is_returns_above_sales, profit_rank (place in PROFIT_LEVELS), profit_words.
    `profit_cuts` belong to known profits, `turnover_cuts` to turnover.
    """

    table: pd.DataFrame
    profit_cuts: Cuts
    turnover_cuts: Cuts


def profit_levels(active: pd.DataFrame, settings: CategorySettings) -> ProfitLevels:
    """Give each client of the active base its level of profit with the numbers behind it.

    METHOD section 3. In: joined clients (`rules.joined`), the active base only. Profitability = gross profit of 12
    months − cost to serve (unknown cost to serve is 0). Boundaries: a client before whom exactly 50 % is accumulated
    is «Высокая»; 0 → «Низкая»; below 0 with known cost → «Отрицательная»; returns above sales → «Низкая», never
    «Отрицательная», and the client takes no part in the shares. Ties: later purchase, then code.
    """
    profit = profitability_rub(active)
    turnover = active["turnover_12m_rub"].fillna(0)
    is_known = profit.notna()
    is_returned = turnover < 0
    by_profit = _rank(active, profit.where(is_known & ~is_returned), settings, settings.profit_cut_mode)
    turnover_mode = "доли" if settings.profit_cut_mode == "рубли" else settings.profit_cut_mode
    # Turnover ranks the whole active base, but only where somebody's cost is unknown does anyone need it.
    ranked_turnover = turnover.where(~is_returned) if not is_known.all() else turnover.iloc[:0].reindex(active.index)
    by_turnover = _rank(active, ranked_turnover, settings, turnover_mode)
    chosen = by_profit.ranked.where(is_known, by_turnover.ranked)
    basis = profit.where(is_known, turnover)
    rank = np.where(is_known & (basis < 0) & ~is_returned, NEGATIVE_PROFIT, chosen["rank"])
    table = pd.DataFrame(
        {
            "profitability_12m_rub": profit,
            "basis_rub": basis,
            "is_profit_known": is_known,
            "is_returns_above_sales": is_returned,
            "profit_rank": rank.astype(np.int64),
        },
        index=active.index,
    )
    table["profit_words"] = texts(_words(active, table, chosen["place"]), active.index)
    return ProfitLevels(table, by_profit.cuts, by_turnover.cuts)


def profitability_rub(clients: pd.DataFrame) -> pd.Series[float]:
    """Return gross profit of 12 months − cost to serve (METHOD section 2); NaN where the gross profit is unknown."""
    profit: pd.Series[float] = clients["gross_profit_12m_rub"] - clients["cost_to_serve_12m_rub"].fillna(0)
    return profit


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Rank and its explanation per client, and the cut-offs; clients without a positive value are «Низкая»."""

    ranked: pd.DataFrame
    cuts: Cuts


def _rank(active: pd.DataFrame, values_rub: pd.Series[float], settings: CategorySettings, mode: str) -> _Ranking:
    order = pd.DataFrame(
        {"value": values_rub, "last": active["last_purchase_on"], "code": active["client_code"]}, index=active.index
    )
    order = order[order["value"].round(2) > 0]
    order = order.sort_values(["value", "last", "code"], ascending=[False, False, True], na_position="last")
    values = order["value"].to_numpy(dtype=float)
    ranks, cuts, places = _cut(values, settings, mode)
    ranked = pd.DataFrame({"rank": pd.Series(ranks, order.index), "place": texts(places, order.index)})
    ranked = ranked.reindex(active.index)
    return _Ranking(ranked.fillna({"rank": LOW_PROFIT, "place": ""}), cuts)


def _cut(values: np.ndarray, settings: CategorySettings, mode: str) -> tuple[Ranks, Cuts, list[str]]:
    """Cut positive values, highest first, into levels; say for each which place it took."""
    if mode == "рубли":
        typed = (settings.profit_rub_max, settings.profit_rub_high, settings.profit_rub_mid)
        ranks = ranks_by_cuts(values, typed)
        bounds = bound_words(typed)
        return ranks, typed, [bounds[rank] for rank in ranks]
    count = len(values)
    if mode == "квантили":
        before = np.arange(count) / max(count, 1)
        limits = (settings.profit_quantile_max, settings.profit_quantile_high, settings.profit_quantile_mid)
        places = [f"{words.grouped(place)}-е место из {words.grouped(count)}" for place in range(1, count + 1)]
    else:
        before = shares_before(values)
        limits = (settings.profit_share_max, settings.profit_share_high, settings.profit_share_mid)
        places = [f"до клиента накоплено {words.share(share)}" for share in before]
    ranks = ranks_by_share(before, limits)
    return ranks, cuts_of(values, ranks, _COUNT_CUTS), places


def _words(active: pd.DataFrame, table: pd.DataFrame, places: pd.Series[str]) -> list[str]:
    costs = active["cost_to_serve_12m_rub"].fillna(0)
    rows = zip(
        table["basis_rub"],
        table["is_profit_known"],
        table["is_returns_above_sales"],
        table["profit_rank"],
        places,
        active["turnover_12m_rub"].fillna(0),
        costs,
        strict=True,
    )
    return [profit_sentence(*row) for row in rows]


def bound_words(cuts: Cuts) -> list[str]:
    """Return for each level the cut-off that it stands on («от 150 ₽», the last «меньше 40 ₽»); "" where unknown."""
    bounds = [f"от {words.rub(cut)}" if cut is not None else "" for cut in cuts]
    return [*bounds, f"меньше {words.rub(cuts[-1])}" if cuts[-1] is not None else ""]


def profit_sentence(
    basis: float, is_known: bool, is_returned: bool, rank: int, place: str, turnover: float, cost_to_serve: float
) -> str:
    """Return the numbers of one level of profit, in roubles a year; `place` says how it was cut."""
    level = PROFIT_LEVELS[rank]
    if is_returned:
        return f"Оборот {words.rub(turnover)} — {level} ({FLAG_RETURNS})"
    if not is_known:
        notes = [place, "прибыль неизвестна, уровень по обороту"]
        return f"Оборот {words.rub(basis)} — {level} ({'; '.join(note for note in notes if note)})"
    notes = [place]
    if cost_to_serve > 0:
        notes.append(f"валовая прибыль {words.rub(basis + cost_to_serve)}, обслуживание {words.rub(cost_to_serve)}")
    elif rank == NEGATIVE_PROFIT:
        notes.append("продано дешевле себестоимости")
    text = "; ".join(note for note in notes if note)
    return f"Прибыльность {words.rub(basis)} — {level}" + (f" ({text})" if text else "")
