"""«Начало»: what to do today in order of roubles, how the base stands, three charts, and how to read the book."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.chart import Chart

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.start import START
from clientbase_xl.writing import start_blocks as blocks
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.chart_data import DATA_SHEET, DataSheet, pareto_shares, profit_points, share_of_top
from clientbase_xl.writing.charts import category_chart, pareto_chart, profit_chart
from clientbase_xl.writing.names import cell_link
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
    row = blocks.write_statuses(page, row + 1, clients)
    row = blocks.write_legend(page, row + 1)
    charts_page = row + 1
    row = _write_charts(book, page, charts_page, clients, cuts)
    row = blocks.write_level_bounds(page, row + 1, cuts)
    page.sheet.set_tab_color(TAB_COLOURS[START.group])
    set_up_page(page, today=context.today, owner=context.owner, is_landscape=True, pages_wide=0)
    # A scale of our own, because «fit to width» would ignore the page break.
    page.sheet.set_print_scale(scale_to_fit(page, range(len(_WIDTHS)), LANDSCAPE_PIXELS))
    page.sheet.set_h_pagebreaks([figures_page, charts_page])
    page.sheet.print_area(0, 0, row, blocks.NOTE_COL)
    page.sheet.freeze_panes(2, 0)
    page.sheet.protect("", PROTECTION)
    page.sheet.activate()


def _write_head(page: Page, context: SheetContext, manager: str) -> None:
    """Write whose workbook it is and of which day."""
    page.put(0, 0, "Клиентская база", page.styles.format(font_size=20, bold=True, font_color="#005A8C"))
    page.sheet.set_row(0, 30)
    whose = f" · менеджер {manager}" if manager else ""
    page.put(1, 0, f"{context.owner} · на {context.today:%d.%m.%Y}{whose}", page.styles.purpose())


def _write_actions(page: Page, actions: pd.DataFrame) -> TablePlace:
    """Write today's work as a table whose «Где» leads to the sheet."""
    text = START.purpose if len(actions) else START.empty_text
    page.put(ACTIONS_ROW - 1, 0, text, page.styles.format(font_size=12, bold=True, font_color="#005A8C"))
    keys = actions["sheet_key"].tolist()
    titles = [BY_KEY[key].title if key in BY_KEY else key for key in keys]
    place = write_native_table(page, START, actions.assign(sheet_key=titles), top=ACTIONS_ROW)
    form = page.styles.format(font_color="#0563C1", underline=1, bottom=1, bottom_color="#D5DBE0", indent=1)
    for row, title in enumerate(titles, place.first_row):
        if title in page.book.pages:
            tip = f"Перейти на лист «{title}»"
            page.put_link(row, place.col("sheet_key"), cell_link(title), title, tip, form)
    return place


def _write_charts(book: Book, page: Page, row: int, clients: pd.DataFrame, cuts: LevelCuts) -> int:
    """Draw the charts one under another and side by side; return the row after."""
    data = DataSheet(book.pages[DATA_SHEET])
    row = blocks.write_section(page, row, "Картина базы")
    muted = page.styles.format(font_color=MUTED)
    profits = profit_points(data, clients, cuts)
    page.put(row, 0, _profit_caption(profits.count_shown, profits.count_all), muted)
    row += 1
    whole = sum(page.width(col) * 7 + 5 for col in range(len(_WIDTHS)))
    if profits.series:
        height = 380
        chart = profit_chart(page, profits)
        chart.set_size({"width": int(whole) - 8, "height": height})
        page.check(page.sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4}))
        row += height // _ROW_PIXELS + 1
    across, up = pareto_shares(clients["turnover_12m_rub"])
    if not across:
        return row
    page.put(row, 0, _pareto_caption(clients["turnover_12m_rub"]), muted)
    row += 1
    left = int(sum(page.width(col) * 7 + 5 for col in range(4)))
    chart = pareto_chart(page, data.write("Доля клиентов", across), data.write("Доля оборота", up))
    chart.set_size({"width": left - 8, "height": 300})
    page.check(page.sheet.insert_chart(row, 0, chart, {"x_offset": 4, "y_offset": 4}))
    bars = _category_bars(page, data, clients)
    bars.set_size({"width": int(whole) - left - 8, "height": 300})
    page.check(page.sheet.insert_chart(row, 4, bars, {"x_offset": 4, "y_offset": 4}))
    return row + 300 // _ROW_PIXELS + 1


def _category_bars(page: Page, data: DataSheet, clients: pd.DataFrame) -> Chart:
    """Return the chart of each category's share of clients and of turnover; clients without a category do not count."""
    known = clients[clients["category"].isin(LETTERS)]
    grouped = known.groupby("category")["turnover_12m_rub"].agg(["size", "sum"]).reindex(list(LETTERS), fill_value=0)
    counts = grouped["size"] / max(int(grouped["size"].sum()), 1)
    total = float(grouped["sum"].sum())
    sums = grouped["sum"] / total if total > 0 else grouped["sum"] * 0
    return category_chart(
        page,
        data.write("Категория", list(LETTERS)),
        data.write("Доля клиентов", counts.astype(float).tolist()),
        data.write("Доля оборота", sums.astype(float).tolist()),
    )


def _profit_caption(count_shown: int, count_all: int) -> str:
    if not count_shown:
        return "Прибыльность и потенциал: потенциал не известен ни у одного клиента. Впишите его на листе «Клиенты»."
    rest = count_all - count_shown
    why = f" У остальных {rest} не известен потенциал или нет категории: их на графике нет." if rest else ""
    return f"Прибыльность и потенциал: на графике {count_shown} клиентов из {count_all}.{why}"


def _pareto_caption(turnover_rub: pd.Series[float]) -> str:
    share = share_of_top(turnover_rub)
    shown = "нет данных" if share is None else spoken(round(share, 3), is_share=True)
    return f"Парето: 20 % самых крупных клиентов дают {shown} оборота за 12 месяцев."
