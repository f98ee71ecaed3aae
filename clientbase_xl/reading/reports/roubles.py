"""A report in thousands or in foreign money is refused: exact amounts of its rows are not known (METHOD section 0)."""

from __future__ import annotations

from collections.abc import Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.figure_words import strange_unit
from clientbase_xl.reading.reports.measures import Measured
from clientbase_xl.reading.reports.preamble import Preamble

# Lines above a table that tell the unit of its figures; a title may name a firm «Евротрейд».
_LINES = ("показатели", "единица", "ед. изм", "валюта", "суммы", "в ")


def refuse_other_money(preamble: Preamble, blocks: Sequence[Measured], file_name: str, sheet: str) -> None:
    """Raise BadFile when a heading or a line of parameters says that the figures are no roubles."""
    lines = [text for text in preamble.texts if text.casefold().startswith(_LINES)]
    headings = [heading for block in blocks for heading in block.headings.values()]
    for text in (*lines, *headings):
        if unit := strange_unit(text):
            raise BadFile(
                f"Отчёт «{file_name}», лист «{sheet}»: «{text}» — «{unit}», а не рубли: точные суммы строк неизвестны.",
                "суммы в рублях и копейках",
                "Выберите в настройках отчёта рубли без округления и выгрузите его заново.",
            )
