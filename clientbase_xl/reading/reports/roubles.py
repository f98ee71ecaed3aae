"""A report in thousands or in foreign money is refused: exact amounts of its rows are not known (METHOD section 0)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.figure_words import scale_in, strange_unit
from clientbase_xl.reading.reports.measures import Measured
from clientbase_xl.reading.reports.preamble import Preamble, row_text

ALLOWED = "суммы в рублях и копейках"
REMEDY = "Выберите в настройках отчёта рубли без округления и выгрузите его заново."
# Lines above a table that tell the unit of its figures; a title may name a firm «Евротрейд».
_LINES = ("показатели", "единица", "ед. изм", "валюта", "суммы", "в ")


def refuse_other_money(
    preamble: Preamble, blocks: Sequence[Measured], file_name: str, sheet: str, header: Sequence[Sequence[object]] = ()
) -> None:
    """Raise BadFile when a heading or a line of parameters says that the figures are no roubles.

    Thousands are looked for in every cell above the table and in the corner of its `header` rows as well.
    """
    lines = [text for text in preamble.texts if text.casefold().startswith(_LINES)]
    headings = [heading for block in blocks for heading in block.headings.values()]
    for text in (*lines, *headings):
        if unit := strange_unit(text):
            raise BadFile(
                f"Отчёт «{file_name}», лист «{sheet}»: «{text}» — «{unit}», а не рубли: точные суммы строк неизвестны.",
                ALLOWED,
                REMEDY,
            )
    first = min(place for block in blocks for place in block.places.values())
    refuse_thousands((*preamble.told, *corner(header, first)), f"Отчёт «{file_name}», лист «{sheet}»")


def refuse_thousands(texts: Iterable[str], where: str, of_money: Iterable[str] = ()) -> None:
    """Raise BadFile when one of the texts above a table says that its money is in thousands or millions.

    In texts `of_money` (headings of its columns) any such word says so.
    """
    scales = [(text, scale_in(text, anywhere=True)) for text in of_money]
    for text, unit in (*scales, *((text, scale_in(text)) for text in texts)):
        if unit:
            raise BadFile(f"{where}: «{text}» — «{unit}», а не рубли: точные суммы строк неизвестны.", ALLOWED, REMEDY)


def corner(header: Sequence[Sequence[object]], first: int) -> list[str]:
    """Return the texts in rows of a header left of its first figures."""
    return [text for row in header for cell in row[:first] if (text := row_text((cell,)))]
