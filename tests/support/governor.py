"""People at work on a base, as a nursery: sends, approvals, rejections without end.

A child appends to FOLDER.done what it has been told is done, a line after each commit, and is meant to be killed.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from clientbase_xl.base.door import apply_changes, cell_text
from clientbase_xl.base.journal import Change
from clientbase_xl.base.requests import decide, submit
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import NEW_CLIENT
from tests.support.governed import NOON, card
from tests.support.nursery import serve


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


def work(folder: Path, draw: random.Random) -> None:
    """Send and decide without end, noting what is done."""
    person = f"{os.getpid()}-{draw.randrange(10**9)}"
    base = Base.open(folder)
    done = os.open(f"{folder}.done", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    count = 0
    while True:
        count += 1
        token = f"{person}-{count}"
        numbers = send(base, token, draw)
        os.write(done, f"sent {token}\n".encode())
        try:
            outcomes = decide(base, numbers, approve=draw.random() < 0.7, by="рожкова", at=NOON, why=f"решение {token}")
        except BadUse:
            continue
        for outcome in outcomes:
            os.write(done, f"{outcome.status} {outcome.request_ids[0]}\n".encode())


if __name__ == "__main__":
    serve(work)
