"""What about typed discounts contradicts itself or the base (METHOD section 14; section 0: named, never repaired)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.schemas.discounts import DISCOUNTS, FROM_SALES, MARGIN, NEVER_PAYS, NO_MARGIN_KIND
from clientbase_xl.settings import DiscountSettings

_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class DiscountContext:
    """What discounts are checked against.

    `clients` are all codes of the base, `first_purchases` the first day by code, `people` everybody who sells, leads a
    client or is on a list, `categories` and `skus` the goods of the ledger among those that discounts name.
    """

    today: date
    clients: Collection[str]
    first_purchases: Mapping[str, date]
    people: Collection[str]
    categories: Collection[str]
    skus: Collection[str]


def discount_problems(table: pd.DataFrame, context: DiscountContext, settings: DiscountSettings) -> tuple[Problem, ...]:
    """Return what of DISCOUNTS makes no sense, a problem per cell, in the order of the rows.

    METHOD section 14. A margin not above the discount; a discount of 0; a number without its kind, a margin above
    100 %, a typed margin further from that of the ledger than the settings allow (exactly as far is allowed); a day
    before the client's first purchase, after the last day, further ahead than the settings allow; an unknown client,
    manager, category or SKU. Empty mandatory cells and bounds are those of the catalogue (`schemas/validation.py`).
    """
    known = {name_key(name) for name in context.people}
    found: list[Problem] = []
    for row in table.to_dict("records"):
        checks = (*_shares(row, settings), *_days(row, context, settings), *_names(row, context, known))
        found += [
            RecordProblem(
                message,
                remedy,
                sheet=DISCOUNTS.title,
                column=DISCOUNTS[key].title,
                value=value,
                record=(str(row["row_id"]),),
                client_code=str(row["client_code"] or ""),
            )
            for key, message, remedy, value in checks
        ]
    return tuple(found)


_Check = tuple[str, str, str, str]
"""Column, message, remedy, value."""


def _shares(row: Mapping[Any, Any], settings: DiscountSettings) -> Iterator[_Check]:
    margin, share, of_sales = (_number(row[key]) for key in ("margin_used", "discount_share", "ledger_margin"))
    typed = _number(row["margin_value"])
    if row["forecast"] == NEVER_PAYS and margin is not None and share is not None:
        yield (
            "discount_share",
            f"Маржа {per_cent(margin)} не больше скидки: такая скидка не окупится никогда",
            "Уменьшите скидку или откажитесь от неё.",
            per_cent(share),
        )
    if share == 0:
        yield "discount_share", "Скидка 0 %", "Впишите скидку или очистите строку.", "0"
    if typed is not None and row["margin_kind"] is None:
        yield "margin_kind", f"Не сказано, {NO_MARGIN_KIND}", "Выберите «маржа» или «наценка».", ""
    if typed is not None and row["margin_kind"] == MARGIN and typed > 1 + _HAIR:
        yield "margin_value", "Маржа больше 100 %", "Если это наценка, выберите «наценка».", per_cent(typed)
    is_typed = margin is not None and row["margin_source"] not in (None, FROM_SALES)
    if (
        is_typed
        and margin is not None
        and of_sales is not None
        and abs(margin - of_sales) > settings.margin_gap + _HAIR
    ):
        yield (
            "margin_value",
            f"Введённая маржа {per_cent(margin)}, а по продажам {per_cent(of_sales)}",
            "Проверьте маржу; пустая ячейка — считать по продажам.",
            "" if typed is None else per_cent(typed),
        )


def _days(row: Mapping[Any, Any], context: DiscountContext, settings: DiscountSettings) -> Iterator[_Check]:
    decided, last = _date(row["decided_on"]), _date(row["valid_to"])
    if decided is None:
        return
    first = context.first_purchases.get(str(row["client_code"] or ""))
    if first is not None and decided < first:
        message = f"Скидка раньше первой покупки клиента ({words.day(first)})"
        yield "decided_on", message, "Проверьте дату и код клиента.", words.day(decided)
    if decided > context.today + timedelta(days=settings.ahead_days):
        message = f"Скидка начнётся позже чем через {words.days(settings.ahead_days)}"
        yield "decided_on", message, "Проверьте год и месяц.", words.day(decided)
    if last is not None and last < decided:
        message = "Скидка кончается раньше, чем начинается"
        yield "valid_to", message, "Исправьте одну из двух дат.", words.day(last)


def _names(row: Mapping[Any, Any], context: DiscountContext, people: Collection[str]) -> Iterator[_Check]:
    code, manager = str(row["client_code"] or "").strip(), str(row["manager"] or "").strip()
    if code and code not in context.clients:
        yield "client_code", "Клиента с таким кодом в базе нет", "Возьмите код с листа «Клиенты».", code
    if manager and name_key(manager) not in people:
        yield "manager", "Такого менеджера в базе нет", "Выберите менеджера из списка.", manager
    for key, goods, message in (
        ("product_category", context.categories, "Такой категории товара в продажах нет"),
        ("sku", context.skus, "Такого SKU в продажах нет"),
    ):
        name = str(row[key] or "").strip()
        if name and name not in goods:
            yield key, message, "Впишите, как в выгрузке продаж, или очистите ячейку.", name


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _date(value: Any) -> date | None:
    found = pd.to_datetime(value, errors="coerce")
    return None if pd.isna(found) else found.date()
