"""People at work on a base, as a process that can be killed: sends, approvals, rejections without end.

`python -m tests.support.governor FOLDER` waits for lines on its input and forks a working child for each. A child
appends to FOLDER.done what it has been told is done, a line after each commit, and is meant to be killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

from clientbase_xl.base.door import apply_changes, cell_text
from clientbase_xl.base.journal import Change
from clientbase_xl.base.requests import decide, submit
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import NEW_CLIENT
from tests.support.governed import NOON, card


def send(base: Base, token: str, draw: random.Random) -> list[int]:
    """Send a book in one commit: a free change, a contact, a request and a new client; return the group's numbers."""
    with base.writing() as connection:
        place = ("clients", ("К1",), "comment")
        changes = [
            Change(*place, cell_text(connection, *place), token),
            Change("contacts", (token,), "description", None, token),
            Change("contacts", (token,), "person_name", None, f"Сидоров {token}"),
        ]
        apply_changes(connection, changes, at=NOON, by="иванова", source="отправка книги", reason=f"свободно {token}")
        place = ("clients", ("К1",), "inn")
        asked = Change(*place, cell_text(connection, *place), str(draw.randrange(10**10)))
        numbers = submit(connection, [asked], at=NOON, by="иванова", reason=f"заявка {token}", workbook_id=token)
        cells = card(f"Н{token}", client_name=f"Новый {token}", phone=token, manager="Иванова")
        return numbers + submit(
            connection, cells, at=NOON, by="иванова", reason=f"клиент {token}", kind=NEW_CLIENT, workbook_id=token
        )


def work(folder: Path, draw: random.Random, seed: str) -> None:
    """Send and decide without end, noting what is done."""
    base = Base.open(folder)
    done = os.open(f"{folder}.done", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    count = 0
    while True:
        count += 1
        token = f"{seed}-{count}"
        numbers = send(base, token, draw)
        os.write(done, f"sent {token}\n".encode())
        try:
            outcomes = decide(base, numbers, approve=draw.random() < 0.7, by="рожкова", at=NOON, why=f"решение {token}")
        except BadUse:
            continue
        for outcome in outcomes:
            os.write(done, f"{outcome.status} {outcome.request_ids[0]}\n".encode())


def main(folder: Path) -> None:
    """Fork somebody at work for every line of input and print the process number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write("готов\n")
    sys.stdout.flush()
    for seed, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            work(folder, random.Random(os.getpid() * 1000 + seed), f"{os.getpid()}-{seed}")
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
