"""How a sheet prints: A4, one page wide, headings repeated, title, date and page number in Russian."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clientbase_xl.writing.book import Page
from clientbase_xl.writing.cells import plain_text

A4 = 9
LANDSCAPE_PIXELS, PORTRAIT_PIXELS = 985, 665
"""Width of A4 between our margins in pixels of 1/96 inch, less the few percent in which programs differ."""
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.75, "bottom": 0.6}


def set_up_page(
    page: Page,
    *,
    today: date,
    owner: str,
    is_landscape: bool,
    header_rows: tuple[int, int] | None = None,
    pages_wide: int = 1,
) -> None:
    """Set paper, orientation, margins, header and footer of a sheet; `header_rows` (from 0) repeat on every page.

    `owner` is whose base or page it is; it stands at the left of the header.
    """
    sheet = page.sheet
    if is_landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(**_MARGINS)
    if pages_wide:
        sheet.fit_to_pages(pages_wide, 0)
    if header_rows is not None:
        sheet.repeat_rows(*header_rows)
    style = '&9&"Calibri,Regular"'  # the size first: digits of a text after it would count as its own
    page.check(sheet.set_header(f"&L{style}{_plain(owner)}&C{style}{_plain(page.title)}&R{style}{today:%d.%m.%Y}"))
    page.check(sheet.set_footer(f"&R{style}Страница &P из &N"))


def scale_to_fit(page: Page, cols: Iterable[int], pixels: int) -> int:
    """Return the print scale in percent at which these columns fit a width; between 40 and 100."""
    width = sum(page.width(col) * 7 + 5 for col in cols)
    return max(40, min(100, int(pixels / width * 100)))


def _plain(text: str) -> str:
    """Return a text as a page header shows it: & doubled, short enough for the header's 255 characters."""
    short = " ".join(plain_text(text).split())[:70]
    return short.replace("&", "&&")
