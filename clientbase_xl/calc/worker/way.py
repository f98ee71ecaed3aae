"""The worker's way into the office that started it: entered at the first press and kept for the session."""

from __future__ import annotations

import xlwings

from clientbase_xl.calc.engine import CalcRefused, app_of
from clientbase_xl.calc.engine.connection import Connection, meet_office

_KEPT: list[Connection] = []
"""The way that stands open, at most one."""


def office_behind(pipe: str, is_visible: bool) -> xlwings.App:
    """Return the office behind a pipe: by the way kept where it leads through that pipe and is open, else by a new one.

    Raises CalcRefused when the office does not answer; no way is kept then.
    """
    if _KEPT and _KEPT[0].pipe == pipe:
        try:
            return app_of(_KEPT[0], is_visible)
        except CalcRefused:
            pass  # closed by the office: it may have opened the pipe again
    _KEPT.clear()
    connection = meet_office(pipe)
    app = app_of(connection, is_visible)
    _KEPT.append(connection)
    return app
