"""Cards of the clients as an administrator keeps them: most fields filled, some missing, some late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo import words
from clientbase_xl.demo.draws import Draws, on_curve
from clientbase_xl.demo.identities import Identity, make_identity
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.segments import RETAIL
from clientbase_xl.demo.stories import Story
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED
from clientbase_xl.schemas.model import NO, YES

CARD_KEYS = tuple(column.key for column in CLIENTS.typed if column.key not in NOT_STORED)
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница")
_HOLDINGS = ("Группа «Кедробор»", "Группа «Шировей»", "Группа «Ясногор»", "Группа «Лугодол»", "Группа «Тополебор»")
# How much of the client's purchases is ours: from the tenth that gives us least to those who buy nearly all.
_SHARE_OF_WALLET = ((0.0, 0.20), (0.30, 0.34), (0.60, 0.55), (0.85, 0.78), (0.96, 0.93), (1.0, 0.98))
# Those who buy only the remainder from us, and the main part elsewhere: one in so many of the middle clients.
_REMAINDER_CHANCE, _REMAINDER_SHARE = 0.065, (0.05, 0.16)
_COUNT_ARCHIVED, _COUNT_STOPPED, _COUNT_WITHOUT_CARD, _COUNT_WITHOUT_SALES = 8, 3, 4, 5

_HIDDEN = "hidden_potential_rub"  # no column of a card

Card = dict[str, object]


def cards_frame(
    plans: tuple[ClientPlan, ...],
    identities: Mapping[str, Identity],
    turnover_12m_rub: Mapping[str, float],
    today: date,
    seed: int,
) -> pd.DataFrame:
    """Return one row per card under the titles of «Клиенты» (typed columns), dtype object, None where empty.

    A few of the newest clients have no card yet, and a few cards are of firms that have not bought anything.
    """
    cards = [
        _card(plan, identities[plan.code], turnover_12m_rub.get(plan.code, 0.0), today, Draws(seed, "card", plan.code))
        for plan in plans
    ]
    draws = Draws(seed, "cards")
    _mark(cards, plans, draws)
    newest = [plan.code for plan in plans if plan.story is Story.NEW][-_COUNT_WITHOUT_CARD:]
    kept = [card for card in cards if card["client_code"] not in newest]
    kept += _without_sales(plans, today, seed)
    titles = pd.Index([CLIENTS[key].title for key in CARD_KEYS])
    return pd.DataFrame([[card.get(key) for key in CARD_KEYS] for card in kept], columns=titles, dtype=object)


def _card(plan: ClientPlan, who: Identity, turnover_rub: float, today: date, draws: Draws) -> Card:
    delay_days = _delay_days(plan, draws)
    return _filled_in(who, draws) | {
        "client_code": plan.code,
        "client_name": who.name,
        "manager": plan.manager,
        "backup_manager": _backup(plan, draws),
        "channel": plan.segment.channel,
        **_potential_rub(plan, turnover_rub, draws),
        "payment_delay_days": delay_days,
        **_debt(plan, delay_days, draws),
        **_contract(plan, today, draws),
        "cost_to_serve_12m_rub": _rounded(turnover_rub * plan.cost_to_serve_share, 100) or None,
        "route_day": _WEEKDAYS[plan.route_weekday] if draws.chance(0.8) else None,
        "count_outlets": _count_outlets(plan, draws),
        "is_target": YES if plan.segment.is_target else NO,
        "is_project": YES if plan.story is Story.PROJECT else NO,
        "is_stopped": NO,
        "is_archived": NO,
        "comment": draws.pick(words.COMMENTS) if draws.chance(0.14) else None,
    }


def _filled_in(who: Identity, draws: Draws) -> Card:
    """Return what is known of the firm: tax numbers always, the rest with the usual holes."""
    has_contact = draws.chance(0.94)
    return {
        "inn": who.inn,
        "kpp": who.kpp or None,
        "contact_name": who.contact_name if has_contact else None,
        "contact_role": who.contact_role if has_contact and draws.chance(0.92) else None,
        "phone": who.phone if draws.chance(0.96) else None,
        "email": who.email if draws.chance(0.84) else None,
        "delivery_address": who.address if draws.chance(0.95) else None,
        "region": who.region,
    }


def _backup(plan: ClientPlan, draws: Draws) -> str | None:
    """Return the second person who knows the client: the former manager, a colleague, or nobody."""
    if plan.manager_before != plan.manager and draws.chance(0.8):
        return plan.manager_before
    colleague = draws.pick([name for name in words.MANAGERS if name != plan.manager])
    return colleague if draws.chance(0.62) else None


def hidden_potentials(
    plans: tuple[ClientPlan, ...],
    identities: Mapping[str, Identity],
    turnover_12m_rub: Mapping[str, float],
    today: date,
    seed: int,
) -> dict[str, float]:
    """Return client code → what it spends with all suppliers: the truth behind its card, whoever knows it."""
    hidden = {}
    for plan in plans:
        turnover = turnover_12m_rub.get(plan.code, 0.0)
        card = _card(plan, identities[plan.code], turnover, today, Draws(seed, "card", plan.code))
        hidden[plan.code] = float(str(card[_HIDDEN]))
    return hidden


def _potential_rub(plan: ClientPlan, turnover_rub: float, draws: Draws) -> Card:
    """Return what the client spends with all suppliers, known oftener for the large ones; two digits, as people say."""
    known = on_curve(((60_000, 0.20), (200_000, 0.42), (800_000, 0.66), (2_500_000, 0.84)), plan.yearly_rub)
    if plan.story in (Story.NEW, Story.ONE_OFF, Story.LEFT):
        known /= 2.2
    share, is_known = on_curve(_SHARE_OF_WALLET, draws.unit()), draws.chance(known)
    if plan.yearly_rub < 900_000 and draws.chance(_REMAINDER_CHANCE):
        share, is_known = draws.between(*_REMAINDER_SHARE), True
    bought_rub = max(turnover_rub, plan.yearly_rub * 0.4)
    hidden = bought_rub / share
    return {"potential_rub": _two_digits_up(hidden) if is_known else None, _HIDDEN: hidden}


def _two_digits_up(value: float) -> float:
    """Return the value rounded up to two significant digits, so that it never falls below what it was made of."""
    step = 1
    while value / step >= 100:
        step *= 10
    whole = int(value / step)
    return float((whole if whole * step >= value else whole + 1) * step)


def _rounded(value: float, step: int) -> float:
    return float(int(max(0.0, value) / step + 0.5) * step)


def _delay_days(plan: ClientPlan, draws: Draws) -> int | None:
    if draws.chance(0.05):
        return None
    if plan.yearly_rub > 1_000_000:
        return draws.weighted((14, 21, 30, 45), (1, 3, 5, 2))
    return draws.weighted((0, 7, 14, 21), (4, 3, 4, 1))


def _debt(plan: ClientPlan, delay_days: int | None, draws: Draws) -> Card:
    """Return the credit limit (a month and a half of purchases) and what is overdue of it."""
    if not delay_days:
        return {"credit_limit_rub": None, "overdue_rub": None}
    limit = max(30_000.0, _rounded(plan.yearly_rub / 8, 10_000))
    is_gone = plan.story in (Story.LEFT, Story.LAPSED, Story.FALLING)
    overdue = limit * draws.around(0.05, 0.9) if draws.chance(0.2 if is_gone else 0.07) else 0.0
    if overdue and draws.chance(0.15):
        overdue = limit * 1.1
    return {"credit_limit_rub": limit, "overdue_rub": _rounded(overdue, 100) or None}


def _contract(plan: ClientPlan, today: date, draws: Draws) -> Card:
    """Return number and last day of the contract: some missing, expired, ending in 30 and in 60 days."""
    what = draws.weighted(
        ("none", "no end", "expired", "30 days", "60 days", "later"), (0.05, 0.06, 0.07, 0.04, 0.05, 0.73)
    )
    if what == "none":
        return {"contract_no": None, "contract_until": None}
    days = {"expired": draws.integer(-240, -1), "30 days": draws.integer(0, 30), "60 days": draws.integer(31, 60)}
    signed = max(plan.first_on.year - draws.integer(0, 3), 2019)
    until = today + timedelta(days=days.get(what, draws.integer(61, 730)))
    return {
        "contract_no": f"{draws.integer(12, 980)}/{signed % 100:02d}-П",
        "contract_until": None if what == "no end" else until,
    }


def _count_outlets(plan: ClientPlan, draws: Draws) -> int | None:
    if plan.segment.channel != RETAIL:
        return None
    return 1 if plan.yearly_rub < 300_000 else draws.integer(1, 7)


def _mark(cards: list[Card], plans: tuple[ClientPlan, ...], draws: Draws) -> None:
    """Archive the clients gone longest, stop a few, join some into holdings."""
    gone = sorted((plan for plan in plans if plan.story is Story.LEFT), key=lambda plan: (plan.last_on, plan.code))
    by_code = {card["client_code"]: card for card in cards}
    for plan in gone[:_COUNT_ARCHIVED]:
        by_code[plan.code]["is_archived"] = YES
    for plan in gone[_COUNT_ARCHIVED : _COUNT_ARCHIVED + _COUNT_STOPPED]:
        by_code[plan.code] |= {"is_stopped": YES, "comment": "Отгружали в убыток, решение руководителя."}
    large = [plan for plan in plans if plan.yearly_rub > 500_000]
    members = draws.several(large, [1.0] * len(large), 3 * len(_HOLDINGS))
    for place, plan in enumerate(members):
        by_code[plan.code]["holding"] = _HOLDINGS[place % len(_HOLDINGS)]


def _without_sales(plans: tuple[ClientPlan, ...], today: date, seed: int) -> list[Card]:
    """Return cards of firms with a contract and no purchase yet."""
    cards = []
    taken: set[str] = set()
    for number in range(_COUNT_WITHOUT_SALES):
        draws = Draws(seed, "not yet", number)
        like = plans[-1 - number]
        who = make_identity(like.segment, draws, taken)
        card = _card(like, who, 0.0, today, draws)
        card |= {"client_code": str(int(plans[-1].code) + 11 * (number + 1)), "potential_rub": None}
        cards.append(card | {"overdue_rub": None, "comment": "Договор подписан, отгрузок ещё не было."})
    return cards
