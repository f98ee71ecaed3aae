"""The weekly meeting workbook: values only, a sheet for the head and one per manager, two A4 pages each at most.

METHOD section 19. The figures are computed by the rules at today and at today − 7; here they are only laid out.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from clientbase_xl.schemas.diagnosis import QUESTIONS
from clientbase_xl.schemas.model import Group
from clientbase_xl.writing.book import Book, new_book
from clientbase_xl.writing.cells import plain_text
from clientbase_xl.writing.page_setup import A4
from clientbase_xl.writing.styles import TAB_COLOURS
from clientbase_xl.writing.week_dates import monday_of, week_words
from clientbase_xl.writing.weekly_base import bridge, coming_back, due, products
from clientbase_xl.writing.weekly_content import Leaf, Turnover, WeeklyContent, leaves_of, turnover_of
from clientbase_xl.writing.weekly_indicators import indicators
from clientbase_xl.writing.weekly_limits import FEWEST, Limits, longest
from clientbase_xl.writing.weekly_pages import PAGES, Layout, layout_of
from clientbase_xl.writing.weekly_paper import (
    LAST,
    MARGIN_BOTTOM_INCHES,
    MARGIN_SIDE_INCHES,
    MARGIN_TOP_INCHES,
    Paper,
    page_heights_points,
)
from clientbase_xl.writing.weekly_plan import plan
from clientbase_xl.writing.weekly_ranking import ranking
from clientbase_xl.writing.weekly_records import activity, contacts, journal_line, overdue, requests
from clientbase_xl.writing.weekly_sections import (
    MOST_ACTIONS,
    actions,
    changes,
    decisions,
    heading,
    problems_line,
    reactivation,
)
from clientbase_xl.writing.weekly_signs import gaps, signs, symptoms
from clientbase_xl.writing.weekly_turnover import (
    TurnoverRanges,
    ranges_of,
    turnover_band,
    turnover_chart,
    write_turnover_sheet,
)
from clientbase_xl.writing.weekly_work import work_lines

__all__ = ["WeeklyContent", "write_weekly"]

_RECORDS = 6
"""Contacts, overdue tasks and requests on a page: the rest is on the sheets of the workbook."""
_DUE = 12
"""Contacts due on a manager's page."""
_MOST_PEOPLE = 40
_LINES = 8
"""Kinds of work with clients."""
_PRODUCTS = 5
"""Brands, and categories, on the head's page."""
_FILLED = 0.97
"""Part of a page that lines for decisions may fill."""
_SQUEEZED = 1.07
"""What a single page may hold over its measure: printed a little smaller it beats a second page of a few lines."""


def write_weekly(path: Path, content: WeeklyContent) -> None:
    """Write the workbook of one week to `path`, whole or not at all; the same content gives the same bytes.

    Lists are as long as the settings say and shorter where two pages would not hold them; then the page says how
    many rows it shows of how many. Raises BadUse for a week that does not exist and WriteRefused as `new_book`.
    """
    title = f"Неделя {content.week}"
    turnover = turnover_of(content)
    leaves = leaves_of(content, turnover)
    with new_book(path, title=title, subject=week_words(monday_of(content.week)), today=content.today) as book:
        for leaf in leaves:
            _write_leaf(book, leaf, content, turnover)
        write_turnover_sheet(book, content, turnover)


def _write_leaf(book: Book, leaf: Leaf, content: WeeklyContent, turnover: Turnover) -> None:
    """Write one sheet: as many rows of the lists as two pages hold."""
    ranges = ranges_of(turnover)
    limits = longest(
        _wanted(leaf, content, turnover),
        FEWEST[leaf.is_head],
        lambda one: _try(leaf, content, turnover, ranges, one).is_within,
    )
    layout = _try(leaf, content, turnover, ranges, limits)
    paper = Paper(book.page(leaf.sheet_name), layout)
    _draw(paper, leaf, content, turnover, ranges, limits)
    page_points = page_heights_points()[0] if layout.break_row is None else layout.page_points
    decisions(paper, page_points * _FILLED - paper.used_points())
    paper.finish()
    _set_up_print(paper, leaf, content, count_pages=1 if layout.break_row is None else PAGES)


