"""«Предложение клиенту», its page, «Запасы клиента» of a computed state (METHOD section 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.ledger.client_skus import client_skus
from clientbase_xl.ledger.last_prices import last_prices
from clientbase_xl.ledger.peer_skus import peer_skus
from clientbase_xl.ledger.sku_sales import sku_sales
from clientbase_xl.ledger.weekly_units import weekly_units
from clientbase_xl.ledger.windows import Window, last_months
from clientbase_xl.problems import Problem
from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.rules.client_status import active_codes
from clientbase_xl.rules.client_stock import client_stock, stock_problems
from clientbase_xl.rules.liquid_assortment import KNOWN_MONTHS, REBOUGHT_MONTHS, SOLD_MONTHS, liquid_assortment
from clientbase_xl.rules.offer_lines import offer_lines
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.rules.offered_first import offered_first
from clientbase_xl.rules.pack_sizes import pack_sizes
from clientbase_xl.rules.similar_skus import least_rebuyers, similar_groups, similar_skus
from clientbase_xl.rules.weekly_demand import DAYS, shipment_demand
from clientbase_xl.schemas.client_offer import CLIENT_OFFER, OFFER_LINES, OFFER_PAGE
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.workflows.state import State, once


@dataclass(frozen=True, slots=True)
class Assortment:
    """What the offers of all clients share: articles by liquidity, who is similar to whom, what they re-buy."""

    articles: pd.DataFrame
    groups: pd.DataFrame
    rebought: pd.DataFrame


def offer_tables(
    state: State, tables: Mapping[str, pd.DataFrame], manager: str = "", *, has_pages: bool = True
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the tables of the offers by sheet key, and what is wrong with counts and packs.

    METHOD section 12. `tables` are those of the workbook (of one manager: his clients). The workbook keeps the lines of
    its clients with the largest turnover, as many as the setting says. Counts of clients of others are left out. Where
    no pages of a chosen client are wanted, only the counts are there.
    """
    clients = tables["clients"]
    stock = stock_table(state)
    if manager:
        stock = stock[stock["client_code"].isin(clients["client_code"])].reset_index(drop=True)
    found = {CLIENT_STOCK.key: stock}
    if has_pages:
        lines = kept_lines(state, clients)
        code = offered_first(lines, stock, clients)
        offer = client_offer(code or "", lines, stock, OfferTerms.of(state.settings.offers), state.today)
        found |= {OFFER_LINES.key: lines, CLIENT_OFFER.key: offer, OFFER_PAGE.key: offer_page(offer)}
    known = {str(one) for one in state.cards["client_code"]} | {str(one) for one in clients["client_code"]}
    problems = stock_problems(stock, known, set(_names(state)), state.today, state.settings.offers)
    return found, (*problems, *(() if manager else pack_sizes(state.lists)[1]))


def stock_table(state: State) -> pd.DataFrame:
    """Return CLIENT_STOCK of everybody."""
    return client_stock(state.records[CLIENT_STOCK.key], state.cards, _names(state), state.today)


def kept_lines(state: State, clients: pd.DataFrame) -> pd.DataFrame:
    """Return OFFER_LINES of the clients with the largest turnover among those of CLIENTS."""
    return lines_of_clients(state, _largest(clients, state.settings.offers.count_clients))


def lines_of_clients(state: State, codes: Sequence[str]) -> pd.DataFrame:
    """Return OFFER_LINES of the given clients."""
    shared, settings, today = assortment(state), state.settings.offers, state.today
    candidates = set(shared.rebought["sku"])
    ranks = shared.articles[["sku", "liquid_rank"]].assign(is_candidate=shared.articles["sku"].isin(candidates))
    year, weeks = last_months(today, KNOWN_MONTHS), demand_window(today, settings.demand_weeks)
    bought = client_skus(
        state.lines,
        codes,
        ranks,
        year,
        most_liquid=settings.count_own,
        most_other=settings.count_illiquid,
    )
    best = bought[bought["is_best"]].reset_index(drop=True)
    demand = shipment_demand(weekly_units(state.lines, best, weeks), best, weeks.start, weeks.end)
    prices = last_prices(state.lines, best, year)
    pair = ["client_code", "sku"]
    own = best.merge(demand, on=pair).merge(prices[[*pair, "price_rub"]], on=pair, how="left")
    groups = shared.groups[shared.groups["client_code"].isin(list(codes))]
    peers = similar_skus(shared.rebought, groups, bought, settings)
    again = last_months(today, REBOUGHT_MONTHS)
    return offer_lines(own, peers, shared.articles, pack_sizes(state.lists)[0], _days(again))


def demand_window(today: date, count_weeks: int) -> Window:
    """Return the last full ISO weeks: the current one is excluded even on its Sunday."""
    end = today - timedelta(days=today.weekday())
    return Window(end - timedelta(days=DAYS * count_weeks), end)


@once
def assortment(state: State) -> Assortment:
    """Return what the offers of all clients share; once per state."""
    settings, today = state.settings.offers, state.today
    sold, again = last_months(today, SOLD_MONTHS), last_months(today, REBOUGHT_MONTHS)
    sales = sku_sales(state.lines, sold, again, last_months(today, KNOWN_MONTHS))
    groups = similar_groups(state.clients(), active_codes(state.statuses))
    rebought = peer_skus(state.lines, groups, least_rebuyers(groups, settings), again)
    return Assortment(liquid_assortment(sales, _days(sold) / DAYS, settings), groups, rebought)


def _names(state: State) -> dict[str, str | None]:
    """Return the names of the articles for counts of them; none while nothing is counted."""
    if state.records[CLIENT_STOCK.key].empty:
        return {}
    articles = assortment(state).articles
    return dict(zip(articles["sku"], articles["product_name"], strict=True))


def _largest(clients: pd.DataFrame, count: int) -> list[str]:
    """Return the codes of the clients with the largest turnover of 12 months; ties by code."""
    turnover = pd.to_numeric(clients["turnover_12m_rub"]).fillna(0)
    table = pd.DataFrame({"code": clients["client_code"].astype(str), "turnover": turnover})
    codes: list[str] = table.sort_values(["turnover", "code"], ascending=[False, True])["code"].head(count).tolist()
    return codes


def _days(window: Window) -> int:
    return (window.end - window.start).days
