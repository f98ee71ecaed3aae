"""What is seen in a file whose columns are not recognised: enough to settle it without opening the file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clientbase_xl.errors import UnknownLayout
from clientbase_xl.reading.header import Header, shown
from clientbase_xl.reading.money_scale import KEYS as MONEY_KEYS
from clientbase_xl.reading.money_scale import names_scale
from clientbase_xl.reading.raw import Peek
from clientbase_xl.schemas.sales_lines import SALES_LINES

MAX_SHOWN_HEADINGS = 30
COUNT_EXAMPLES, EXAMPLE_CHARACTERS, HEADING_CHARACTERS = 3, 30, 80
_DAY = re.compile(r"^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?:[ T].*)?$")
_NUMBER = re.compile(r"^[+-]?\d[\d\s\u00a0\u202f]*(?:[.,]\d+)?$")
_FRACTION = re.compile(r"[.,]\d{1,2}$")
_WORDS: Mapping[str, re.Pattern[str]] = {
    "sold_on": re.compile(r"(?i)дат|день|когда|период|date|day"),
    "client_name": re.compile(r"(?i)клиент|контраг|покуп|заказч|партн|кому|получат|client|customer|buyer"),
    "quantity": re.compile(r"(?i)кол|шт|штук|объ[её]м|qty|quant|units"),
    "amount_rub": re.compile(r"(?i)сумм|выруч|стоим|итого|оборот|руб|amount|total|sales|revenue"),
    "unit_price": re.compile(r"(?i)цен|поч[её]м|price"),
}


@dataclass(frozen=True)
class SeenHeading:
    """One heading with up to three different values below it; `guess` is the key of ours that it may be, or ""."""

    heading: str
    examples: tuple[str, ...]
    guess: str = ""
    is_recognised: bool = False

    def line(self, number: int) -> str:
        """Return the heading as a numbered line of the list."""
        values = ", ".join(f"«{value}»" for value in self.examples) or "пусто"
        title = f"«{SALES_LINES[self.guess].title}»" if self.guess else ""
        meant = "" if not title else f" → {title}" if self.is_recognised else f" → похоже на {title}"
        return f"  {number}. «{self.heading[:HEADING_CHARACTERS]}»: {values}{meant}"


@dataclass(frozen=True)
class SeenLayout:
    """What a sheet shows: its headings, and the groups of keys of which one each is missing."""

    file_name: str
    sheet: str
    header_row: int
    headings: tuple[SeenHeading, ...]
    missing: tuple[tuple[str, ...], ...]

    def candidates(self, key: str) -> list[SeenHeading]:
        """Return the free headings whose values do not contradict a missing key, the guessed ones first."""
        fitting = [
            one
            for one in self.headings
            if not one.is_recognised
            and _fits(one.examples).get(key, True)
            and not (key in MONEY_KEYS and names_scale(one.heading))
        ]
        return sorted(fitting, key=lambda one: (one.guess != key, one.guess != ""))

    def lines(self) -> list[str]:
        """Return sheet, header row and the numbered headings with examples and guesses."""
        where = f"лист «{self.sheet}», " if self.sheet else ""
        shown_ones = [one.line(number) for number, one in enumerate(self.headings[:MAX_SHOWN_HEADINGS], 1)]
        more = len(self.headings) - len(shown_ones)
        rest = [f"  … и ещё {more}"] if more > 0 else []
        return [f"Увидено: {where}строка заголовков {self.header_row}", *shown_ones, *rest]


class LayoutNotRecognised(UnknownLayout):
    """A readable file whose columns are not recognised, with what is seen in it."""

    def __init__(self, found: str, allowed: str, remedy: str, seen: SeenLayout) -> None:
        super().__init__(found, allowed, remedy)
        self.seen = seen


def see_layout(
    file_name: str, peeks: Sequence[Peek], best: Header | None, missing: Sequence[tuple[str, ...]]
) -> SeenLayout:
    """Return what to show of a file: the best header found, else the row with most texts of the first 50."""
    peek = next((one for one in peeks if best and one.sheet == best.sheet), None) or _fullest(peeks)
    if peek is None or not peek.rows:
        return SeenLayout(file_name, "", 1, (), tuple(missing))
    row = best.row if best else max(range(len(peek.rows)), key=lambda index: _filled(peek.rows[index]))
    known = {position: key for key, position in best.columns.items()} if best else {}
    wanted = [key for group in missing for key in group]
    headings = []
    for position, cell in enumerate(peek.rows[row]):
        if not cell.strip():
            continue
        examples = _examples(peek, row, position)
        guess = known.get(position, "") or _guess(cell, examples, wanted)
        headings.append(SeenHeading(shown(cell), examples, guess, position in known))
    return SeenLayout(file_name, peek.sheet, row + 1, tuple(headings), tuple(missing))


def _fullest(peeks: Sequence[Peek]) -> Peek | None:
    visible = [peek for peek in peeks if not peek.is_hidden] or list(peeks)
    return max(visible, key=lambda peek: max(map(_filled, peek.rows), default=0), default=None)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _examples(peek: Peek, row: int, position: int) -> tuple[str, ...]:
    values = (cells[position].strip() for cells in peek.rows[row + 1 :] if position < len(cells))
    distinct = dict.fromkeys(shown(value)[:EXAMPLE_CHARACTERS] for value in values if value)
    return tuple(distinct)[:COUNT_EXAMPLES]


def _guess(heading: str, examples: Sequence[str], wanted: Sequence[str]) -> str:
    """Return the missing key that a heading may be: its words and its values must not contradict each other."""
    fits = _fits(examples)
    named = [key for key in wanted if sounds_like(heading, key) and fits[key]]
    if named:
        return named[0]
    if names_scale(heading):
        return ""
    if fits["sold_on"] and "sold_on" in wanted:
        return "sold_on"
    if fits["amount_rub"] and "amount_rub" in wanted and any(_FRACTION.search(value) for value in examples):
        return "amount_rub"
    return ""


def sounds_like(heading: str, key: str) -> bool:
    """Tell whether the words of a heading speak for a key, whatever stands below it."""
    return key in _WORDS and bool(_WORDS[key].search(heading)) and not (key in MONEY_KEYS and names_scale(heading))


def are_days(examples: Sequence[str]) -> bool:
    """Tell whether there are values and all of them look like days."""
    return bool(examples) and all(_DAY.match(value) for value in examples)


def _fits(examples: Sequence[str]) -> dict[str, bool]:
    """Return for which keys the values may stand; a column without values may be nothing."""
    is_day = are_days(examples)
    are_numbers = bool(examples) and all(_NUMBER.match(value) for value in examples)
    are_texts = bool(examples) and not is_day
    numbers = dict.fromkeys(("quantity", "amount_rub", "unit_price"), are_numbers)
    return {"sold_on": is_day, "client_name": are_texts and not are_numbers, "client_code": are_texts, **numbers}
