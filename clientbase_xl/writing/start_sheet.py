"""«Начало»: what to do today in order of roubles, how the base stands, three charts, and how to read the book."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.blocks import (
    CATEGORY_DATA,
    GUIDE_DATA,
    PARETO_CAPTION,
    PARETO_DATA,
    PROFIT_CAPTION,
    PROFIT_DATA,
    START_HEAD,
    START_TITLE,
)
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.start import START
from clientbase_xl.writing import start_blocks as blocks
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.cells import Jump
from clientbase_xl.writing.chart_data import (
    DATA_SHEET,
    Profits,
    category_columns,
    data_grid,
    guide_columns,
    pareto_columns,
    profit_columns,
    profit_points,
    share_of_top,
    write_data,
)
from clientbase_xl.writing.charts import category_chart, pareto_chart, profit_chart
from clientbase_xl.writing.jumps import with_jumps
from clientbase_xl.writing.page_setup import LANDSCAPE_PIXELS, scale_to_fit, set_up_page
from clientbase_xl.writing.styles import MUTED, TAB_COLOURS
from clientbase_xl.writing.table import TablePlace, write_native_table
from clientbase_xl.writing.table_sheet import PROTECTION, SheetContext
from clientbase_xl.writing.validation import spoken

ACTIONS_ROW = 4
_ROW_PIXELS = 20
_WIDTHS = (5.0, 40.0, 11.0, 17.0, 16.0, 52.0)


def write_start(
    book: Book,
    actions: pd.DataFrame,
    counts: pd.DataFrame,
    clients: pd.DataFrame,
    cuts: LevelCuts,
    context: SheetContext,
    manager: str,
) -> None:
    """Fill the page «Начало»; the pages it links to exist already, empty or not."""
    page = book.pages[START.title]
    for col, width in enumerate(_WIDTHS):
        page.widen(col, width)
    _write_head(page, context, manager)
    place = _write_actions(page, actions)
    figures_page = place.last_row + 2
    row = blocks.write_counts(page, figures_page, counts)
    row = blocks.write_categories(page, row + 1, clients)
    statuses_page = row + 1
    row = blocks.write_statuses(page, statuses_page, clients)
    row = blocks.write_legend(page, row + 1)
    row = blocks.write_level_bounds(page, row + 1, cuts)
    charts_page = row + 1
    row = _write_charts(book, page, charts_page, clients, cuts)
    page.sheet.set_tab_color(TAB_COLOURS[START.group])
    set_up_page(page, today=context.today, owner=context.owner, is_landscape=True, pages_wide=0)
    # A scale of our own, because «fit to width» would ignore the page break.
    page.sheet.set_print_scale(scale_to_fit(page, range(len(_WIDTHS)), LANDSCAPE_PIXELS))
    page.sheet.set_h_pagebreaks([figures_page, statuses_page, charts_page])
    page.sheet.print_area(0, 0, row, blocks.NOTE_COL)
    page.sheet.freeze_panes(2, 0)
    page.sheet.protect("", PROTECTION)
    page.sheet.activate()


def head_text(owner: str, today: date, manager: str = "") -> str:
    """Return whose workbook it is and of which day."""
    whose = f" · менеджер {manager}" if manager else ""
    return f"{owner} · на {today:%d.%m.%Y}{whose}"


def actions_title(count: int) -> str:
    """Return what stands above today's work."""
    return START.purpose if count else START.empty_text


def with_titles(actions: pd.DataFrame) -> pd.DataFrame:
    """Return today's work as people read it: sheets by their titles instead of their keys."""
    titles = [BY_KEY[key].title if key in BY_KEY else key for key in actions["sheet_key"].tolist()]
    return actions.assign(sheet_key=titles)


