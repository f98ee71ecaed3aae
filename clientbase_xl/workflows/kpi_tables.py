"""KPIs of the active base, the bridge of the base and АА by product: from the lines and the cards to their sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.client_assortment import client_assortment
from clientbase_xl.ledger.listings import listings
from clientbase_xl.ledger.product_kpis import BRAND, CATEGORY, SKU, addresses_per_product, product_totals
from clientbase_xl.ledger.purchase_dates import purchase_dates
from clientbase_xl.ledger.shipments import lines_of_manager, lines_of_owners, shipped_clients
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.ledger.windows import Window, last_months
from clientbase_xl.rules import akb_bridge, base_kpis
from clientbase_xl.rules.akb_moves import BridgePeriod
from clientbase_xl.rules.assortment_kpis import assortment_kpis
from clientbase_xl.rules.base_kpis import KpiSide
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.joined import by_codes, join_clients
from clientbase_xl.rules.kpi_periods import KpiPeriod, kpi_periods
from clientbase_xl.rules.new_listings import new_listings
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, last_full_month_start, month_start, months_before
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE, AKB_MOVES, BRIDGE_PERIODS, IN_WORK
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS, BASE_KPIS, DIMENSIONS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.workflows.state import State

MML_LIST = "mml"
_DIMENSIONS = dict(zip(DIMENSIONS, (BRAND, CATEGORY, SKU), strict=True))
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The clients as both ends of the KPI period saw them, and the lines whose manager counts."""

    periods: tuple[KpiPeriod, KpiPeriod]
    snapshots: tuple[pd.DataFrame, pd.DataFrame]
    lines: Any
    first_on: date | None

    def is_known(self, side: int) -> bool:
        """Tell whether the ledger begins before the end of a period."""
        return self.first_on is not None and self.first_on < self.periods[side].end


def kpi_tables(base: Base, state: State, manager: str = "") -> dict[str, pd.DataFrame]:
    """Return «Показатели базы», «АА и нулевые по товарам», «Движение базы» and «Движение клиентов» by sheet key.

    METHOD sections 0, 5, 19. Of one manager: his own KPIs and bridge, the clients that came to him or left him, and
    products as his documents sold them against his own part of the active base.
    """
    periods, spans = kpi_periods(state.today, state.settings.kpis), bridge_spans(state.today)
    ends = {period.end for period in periods}
    seen = snapshots(base, state, ends.union(*spans.values()))
    kpis, assortment = _kpi_sheets(state, periods, seen, manager)
    bridge, moves = _bridge_sheets(spans, seen)
    if manager:
        kpis = base_kpis.of_manager(kpis, manager)
        bridge, moves = (akb_bridge.of_manager(table, manager) for table in (bridge, moves))
    return {BASE_KPIS.key: kpis, ASSORTMENT_KPIS.key: assortment, AKB_BRIDGE.key: bridge, AKB_MOVES.key: moves}


def bridge_spans(today: date) -> dict[str, tuple[date, date]]:
    """Return the periods of the bridge, start inclusive, end exclusive: week, month, last full month, 12 months."""
    month, last = month_start(today), last_full_month_start(today)
    spans = ((today - _WEEK, today), (month, today), (last, month), (months_before(today, MONTHS_IN_YEAR), today))
    return dict(zip(BRIDGE_PERIODS, spans, strict=True))


