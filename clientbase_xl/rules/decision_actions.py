"""What decisions about prices ask for today: discounts to stop or renew (METHOD sections 1 and 14)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.discounts import DISCOUNTS, IN_FORCE, NOT_PAID, TOO_EARLY
from clientbase_xl.settings import DiscountSettings


def decision_actions(table: pd.DataFrame, today: date, settings: DiscountSettings) -> list[Action]:
    """Return two things to do, each with its clients: end discounts that did not pay, look at those soon judged.

    METHOD sections 1 and 14. In: DISCOUNTS. First: verdict «не окупилась» and still valid today, roubles are gross
    profit before − after. Second: too early to say, begun, the verdict is due within `soon_days` (today and the last
    of them included) or overdue because sales are not loaded; roubles are what the discount has given away. The
    roubles of a client's discounts are added.
    """
    verdicts = as_text(table["verdict"])
    is_lost = (verdicts == NOT_PAID) & (as_text(table["state"]) == IN_FORCE)
    days_left = (as_dates(table["judged_on"]) - pd.Timestamp(today)).dt.days
    is_begun = as_dates(table["decided_on"]) < pd.Timestamp(today)
    is_soon = (verdicts == TOO_EARLY) & is_begun & (days_left <= settings.soon_days)
    return [
        _action(
            "Пересмотрите скидки: не окупились и ещё действуют",
            table[is_lost],
            -as_numbers(table["profit_change_rub"])[is_lost],
            "Валовая прибыль до скидки − после неё",
        ),
        _action(
            f"Решите, продлевать ли скидки: итог не позже чем через {words.days(settings.soon_days)}",
            table[is_soon],
            as_numbers(table["given_rub"])[is_soon],
            "Уже отдано скидкой",
        ),
    ]


def _action(title: str, chosen: pd.DataFrame, amounts: pd.Series[float], reason: str) -> Action:
    """Return one action with a row per client, the roubles of his discounts added."""
    names = chosen["client_name"].where(chosen["client_name"].notna(), chosen["client_code"])
    by_code = pd.DataFrame({"code": chosen["client_code"], "name": names, "rub": amounts.fillna(0)}).groupby("code")
    summed = by_code.agg(name=("name", "first"), rub=("rub", "sum")).reset_index(drop=True)
    return Action(title, summed["rub"].astype("float64"), summed["name"], DISCOUNTS.key, reason)
