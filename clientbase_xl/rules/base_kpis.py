"""«Показатели базы»: the ten KPIs of the active base, now beside the same period before (METHOD section 5).

Whose figure it is (METHOD section 1): shipments are facts of the document's manager (setting `kpis.manager_by`), the
active base, its zero clients, width, depth and MML are lists of the manager of the card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_numbers, as_text, present
from clientbase_xl.rules.kpi_periods import KpiPeriod
from clientbase_xl.rules.task_kpis import NAN, TASK_NUMBERS, TaskSums, due_tasks, task_kpis
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.base_kpis import BASE_KPIS, DIMENSIONS
from clientbase_xl.settings import BaseKpiSettings

CLIENTS_UNIT, OUTLETS_UNIT, SHARE_UNIT = "клиентов", "точек", "%"
NO_DATA = "Нет данных"
_OF_PRODUCT = {"бренд": "бренд", "категория товара": "категорию", "SKU": "SKU"}


@dataclass(frozen=True, slots=True)
class KpiSide:
    """What the ledger and the cards say about one period.

    `shipped`: `manager`, `client_code` of clients with a purchase in the period. `clients`: all clients at its end,
    `client_code`, `manager` (card), `is_active_base`, `count_points`, `width_skus`, `quantity_bought`, `count_mml`
    (12 months). `products`: dimension → `manager` (None: together), `count_addresses`, `count_products`. `listings`:
    LISTINGS of the period. `is_known`: the ledger begins before the end of the period.
    """

    period: KpiPeriod
    shipped: pd.DataFrame
    clients: pd.DataFrame
    products: Mapping[str, pd.DataFrame]
    listings: pd.DataFrame
    is_known: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    """One KPI of one period: value, what it was divided from, and its numbers in words."""

    value: float
    why: str
    numerator: float = NAN
    denominator: float = NAN


def base_kpis(
    now: KpiSide,
    before: KpiSide,
    tasks: pd.DataFrame,
    count_mml: int,
    today: date,
    settings: BaseKpiSettings,
    managers: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the ten KPIs of «Отдел», then of each manager by alphabet: columns BASE_KPIS.

    METHOD section 5. In: both periods; the stored columns of TASKS; `count_mml`, the size of the must list (0: not
    given); `managers` that stand there also without clients. Out: KPIs in the order of the method. 1 АА: clients with a
    purchase, or their outlets; a client that two managers shipped to counts for both and once for «Отдел». 2 нулевые:
    the active base at the end of the period without a purchase in it, whoever leads it. 3: Σ АА of products ÷ products
    sold. 4: first shipments of a SKU, and tasks. 5: mean width, mean quantity per SKU, share of MML present. 4 and
    6–10 from tasks due in the period: `value` is the fact, in its own unit. Nothing to divide by, a period before the
    ledger began, no list, no tasks: the value is missing and «Почему» says so.
    """
    sides = (_prepared(now), _prepared(before))
    due = tuple(due_tasks(tasks, side.period) for side in sides)
    rows = [
        {"manager": name} | row
        for name in _names(sides, due, managers)
        for row in (*_of_ledger(sides, name, count_mml, settings), *_of_tasks(sides, due, name, today))
    ]
    table = pd.DataFrame(rows, columns=list(BASE_KPIS.keys))
    order = table["kpi_id"].astype(int)
    places = {name: place for place, name in enumerate(dict.fromkeys(table["manager"]))}
    by = pd.DataFrame({"manager": table["manager"].map(places), "kpi": order})
    return present(table.loc[by.sort_values(["manager", "kpi"], kind="stable").index], BASE_KPIS)


