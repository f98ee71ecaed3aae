"""What the columns of a report of sales measure, by their headings (EXPORTS, layouts B, D and E)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clientbase_xl.reading.header import compact, shown, without_unit
from clientbase_xl.reading.reports.figures import MONEY, QUANTITY
from clientbase_xl.reading.reports.preamble import MAX_ROWS, row_text

# In the order in which they are preferred, compact: letters and digits only, without the unit.
WORDS: Mapping[str, tuple[str, ...]] = {
    "quantity": ("количество", "колво", "кол", "количествотоваров", "продано"),
    "amount": (
        "суммасндс",
        "выручкасндс",
        "выручка",
        "выручкаотпродаж",
        "сумма",
        "суммапродаж",
        "суммапродажи",
        "стоимостьпродаж",
        "стоимостьпродажи",
        "стоимость",
        "выручкабезндс",
        "суммабезндс",
    ),
    "cost": ("себестоимость", "себестоимостьпродаж", "себестоимостьпродажи"),
    "profit": ("валоваяприбыль", "вп", "прибыль"),
}
DECIMALS = {"quantity": QUANTITY, "amount": MONEY, "cost": MONEY, "profit": MONEY}
_CLIENT = re.compile("клиент|контрагент|покупател|партн[её]р", re.IGNORECASE)


@dataclass(frozen=True)
class Measured:
    """Columns of one block of a report: position and heading by measure; `amount` is always there."""

    places: Mapping[str, int]
    headings: Mapping[str, str]

    @property
    def columns(self) -> list[tuple[int, str, int]]:
        """Return (position, heading, decimals) of the columns as figures are read."""
        return [(place, self.headings[key], DECIMALS[key]) for key, place in self.places.items()]


def measure_of(heading: object) -> str:
    """Return the key of the measure that a heading names; empty for any other, also for thousands of roubles."""
    name = without_unit(heading) if isinstance(heading, str) else ""
    return next((key for key, words in WORDS.items() if name in words), "")


def measured(cells: Sequence[object], positions: Sequence[int]) -> Measured | None:
    """Return the measures among the headings at these positions; None without an amount.

    Of two headings of one measure («Сумма с НДС», «Сумма») the one named first in WORDS is taken.
    """
    ranked = sorted(
        (WORDS[key].index(without_unit(str(cells[place]))), place, key)
        for place in positions
        if (key := measure_of(cells[place]))
    )
    places: dict[str, int] = {}
    for _, place, key in ranked:
        places.setdefault(key, place)
    ordered = {key: places[key] for key in WORDS if key in places}
    return (
        Measured(ordered, {key: shown(str(cells[place])) for key, place in ordered.items()})
        if "amount" in places
        else None
    )


def header_row(rows: Sequence[Sequence[object]]) -> int | None:
    """Return the first of the first 50 rows that names an amount beside another cell; None without one.

    A line of parameters («Показатели: | Выручка») is no header.
    """
    for index, row in enumerate(rows[:MAX_ROWS]):
        filled = [text for cell in row if (text := row_text((cell,)))]
        if len(filled) > 1 and not filled[0].endswith(":") and any(measure_of(cell) == "amount" for cell in row):
            return index
    return None


def label_column(header: Sequence[Sequence[object]], below: Sequence[Sequence[object]]) -> int:
    """Return the first column that is about as full of texts as any below the header: the names of rows stand there.

    Numbers (of rows) and a footnote in the margin are no names. Without rows the first column of the header's texts.
    """
    counts = Counter(place for row in below for place, cell in enumerate(row) if _is_name(cell))
    if counts:
        return min(place for place, count in counts.items() if 2 * count >= max(counts.values()))
    return min((place for row in header for place, cell in enumerate(row) if _is_name(cell)), default=0)


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def names_clients(rows: Sequence[Sequence[object]]) -> bool:
    """Tell whether a title or a heading says that the report is by client."""
    return any(_CLIENT.search(row_text(row)) for row in rows)


def has_dates(cells: Sequence[object]) -> bool:
    """Tell whether a row of headings has a date: then it heads a flat table."""
    return any(compact(str(cell)).startswith(("дата", "date")) for cell in cells if cell is not None)
