"""Openers of an old base, as a nursery: each brings the base that FOLDER.target names to the newest step."""

from __future__ import annotations

import random
import time
from pathlib import Path

from sqlalchemy import Connection

from clientbase_xl.base import embedded, postgres
from clientbase_xl.base.address import LEDGER, write_addresses
from clientbase_xl.base.connection import make_engine
from clientbase_xl.base.meta import BASE_ID, give_identity, meta_value
from clientbase_xl.base.migrate import upgrade
from clientbase_xl.base.store import DATABASE, Base
from tests.support.nursery import serve

OLD = "0002"


def make_old(folder: Path, address: str = "") -> None:
    """Make a base as a program of step OLD left it, in a folder or in an empty database of a server."""
    (folder / LEDGER).mkdir(parents=True)
    if address:
        with postgres.make_engine(address, is_writing=True).begin() as connection:
            write_addresses(folder, address, _fill(connection))
        return
    (folder / DATABASE).touch()
    with make_engine(folder / DATABASE, begin="BEGIN IMMEDIATE").begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={embedded.APPLICATION_ID}")
        _fill(connection)


def _fill(connection: Connection) -> str:
    upgrade(connection, OLD)
    give_identity(connection)
    return str(meta_value(connection, BASE_ID))


def work(folder: Path, _draw: random.Random) -> None:
    """Open the base once and rest until the kill."""
    Base.open(Path(Path(f"{folder}.target").read_text(encoding="utf-8")))
    time.sleep(60)


if __name__ == "__main__":
    serve(work)
