"""People who make backups of a base and restore them, as a nursery."""

from __future__ import annotations

import random
from datetime import UTC
from pathlib import Path

from clientbase_xl.base.store import Base
from clientbase_xl.workflows.backup import make_backup
from clientbase_xl.workflows.restore import restore_backup
from tests.support.governed import NOON
from tests.support.nursery import serve


def work(folder: Path, draw: random.Random) -> None:
    """Make a backup beside the base and restore it beside that."""
    name = f"{draw.randrange(10**9)}"
    made = make_backup(Base.open(folder), folder.parent / f"{name}.zip", now=NOON, user="я", zone=UTC)
    restore_backup(made.path, folder.parent / f"база {name}", now=NOON, user="я")


if __name__ == "__main__":
    serve(work)
