"""«Начало»: the state of the base at a glance.

METHOD sections 0 (statuses, active base), 1 («Начало») and 5 (АА, нулевые клиенты).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import present, settle
from clientbase_xl.rules.periods import last_full_month_start
from clientbase_xl.schemas.base_kpis import BASE_KPIS
from clientbase_xl.schemas.clients import CLIENTS, LETTERS, STATUSES
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.start import START_COUNTS
from clientbase_xl.schemas.tasks import TASKS

NO_DATA = "нет данных"


def start_counts(
    clients: pd.DataFrame,
    facts: pd.DataFrame,
    reactivation: pd.DataFrame,
    today: date,
    *,
    imported_on: date | None,
    count_problems: int,
    last_sale_on: date | None = None,
    count_requests_waiting: int | None = None,
    count_tasks_overdue: int | None = None,
    kpis: pd.DataFrame | None = None,
    kpi_period: str = "",
    reconciled: tuple[date | None, date | None] = (None, None),
) -> pd.DataFrame:
    """Return the figures of the base, one per row, in the order of reading.

    METHOD sections 0, 1, 5, 7. In: CLIENTS and REACTIVATION of `today` (of one manager: his figures), FACTS; the day of
    the last import; the last day of the ledger, without which the last purchase stands for it; the requests that wait
    for a decision and the tasks overdue (None: not counted, no row); BASE_KPIS of the same people and the words of
    their period, where they are computed; the days of the last reconciliation and of the next one.
    Out: START_COUNTS columns. The active base is the clients with a computed category. АА and нулевые клиенты are
    those of `kpis`; without them нулевые = active base − АА of the last full month. A status or category nobody has
    is left out. Gross profit counts the clients whose cost is known and names their number when it is not all.
    """
    table, sales = settle(clients, CLIENTS), settle(facts, FACTS)
    active = table[table["category"].notna()]
    sales = sales[sales["client_code"].isin(table["client_code"])]
    last_sale = last_sale_on or _latest(sales)
    letters = [_count(f"Категория {name}", int((active["category"] == name).sum()), CLIENTS.key) for name in LETTERS]
    states = [_count(f"Статус «{name}»", int((table["status"] == name).sum()), CLIENTS.key) for name in STATUSES]
    rows = [
        _count("Клиентов в базе", len(table), CLIENTS.key),
        _count("Активная база", len(active), CLIENTS.key),
        *(row for row in (*letters, *states) if row["value"]),
        *(
            _active_addresses(sales, set(active["client_code"]), today)
            if kpis is None or kpis.empty
            else _addresses_of(kpis, kpi_period)
        ),
        _row("Оборот за 12 мес., ₽", round(float(table["turnover_12m_rub"].fillna(0).sum()), 2), "money", CLIENTS.key),
        _profit(table),
        _count("В списке реактивации", len(reactivation), REACTIVATION.key),
        *_optional("Заявок на согласовании", count_requests_waiting, REQUESTS.key),
        *_optional("Задач просрочено", count_tasks_overdue, TASKS.key),
        _text("Последняя продажа", words.day(last_sale) if last_sale else NO_DATA),
        _text("Последняя загрузка продаж", words.day(imported_on) if imported_on else NO_DATA),
        _reconciled(*reconciled, today),
        _count("Проблем в данных", count_problems, PROBLEMS.key),
    ]
    return present(pd.DataFrame(rows, columns=list(START_COUNTS.keys)), START_COUNTS)


def _reconciled(last: date | None, due: date | None, today: date) -> dict[str, Any]:
    """Return when the base was last reconciled and when it is due again; late from the day after (METHOD 7)."""
    if last is None or due is None:
        return _text("Последняя сверка базы", "не было", RECONCILIATION.key)
    state = "пора было" if due < today else "следующая"
    return _text("Последняя сверка базы", f"{words.day(last)}, {state} {words.day(due)}", RECONCILIATION.key)


def _optional(title: str, count: int | None, sheet_key: str) -> list[dict[str, Any]]:
    return [] if count is None else [_count(title, count, sheet_key)]


def _latest(sales: pd.DataFrame) -> date | None:
    last = sales["last_purchase_on"].max()
    return None if pd.isna(last) else last.date()


def _profit(table: pd.DataFrame) -> dict[str, Any]:
    sold = table[table["turnover_12m_rub"].fillna(0) != 0]
    known = sold["gross_profit_12m_rub"].dropna()
    if known.empty:
        return _no_data("Валовая прибыль за 12 мес., ₽", "money", CLIENTS.key)
    part = "" if len(known) == len(sold) else f" (известна у {len(known)} из {len(sold)})"
    return _row(f"Валовая прибыль за 12 мес., ₽{part}", round(float(known.sum()), 2), "money", CLIENTS.key)


def _active_addresses(sales: pd.DataFrame, codes: set[str], today: date) -> list[dict[str, Any]]:
    month = words.month(last_full_month_start(today))
    titles = (f"АА (активные адреса), {month}", f"Нулевые клиенты, {month}")
    bought = sales[sales["client_code"].isin(codes)]["count_purchases_last_month"]
    if codes and bought.isna().all():
        return [_no_data(title, "integer", CLIENTS.key) for title in titles]
    active = int((bought > 0).sum())
    return [_count(titles[0], active, CLIENTS.key), _count(titles[1], len(codes) - active, CLIENTS.key)]


def _addresses_of(kpis: pd.DataFrame, period: str) -> list[dict[str, Any]]:
    """Return АА and нулевые клиенты as «Показатели базы» has them, so that no two sheets differ."""
    numbers = kpis.drop_duplicates("kpi_id").set_index("kpi_id")["value"].astype("float64")
    titles = {1: f"АА (активные адреса), {period}", 2: f"Нулевые клиенты, {period} (база на конец периода)"}
    return [
        _no_data(title, "integer", BASE_KPIS.key)
        if pd.isna(numbers.get(kpi))
        else _count(title, int(numbers[kpi]), BASE_KPIS.key)
        for kpi, title in titles.items()
    ]


def _row(title: str, value: float, kind: str, sheet_key: str) -> dict[str, Any]:
    return {"title": title, "value": value, "text": None, "kind": kind, "sheet_key": sheet_key}


def _count(title: str, value: int, sheet_key: str) -> dict[str, Any]:
    return _row(title, float(value), "integer", sheet_key)


def _no_data(title: str, kind: str, sheet_key: str) -> dict[str, Any]:
    """Return a figure that is not known today: its cell and its link are those of the number."""
    return {"title": title, "value": None, "text": NO_DATA, "kind": kind, "sheet_key": sheet_key}


def _text(title: str, text: str, sheet_key: str | None = None) -> dict[str, Any]:
    return {"title": title, "value": None, "text": text, "kind": "text", "sheet_key": sheet_key}
