"""People who send workbooks and decide on requests without end, as processes that can be killed.

`python -m tests.support.sender FOLDER` waits for lines on its input and forks a child for each: the modules are loaded
once, and a child is at work at once.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from datetime import timedelta
from pathlib import Path

from clientbase_xl.base.requests import decide, list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.workflows.send import send_workbook
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


def main(folder: Path) -> None:
    """Fork somebody at work for every line of input and print the process number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("готов\n")
    sys.stdout.flush()
    for seed, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            while True:
                work(folder, random.Random(os.getpid() * 1000 + seed))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
