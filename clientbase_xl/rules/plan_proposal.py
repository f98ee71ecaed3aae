"""Plan proposal: last 12 full months × share of the month × trend, client by client (METHOD 13)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text, join_clients
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.schemas.plan_forecast import CHANNEL, DEPARTMENT, OWN, PLAN_PROPOSAL
from clientbase_xl.settings import PlanSettings

COUNT_MONTHS = 2 * MONTHS_IN_YEAR
"""Full months of sales that the proposal looks at."""
STOPPED, LAPSED = "работа прекращена", ("уснувший", "ушедший")
_KOPECKS = 100
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Shares:
    """Share of each calendar month (columns 0–11: January …) per client, and whose seasons it is."""

    values: Numbers
    basis: npt.NDArray[np.object_]


def plan_proposal(
    months: pd.DataFrame,
    facts: pd.DataFrame,
    cards: pd.DataFrame,
    statuses: pd.DataFrame,
    ledger_first_on: date | None,
    today: date,
    settings: PlanSettings,
    codes: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return what each client is likely to buy this month and in the coming ones: columns PLAN_PROPOSAL.

    METHOD 13: "last 12 full months × share of the month (own with 24 months, else the channel's) × (1 + trend
    clipped to ±30 %)". In: `ledger.client_months` of the last 24 full months, FACTS, stored CLIENTS, STATUS, all of
    `today`; managers and channels are those of the cards. Out: a row per client with a turnover of the last 12 full
    months, or too young for one, and per month; by client code and month.

    Ours where the method is silent. The month in which the ledger, or a client, begins counts as a month of history.
    The months of a client of less than 12 months, without his first one, are brought to a year by the channel's
    shares of them and get no trend; with fewer than `min_months` of them his proposal is missing. A month of returns
    has no share, a year of returns proposes nothing, an unknown trend is 0. The channel's share is that of its clients
    who bought through the last 24 months, of 12 while the ledger has fewer; without such clients it is the
    department's, and with less than 12 months of ledger it is unknown. Archived clients and those with whom
    work has stopped are left out. Each proposal is rounded to kopecks, so sums agree to the kopeck. With `codes` only
    these clients have rows; the channels' shares are those of everybody all the same.
    """
    clients = _clients(months, facts, cards, statuses)
    table = _matrix(months, clients, today)
    end = month_start(today)
    first_on = pd.to_datetime(clients["first_purchase_on"])
    first_month = np.asarray(first_on.dt.year * MONTHS_IN_YEAR + first_on.dt.month, dtype=np.float64)
    shares = _month_shares(table, clients, first_month, ledger_first_on, end)
    year, count = _year(table, shares, first_month, end, settings.min_months)
    is_whole = count == MONTHS_IN_YEAR
    limit = settings.trend_limit
    trend = np.where(is_whole, clients["trend"].fillna(0).clip(-limit, limit), 0.0)
    found = pd.DataFrame(
        {
            "client_code": clients["client_code"],
            "manager": clients["manager"],
            "month_on": pd.Timestamp(end),
            "year_rub": year,
            "count_months": count,
            "month_share": np.nan,
            "share_basis": shares.basis,
            "trend_used": trend,
            "proposal_rub": np.nan,
            "is_lapsed": clients["status"].astype(object).isin(LAPSED),
        }
    )
    is_shown = ~(is_whole & (year == 0))
    if codes is not None:
        is_shown &= found["client_code"].isin(codes).to_numpy()
    found, by_month = found[is_shown], shares.values[is_shown]
    rows = []
    for number in range(settings.count_months_ahead + 1):
        day = shift_months(end, number)
        share = by_month[:, day.month - 1]
        roubles = np.round(found["year_rub"] * share * (1 + found["trend_used"]), 2)
        rows.append(found.assign(month_on=pd.Timestamp(day), month_share=share, proposal_rub=roubles))
    whole: pd.DataFrame = pd.concat(rows, ignore_index=True)
    kept: pd.DataFrame = whole.sort_values(["client_code", "month_on"], ignore_index=True)
    return kept.assign(month_on=kept["month_on"].astype("datetime64[us]"))


