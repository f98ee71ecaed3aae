"""What the demo's people typed about programmes, documents and plans of clients (METHOD section 13).

The head agrees plans with the largest steady clients; powers of attorney run out, as they do; one contract was renewed
and nobody corrected the card; a show-room stands at a client who left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.segments import WHOLESALE
from clientbase_xl.demo.stories import Story
from clientbase_xl.rules.periods import shift_months
from clientbase_xl.schemas.agreements import (
    ADDENDUM,
    AGREEMENTS,
    CONTRACT,
    LETTER,
    POWER,
    TALKS,
)
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.schemas.programmes import (
    AGREED,
    FINISHED,
    OFFERED,
    PROGRAMMES,
    REFUSED,
    RETURN_PROGRAMME,
    RUNNING,
)
from clientbase_xl.schemas.typed_cells import stored_columns

_STEADY = (Story.STEADY, Story.GROWING)
_LAST_DAYS = (61, 60, 45, 31, 30, 12, 0, -1, -20, 140, 200, 250, 300, 330, None, 180, 95, 365, 70, -75)
"""Days from today to the last day of the powers of attorney: on both sides of every warning."""
_COUNT_CONTRACTS = 24
_MONTH_PARTS = (0.28, 0.33, 0.39)
_REWARD = "Ретробонус за выполнение повышенного плана"
_CONDITIONS: Mapping[str, Sequence[str]] = {
    "Дилерский склад": ("Склад 1,2 млн ₽, пополнение по вторникам", "Склад 600 тыс. ₽, выкуп остатка через 90 дней"),
    RETURN_PROGRAMME: ("Первые два заказа по цене до ухода", "Доставка за наш счёт три месяца", "Отсрочка 21 день"),
    "Шоу-рум": ("Стенд инструмента, выкуп образцов через 4 месяца", "Две витрины, продать образцы за полгода"),
    "Товарные лимиты": ("Лимит 800 тыс. ₽, сверка раз в месяц", "Лимит 350 тыс. ₽ на сезон"),
    "Складские программы": ("Держим запас на 3 недели по 40 позициям", "Запас автохимии под клиента на зиму"),
    "Фондовые скидки": ("4 % с третьего миллиона", "3 % при 500 тыс. ₽ в месяц"),
}
_SHARES: Mapping[str, tuple[int, int]] = {
    "Дилерский склад": (4, 1),
    "Шоу-рум": (4, 2),
    "Товарные лимиты": (3, 1),
    "Складские программы": (5, 2),
    "Фондовые скидки": (3, 1),
}
"""How many clients a programme runs at, and at how many it is over."""


_RETURNS = (
    ((Story.LAPSED, Story.LEFT), (OFFERED, RUNNING, AGREED, OFFERED, REFUSED, RUNNING, OFFERED, REFUSED, OFFERED)),
    ((Story.RETURNED,), (RUNNING, FINISHED, RUNNING)),
)
"""To whom «Возврат клиента» was offered: those who are away, and some who came back."""


def agreement_records(
    plans: Sequence[ClientPlan], ends: Mapping[str, date], today: date, seed: int
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of the four sheets of METHOD 13 by key, dtype object.

    `ends` are the last days of the contracts by client code, as the cards name them.
    """
    steady = sorted((plan for plan in plans if plan.story in _STEADY), key=lambda plan: (-plan.yearly_rub, plan.code))
    first_on = date(today.year + 1, 1, 1)
    quarters = {plan.code: _rounded(plan.yearly_rub * 0.24) for plan in steady[:9]}
    documents = [
        *_contracts(steady, ends, today, seed),
        *_powers(steady, plans, today, seed),
        *_year_plans(steady[:7], today),
        *_talks(steady, quarters, first_on, today, seed),
    ]
    keys = [*CLIENT_PLANS.key_columns, *(column.key for column in stored_columns(CLIENT_PLANS))]
    months = [*_months(steady[:4], quarters, first_on)]
    return {
        AGREEMENTS.key: records_frame(AGREEMENTS, documents),
        PROGRAMMES.key: records_frame(PROGRAMMES, [*_programmes(plans, steady, today, seed)]),
        PROGRAMME_TERMS.key: _terms(),
        CLIENT_PLANS.key: pd.DataFrame(months, columns=keys, dtype=object),
    }