def bridge_tables(base: Base, state: State) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return AKB_BRIDGE and AKB_MOVES of all managers (METHOD section 0)."""
    spans = bridge_spans(state.today)
    return _bridge_sheets(spans, snapshots(base, state, set().union(*spans.values())))


def _bridge_sheets(
    spans: Mapping[str, tuple[date, date]], seen: Mapping[date, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    periods = [BridgePeriod(name, start, end, seen[start], seen[end]) for name, (start, end) in spans.items()]
    return akb_bridge.akb_tables(periods)


def listings_table(state: State) -> pd.DataFrame:
    """Return the first shipments of SKUs to old clients in the period of the KPIs: columns LISTINGS (METHOD 5)."""
    period = kpi_periods(state.today, state.settings.kpis)[0]
    found = listings(_lines_of_kpis(state), Window(period.start, period.end), state.settings.kpis.novelty_months)
    return new_listings(found, state.facts, state.cards)


def must_list(state: State) -> list[str]:
    """Return the SKU codes of the MML of «Справочники»."""
    values = state.lists.loc[state.lists["list_key"] == MML_LIST, "value"].dropna()
    return sorted({str(value).strip() for value in values} - {""})


def snapshots(base: Base, state: State, days: set[date]) -> dict[date, pd.DataFrame]:
    """Return the clients as the rules see them on the morning of each day (METHOD section 0).

    Sales are those before the day; manager, archive and decision are those of the card at that moment where the base
    already knew the client, else today's. Columns: STATUS, `client_name`, `manager`, `count_outlets`,
    `last_purchase_on`, `amount_rub` (turnover of 12 months, today's).
    """
    dates = purchase_dates(state.lines, sorted(days))
    return {day: _snapshot(state, dates[day], _cards_on(base, state, day), day) for day in days}


def _snapshot(state: State, dates: pd.DataFrame, cards: pd.DataFrame, day: date) -> pd.DataFrame:
    status = statuses(dates, cards, day, state.settings)
    keys = ("client_name", "manager", "count_outlets", "turnover_12m_rub")
    people = join_clients(state.facts, cards, keys).rename(columns={"turnover_12m_rub": "amount_rub"})
    codes = pd.Index(status["client_code"], dtype=object)
    last = by_codes(dates, codes, ("last_purchase_on",))["last_purchase_on"]
    return status.assign(last_purchase_on=last).merge(people, on="client_code", how="left")


def _cards_on(base: Base, state: State, day: date) -> pd.DataFrame:
    """Return the cards as the base knew them at the start of a day; of clients it did not know yet, today's."""
    if day >= state.today:
        return state.cards
    then = datetime.combine(day, time(), state.zone).astimezone(UTC).replace(tzinfo=None)
    known = read_cards(base, then if state.moment is None else min(then, state.moment))
    if known.empty:
        return state.cards
    later = state.cards[~state.cards["client_code"].isin(known["client_code"])]
    both: pd.DataFrame = pd.concat([known, later], ignore_index=True) if len(later) else known
    return both.sort_values("client_code", ignore_index=True)


def _lines_of_kpis(state: State) -> Any:
    """Return the lines under the manager whose facts they are (setting `kpis.manager_by`)."""
    if state.settings.kpis.manager_by == "документ":
        return state.lines
    return lines_of_owners(state.lines, join_clients(state.facts, state.cards, ("manager",)))


def _kpi_sheets(
    state: State, periods: tuple[KpiPeriod, KpiPeriod], seen: Mapping[date, pd.DataFrame], manager: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return «Показатели базы» of everybody, and «АА и нулевые по товарам» of one manager or of all."""
    ends = _Ends(
        periods=periods,
        snapshots=(seen[periods[0].end], seen[periods[1].end]),
        lines=_lines_of_kpis(state),
        first_on=summarise(state.lines).first_on,
    )
    clients = _addresses(ends, state.settings.kpis.is_outlets)
    mml = must_list(state)
    now, before = _sides(state, ends, clients, mml)
    kpis = base_kpis.base_kpis(now, before, state.records[TASKS.key], len(mml), state.today, state.settings.kpis)
    return kpis, _assortment(state, ends, clients, manager)


def _addresses(ends: _Ends, is_outlets: bool) -> pd.DataFrame:
    """Return the clients with their points and whether either end has them in the active base, and whose they are."""
    now, before = ends.snapshots
    codes = pd.Index(sorted({*now["client_code"], *before["client_code"]}), dtype=object)
    of_now, of_before = (
        by_codes(table, codes, ("is_active_base", "manager", "count_outlets")) for table in (now, before)
    )
    points = pd.to_numeric(of_now["count_outlets"]).fillna(1).clip(lower=1) if is_outlets else 1
    return pd.DataFrame(
        {
            "client_code": codes,
            "count_points": points,
            "is_active_now": of_now["is_active_base"].astype("boolean").fillna(False).astype(bool),
            "is_active_before": of_before["is_active_base"].astype("boolean").fillna(False).astype(bool),
            "manager_now": of_now["manager"],
            "manager_before": of_before["manager"],
        }
    )


def _sides(state: State, ends: _Ends, clients: pd.DataFrame, mml: list[str]) -> tuple[KpiSide, KpiSide]:
    """Return what the ledger and the cards say about both periods; lines are walked once for both where they can be."""
    now, before = (Window(period.start, period.end) for period in ends.periods)
    products = {
        name: addresses_per_product(ends.lines, clients, now, before, dimension)
        for name, dimension in _DIMENSIONS.items()
    }
    listed = listings(ends.lines, Window(before.start, now.end), state.settings.kpis.novelty_months)
    points = clients[["client_code", "count_points"]]

    def side(number: int, window: Window) -> KpiSide:
        bought = client_assortment(state.lines, last_months(window.end, state.settings.facts.turnover_months), mml)
        known = ends.snapshots[number].merge(points, on="client_code", how="left")
        is_listed = listed["listed_on"].between(pd.Timestamp(window.start), pd.Timestamp(window.end), inclusive="left")
        return KpiSide(
            period=ends.periods[number],
            shipped=shipped_clients(ends.lines, window),
            clients=known.merge(bought, on="client_code", how="left"),
            products={name: table[table["is_now"] == (number == 0)] for name, table in products.items()},
            listings=listed[is_listed],
            is_known=ends.is_known(number),
        )

    return side(0, now), side(1, before)


def _assortment(state: State, ends: _Ends, clients: pd.DataFrame, manager: str) -> pd.DataFrame:
    windows = tuple(Window(period.start, period.end) for period in ends.periods)
    own = clients
    if manager:
        own = clients.assign(
            is_active_now=clients["is_active_now"] & (clients["manager_now"] == manager),
            is_active_before=clients["is_active_before"] & (clients["manager_before"] == manager),
        )
    return assortment_kpis(
        {name: _totals(ends.lines, own, windows, key, manager) for name, key in _DIMENSIONS.items()},
        (int(own["is_active_now"].sum()), int(own["is_active_before"].sum())),
        ends.periods,
        count_skus=state.settings.kpis.count_skus,
        is_before_known=ends.is_known(1),
    )


def _totals(
    lines: Any, clients: pd.DataFrame, windows: tuple[Window, ...], dimension: str, manager: str
) -> pd.DataFrame:
    """Return the totals of products; of one manager: his sales, and his clients that bought from anybody."""
    now, before = windows
    if not manager:
        return product_totals(lines, clients, now, before, dimension)
    sold = product_totals(lines_of_manager(lines, manager), clients, now, before, dimension)
    keys = ["count_active_now", "count_active_before"]
    everywhere = product_totals(lines, clients, now, before, dimension)[["product", *keys]]
    return sold.drop(columns=keys).merge(everywhere, on="product", how="left")


def table_of(tables: Mapping[str, pd.DataFrame], sheet_key: str, manager: str) -> pd.DataFrame:
    """Return the rows of one manager (or «Отдел») of a table that `kpi_tables` gave for everybody."""
    of = base_kpis.of_manager if sheet_key == BASE_KPIS.key else akb_bridge.of_manager
    return of(tables[sheet_key], manager)


def weekly_bridge(tables: Mapping[str, pd.DataFrame], manager: str) -> pd.DataFrame:
    """Return the bridge of clients in work of one manager or «Отдел» for the weekly page: AKB_BRIDGE, a row a period.

    METHOD section 19. In: what `kpi_tables` gave for everybody. The last week, the current month, the last full month.
    """
    bridge = table_of(tables, AKB_BRIDGE.key, manager)
    shown = (bridge["base"] == IN_WORK) & bridge["period"].isin(BRIDGE_PERIODS[:3])
    return bridge[shown].reset_index(drop=True)


def weekly_products(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return АА and zero clients by brand and product category for the head's weekly page (METHOD section 19)."""
    products = tables[ASSORTMENT_KPIS.key]
    return products[products["dimension"].isin(DIMENSIONS[:2])].reset_index(drop=True)
