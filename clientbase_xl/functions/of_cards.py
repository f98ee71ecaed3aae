"""Cell function of completeness: results of a prospect, mandatory fields of a card (METHOD sections 1, 6 and 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from clientbase_xl.errors import BadUse
from clientbase_xl.functions.model import Argument, CellFunction, Gives, Takes
from clientbase_xl.rules.completeness import (
    PROSPECT_RESULTS,
    card_by_titles,
    completeness,
    count_mandatory,
    missing_card_fields,
    missing_results,
)
from clientbase_xl.settings import Settings

PROSPECT, CARD = "ПК", "карточка"


def _completeness(values: Mapping[str, Any], _settings: Settings, _today: date) -> list[float]:
    what, rows = values["what"].casefold(), values["cells"].tolist()
    if what == PROSPECT.casefold():
        return [completeness(len(missing_results(row)), len(PROSPECT_RESULTS)) for row in rows]
    if what != CARD:
        raise BadUse(f"«Что проверить»: нужно «{PROSPECT}» или «{CARD}»")
    return [_of_card(titles, row) for titles, row in zip(values["titles"].tolist(), rows, strict=True)]


def _of_card(titles: list[str], cells: list[str]) -> float:
    if not any(titles):
        return completeness(sum(not cell for cell in cells), len(cells))
    card = card_by_titles(titles, cells)
    return completeness(len(missing_card_fields(card)), count_mandatory(card))


CARD_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_COMPLETENESS",
        "Заполненность: 8 результатов потенциального клиента или обязательные поля карточки. Ответ на каждую строку.",
        (
            Argument(
                "what",
                "Что проверить",
                "«ПК» — 8 результатов по порядку; «карточка» — обязательные поля.",
                Takes.TEXT,
                is_range=False,
            ),
            Argument(
                "cells", "Ячейки", "Строка результатов или полей; можно несколько строк.", Takes.TEXT, is_key=True
            ),
            Argument(
                "titles",
                "Заголовки",
                "Для карточки: заголовки листа «Клиенты» над ячейками. Пусто — обязательны все ячейки строки.",
                Takes.TEXT,
                default="",
            ),
        ),
        completeness,
        _completeness,
        "доля (1 = 100 %)",
        Gives.ROW,
    ),
)
