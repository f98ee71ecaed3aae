"""What the levels between a client and an item are: outlet, contract, document or groups of goods (EXPORTS, layout B).

Decided for a whole level, never per row: by the report's own line «Группировки», else by the words of its rows, else by
repetition, for groups of goods recur from client to client and outlets do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.rules.words import quoted

COUNT_EXAMPLES = 2
MOST = 0.5


class Level(StrEnum):
    """A level of rows; the value is its Russian name."""

    OUTLET = "торговая точка"
    CONTRACT = "договор"
    DOCUMENT = "документ"
    GROUP = "группа товаров"


_TITLES = {
    Level.OUTLET: re.compile("точк|адрес|грузополучат|магазин", re.IGNORECASE),
    Level.CONTRACT: re.compile("договор|соглашени", re.IGNORECASE),
    Level.DOCUMENT: re.compile("документ|регистратор|накладн|заказ|реализаци", re.IGNORECASE),
    Level.GROUP: re.compile("групп|категори|вид|бренд|марк", re.IGNORECASE),
}
_WORDS = {
    Level.DOCUMENT: re.compile(
        r"(?:реализация|расходная|накладная|возврат|корректировка|отгрузка|поступление|упд|заказ)\b.*\d", re.IGNORECASE
    ),
    Level.CONTRACT: re.compile(r"(?:основной )?(?:договор|дог\.|контракт|соглашение)|без договора", re.IGNORECASE),
    Level.OUTLET: re.compile(
        r".*(?:\b(?:ул|пер|пр-т|просп|наб|пл|ш|д|г|тц|трц|тт)\.|\b(?:улица|проспект|площадь|шоссе|тт|тц|трц)\b"
        r"|магазин|павильон|киоск|торговая точка|маркет|\bсклад\b|кафе)",
        re.IGNORECASE,
    ),
}


def tell_levels(labels: Sequence[str], tree: Tree, groupings: Sequence[str]) -> list[Level]:
    """Return the levels 1, 2 … above the items; `groupings` are those of the preamble, with client and item."""
    between = range(1, tree.count_levels - 1)
    named = [_titled(name) for name in groupings[1:-1]]
    if len(groupings) == tree.count_levels and all(named):
        return [level for level in named if level]
    paths = tree.paths()
    return [_told(labels, tree, paths, depth) for depth in between]


def level_notice(levels: Sequence[Level], labels: Sequence[str], tree: Tree, file_name: str, sheet: str) -> Problem:
    """Return what each level was taken for, with examples."""
    shown = "; ".join(
        f"{level} — {quoted(list(dict.fromkeys(_names(labels, tree, depth)))[:COUNT_EXAMPLES], COUNT_EXAMPLES)}"
        for depth, level in enumerate(levels, 1)
    )
    return Problem(
        f"Строки под клиентом поняты так: {shown}",
        "Если это не так, включите в отчёте вывод строки «Группировки строк».",
        Severity.NOTICE,
        file_name,
        sheet,
    )


def _titled(name: str) -> Level | None:
    return next((level for level, pattern in _TITLES.items() if pattern.search(name)), None)


def _names(labels: Sequence[str], tree: Tree, depth: int) -> list[str]:
    return [labels[place] for place in tree.groups(depth)]


def _told(labels: Sequence[str], tree: Tree, paths: Sequence[tuple[int, ...]], depth: int) -> Level:
    names = _names(labels, tree, depth)
    for level, pattern in _WORDS.items():
        if sum(bool(pattern.match(name)) for name in names) > MOST * len(names):
            return level
    clients: dict[str, set[str]] = {}
    for place in tree.groups(depth):
        clients.setdefault(labels[place], set()).add(labels[paths[place][0]])
    is_shared = any(len(found) > 1 for found in clients.values())
    is_lowest = depth == tree.count_levels - 2
    return Level.GROUP if is_shared or is_lowest else Level.OUTLET
