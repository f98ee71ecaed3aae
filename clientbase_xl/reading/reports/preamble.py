"""What stands above the header of a report: its period, filters and groupings of rows (EXPORTS, 1C reports)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clientbase_xl.reading.report_grid import CellError
from clientbase_xl.reading.reports.months import YEAR, YEAR_WORD, full_year, last_day, month_number

_DOTTED = r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)"
_WORDED = rf"\d{{1,2}} [а-яё]+\.? {YEAR}(?!\d)"
_DAY = rf"(?:{_DOTTED}|{_WORDED}){YEAR_WORD}(?: \d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
_MONTH = rf"[а-яё]+\.? {YEAR}(?!\d){YEAR_WORD}"
_TO = r" ?(?:-|–|—|−|\.\.|по|до) ?"
_DAYS = re.compile(rf"({_DAY}){_TO}({_DAY})", re.IGNORECASE)
_MONTHS = re.compile(rf"({_MONTH}){_TO}({_MONTH})", re.IGNORECASE)
_PART = re.compile(rf"([1-4IV]+)(?:-?[а-я]{{1,2}})? (квартал|полугодие) ({YEAR})\b", re.IGNORECASE)
_ONE_MONTH = re.compile(rf"([а-яё]+)\.? ({YEAR})\b{YEAR_WORD}", re.IGNORECASE)
_ONE_DAY = re.compile(rf"(?:за|на|период:?) ({_DAY})", re.IGNORECASE)
_ONE_YEAR = re.compile(r"(?:за|период:?) (\d{4})(?!\d)", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_LABEL = re.compile(r"([^:]{2,40}):(?: (.*))?$")
_FILTERS = ("отбор", "отборы")
_FILTER = re.compile(r"^(?:параметры:? *)?отбор|\b(?:равно|больше|меньше|в списке|в группе|содержит)\b", re.IGNORECASE)
_GROUPINGS = ("группировки строк", "группировка строк", "группировки", "строки", "группировать по")
_LIST = re.compile(r"[;,/>→]|\s[-–—]\s")
MAX_ROWS = 50


@dataclass(frozen=True)
class Preamble:
    """The lines above a header.

    The days of the period are None where no line tells them; `groupings` are the names of the levels of rows, outer
    first, as a line «Группировки строк:» lists them; `filters` are the lines of «Отбор:»; `texts` all lines, one a row;
    `told` the filled cells one by one, without those of filters: what a filter names is not said of the report.
    """

    period_from: date | None
    period_to: date | None
    groupings: tuple[str, ...]
    filters: tuple[str, ...]
    texts: tuple[str, ...]
    told: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return the first line that is no parameter, often the name of the report or of the firm."""
        return next((text for text in self.texts if text and not _LABEL.fullmatch(text)), "")


def read_preamble(rows: Sequence[Sequence[object]], header_row: int) -> Preamble:
    """Return what the rows above `header_row` (0 = first row) tell; cells may be typed or texts.

    The line «Период:» decides, else the first line that names a period. Years of two digits are 1970–2069.
    """
    texts = tuple(row_text(row) for row in rows[:header_row])
    labelled = list(_labelled(texts))
    told = [f"период: {value}" for name, value in labelled if name.startswith("период")]
    periods = (found for text in (*told, *texts) if (found := parse_period(text)))
    first, last = next(periods, (None, None))
    groupings = next((split_levels(value) for name, value in labelled if name in _GROUPINGS and value), ())
    filters = tuple(value for name, value in labelled if name in _FILTERS and value)
    told_cells = (
        text
        for row, line in zip(rows, texts, strict=False)
        if not _FILTER.search(line)
        for cell in row
        if (text := row_text((cell,)))
    )
    return Preamble(first, last, groupings, filters, texts, tuple(told_cells))


def header_start(rows: Sequence[Sequence[object]]) -> int:
    """Return the first row with two filled cells that is no parameter line: there the header begins at the earliest.

    Rows that end before (a report of one column) return their number.
    """
    for index, row in enumerate(rows[:MAX_ROWS]):
        filled = [cell for cell in row if row_text((cell,))]
        if len(filled) > 1 and not any(row_text((cell,)).endswith(":") for cell in filled[:2]):
            text = row_text(row)
            if not _LABEL.fullmatch(text) and not _DAYS.search(text):
                return index
    return min(len(rows), MAX_ROWS)


def parse_period(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a line tells: days, months, a quarter, a half-year or a year."""
    for pattern, read in ((_DAYS, _day), (_MONTHS, _month)):
        for match in pattern.finditer(text):
            first, last = read(match[1]), read(match[2])
            if first and last and first[0] <= last[1]:
                return first[0], last[1]
    for match in _PART.finditer(text):
        number = int(match[1]) if match[1].isdigit() else _ROMAN.get(match[1].upper(), 0)
        length = 3 if match[2].casefold() == "квартал" else 6
        if 1 <= number <= 12 // length:
            year = full_year(match[3])
            return date(year, (number - 1) * length + 1, 1), last_day(year, number * length)
    if (match_day := _ONE_DAY.search(text)) and (day := _day(match_day[1])):
        return day
    for match in _ONE_MONTH.finditer(text):
        if month_number(match[1]) and (month := _month(match[0])):
            return month
    if match_year := _ONE_YEAR.search(text):
        return date(int(match_year[1]), 1, 1), date(int(match_year[1]), 12, 31)
    return None


def split_levels(text: str) -> tuple[str, ...]:
    """Return the levels that a line or a heading lists: «Контрагент (Элементы), Номенклатура» are two."""
    bare = re.sub(r"\([^)]*\)", "", " ".join(text.split()))
    return tuple(name for part in _LIST.split(bare) if (name := part.strip(" .:")))


def row_text(row: Sequence[object]) -> str:
    """Return the filled cells of a row as one line with single spaces; days as ДД.ММ.ГГГГ."""
    return " ".join(" ".join(_cell_text(cell) for cell in row if cell is not None).split())


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}"
    return cell.text if isinstance(cell, CellError) else str(cell)


def _labelled(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield name and value of the parameter lines; «Параметры: Период: …» has two names, the inner one counts."""
    for text in texts:
        bare = re.sub(r"^(?:параметры|параметры отч[её]та): *", "", text, flags=re.IGNORECASE)
        if match := _LABEL.fullmatch(bare):
            yield match[1].strip().casefold(), (match[2] or "").strip()


def _day(text: str) -> tuple[date, date] | None:
    digits = re.match(rf"(\d{{1,2}})(?:\.(\d{{1,2}})\.| ([а-яё]+)\.? )({YEAR})", text, re.IGNORECASE)
    if digits is None:
        return None
    try:
        day = date(full_year(digits[4]), int(digits[2]) if digits[2] else month_number(digits[3]), int(digits[1]))
    except ValueError:
        return None
    return day, day


def _month(text: str) -> tuple[date, date] | None:
    match = _ONE_MONTH.match(text)
    number = month_number(match[1]) if match else 0
    if match is None or not number:
        return None
    year = full_year(match[2])
    return date(year, number, 1), last_day(year, number)