def of_manager(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the KPIs of one manager."""
    return table[table["manager"] == manager].reset_index(drop=True)


def _prepared(side: KpiSide) -> KpiSide:
    """Return the side with settled types and «без менеджера» where nobody is named."""
    clients = pd.DataFrame(
        {
            "client_code": as_text(side.clients["client_code"]),
            "manager": _people(side.clients["manager"]),
            "is_active_base": as_flags(side.clients["is_active_base"]),
            "count_points": as_numbers(side.clients["count_points"]).fillna(1),
            **{key: as_numbers(side.clients[key]).fillna(0) for key in ("width_skus", "quantity_bought", "count_mml")},
        }
    )
    shipped, listings = (table.assign(manager=_people(table["manager"])) for table in (side.shipped, side.listings))
    return KpiSide(side.period, shipped, clients, side.products, listings, side.is_known)


def _people(names: pd.Series[Any]) -> pd.Series[Any]:
    texts = as_text(names)
    return texts.where(texts.notna(), NO_MANAGER)


def _names(sides: Sequence[KpiSide], due: Sequence[pd.DataFrame], managers: Sequence[str]) -> list[str]:
    found = {*managers}
    for side, tasks in zip(sides, due, strict=True):
        active = side.clients[side.clients["is_active_base"]]
        found |= {*side.shipped["manager"], *active["manager"], *_people(tasks["manager"])}
    named = sorted((name for name in found if name != NO_MANAGER), key=str.casefold)
    return [DEPARTMENT, *named, *([NO_MANAGER] if NO_MANAGER in found else [])]


def _of(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    return table if manager == DEPARTMENT else table[table["manager"] == manager]


def _of_ledger(
    sides: Sequence[KpiSide], manager: str, count_mml: int, settings: BaseKpiSettings
) -> Iterator[dict[str, Any]]:
    """Yield KPIs 1–5."""
    unit = OUTLETS_UNIT if settings.is_outlets else CLIENTS_UNIT
    yield _row(1, "Активные адреса (АА)", unit, [_addresses(side, manager, settings) for side in sides])
    yield _row(2, "Нулевые клиенты", CLIENTS_UNIT, [_zero(side, manager) for side in sides])
    for dimension in DIMENSIONS:
        title = f"АА на {_OF_PRODUCT[dimension]}, в среднем"
        yield _row(3, title, unit, [_per_product(side, manager, dimension) for side in sides])
    yield _row(4, "Листинг: первые отгрузки SKU", "SKU", [_listed(side, manager) for side in sides])
    yield _row(4, "Листинг: из них новинки", "SKU", [_novelties(side, manager) for side in sides])
    yield _row(5, "Ширина: SKU у клиента", "SKU", [_width(side, manager) for side in sides])
    yield _row(5, "Глубина: единиц на SKU", "ед.", [_depth(side, manager) for side in sides])
    yield _row(5, "Доля MML у клиентов", SHARE_UNIT, [_must_list(side, manager, count_mml) for side in sides])


def _row(kpi_id: int, title: str, unit: str | None, figures: Sequence[_Figure]) -> dict[str, Any]:
    now, before = figures
    return {
        "kpi_id": kpi_id,
        "indicator": title,
        "unit": unit,
        "value": now.value,
        "value_before": before.value,
        # Beyond the ninth digit a difference of two means is noise of floating point.
        "change": round(now.value - before.value, 9),
        "numerator": now.numerator,
        "denominator": now.denominator,
        "reason": f"{now.why}. Период назад — {before.why[0].lower()}{before.why[1:]}",
    }


def _unknown(side: KpiSide) -> _Figure:
    return _Figure(NAN, f"{NO_DATA} за период {side.period.words}: продажи начинаются позже")


def _addresses(side: KpiSide, manager: str, settings: BaseKpiSettings) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    codes = _of(side.shipped, manager)["client_code"].drop_duplicates()
    points = as_numbers(codes.map(side.clients.set_index("client_code")["count_points"])).fillna(1)
    why = f"{_when(side)}: отгружено {words.grouped(len(codes))} клиентам"
    if settings.is_outlets:
        return _Figure(float(points.sum()), f"{why}, у них {words.grouped(points.sum())} торговых точек")
    return _Figure(float(len(codes)), why)


def _zero(side: KpiSide, manager: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    active = _active(side, manager)
    count = int(active["client_code"].isin(set(side.shipped["client_code"])).sum())
    base = f"{_when(side)}: активная база {words.grouped(len(active))} на {words.day(side.period.end)}"
    return _Figure(float(len(active) - count), f"{base} − отгружено из неё {words.grouped(count)}")


def _per_product(side: KpiSide, manager: str, dimension: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    table = side.products[dimension]
    names = as_text(table["manager"].where(table["manager"] != "", NO_MANAGER))
    found = table[names.isna() if manager == DEPARTMENT else names == manager]
    if found.empty:
        return _Figure(NAN, f"{_when(side)}: {NO_DATA.lower()}, в отгрузках нет этого признака товара")
    pairs, products = float(found["count_addresses"].iloc[0]), float(found["count_products"].iloc[0])
    return _ratio(
        pairs, products, f"{_when(side)}: сумма АА {words.grouped(pairs)} ÷ товаров {words.grouped(products)}"
    )


def _listed(side: KpiSide, manager: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    found = _of(side.listings, manager)
    clients, amount = found["client_code"].nunique(), float(found["amount_rub"].sum())
    return _Figure(float(len(found)), f"{_when(side)}: у {words.clients(clients)} на {words.rub(amount)} в первый день")


def _novelties(side: KpiSide, manager: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    found = _of(side.listings, manager)["is_novelty"].astype("boolean")
    if len(found) and found.isna().all():
        return _Figure(NAN, f"{_when(side)}: {NO_DATA.lower()}, история продаж короче порога новинки")
    count = int(found.fillna(False).sum())
    return _Figure(float(count), f"{_when(side)}: новинок {words.grouped(count)} из {words.grouped(len(found))}")


def _active(side: KpiSide, manager: str) -> pd.DataFrame:
    return _of(side.clients[side.clients["is_active_base"]], manager)


def _width(side: KpiSide, manager: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    active = _active(side, manager)
    total = float(active["width_skus"].sum())
    why = f"За 12 мес. до {words.day(side.period.end)}: {words.grouped(total)} пар клиент × SKU"
    return _ratio(total, float(len(active)), f"{why} ÷ {words.clients(len(active))} активной базы")


def _depth(side: KpiSide, manager: str) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    active = _active(side, manager)
    quantity, total = float(active["quantity_bought"].sum()), float(active["width_skus"].sum())
    why = f"За 12 мес. до {words.day(side.period.end)}: {words.grouped(quantity)} ед."
    return _ratio(quantity, total, f"{why} ÷ {words.grouped(total)} пар клиент × SKU")


def _must_list(side: KpiSide, manager: str, count_mml: int) -> _Figure:
    if not side.is_known:
        return _unknown(side)
    if not count_mml:
        return _Figure(NAN, f"{NO_DATA}: справочник MML пуст")
    active = _active(side, manager)
    present_skus, needed = float(active["count_mml"].sum()), float(len(active) * count_mml)
    why = f"За 12 мес. до {words.day(side.period.end)}: {words.grouped(present_skus)} SKU из MML"
    return _ratio(present_skus, needed, f"{why} ÷ ({words.clients(len(active))} × {count_mml})")


def _ratio(numerator: float, denominator: float, why: str) -> _Figure:
    value = numerator / denominator if denominator > 0 else NAN
    return _Figure(value, why if denominator > 0 else f"{NO_DATA}: {why[0].lower()}{why[1:]}", numerator, denominator)


def _of_tasks(
    sides: Sequence[KpiSide], due: Sequence[pd.DataFrame], manager: str, today: date
) -> Iterator[dict[str, Any]]:
    """Yield KPIs 4 and 6–10: a row per unit, one row where there are no tasks at all."""
    own = [_of(tasks.assign(manager=_people(tasks["manager"])), manager) for tasks in due]
    now, before = ({(kpi, unit): sums for kpi, unit, sums in task_kpis(tasks, today)} for tasks in own)
    for kpi, kpi_id in TASK_NUMBERS.items():
        title = "Листинг: задачи" if kpi_id == 4 else kpi[0].upper() + kpi[1:]
        units = list(dict.fromkeys(unit for name, unit in (*now, *before) if name == kpi)) or [None]
        for unit in units:
            yield _task_row(kpi_id, title, unit, now.get((kpi, unit)), before.get((kpi, unit)), sides)


def _task_row(
    kpi_id: int,
    title: str,
    unit: str | None,
    now: TaskSums | None,
    before: TaskSums | None,
    sides: Sequence[KpiSide],
) -> dict[str, Any]:
    when = [words.month(side.period.start) for side in sides]
    figures = [
        _Figure(sums.fact if sums else NAN, _task_why(sums, month))
        for sums, month in zip((now, before), when, strict=True)
    ]
    row = _row(kpi_id, title, unit, figures)
    if now:
        row |= {
            "numerator": now.fact_known,
            "denominator": now.plan_known,
            "plan": now.plan,
            "plan_share": now.share,
            "count_tasks": now.count_tasks,
            "count_done": now.count_done,
            "count_overdue": now.count_overdue,
        }
    return row


def _task_why(sums: TaskSums | None, month: str) -> str:
    if sums is None:
        return f"{NO_DATA}: задач со сроком за {month} нет"
    missing = f", факт не вписан у {sums.count_without_fact}" if sums.count_without_fact else ""
    return f"Срок за {month}: задач {sums.count_tasks}, сделано {sums.count_done}{missing}"


def _when(side: KpiSide) -> str:
    return side.period.words[0].upper() + side.period.words[1:]