def profit_caption(profits: Profits) -> str:
    """Return what stands above the chart of profit and potential: how many clients it shows, and why not all."""
    if not profits.count_shown:
        return "Прибыльность и потенциал: потенциал не известен ни у одного клиента. Впишите его на листе «Клиенты»."
    rest = profits.count_all - profits.count_shown
    why = f" У остальных {rest} не известен потенциал или нет категории: их на графике нет." if rest else ""
    return f"Прибыльность и потенциал: на графике {profits.count_shown} клиентов из {profits.count_all}.{why}"


def pareto_caption(turnover_rub: pd.Series[float]) -> str:
    """Return what stands above the other two charts: what the largest clients give."""
    share = share_of_top(turnover_rub)
    if share is None:
        return "Парето: продаж за 12 месяцев нет."
    return f"Парето: 20 % самых крупных клиентов дают {spoken(round(share, 3), is_share=True)} оборота за 12 месяцев."


def _write_head(page: Page, context: SheetContext, manager: str) -> None:
    """Write whose workbook it is and of which day."""
    page.put(0, 0, "Клиентская база", page.styles.format(font_size=20, bold=True, font_color="#005A8C"))
    page.sheet.set_row(0, 30)
    page.put(1, 0, head_text(context.owner, context.today, manager), page.styles.purpose())
    page.name_block(START_HEAD, 1, 0)


def _write_actions(page: Page, actions: pd.DataFrame) -> TablePlace:
    """Write today's work as a table whose «Где» leads to the sheet."""
    title = page.styles.format(font_size=12, bold=True, font_color="#005A8C")
    page.put(ACTIONS_ROW - 1, 0, actions_title(len(actions)), title)
    page.name_block(START_TITLE, ACTIONS_ROW - 1, 0)
    shown = with_titles(actions)
    place = write_native_table(page, START, shown, top=ACTIONS_ROW)
    form = page.styles.jump()
    for row, cell in enumerate(with_jumps(START, shown, page.book.titles), place.first_row):
        if isinstance(cell, Jump):
            page.put_jump(row, place.col("sheet_key"), cell, form)
    return place


def _write_charts(book: Book, page: Page, row: int, clients: pd.DataFrame, cuts: LevelCuts) -> int:
    """Draw the charts one under another and side by side; return the row after."""
    data = book.pages[DATA_SHEET]
    row = blocks.write_section(page, row, "Картина базы")
    muted = page.styles.format(font_color=MUTED)
    profits = profit_points(clients, cuts)
    page.put(row, 0, profit_caption(profits), muted)
    page.name_block(PROFIT_CAPTION, row, 0)
    row += 1
    col = 0
    ranges: list[list[str]] = []
    for block, columns in (
        (PROFIT_DATA, profit_columns(profits)),
        (GUIDE_DATA, guide_columns(profits)),
        (PARETO_DATA, pareto_columns(clients)),
        (CATEGORY_DATA, category_columns(clients)),
    ):
        ranges.append(write_data(data, col, data_grid(columns, block), block))
        col += block.count_columns
    whole = sum(page.width(col) * 7 + 5 for col in range(len(_WIDTHS)))
    height = 380
    chart = profit_chart(page, profits, ranges[0], ranges[1])
    chart.set_size({"width": int(whole) - 8, "height": height})
    page.check(page.sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4}))
    row += height // _ROW_PIXELS + 1
    page.put(row, 0, pareto_caption(clients["turnover_12m_rub"]), muted)
    page.name_block(PARETO_CAPTION, row, 0)
    row += 1
    left = int(sum(page.width(col) * 7 + 5 for col in range(4)))
    chart = pareto_chart(page, *ranges[2])
    chart.set_size({"width": left - 8, "height": 300})
    page.check(page.sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4}))
    bars = category_chart(page, *ranges[3])
    bars.set_size({"width": int(whole) - left - 8, "height": 300})
    page.check(page.sheet.insert_chart(row, 4, bars, {"x_offset": 4, "y_offset": 4}))
    return row + 300 // _ROW_PIXELS + 1