def with_reasons(proposal: pd.DataFrame) -> pd.DataFrame:
    """Return the proposal with the numbers behind every row: columns PLAN_PROPOSAL."""
    reasons = [_reason(row) for row in proposal.to_dict("records")]
    return proposal.assign(reason=pd.Series(reasons, dtype=object, index=proposal.index))[list(PLAN_PROPOSAL.keys)]


def manager_proposals(proposal: pd.DataFrame) -> pd.DataFrame:
    """Return the proposal of each manager and month as the exact sum of his clients.

    Columns manager ("" without one), month_on, proposal_rub, count_clients (in the sum), count_young (brought to a
    year), count_left (too young: without a proposal), lapsed_rub (of the sum, from clients that fell off). The sum
    over the managers is the department's to the kopeck.
    """
    is_in = proposal["proposal_rub"].notna()
    kopecks = (proposal["proposal_rub"].fillna(0) * _KOPECKS).round().astype("int64")
    flags = proposal.assign(
        manager=proposal["manager"].fillna(""),
        kopecks=kopecks,
        lapsed=kopecks.where(proposal["is_lapsed"], 0),
        count_clients=is_in,
        count_young=is_in & (proposal["count_months"] < MONTHS_IN_YEAR),
        count_left=~is_in,
    )
    keys = ["kopecks", "lapsed", "count_clients", "count_young", "count_left"]
    sums = flags.groupby(["manager", "month_on"], as_index=False)[keys].sum()
    known = sums["count_clients"] > 0
    return sums.assign(
        proposal_rub=(sums["kopecks"] / _KOPECKS).where(known), lapsed_rub=sums["lapsed"] / _KOPECKS
    ).drop(columns=["kopecks", "lapsed"])


def _clients(months: pd.DataFrame, facts: pd.DataFrame, cards: pd.DataFrame, statuses: pd.DataFrame) -> pd.DataFrame:
    """Return the clients in work that have ever bought, with what the proposal needs of them."""
    joined = join_clients(facts, cards, ("manager", "channel", "trend", "first_purchase_on", "is_archived"))
    status = joined["client_code"].map(dict(zip(statuses["client_code"], statuses["status"], strict=True)))
    is_stopped = (status == STOPPED).to_numpy()
    sold = set(months["client_code"])
    is_sold = pd.Series([code in sold for code in joined["client_code"]], index=joined.index, dtype=bool)
    has_lines = joined["first_purchase_on"].notna() | is_sold
    table = joined.assign(status=status, manager=as_text(joined["manager"]), channel=as_text(joined["channel"]))
    return table[has_lines & ~joined["is_archived"] & ~is_stopped].reset_index(drop=True)


def _matrix(months: pd.DataFrame, clients: pd.DataFrame, today: date) -> Numbers:
    """Return the turnover of each client (rows) in the last 24 full months (columns, oldest first)."""
    end = month_start(today)
    starts = [pd.Timestamp(shift_months(end, number - COUNT_MONTHS)) for number in range(COUNT_MONTHS)]
    wide = months.pivot(index="client_code", columns="month_start_on", values="turnover_rub")
    return wide.reindex(index=clients["client_code"], columns=starts).fillna(0.0).to_numpy(dtype="float64")