def _contracts(steady: Sequence[ClientPlan], ends: Mapping[str, date], today: date, seed: int) -> Iterator[Record]:
    """Yield contracts that say what the card says; one was renewed meanwhile, beside the one that it replaced."""
    known = [plan for plan in steady if plan.code in ends][:_COUNT_CONTRACTS]
    for place, plan in enumerate(known):
        draws, until = Draws(seed, "contract", plan.code), ends[plan.code]
        document = {
            "client_code": plan.code,
            "document_kind": CONTRACT,
            "document_no": f"{draws.integer(12, 980)}/{until.year % 100:02d}-П",
            "signed_on": shift_months(min(until, today), -draws.integer(8, 30)),
            "valid_until": until,
            "responsible": plan.manager,
        }
        yield document
        if place == 5:
            later = max(until, today) + timedelta(days=365)
            yield document | {
                "document_no": f"{draws.integer(12, 980)}/{later.year % 100:02d}-П",
                "signed_on": today - timedelta(days=9),
                "valid_until": later,
                "comment": "Перезаключили, карточку ещё не поправили.",
            }


def _powers(steady: Sequence[ClientPlan], plans: Sequence[ClientPlan], today: date, seed: int) -> Iterator[Record]:
    """Yield powers of attorney: of large clients in work, and of some to win back."""
    lapsed = sorted(
        (plan for plan in plans if plan.story is Story.LAPSED), key=lambda plan: (-plan.yearly_rub, plan.code)
    )
    chosen = [*zip(steady, _LAST_DAYS, strict=False), *zip(lapsed, (-40, 25, 210, 58, None, -3, 340), strict=False)]
    for plan, days in chosen:
        draws = Draws(seed, "power", plan.code)
        until = None if days is None else today + timedelta(days=days)
        yield {
            "client_code": plan.code,
            "document_kind": POWER,
            "document_no": str(draws.integer(1, 240)),
            "signed_on": shift_months(until or today, -12),
            "valid_until": until,
            "responsible": plan.manager,
            "comment": "Срок в копии не виден, запросили." if days is None else None,
        }


def _year_plans(steady: Sequence[ClientPlan], today: date) -> Iterator[Record]:
    """Yield the addenda of this year: some are kept, some are behind."""
    for place, plan in enumerate(steady):
        factor = (0.9, 1.02, 1.35, 0.95, 0.85, 1.3, 1.0)[place % 7]
        yield {
            "client_code": plan.code,
            "document_kind": ADDENDUM,
            "document_no": f"ДС-{place + 1}",
            "signed_on": date(today.year - 1, 12, 10 + place),
            "valid_until": date(today.year, 12, 31),
            "responsible": plan.manager,
            "plan_from_on": date(today.year, 1, 1),
            "plan_to_on": date(today.year, 12, 1),
            "plan_rub": _rounded(plan.yearly_rub * factor),
            "reward": _REWARD,
            "reward_share": (0.01, 0.015, 0.02)[place % 3],
        }
        yield {
            "client_code": plan.code,
            "document_kind": LETTER,
            "document_no": f"СН-{place + 1}",
            "signed_on": date(today.year - 1, 11, 12 + place),
            "valid_until": date(today.year - 1, 12, 31),
            "responsible": plan.manager,
            "comment": "Перешло в дополнительное соглашение.",
        }


