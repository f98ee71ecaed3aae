"""One press of a button: quiet while it works, everything restored in every case, a message in Russian at the end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

import xlwings

from clientbase_xl.base.store import Base
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.open_book import XlBook

TITLE = "Клиентская база"
LOG = logging.getLogger("clientbase_xl.excel")
OUR_ERROR = (
    "Ошибка программы, книга не испорчена: {error}.\nЧто сделать: нажмите «Вернуть как было», если цифры изменились; "
    "сообщите разработчикам, что нажимали. Подробности — в журнале программы."
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who presses, in which base, on which day: what only the host may read (clock, user) is given here.

    `now` is in UTC without a zone, as the base stores moments; `zone` is that of the clock on the wall.
    """

    base: Base
    user: str
    today: date
    now: datetime
    zone: tzinfo


Action = Callable[[Desk, XlBook, Callable[[str], None]], str]
"""What a button does: with a desk, the open book and a way to show progress; returns the message of the end."""


def press(name: str, action: Action, desk: Desk, book: xlwings.Book) -> bool:
    """Do what a button does in an open book; True when it was done, False when it was refused or failed.

    Screen updating and calculation are off meanwhile, the status bar shows progress; all of it is as before at the
    end, whatever happened. A refusal becomes its own Russian words, an error of ours a message and an entry of the log.
    """
    app = book.app
    LOG.info("%s: begun, %s", name, book.name)
    try:
        with quiet(app):
            message = action(desk, XlBook(book), lambda text: _show(app, text))
    except ClientbaseError as refusal:
        LOG.info("%s: refused: %s", name, refusal)
        app.alert(str(refusal), TITLE)
        return False
    except Exception as error:
        LOG.exception("%s: failed", name)
        app.alert(OUR_ERROR.format(error=f"{type(error).__name__}: {error}"), TITLE, mode="critical")
        return False
    LOG.info("%s: done: %s", name, message)
    app.alert(message, TITLE)
    return True


@contextmanager
def quiet(app: xlwings.App) -> Iterator[None]:
    """Stop redrawing and calculating for the time of a `with`; put back what was set and the host's status bar."""
    updating, calculation = app.screen_updating, app.calculation
    try:
        app.screen_updating = False
        app.calculation = "manual"
        yield
    finally:
        _put_back("calculation", calculation, app)
        _put_back("screen_updating", updating, app)
        _put_back("status_bar", False, app)


def _put_back(name: str, value: object, app: xlwings.App) -> None:
    """Put one thing back even when another refuses: a spreadsheet that no longer redraws looks broken."""
    try:
        setattr(app, name, value)
    except Exception:
        LOG.exception("could not put back %s = %r", name, value)


def _show(app: xlwings.App, text: str) -> None:
    app.status_bar = text
