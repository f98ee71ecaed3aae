"""An xlwings engine that drives LibreOffice Calc over UNO: the code that runs in Excel runs here too.

`register()` makes it known to xlwings as `calc`; `office()` gives an `xlwings.App` on a private office without
windows. Importing needs neither LibreOffice nor `uno`: both are looked for when an office is started.

Where it differs from Excel: values are never parsed (a text `=1+1` stays text; see `ranges.Range`), errors are read as
`values.CellError`, an office that was met and not started is never ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings

from clientbase_xl.calc.engine.connection import START_SECONDS, Connection, meet_office, start_office
from clientbase_xl.calc.engine.host import NAME, Engine
from clientbase_xl.calc.engine.refusals import CalcRefused, NotInBook, SheetProtected

__all__ = ["NAME", "CalcRefused", "NotInBook", "SheetProtected", "app_of", "meet", "office", "register"]


def register() -> None:
    """Make the engine known to xlwings under the name `calc`, once; it becomes active where no other is."""
    if NAME not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    if xlwings.engines.active is None:
        xlwings.engines[NAME].activate()


@contextmanager
def office(timeout_seconds: float = START_SECONDS, is_visible: bool = False) -> Iterator[xlwings.App]:
    """Give a private office for the time of a `with`; it has its own profile and is ended in every case.

    Raises CalcRefused when LibreOffice or `uno` is not installed or the office does not answer in `timeout_seconds`.
    """
    register()
    connection = start_office(timeout_seconds, is_visible)
    try:
        app = xlwings.engines[NAME].apps.impl.add(xl=connection, visible=is_visible)
    except BaseException:
        connection.kill()
        raise
    try:
        yield xlwings.App(impl=app)
    finally:
        app.quit()


def meet(pipe: str, is_visible: bool = True) -> xlwings.App:
    """Return the office that listens on a pipe of this computer; `quit()` leaves it running.

    Raises CalcRefused when none answers.
    """
    return app_of(meet_office(pipe), is_visible)


def app_of(connection: Connection, is_visible: bool = True) -> xlwings.App:
    """Return the office behind a way that stands open; CalcRefused when it has been closed."""
    register()
    return xlwings.App(impl=xlwings.engines[NAME].apps.impl.add(xl=connection, visible=is_visible))
