"""The registry as a page for people: docs/functions.md, made by `python -m clientbase_xl.functions.documentation`.

A test proves that the committed page is current; `--out FILE` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from clientbase_xl.functions.model import Argument, CellFunction, Takes
from clientbase_xl.functions.registry import ALL_FUNCTIONS
from clientbase_xl.rules.catalogue import ALL_RULES
from clientbase_xl.schemas.page_file import write_page

HEAD = """# Функции для ячеек

Эта страница сделана программой из реестра `clientbase_xl/functions`; исправлять её вручную бесполезно:

    python -m clientbase_xl.functions.documentation --out docs/functions.md

Значения указывают по порядку, через точку с запятой: `=CB_DISCOUNT_BREAKEVEN(0,3; 0,1)`. Необязательные можно не
указывать. Где разрешён диапазон, ответов столько же, сколько ячеек; одна ячейка, строка или столбец подходят к любому
диапазону той же высоты или ширины. Пустая строка даёт пустой ответ. Число текстом («12 000 ₽», «12,5», «40 %»)
понимается, если его нельзя прочесть двояко. Если значение не подходит, в ячейке стоит короткая фраза о том, какое
именно; ошибка таблицы (`#Н/Д`, `#ДЕЛ/0!`) возвращается как ошибка. Где чисел не хватает, ответ — «нет данных», а не 0.
Пороги берутся с листа «Настройки».

LibreOffice передаёт одну пустую ячейку как 0. Там, где 0 не бывает (тексты, даты, причина, упаковка, уровень сервиса),
она считается пустой; чтобы пустота не стала нулём и в остальных числах, укажите диапазон из одной ячейки: `A1:A1`.
"""


def page() -> str:
    """Return the whole page as Markdown, a line feed at its end."""
    return "\n".join([HEAD, *(_section(function) for function in ALL_FUNCTIONS)])


def _section(function: CellFunction) -> str:
    """Return one function: what it is for, how it is called, a row per argument."""
    last = max((place for place, one in enumerate(function.arguments) if not one.is_optional), default=-1)
    # Whatever stands before a required argument has its place even when it is blank.
    names = "; ".join(one.title if place <= last else f"[{one.title}]" for place, one in enumerate(function.arguments))
    rows = "".join(f"| {' | '.join(cells)} |\n" for cells in _rows(function))
    answer = f"Ответ: {function.unit}; {function.gives}. Основание: {_source(function)}."
    return f"## {function.name}\n\n{function.note}\n\n    ={function.name}({names})\n\n{answer}\n\n{rows}"


def _source(function: CellFunction) -> str:
    """Return the section of the method from the catalogue of rules, by the module of the rule."""
    module = function.rule.__module__
    return next(rule.source for rule in ALL_RULES if rule.function.__module__ == module)


def _rows(function: CellFunction) -> Iterator[tuple[str, ...]]:
    yield "Значение", "Вид", "Что указать", "Диапазон", "Если пусто"
    yield ("---",) * 5
    is_alone = sum(one.is_key for one in function.arguments) == 1
    for one in function.arguments:
        yield (
            one.title,
            str(one.takes),
            one.note,
            "да" if one.is_range else "одна ячейка",
            _blank(one, is_alone=is_alone),
        )


def _blank(argument: Argument, *, is_alone: bool) -> str:
    if argument.is_key:
        return "пустой ответ" if is_alone else "не известно; пусты все такие — пустой ответ"
    if argument.default is None:
        return "нужно указать"
    if isinstance(argument.default, str) or argument.default != argument.default:
        return "не известно"
    if argument.takes is Takes.FLAG:
        return "да" if argument.default else "нет"
    return f"{argument.default:g}".replace(".", ",")


def main(arguments: list[str]) -> None:
    """Write the page where the arguments say (see `write_page`)."""
    write_page(page(), arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
