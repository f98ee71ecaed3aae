"""People who send workbooks and decide on requests without end, as a nursery of processes that can be killed."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache
from pathlib import Path

from clientbase_xl.base.requests import decide, list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_own_workbook
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.workflows.send import send_book
from tests.support.nursery import serve
from tests.support.office import BASE, NOW

SENT = "отправлено"


def work(folder: Path, draw: random.Random) -> None:
    """Send every workbook of a folder once, in any order, and approve what waits after each."""
    base = Base.open(folder / BASE)
    books = sorted((folder / SENT).iterdir())
    for path in draw.sample(books, len(books)):
        send_book(base, _book(path), now=NOW + timedelta(hours=1), user="ветров", reason=path.stem)
        if waiting := [one.request_id for one in list_requests(base, WAITING)]:
            decide(base, waiting, approve=True, by="шеф", at=NOW + timedelta(hours=2))


@cache
def _book(path: Path) -> OwnWorkbook:
    return read_own_workbook(path)


def _read_before(folder: Path) -> None:
    """Read the workbooks once for all children: reading changes nothing, so kills shall meet what comes after it."""
    for path in (folder / SENT).iterdir():
        _book(path)


if __name__ == "__main__":
    serve(work, prepare=_read_before)
