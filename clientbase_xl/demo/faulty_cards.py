"""Faults of the cards: a client of nobody, potentials below own turnover, text where a number or a date belongs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.demo.planted import Expected, PlantedProblem
from clientbase_xl.schemas.clients import CLIENTS

CARDS_FILE = "Карточки клиентов.xlsx"
_COUNT_POTENTIALS_BELOW_TURNOVER = 4


def plant_in_cards(
    cards: pd.DataFrame, turnover_12m_rub: Mapping[str, float]
) -> tuple[pd.DataFrame, tuple[PlantedProblem, ...]]:
    """Return the cards with faults and what was planted; every fault stands on a card of its own."""
    cells: list[list[object]] = cards.to_numpy(dtype=object).tolist()
    code, potential = CLIENTS["client_code"].title, CLIENTS["potential_rub"].title
    turnover = [turnover_12m_rub.get(str(value), 0.0) for value in cards[code]]
    asked = [n for n, value in enumerate(cards[potential]) if value is not None and turnover[n] > 150_000]
    silent = [n for n, value in enumerate(cards[potential]) if value is None and turnover[n] > 150_000]
    below = asked[15::25][:_COUNT_POTENTIALS_BELOW_TURNOVER]
    places = {str(title): place for place, title in enumerate(cards.columns)}
    planted = []

    def plant(
        what: str, rows: list[int], key: str, values: list[object], expected: Expected = Expected.REPORTED
    ) -> None:
        column = CLIENTS[key].title
        for row, value in zip(rows, values, strict=True):
            cells[row][places[column]] = value
        planted.append(PlantedProblem(what, CARDS_FILE, tuple(row + 2 for row in rows), column, expected))

    halves = [float(int(turnover[row] * 0.6 / 10_000) * 10_000) for row in below]
    plant("Потенциал меньше собственного оборота", below, "potential_rub", list(halves))
    plant("Слово вместо потенциала", silent[10:11], "potential_rub", ["уточнить"])
    plant("Клиент без менеджера", silent[20:21], "manager", [None], Expected.KEPT)
    plant("Несуществующая дата договора", silent[30:31], "contract_until", ["31.06.2027"])
    return pd.DataFrame(cells, columns=cards.columns, dtype=object), tuple(planted)
