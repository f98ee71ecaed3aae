"""Answers are known again by headings, and lists of goods and of clients may share all: «Код», «Наименование»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import Header, match, shown
from clientbase_xl.reading.layout_answers import LayoutAnswers
from clientbase_xl.reading.raw import Peek
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.sales_lines import SALES_LINES

MAX_CHARACTERS = 80
_OF_CLIENTS = re.compile("контрагент|клиент|покупател|заказчик|партн[её]р|поставщик", re.IGNORECASE)
_OF_GOODS = re.compile("товар|номенклатур|продукц|артикул|ассортимент|прайс", re.IGNORECASE)


def names_products(cells: Sequence[str]) -> bool:
    """Tell whether a heading is one that sales call a product's, too: clients have no «Артикул» and no «Бренд»."""
    return bool(match(cells, SALES_LINES, {}).columns.keys() & set(PRODUCTS.keys))


def refuse_look_alike(file_name: str, peeks: Sequence[Peek], header: Header, recalled: LayoutAnswers) -> None:
    """Raise BadFile when only a remembered answer makes products of what is called clients, or the reverse.

    Headings that tell the two apart by themselves are not judged. The lines above the header speak first, then the
    name of the sheet, then that of the file; one that names both or neither says nothing.
    """
    own, other = (_OF_GOODS, _OF_CLIENTS) if header.schema is PRODUCTS else (_OF_CLIENTS, _OF_GOODS)
    if header.schema is SALES_LINES or _is_plain(header):
        return
    above = next((peek.rows[: header.row] for peek in peeks if peek.sheet == header.sheet), ())
    for text in (*(shown(" ".join(row)) for row in above), header.sheet, file_name):
        if bool(own.search(text)) != bool(other.search(text)):
            if other.search(text):
                where = "он называется" if text == file_name else "в нём написано"
                raise unsure(file_name, f"{where} «{text[:MAX_CHARACTERS]}»", header.schema, recalled)
            return


def unsure(file_name: str, why: str, schema: Sheet, recalled: LayoutAnswers) -> BadFile:
    """Return the refusal of a file that a remembered answer alone makes products or cards, and how to settle it."""
    what = "справочник товаров" if schema is PRODUCTS else "карточки клиентов"
    other = "карточки клиентов" if schema is PRODUCTS else "справочник товаров"
    again = " ".join(
        f'--map "{schema[key].title}={heading}"' for key, heading in recalled.columns.items() if key in schema
    )
    example = CLIENTS["channel"] if schema is PRODUCTS else PRODUCTS["sku_code"]
    return BadFile(
        f"Файл «{file_name}» по запомненному ответу № {recalled.number} прочёлся бы как {what}, но {why}: похоже, "
        f"это {other}. Ничего не изменено.",
        f"{what} или {other}: заголовки этого файла подходят к обоим",
        f"Если это всё же {what}, назовите столбцы ещё раз: {again}. Если {other}, назовите столбец, который есть "
        f'только там: --map "{example.title}=заголовок в файле". Или переименуйте столбец в файле так, как слева '
        "от «=»: тогда ответ не нужен.",
    )


def _is_plain(header: Header) -> bool:
    """Tell whether the headings say by themselves what the header was taken for."""
    if header.schema is PRODUCTS:
        return names_products(header.cells)
    return is_cards(match(header.cells, CLIENTS, {}))


def is_cards(header: Header) -> bool:
    """Tell whether a header of CLIENTS has who it is about and something more."""
    identity = {"client_code", "client_name"}
    return bool(identity & header.columns.keys()) and bool(header.columns.keys() - identity)
