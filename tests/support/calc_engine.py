"""A private office of the Calc engine for tests; without LibreOffice they skip, in CI they fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings

from clientbase_xl.calc.engine import CalcRefused, office
from clientbase_xl.calc.engine.uno_bridge import bridge
from clientbase_xl.writing.pdf import find_office
from tests.conftest import missing


@contextmanager
def engine_office() -> Iterator[xlwings.App]:
    """Start an office for the engine and end it; the test stops when there is none to start."""
    try:
        bridge()
    except CalcRefused as refused:
        missing(f"python3-uno ({refused.found})")
    if find_office() is None:
        missing("LibreOffice")
    with office() as app:
        yield app
