"""Heads who keep one act of reconciliation after another, as a nursery.

The figures are those of the act that the base holds: reckoning changes nothing, keeping does. A child appends to
FOLDER.done the day of each act that it has been told is kept, and is meant to be killed.
"""

from __future__ import annotations

import os
import random
from datetime import timedelta
from pathlib import Path

from clientbase_xl.base.journal import head_of
from clientbase_xl.base.reconciliations import keep_act, read_acts, read_figures
from clientbase_xl.base.store import Base
from tests.support.governed import NOON
from tests.support.nursery import serve


def work(folder: Path, _draw: random.Random) -> None:
    """Keep the act of the next day."""
    base = Base.open(folder)
    figures = read_figures(base, read_acts(base)[0].reconciled_on)
    with base.writing() as connection:
        on = read_acts(base, connection=connection)[-1].reconciled_on + timedelta(days=1)
        keep_act(connection, on, figures, None, entry_id=head_of(connection)[0], at=NOON, by="я")
    done = os.open(f"{folder}.done", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(done, f"{on}\n".encode())
    os.close(done)


if __name__ == "__main__":
    serve(work)
