"""The header of a report of settlements: two rows, four balances, and what else it may tell (EXPORTS, layout F)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.foreign_money import is_foreign
from clientbase_xl.reading.header import compact, shown, without_unit

MAX_HEADER_ROWS = 50
_BALANCES = (
    re.compile(r"(?:нач(?:альн\w*)?|вход\w*)(?:остаток|долг|сальдо)|(?:остаток|долг|сальдо)нанач\w*"),
    re.compile(r"приход|увеличение(?:долга)?"),
    re.compile(r"расход|уменьшение(?:долга)?"),
    re.compile(r"(?:кон(?:ечн\w*)?|исх\w*)(?:остаток|долг|сальдо)|(?:остаток|долг|сальдо)након\w*"),
)
_OVERDUE = re.compile(
    r"(?:втч|втомчисле)?(?:пдз|просрочен\w*(?:долг|задолженность|дз)?|(?:долг|задолженность)просрочен\w*)"
)
_LIMIT = re.compile(
    r"(?:кредитный)?лимит(?:кредита|долга|задолженности)?|допустим\w*(?:сумма)?(?:долга?|задолженност\w*)"
)
_DELAY = re.compile(
    r"(?:дн\w*|срок)?отсрочк\w*(?:платежа|оплаты)?(?:дн\w*)?|(?:допустим\w*)?(?:число|количество)дней(?:отсрочки|задолженности)"
    r"|срокоплаты(?:дн\w*)?"
)
_WORDS = re.compile(r"\b[A-Za-z]{3}\b|[а-яё]+\.?(?: ?е\.)?|[$€¥£₸₴₺]", re.IGNORECASE)
_ROUBLES = re.compile(r"\bруб|\bRUB\b|\bRUR\b|₽", re.IGNORECASE)


@dataclass(frozen=True)
class SettlementHeader:
    """Positions of the columns; `row` is the lower row of the header, 0 = first row of the sheet.

    `balances` are those of нач. остаток, приход, расход, кон. остаток, `headings` their names; None: no such column.
    """

    row: int
    balances: tuple[int, ...]
    headings: tuple[str, ...]
    overdue: int | None
    limit: int | None
    delay: int | None
    label: str
    money: str


def balances_row(rows: Sequence[Sequence[object]]) -> int | None:
    """Return which of the first 50 rows names the four balances, None without one."""
    return next((place for place, row in enumerate(rows[:MAX_HEADER_ROWS]) if all(_balances(_texts(row)))), None)


def read_settlement_header(rows: Sequence[Sequence[object]], place: int, file_name: str) -> SettlementHeader:
    """Return the header whose lower row is `place`.

    BadFile: several groups of balances in roubles, or none in roubles.
    """
    lower = _texts(rows[place])
    upper = _texts(rows[place - 1]) if place else []
    upper += [""] * (len(lower) - len(upper))
    chosen, money = _in_roubles(list(zip(*_balances(lower), strict=False)), upper, file_name)
    names = [_name(upper, lower, column) for column in range(len(upper))]
    label = next((text for text in (*upper, *lower) if text), "")
    return SettlementHeader(
        place,
        chosen,
        tuple(lower[column] for column in chosen),
        _first(names, _OVERDUE),
        _first(names, _LIMIT),
        _delay(names),
        label,
        money,
    )


def foreign_money_in(text: str) -> str:
    """Return the word of a text that names money other than roubles; "" where roubles or nothing is named.

    Codes count in capitals only: «Договор 5 USD» is in dollars, «try» is a word.
    """
    if _ROUBLES.search(text):
        return ""
    words = (match[0] for match in _WORDS.finditer(text))
    return next((word for word in words if _is_money(word)), "")


def names_roubles(text: str) -> bool:
    """Tell whether a text says that the money is roubles."""
    return bool(_ROUBLES.search(text))


def _is_money(word: str) -> bool:
    if word.isascii() and word.isalpha():
        return word.isupper() and is_foreign(word)
    plain = word.casefold().rstrip(".")
    if plain in ("евро", "у. е", "у.е", "уе", "у е"):
        return True
    return plain.startswith(("доллар", "юан", "тенге")) or plain == "долл" or (len(word) == 1 and is_foreign(word))


def _balances(texts: Sequence[str]) -> list[list[int]]:
    return [[column for column, text in enumerate(texts) if name.fullmatch(compact(text))] for name in _BALANCES]


def _texts(row: Sequence[object]) -> list[str]:
    return [shown(cell) if isinstance(cell, str) else "" for cell in row]


def _name(upper: Sequence[str], lower: Sequence[str], column: int) -> str:
    return (lower[column] if column < len(lower) else "") or upper[column]


def _above(upper: Sequence[str], column: int) -> str:
    """Return the heading that spans a column: the nearest to the left."""
    return next((upper[place] for place in range(column, -1, -1) if place < len(upper) and upper[place]), "")


def _in_roubles(groups: Sequence[tuple[int, ...]], upper: Sequence[str], file_name: str) -> tuple[tuple[int, ...], str]:
    money = [_above(upper, group[0]) for group in groups]
    kept = [place for place, text in enumerate(money) if not foreign_money_in(text)]
    named = [place for place in kept if names_roubles(money[place])]
    chosen = kept if len(kept) == 1 else named
    if len(chosen) != 1:
        listed = ", ".join(f"«{text}»" for text in money)
        raise BadFile(
            f"В ведомости «{file_name}» {'нет сумм в рублях' if not kept else 'несколько групп сумм'}: {listed}.",
            "одна группа столбцов «нач. остаток, приход, расход, кон. остаток» в рублях",
            "Оставьте в показателях отчёта одну сумму, в рублях, и выгрузите его заново.",
        )
    return groups[chosen[0]], money[chosen[0]]


def _first(names: Sequence[str], wanted: re.Pattern[str]) -> int | None:
    """Return the first column of money with such a name; one of days is none."""
    found = (place for place, name in enumerate(names) if "дн" not in compact(name))
    return next((place for place in found if wanted.fullmatch(without_unit(names[place]))), None)


def _delay(names: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(names) if _DELAY.fullmatch(compact(name))), None)