def _talks(
    steady: Sequence[ClientPlan], quarters: Mapping[str, int], first_on: date, today: date, seed: int
) -> Iterator[Record]:
    """Yield the talks about next year: agreed with the first, letters of intent with others, talks with the rest."""
    last_on = date(first_on.year, 3, 1)
    for place, plan in enumerate(steady[:22]):
        draws = Draws(seed, "talks", plan.code)
        common: Record = {"client_code": plan.code, "responsible": plan.manager}
        if place < 4:
            plan_of = {"plan_from_on": first_on, "plan_to_on": last_on, "plan_rub": quarters[plan.code]}
            plan_of |= {"reward": _REWARD, "reward_share": 0.015}
            signed = today - timedelta(days=draws.integer(2, 12))
            yield (
                common
                | plan_of
                | {
                    "document_kind": ADDENDUM,
                    "document_no": f"ДС-{first_on.year % 100}/{place + 1}",
                    "signed_on": signed,
                    "valid_until": date(first_on.year, 12, 31),
                    "stage": "план",
                }
            )
        if place < 10:
            yield common | {
                "document_kind": LETTER,
                "document_no": f"СН-{first_on.year % 100}/{place + 1}",
                "signed_on": today - timedelta(days=draws.integer(14, 40)),
                "valid_until": date(first_on.year, 3, 31),
            }
        elif place < 16:
            yield common | {
                "document_kind": LETTER,
                "stage": TALKS,
                "comment": draws.pick(("Просят 2 % за рост на 15 %.", "Ждут наш план поставок.", "Решают в декабре.")),
            }


def _months(steady: Sequence[ClientPlan], quarters: Mapping[str, int], first_on: date) -> Iterator[list[object]]:
    """Yield the agreed quarter month by month: rising towards spring, in sum what the addendum says."""
    for plan in steady:
        whole = quarters[plan.code]
        parts = [round(whole * part / 1_000) * 1_000 for part in _MONTH_PARTS[:-1]]
        for number, roubles in enumerate([*parts, whole - sum(parts)]):
            yield [plan.code, shift_months(first_on, number), float(roubles)]


def _programmes(plans: Sequence[ClientPlan], steady: Sequence[ClientPlan], today: date, seed: int) -> Iterator[Record]:
    """Yield programmes of large clients, and «Возврат клиента» of those that left or came back."""
    place = 0
    dealers = [plan for plan in steady if plan.segment.channel == WHOLESALE]
    others = [plan for plan in steady if plan.segment.channel != WHOLESALE]
    for programme, (running, over) in _SHARES.items():
        pool = dealers if programme == "Дилерский склад" else steady
        for number in range(running + over):
            # One dealer's stock stands at a client of another channel: somebody was generous.
            plan = others[0] if pool is dealers and number == 1 else pool[(place * 2 + 1) % len(pool)]
            place += 1
            yield _programme(plan, programme, RUNNING if number < running else FINISHED, today, seed)
    by_size = sorted(plans, key=lambda plan: (-plan.yearly_rub, plan.code))
    for stories, statuses in _RETURNS:
        gone = [plan for plan in by_size if plan.story in stories]
        for plan, status in zip(gone, statuses, strict=False):
            yield _programme(plan, RETURN_PROGRAMME, status, today, seed)


def _programme(plan: ClientPlan, programme: str, status: str, today: date, seed: int) -> Record:
    draws = Draws(seed, "programme", programme, plan.code)
    begun = status in (RUNNING, FINISHED)
    days = draws.integer(170, 260) if status == FINISHED else draws.integer(12, 150)
    start = today - timedelta(days=days)
    if plan.gap is not None and programme == RETURN_PROGRAMME and begun:
        start = plan.gap[1] - timedelta(days=10)
    length = 120 if programme == "Шоу-рум" else draws.integer(60, 130)
    return {
        "client_code": plan.code,
        "programme": programme,
        "status": status,
        "terms": draws.pick(_CONDITIONS[programme]),
        "from_on": max(start, plan.first_on + timedelta(days=1)) if begun else None,
        "to_on": start + timedelta(days=length) if status == FINISHED else None,
        "result": {
            FINISHED: "Образцы проданы, стенд оставили." if programme == "Шоу-рум" else "Условия выполнены.",
            REFUSED: "Довольны другим поставщиком.",
        }.get(status),
    }


def _terms() -> pd.DataFrame:
    """Return what the head decided otherwise than the method's own words."""
    keys = ["programme", *(column.key for column in stored_columns(PROGRAMME_TERMS))]
    records: list[Record] = [
        {"programme": "Товарные лимиты", "categories": "A; B; C"},
        {"programme": "Дилерский склад", "count_months_from": 6, "count_months_to": 24},
    ]
    return pd.DataFrame(records, columns=keys, dtype=object)


def _rounded(roubles: float) -> int:
    """Return roubles as people agree them: whole ten thousands."""
    return max(10_000, round(roubles / 10_000) * 10_000)
