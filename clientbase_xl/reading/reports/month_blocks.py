"""The months of a wide report: which day each stands for, and which columns hold its figures (EXPORTS, layout A)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figure_words import ADDITIVE, DECIMALS, TITLES, Figure, strange_unit, vat_of
from clientbase_xl.reading.reports.figures import Figures, read_figures
from clientbase_xl.reading.reports.month_header import Block, Column, MonthHeader, is_total_block
from clientbase_xl.reading.reports.months import Month, last_day
from clientbase_xl.reading.reports.preamble import Preamble
from clientbase_xl.reading.reports.reconcile import check_across
from clientbase_xl.reading.reports.roubles import corner, refuse_thousands

Columns = list[tuple[int, str, int]]


@dataclass(frozen=True)
class Total:
    """A block «Итого»: the columns of figures (places in `MonthFigures.columns`) and the months it may be over."""

    places: Mapping[Figure, int]
    over: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class MonthFigures:
    """Months of a report in the order of its columns.

    `dates` are their last days within the period; `columns` are (position, heading, decimals) of all figures that are
    read; `places` gives for a figure the index in `columns` for each month; `headings` what the figures are called.
    """

    months: tuple[Month, ...]
    dates: tuple[date, ...]
    columns: tuple[tuple[int, str, int], ...]
    places: Mapping[Figure, tuple[int, ...]]
    totals: tuple[Total, ...]
    headings: Mapping[Figure, str]
    problems: tuple[Problem, ...]

    def figures(self, grid: ReportGrid, file_name: str, rows: Sequence[int], labels: Sequence[str]) -> Figures:
        """Return the figures of these rows in the order of `columns`."""
        return read_figures(grid, file_name, rows, labels, self.columns)

    def check_across(self, figures: Figures) -> tuple[Problem, ...]:
        """Refuse rows whose total across months differs from the sum of the months; see `reconcile`.

        A total under a heading of a year is over its months or over all: what fits all rows.
        """
        problems: list[Problem] = []
        for total in self.totals:
            for figure, place in total.places.items():
                parts = [[self.places[figure][month] for month in over] for over in total.over]
                problems += _first_fitting(figures, place, parts)
        return tuple(problems)


def read_months(grid: ReportGrid, file_name: str, header: MonthHeader, preamble: Preamble) -> MonthFigures:
    """Return the months of a header with the columns of their figures.

    BadFile: a month twice, outside the period or of no known year; a block that is neither month nor total; thousands
    or a foreign currency; a block without its revenue.
    """
    where = f"Отчёт «{file_name}», лист «{grid.sheet}»"
    _refuse_units(where, header, preamble)
    above = (*preamble.told, *corner(grid.rows[header.first : header.last + 1], header.labels_end))
    refuse_thousands(above, where)
    strange = [
        block.heading
        for block in header.blocks
        if block.month is None and not is_total_block(block) and any(c.figure in ADDITIVE for c in block.columns)
    ]
    if strange:
        raise _refused(where, f"над числами стоит «{strange[0]}»: это не месяц и не «Итого»")
    blocks = header.months
    months = _dated(where, [block.month for block in blocks if block.month], preamble)
    chosen = {figure: heading for figure in ADDITIVE if (heading := _heading_of(figure, blocks))}
    if Figure.AMOUNT not in chosen:
        raise _refused(where, f"в каждом месяце нет столбца «{TITLES[Figure.AMOUNT].capitalize()}»")
    columns: Columns = []
    places: dict[Figure, list[int]] = {figure: [] for figure in chosen}
    totals: list[Total] = []
    for block in header.blocks:
        taken = dict[Figure, int]()
        for figure, heading in chosen.items():
            column = _column(block, figure, heading)
            if column is not None:
                taken[figure] = len(columns)
                name = f"{column.heading}, {block.heading or 'Итого'}"
                columns.append((_position(grid, header, column), name, DECIMALS[figure]))
        if block.month is None:
            if is_total_block(block):
                totals.append(Total(taken, _over(block, months)))
            continue
        if missing := [heading for figure, heading in chosen.items() if figure not in taken]:
            raise _refused(
                where, f"под «{block.heading}» нет столбца «{missing[0]}», который есть под другими месяцами"
            )
        for figure, place in taken.items():
            places[figure].append(place)
    last = preamble.period_to
    dates = tuple(min(day, last) if last else day for day in (last_day(m.year or 0, m.month) for m in months))
    return MonthFigures(
        months,
        dates,
        tuple(columns),
        {figure: tuple(found) for figure, found in places.items()},
        tuple(totals),
        chosen,
        tuple(_two_revenues(file_name, grid.sheet, blocks[0], chosen)),
    )


def _first_fitting(figures: Figures, place: int, parts: Sequence[Sequence[int]]) -> tuple[Problem, ...]:
    for number, columns in enumerate(parts, 1):
        try:
            return check_across(figures, place, columns)
        except BadFile:
            if number == len(parts):
                raise
    return ()


def _dated(where: str, months: Sequence[Month], preamble: Preamble) -> tuple[Month, ...]:
    """Return months with years: of the heading, else the only one of the period, else the next in its order."""
    first, last = preamble.period_from, preamble.period_to
    dated: list[Month] = []
    for month in months:
        year = month.year
        if year is None and first and last:
            inside = [y for y in range(first.year, last.year + 1) if _is_inside(Month(y, month.month), first, last)]
            later = [y for y in inside if not dated or (y, month.month) > dated[-1]]
            year = inside[0] if len(inside) == 1 else next(iter(later), None)
        if year is None:
            raise _refused(where, f"год месяца «{month.name}» не назван ни в заголовке, ни в строке «Период:»")
        if first and last and not _is_inside(Month(year, month.month), first, last):
            named = f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
            raise _refused(where, f"месяц «{Month(year, month.month).name}» вне периода отчёта {named}")
        dated.append(Month(year, month.month))
    if twice := [month for month in dated if dated.count(month) > 1]:
        raise _refused(where, f"месяц «{twice[0].name}» стоит в заголовке дважды")
    return tuple(dated)


def _is_inside(month: Month, first: date, last: date) -> bool:
    year = month.year or 0
    return date(year, month.month, 1) <= last and last_day(year, month.month) >= first


def _heading_of(figure: Figure, blocks: Sequence[Block]) -> str:
    """Return the heading of a figure: where there are two, that with the VAT of the cost, else the first."""
    found = [column.heading for column in blocks[0].columns if column.figure is figure]
    if len(found) < 2:
        return found[0] if found else ""
    cost = next((column.heading for column in blocks[0].columns if column.figure is Figure.COST), "")
    return next((heading for heading in found if vat_of(cost) and vat_of(heading) == vat_of(cost)), found[0])


def _column(block: Block, figure: Figure, heading: str) -> Column | None:
    found = [column for column in block.columns if column.figure is figure]
    return next((column for column in found if column.heading == heading), found[0] if len(found) == 1 else None)


def _position(grid: ReportGrid, header: MonthHeader, column: Column) -> int:
    """Return where the figures stand: under the heading, or in the one other column that it is merged over."""
    if column.end - column.position < 2:
        return column.position
    below = range(header.last + 1, len(grid.rows))
    filled = [
        place for place in range(column.position, column.end) if any(grid.cell(row, place) is not None for row in below)
    ]
    return filled[0] if len(filled) == 1 else column.position


def _over(block: Block, months: Sequence[Month]) -> tuple[tuple[int, ...], ...]:
    every = tuple(range(len(months)))
    of_year = tuple(place for place in every if months[place].year == block.year)
    return (of_year, every) if block.year and of_year and of_year != every else (every,)


def _refuse_units(where: str, header: MonthHeader, preamble: Preamble) -> None:
    headings = [column.heading for block in header.blocks for column in block.columns if column.figure in ADDITIVE]
    lines = [
        text
        for text in preamble.texts
        if text.casefold().startswith(("показатели", "единица", "валюта", "суммы", "в "))
    ]
    for text in (*headings, *lines):
        if unit := strange_unit(text):
            raise _refused(where, f"«{text}» — «{unit}», а не рубли: точные суммы строк неизвестны")


def _two_revenues(file_name: str, sheet: str, block: Block, chosen: Mapping[Figure, str]) -> list[Problem]:
    return [
        Problem(
            f"Для «{TITLES[figure].capitalize()}» подходят и другие столбцы: "
            + ", ".join(f"«{name}»" for name in others)
            + f"; взят «{heading}»",
            "Если нужен другой, уберите лишний показатель из отчёта и выгрузите его заново.",
            Severity.NOTICE,
            file_name,
            sheet,
            column=heading,
        )
        for figure, heading in chosen.items()
        if (others := [c.heading for c in block.columns if c.figure is figure and c.heading != heading])
    ]


def _refused(where: str, what: str) -> BadFile:
    return BadFile(
        f"{where}: {what}.",
        "месяцы над столбцом «Выручка» в рублях, каждый месяц один раз и внутри периода отчёта",
        "Исправьте настройки отчёта и выгрузите его заново.",
    )
