"""Which figure a heading of a report names: quantity, revenue, cost, profit, or one that is not read."""

from __future__ import annotations

import re
from enum import StrEnum

from clientbase_xl.reading.reports.figures import MONEY, QUANTITY


class Figure(StrEnum):
    """What a column of a report holds; the values are keys of SALES_LINES where there is one."""

    QUANTITY = "quantity"
    AMOUNT = "amount_rub"
    COST = "cost_rub"
    PROFIT = "profit_rub"
    # Ratios, prices, taxes: known, and of no use for lines.
    OTHER = "other"


ADDITIVE = (Figure.QUANTITY, Figure.AMOUNT, Figure.COST, Figure.PROFIT)
DECIMALS = {Figure.QUANTITY: QUANTITY, Figure.AMOUNT: MONEY, Figure.COST: MONEY, Figure.PROFIT: MONEY}
TITLES = {
    Figure.QUANTITY: "количество",
    Figure.AMOUNT: "выручка",
    Figure.COST: "себестоимость",
    Figure.PROFIT: "валовая прибыль",
}
# In this order: «Рентабельность прибыли» is a ratio, «Себестоимость продаж» a cost, «Стоимость продаж» revenue.
_WORDS = (
    (Figure.OTHER, r"%|рентаб|наценк|доля|процент|^цена|средн|^ндс|сумма ндс|скидк"),
    (Figure.QUANTITY, r"^кол(?:ичество|-?во|\.|$|\W)"),
    (Figure.COST, r"себестоимост|закуп"),
    (Figure.PROFIT, r"прибыль|маржа|валов"),
    (Figure.AMOUNT, r"^(?:выручка|сумма|стоимость|продаж[иа]|оборот|реализовано|отгружено)"),
)
AMOUNT_WORDS = re.compile(r"выручка|сумма|стоимость|продаж|оборот|реализовано|отгружено")
"""Words of which a heading of revenue has one, in any row of headings."""
_SCALE = re.compile(r"\b(?:тыс|млн|тысяч)")
_UNIT = r"(?:тыс(?:яч(?:и|а|ах)?)?|млн|млрд|миллион(?:ы|ов|ах))"
# «Продажи, тыс.», «(в тыс. руб.)»; a firm «Тысяча мелочей» or «лимит 500 тыс. руб.» is no unit of the figures.
_SCALE_OF_MONEY = re.compile(
    rf"(?<!\d)(?<!\d )\b{_UNIT}\b\.? ?(?:руб|р\b|₽|rub)|(?:^|[,(:;\[/] ?|\bв ){_UNIT}\b\.?(?= ?(?:[),;\]]|$))"
)
_CURRENCY = re.compile(r"\b(?:usd|eur|cny|долл|евро|юан)|у\. ?е\.|[$€¥]")


def figure_of(heading: str) -> Figure | None:
    """Return which figure a heading names; None for a text that names none."""
    text = plain(heading)
    return next((figure for figure, pattern in _WORDS if re.search(pattern, text)), None) if text else None


def vat_of(heading: str) -> str:
    """Return «с НДС» or «без НДС» where a heading says it, else an empty text."""
    text = plain(heading)
    if re.search(r"без (?:уч[её]та )?ндс|не включая ндс|ндс не", text):
        return "без НДС"
    return "с НДС" if re.search(r"\b(?:с|включая|вкл\.?|в т\. ?ч\.) ?ндс|с уч[её]том ндс", text) else ""


def strange_unit(text: str) -> str:
    """Return the words for thousands or a foreign currency in a heading or a line of parameters; "" without any."""
    folded = plain(text)
    found = _SCALE.search(folded) or _CURRENCY.search(folded)
    return found[0] if found else ""


def scale_in(text: str, *, anywhere: bool = False) -> str:
    """Return the words by which a text says that money is in thousands or millions; "" without any.

    `anywhere` takes any such word: in the heading of a column of money it can mean nothing else.
    """
    folded = plain(text)
    found = _SCALE.search(folded) if anywhere else _SCALE_OF_MONEY.search(folded)
    return found[0].strip(" ,(:;[/") if found else ""


def plain(heading: str) -> str:
    """Return a heading with single spaces, case folded, ё as е."""
    return " ".join(heading.split()).casefold().replace("ё", "е")
