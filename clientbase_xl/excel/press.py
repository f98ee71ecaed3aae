"""One press of a button: quiet while it works, everything restored in every case, a message in Russian at the end."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from pathlib import Path

import xlwings

from clientbase_xl.base.store import Base
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.host import TITLE, Host, XlHost
from clientbase_xl.excel.log_file import LOG, log_to
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.workflows.login import acting_name

OUR_ERROR = (
    "Ошибка программы, книга не испорчена: {error}.\nЧто сделать: нажмите «Вернуть как было», если цифры изменились; "
    "сообщите разработчикам, что нажимали.{log}"
)
LOG_IS = " Пришлите и файл журнала: {file}"


@dataclass(frozen=True)
class Desk:
    """Who presses, in which base, on which day: what only the host may read (clock, user) is given here.

    `place` is the base or how to open it: it is opened when first asked for, so that a refusal is an answer to the
    press, and buttons that need no base work without. `now` is in UTC without a zone, as the base stores moments;
    `zone` is that of the clock on the wall. Without a `log_file` nothing is logged.
    """

    place: Base | Callable[[], Base]
    user: str
    today: date
    now: datetime
    zone: tzinfo
    log_file: Path | None = None

    @cached_property
    def base(self) -> Base:
        """Return the open base; the refusals of `Base.open` or of whoever knows where it lies."""
        return self.place if isinstance(self.place, Base) else self.place()

    @cached_property
    def acts_as(self) -> str:
        """Return who acts in the base: on a server the login of the session, else the user."""
        return acting_name(self.base, self.user)


Action = Callable[[Desk, XlBook, Host], str]
"""What a button does: with a desk, the open book and the spreadsheet around it; returns the message, "" for none."""


class Cancelled(Exception):
    """The person closed a dialog or answered «нет» before anything changed: no message is due."""


def press(name: str, action: Action, desk: Desk, book: xlwings.Book) -> bool:
    """Do what a button does in an open book; True when it was done, False when refused, cancelled or failed.

    Screen updating and calculation are off meanwhile, the status bar shows progress; all of it is as before at the
    end, whatever happened. A refusal becomes its own Russian words, an error of ours a message that names the log. What
    was done before the error stands in notes of the exception (`add_note`) and is told too.
    """
    app = book.app
    with log_to(desk.log_file) as log:
        began = time.monotonic()
        LOG.info("%s: begun, %s", name, book.name)
        try:
            with quiet(app):
                message = action(desk, XlBook(book), XlHost(book))
        except Cancelled:
            LOG.info("%s: cancelled", name)
            return False
        except ClientbaseError as refusal:
            LOG.info("%s: refused", name, exc_info=True)
            app.alert(str(refusal), TITLE)
            return False
        except Exception as error:
            LOG.exception("%s: failed", name)
            app.alert(_our_error(error, log), TITLE, mode="critical")
            return False
        LOG.info("%s: done in %.1f s", name, time.monotonic() - began)
    if message:
        app.alert(message, TITLE)
    return True


@contextmanager
def quiet(app: xlwings.App) -> Iterator[None]:
    """Stop redrawing and calculating for the time of a `with`; put back what was set and the host's status bar.

    Python's search for cycles rests too: a million cells would set it off again and again.
    """
    updating, calculation, is_collecting = app.screen_updating, app.calculation, gc.isenabled()
    try:
        gc.disable()
        app.screen_updating = False
        app.calculation = "manual"
        yield
    finally:
        if is_collecting:
            gc.enable()
        _put_back("calculation", calculation, app)
        _put_back("screen_updating", updating, app)
        _put_back("status_bar", False, app)


def _put_back(name: str, value: object, app: xlwings.App) -> None:
    """Put one thing back even when another refuses: a spreadsheet that no longer redraws looks broken."""
    try:
        setattr(app, name, value)
    except Exception:
        LOG.exception("could not put back %s = %r", name, value)


def _our_error(error: Exception, log: Path | None) -> str:
    done = "".join(f"\n{note}" for note in getattr(error, "__notes__", ()))
    where = "" if log is None else LOG_IS.format(file=log)
    return OUR_ERROR.format(error=f"{type(error).__name__}: {error}", log=where) + done