def _wanted(leaf: Leaf, content: WeeklyContent, turnover: Turnover) -> Limits:
    """Return how long the lists of a sheet would be without an end of the paper, none longer than what there is."""
    shown, week = content.settings, content.fbs_week

    def rows(table: pd.DataFrame | None, most: int) -> int:
        return 0 if table is None else min(len(table), most)

    return Limits(
        changes=rows(leaf.changes, shown.count_changes),
        reactivation=rows(leaf.reactivation, shown.count_reactivation),
        contacts=rows(leaf.contacts, _RECORDS),
        tasks=rows(leaf.overdue_tasks, _RECORDS),
        people=rows(content.activity, _MOST_PEOPLE),
        symptoms=rows(content.diagnosis, len(QUESTIONS)),
        products=_PRODUCTS,
        due=rows(leaf.due, _DUE),
        requests=rows(leaf.requests, _RECORDS),
        actions=rows(leaf.actions, MOST_ACTIONS),
        gaps=min(len(week.gaps), _RECORDS) if week else 0,
        lines=rows(leaf.lines, _LINES),
        ranked=len({*turnover.by_manager, *content.managers}),
    )


def _try(leaf: Leaf, content: WeeklyContent, turnover: Turnover, ranges: TurnoverRanges, limits: Limits) -> Layout:
    """Return how the sheet would be paginated with lists of these lengths."""
    paper = Paper(None)
    _draw(paper, leaf, content, turnover, ranges, limits)
    least, most = page_heights_points()
    return layout_of(
        paper.heights, paper.block_starts, paper.row_starts, one_page_points=least * _SQUEEZED, page_points=most
    )


def _draw(
    paper: Paper,
    leaf: Leaf,
    content: WeeklyContent,
    turnover: Turnover,
    ranges: TurnoverRanges,
    limits: Limits,
) -> None:
    """Lay the blocks of a sheet out, the most important first."""
    heading(paper, leaf, content)
    indicators(paper, leaf)
    if leaf.is_head:
        signs(paper, content)
        turnover_chart(paper, ranges, content, turnover)
        plan(paper, leaf)
        ranking(paper, content, turnover, ranges, limits.ranked)
        gaps(paper, content, limits.gaps)
        actions(paper, leaf, limits.actions)
        requests(paper, leaf, limits.requests)
        work_lines(paper, leaf, limits.lines)
        bridge(paper, leaf)
        coming_back(paper, content)
        products(paper, content, limits.products)
        symptoms(paper, content, limits.symptoms)
        activity(paper, content, limits.people)
        overdue(paper, leaf, limits.tasks)
        changes(paper, leaf, limits.changes)
        reactivation(paper, leaf, limits.reactivation)
    else:
        turnover_band(paper, ranges, leaf.title, leaf.turnover)
        plan(paper, leaf)
        actions(paper, leaf, limits.actions)
        work_lines(paper, leaf, limits.lines)
        due(paper, leaf, limits.due)
        overdue(paper, leaf, limits.tasks)
        reactivation(paper, leaf, limits.reactivation)
        contacts(paper, leaf, limits.contacts)
        changes(paper, leaf, limits.changes)
    problems_line(paper, leaf, content.problems_count)
    if leaf.is_head:
        journal_line(paper, content)


def _set_up_print(paper: Paper, leaf: Leaf, content: WeeklyContent, *, count_pages: int) -> None:
    """Set A4, the number of pages, header and footer, and the colour of the tab."""
    page = paper.page
    assert page is not None
    sheet = page.sheet
    sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(MARGIN_SIDE_INCHES, MARGIN_SIDE_INCHES, MARGIN_TOP_INCHES, MARGIN_BOTTOM_INCHES)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, count_pages)
    page.check(sheet.print_area(0, 0, paper.row - 1, LAST))
    style = '&9&"Calibri,Regular"'  # the size first: digits of a text after it would count as its own
    page.check(sheet.set_header(f"&L{style}{_plain(content.base_name)}&R{style}{_plain(leaf.title)}"))
    page.check(sheet.set_footer(f"&L{style}Неделя {content.week}&R{style}Страница &P из &N"))
    sheet.set_tab_color(TAB_COLOURS[Group.START if leaf.is_head else Group.MEETING])
    if leaf.is_head:
        sheet.activate()


def _plain(text: str) -> str:
    """Return a text as a page header shows it: & doubled, short enough for the header's 255 characters."""
    return " ".join(plain_text(text).split())[:70].replace("&", "&&")