def _month_shares(
    table: Numbers, clients: pd.DataFrame, first_month: Numbers, ledger_first_on: date | None, end: date
) -> _Shares:
    """Return the share of every calendar month for every client: own, of the channel, of the department."""
    known = _months_known(ledger_first_on, end)
    span = COUNT_MONTHS if known >= COUNT_MONTHS else MONTHS_IN_YEAR
    by_calendar = _by_calendar(table[:, -span:], end)
    # Those who came later bought in the later months only: their growth is no season.
    is_old = _number(end) - first_month >= span
    channels = clients["channel"].fillna("").to_numpy()
    values = np.full(by_calendar.shape, np.nan)
    basis = np.full(len(clients), None, dtype=object)
    if known >= MONTHS_IN_YEAR:
        values[:], basis[:] = _normal(by_calendar[is_old].sum(axis=0)), DEPARTMENT
        for channel in sorted(set(channels) - {""}):
            share = _normal(by_calendar[is_old & (channels == channel)].sum(axis=0))
            if not np.isnan(share).any():
                values[channels == channel], basis[channels == channel] = share, CHANNEL
    if span == COUNT_MONTHS:
        own = _normal(by_calendar)
        rows = is_old & ~np.isnan(own).any(axis=1)
        values[rows], basis[rows] = own[rows], OWN
    return _Shares(values, basis)


def _months_known(ledger_first_on: date | None, end: date) -> int:
    """Return how many months the ledger holds before `end`, the one in which it begins included."""
    if ledger_first_on is None:
        return 0
    return _number(end) - _number(ledger_first_on)


def _by_calendar(table: Numbers, end: date) -> Numbers:
    """Return the sums of each calendar month, January first, of whole years that end before `end`."""
    years = table.reshape(len(table), table.shape[1] // MONTHS_IN_YEAR, MONTHS_IN_YEAR).sum(axis=1)
    return np.roll(years, end.month - 1, axis=1)


def _normal(sums: Numbers) -> Numbers:
    """Return shares of a year (last axis) that add up to 1; a month of returns has none; NaN where nothing is left."""
    positive = np.maximum(np.round(sums, 2), 0.0)
    total = np.broadcast_to(positive.sum(axis=-1, keepdims=True), positive.shape)
    shares: Numbers = np.divide(positive, total, out=np.full(positive.shape, np.nan), where=total > 0)
    return shares


def _year(
    table: Numbers, shares: _Shares, first_month: Numbers, end: date, min_months: int
) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Return roubles of a year per client and the number of full months that they come from."""
    # The month of the first purchase is a part of a month, except for clients as old as the window.
    age = np.where(np.isnan(first_month), COUNT_MONTHS, _number(end) - first_month)
    count = np.where(age >= MONTHS_IN_YEAR, MONTHS_IN_YEAR, np.maximum(age - 1, 0)).astype("int64")
    own = np.arange(MONTHS_IN_YEAR) < count[:, None]  # the latest months first
    calendar = [shift_months(end, -number).month - 1 for number in range(1, MONTHS_IN_YEAR + 1)]
    sums = np.maximum(np.round(np.where(own, table[:, : -MONTHS_IN_YEAR - 1 : -1], 0.0).sum(axis=1), 2), 0.0)
    weight = np.where(own, shares.values[:, calendar], 0.0).sum(axis=1)
    is_enough = (count >= min_months) & (weight > 0)
    young = np.divide(sums, weight, out=np.full(len(sums), np.nan), where=is_enough)
    return np.where(count == MONTHS_IN_YEAR, sums, np.round(young, 2)), count


def _number(month: date) -> int:
    return month.year * MONTHS_IN_YEAR + month.month


def _reason(row: Mapping[Any, Any]) -> str:
    """Return the numbers behind one proposal."""
    count, year, share, trend = (row[key] for key in ("count_months", "year_rub", "month_share", "trend_used"))
    if year != year:
        return f"нет данных: у клиента {words.months(count)} после месяца первой покупки"
    if share != share:
        return "нет данных: продаж меньше чем за 12 месяцев"
    base = "за 12 полных мес." if count == MONTHS_IN_YEAR else f"в год по {words.months(count)}"
    month = words.MONTH_NAMES[row["month_on"].month - 1]
    part = f"{words.grouped(share * 100, 1)}{words.NBSP}%"
    text = f"{words.rub(year)} {base} × доля месяца «{month}» {part} ({row['share_basis']})"
    return f"{text} × тренд {words.change(trend)}" if trend else text
