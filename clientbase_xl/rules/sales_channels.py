"""«Каналы продаж»: strategy and priority of each channel beside clients, turnover, profit, share and trend.

METHOD section 5 [K 1]: per channel a strategy and/or priority and a responsible; a channel without a strategy that is
not marked non-priority is a problem.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_numbers, as_text, by_codes, present, texts
from clientbase_xl.schemas.sales_channels import NO_CHANNEL, NOT_PRIORITY, SALES_CHANNELS
from clientbase_xl.schemas.shown_defaults import with_defaults

NO_STRATEGY = "нет стратегии, и канал не отмечен «не приоритет»"
_NO_BASIS = "нет данных"


def sales_channels(
    names: Iterable[str], stored: pd.DataFrame, clients: pd.DataFrame, statuses: pd.DataFrame, totals: pd.DataFrame
) -> pd.DataFrame:
    """Return one row per channel with what was typed and what came of it: SALES_CHANNELS.

    METHOD 5. In: the channels of «Справочники» in their order; stored rows of SALES_CHANNELS; CLIENTS; STATUS; totals
    per channel (`channel`, turnover, gross profit, trend and its basis; "" is no channel). Out: the channels of the
    list, then others of cards, sales and typed rows by name, then «не указан» where clients or lines have none.
    Clients count by the card. A share of a turnover of all that is not above 0 is unknown; so is the profit of a
    channel whose lines have no cost. A channel without sales has turnover and profit 0 and no trend.
    """
    of_client = as_text(clients["channel"]).fillna(NO_CHANNEL)
    codes = pd.Index(clients["client_code"], dtype=object)
    is_active = as_flags(by_codes(statuses, codes, ("is_active_base",))["is_active_base"]).to_numpy()
    sums = totals.assign(channel=totals["channel"].replace("", NO_CHANNEL)).set_index("channel")
    rows = pd.Index([*_order(names, stored, of_client, sums.index)], name="channel", dtype=object)
    counts = of_client.value_counts()
    table = pd.DataFrame(index=rows)
    table["count_clients"] = as_numbers(counts.reindex(rows)).fillna(0)
    table["count_active"] = as_numbers(of_client[is_active].value_counts().reindex(rows)).fillna(0)
    for key in ("turnover_12m_rub", "gross_profit_12m_rub"):
        table[key] = as_numbers(sums[key].reindex(rows)).mask(~rows.isin(sums.index), 0.0)
    table["trend"] = as_numbers(sums["trend"].reindex(rows))
    table["trend_basis"] = as_text(sums["trend_basis"].reindex(rows)).fillna(_NO_BASIS)
    whole = float(table["turnover_12m_rub"].sum())
    table["turnover_share"] = as_numbers(table["turnover_12m_rub"]) / (whole if whole > 0 else math.nan)
    typed = stored.assign(channel=as_text(stored["channel"])).set_index("channel")
    for column in SALES_CHANNELS.typed:
        table[column.key] = as_text(typed[column.key].reindex(rows)) if column.key in typed else None
    result = with_defaults(table.reset_index(), SALES_CHANNELS)
    is_nameless = result["channel"] == NO_CHANNEL
    for column in SALES_CHANNELS.typed:
        result[column.key] = result[column.key].mask(is_nameless & ~result["channel"].isin(typed.index), None)
    result["reason"] = texts(_reasons(result), result.index)
    return present(result, SALES_CHANNELS)


def channel_problems(table: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a problem per channel of SALES_CHANNELS without a strategy that is not marked non-priority (METHOD 5).

    A channel of the list that has neither a client nor sales is no problem yet (ours).
    """
    return tuple(
        RecordProblem(
            f"Канал «{channel}»: {NO_STRATEGY}",
            f"Впишите стратегию или выберите приоритет «{NOT_PRIORITY}».",
            sheet=SALES_CHANNELS.title,
            column=SALES_CHANNELS["strategy"].title,
            value=channel,
            record=(channel,),
        )
        for channel, is_missing, is_used in zip(table["channel"], _lacks_strategy(table), _is_used(table), strict=True)
        if is_missing and is_used
    )


def _lacks_strategy(table: pd.DataFrame) -> list[bool]:
    keys = ["channel", "strategy", "priority"]
    return [
        channel != NO_CHANNEL and priority != NOT_PRIORITY and not (isinstance(strategy, str) and strategy.strip())
        for channel, strategy, priority in table[keys].itertuples(index=False, name=None)
    ]


def _is_used(table: pd.DataFrame) -> pd.Series[bool]:
    used: pd.Series[bool] = (table["count_clients"] > 0) | (table["turnover_12m_rub"].fillna(0) != 0)
    return used


def _order(names: Iterable[str], stored: pd.DataFrame, of_client: pd.Series[str], sold: pd.Index[str]) -> Iterator[str]:
    """Yield the listed channels in their order, then others by name, then the clients and lines without one."""
    listed = [name for name in dict.fromkeys(names) if name != NO_CHANNEL]
    yield from listed
    found = {*as_text(stored["channel"]).dropna(), *of_client, *sold}
    yield from sorted(found - {*listed, NO_CHANNEL})
    if NO_CHANNEL in found:
        yield NO_CHANNEL


def _reasons(table: pd.DataFrame) -> Iterator[str]:
    keys = ["channel", "count_clients", "turnover_12m_rub", "turnover_share", "trend", "trend_basis"]
    for lacks, row in zip(_lacks_strategy(table), table[keys].itertuples(index=False, name=None), strict=True):
        channel, count, turnover, share, trend, basis = row
        parts = [f"{words.clients(int(count))}, оборот {words.rub(turnover)}"]
        if share == share:
            parts[0] += f" — {words.share(share)} всего"
        parts.append(f"тренд {words.change(trend)} ({basis})" if trend == trend else f"тренд: {basis}")
        if channel == NO_CHANNEL:
            parts.append("впишите канал в карточки этих клиентов" if count else "это продажи без клиента")
        yield "; ".join([*([NO_STRATEGY[0].upper() + NO_STRATEGY[1:]] if lacks else []), *parts])
