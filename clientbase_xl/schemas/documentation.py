"""The catalogue as a page for people: docs/tables.md, made by `python -m clientbase_xl.schemas.documentation`.

A test proves that the committed page is current; `--out FILE` writes it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.lists import LIST_TITLES
from clientbase_xl.schemas.model import ChangeClass, Column, Kind, Mode, Sheet
from clientbase_xl.schemas.page_file import write_page
from clientbase_xl.schemas.wide import widened

FILLED_BY = {Mode.TYPED: "человек", Mode.COMPUTED: "программа", Mode.LIVE: "формула, сразу при вводе"}
KIND_TITLES = {
    Kind.TEXT: "текст",
    Kind.CODE: "код (текст)",
    Kind.MONEY: "деньги",
    Kind.QUANTITY: "количество",
    Kind.NUMBER: "число",
    Kind.INTEGER: "целое",
    Kind.SHARE: "доля",
    Kind.DATE: "дата",
    Kind.MOMENT: "дата и время",
    Kind.CHOICE: "выбор",
    Kind.FLAG: "да / нет",
    Kind.LETTER: "категория",
}
EXPORTED = ("facts", "categories", "statuses")
"""Tables without a sheet that commands give out: `facts` and `compute`."""
INPUT, REFERENCE = "sales_lines", "products"
HEAD = """# Таблицы и столбцы

Эта страница сделана программой из каталога `clientbase_xl/schemas`; исправлять её вручную бесполезно:

    python -m clientbase_xl.schemas.documentation --out docs/tables.md

«Кто заполняет»: **человек** — ячейка для ввода; **программа** — считается командой или кнопкой, в базу из книги не
читается; **формула** — считается в книге сразу при вводе. Ключ — имя столбца в файлах, которые отдают команды `facts`
и `compute`. Звёздочка у названия — обязательный столбец. «По согласованию» — изменение становится заявкой, «только
РОП» — менеджеру отказывают; остальное для ввода меняют свободно. Классы полей правят на листе «Настройки».
«Имя сотрудника» — столбец на каждого сотрудника списка «Сотрудники» листа «Справочники».
"""


def page() -> str:
    """Return the whole page as Markdown, a line feed at its end."""
    parts = [HEAD, "## Листы книги\n", *(_section(sheet) for sheet in ALL_SHEETS)]
    parts += ["## Что нужно в выгрузке продаж\n", _input_section(BY_KEY[INPUT])]
    parts += ["## Что читается из справочника товаров\n", _input_section(BY_KEY[REFERENCE])]
    parts += ["## Таблицы для других программ\n", *(_section(BY_KEY[key]) for key in EXPORTED)]
    return "\n".join(parts)


def _section(sheet: Sheet) -> str:
    """Return one table: what it is for, then a row per column."""
    heads = ("Столбец", "Ключ", "Вид", "Ед.", "Кто заполняет", "Что значит", "Что допустимо")
    records = (
        (
            _title(column),
            f"`{column.key}`",
            KIND_TITLES[column.kind],
            column.unit,
            FILLED_BY[column.mode],
            column.note,
            "; ".join(_limits(column)),
        )
        for column in widened(sheet, ("Имя сотрудника",))
    )
    return f"### «{sheet.title}»\n\n{sheet.purpose}\n\n{_table(heads, records)}"


def _input_section(sheet: Sheet) -> str:
    """Return the columns of an export with every heading under which they are recognised."""
    heads = ("Столбец", "Ключ", "Вид", "Что значит", "Под какими ещё заголовками узнаётся")
    records = (
        (_title(column), f"`{column.key}`", KIND_TITLES[column.kind], column.note, ", ".join(column.aliases))
        for column in sheet.typed
    )
    return f'{sheet.purpose} Другое название указывают так: `--map "Наше=Их"`.\n\n{_table(heads, records)}'


def _title(column: Column) -> str:
    return f"{column.title} \\*" if column.required else column.title


def _limits(column: Column) -> Iterator[str]:
    """Yield what is allowed in a cell, in words."""
    if column.unique:
        yield "не повторяется"
    if column.list_key:
        yield f"список «{LIST_TITLES[column.list_key]}» листа «Справочники»"
    elif column.choices:
        yield ", ".join(column.choices)
    if column.minimum is not None:
        yield f"не меньше {column.minimum:g}"
    if column.maximum is not None:
        yield f"не больше {column.maximum:g}"
    if column.is_personal:
        yield "персональные данные"
    if column.is_typed and column.change_class is not ChangeClass.FREE:
        yield str(column.change_class)


def _table(heads: tuple[str, ...], records: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped."""
    rows = [heads, tuple("---" for _ in heads), *records]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def main(arguments: list[str]) -> None:
    """Write the page where the arguments say (see `write_page`)."""
    write_page(page(), arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
