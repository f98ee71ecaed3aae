"""People who send workbooks and decide on requests without end, as a nursery of processes that can be killed."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from clientbase_xl.base.requests import decide, list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.workflows.send import send_workbook
from tests.support.nursery import serve
from tests.support.office import BASE, NOW

SENT = "отправлено"


def work(folder: Path, draw: random.Random) -> None:
    """Send every workbook of a folder once, in any order, and approve what waits after each."""
    base = Base.open(folder / BASE)
    books = sorted((folder / SENT).iterdir())
    for path in draw.sample(books, len(books)):
        send_workbook(base, path, now=NOW + timedelta(hours=1), user="ветров", reason=path.stem)
        if waiting := [one.request_id for one in list_requests(base, WAITING)]:
            decide(base, waiting, approve=True, by="шеф", at=NOW + timedelta(hours=2))


if __name__ == "__main__":
    serve(work)
