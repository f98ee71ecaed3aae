"""Turnover, gross profit and trend per channel of sales (METHOD sections 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.trend import trend, trend_sums
from clientbase_xl.ledger.windows import FactWindows
from clientbase_xl.settings import Settings

KEYS = ("channel", "turnover_12m_rub", "gross_profit_12m_rub", "trend", "trend_basis")


def channel_totals(lines: Any, channels: Mapping[str, str], today: date, settings: Settings) -> pd.DataFrame:
    """Return turnover, gross profit and trend of each channel: the columns KEYS, one row per channel, by name.

    `lines` is the table of `open_lines`; `channels` gives the channel of a client by code, as the cards say (lists go
    by the card, METHOD 1). A client that it lacks and lines without a client count under "": the turnovers of all
    rows add up to that of the ledger. Sums are exact per client in the engine and stay whole kopecks here. Gross
    profit and trend follow the rules of client facts for the sums of the channel: unknown cost, mixed VAT bases, a
    short ledger give NaN. A channel without lines in any window has no row. Raises BaseRefused for a damaged part.
    """
    windows = FactWindows.of(today, settings)
    visible = lines.filter(lines.sold_on < today)
    keyed = visible.mutate(client_code=visible.client_code.fill_null(""))
    sums = fetch_frame(
        keyed.group_by("client_code").aggregate(
            **margins.margin_sums(keyed, within(keyed, windows.turnover)), **trend_sums(keyed, windows)
        )
    )
    names = pd.Series([channels.get(code) or "" for code in sums.pop("client_code")], sums.index, dtype=object)
    whole = sums.fillna(0).groupby(names.rename("channel")).sum()
    first = fetch_frame(visible.aggregate(first_on=visible.sold_on.min()))["first_on"].iloc[0]
    share, basis = trend(
        margins.as_numbers(whole["trend_now"]),
        margins.as_numbers(whole["trend_year_ago"]),
        margins.as_numbers(whole["trend_before"]),
        None if pd.isna(first) else first.date(),
        today,
        settings.facts,
    )
    profit = margins.gross_profit_rub(whole, settings.facts.cost_coverage_min)
    return whole.assign(
        turnover_12m_rub=margins.turnover_rub(whole),
        gross_profit_12m_rub=np.where(whole["count_lines"] > 0, profit, 0.0),
        trend=share,
        trend_basis=basis,
    ).reset_index()[list(KEYS)]
