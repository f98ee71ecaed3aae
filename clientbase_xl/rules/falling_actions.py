"""What the clients that cut purchases give to do today: rows of «Начало» (METHOD sections 1 and 11)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from clientbase_xl.rules.falling_purchases import reason_number
from clientbase_xl.rules.today_action import Action, client_action
from clientbase_xl.schemas.falling_purchases import FALLING, FALLING_PURCHASES

_BY_REASON = {
    1: "Убедите тех, кто только ждёт падения спроса: верните закупки к прежнему уровню",
    2: "Поддержите продажи тех, у кого розница упала: цель — их продажи нашего товара",
    3: "Сократите отгрузки неплатёжеспособным до безопасного минимума и договоритесь об оплате",
    4: "Узнайте, почему сокращают закупки; ушёл к конкуренту — программа «Возврат клиента»",
}
_ONE_BY_REASON = {
    1: "Убедите не сокращать закупки: он только ждёт падения спроса",
    2: "Поддержите продажи: розница у клиента упала",
    3: "Отгружайте не больше безопасного минимума, договоритесь об оплате",
    4: "Узнайте, почему берёт меньше; ушёл к конкуренту — «Возврат клиента»",
}


def falling_actions(table: pd.DataFrame) -> list[Action]:
    """Return what to do about clients that cut purchases, an action per reason in force; roubles at risk a year.

    METHOD sections 1, 11. In: FALLING_PURCHASES.
    """
    cut = table[table["state"] == FALLING]
    numbers = cut["reason_in_force"].map(reason_number)
    return [*_by_reason(cut, numbers)]


def _by_reason(cut: pd.DataFrame, numbers: pd.Series[int]) -> Iterator[Action]:
    for number, words_of_all in _BY_REASON.items():
        rows = cut[numbers == number]
        yield client_action(
            words_of_all,
            rows,
            FALLING_PURCHASES.key,
            "На столько меньше купят за год, если ничего не менять",
            f"falling_{number}",
            [_ONE_BY_REASON[number]] * len(rows),
            rows["reason"].tolist(),
            "at_risk_rub",
        )
