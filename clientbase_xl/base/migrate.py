"""Steps of the schema: which one a base is at, and the way to the newest. Alembic is imported only when it must run.

To add a step after declaring a sheet: `python -m clientbase_xl.base.migrate "why"` writes the next module from the
difference between the catalogue and the steps so far; a test fails until that is done.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def known_steps() -> tuple[str, ...]:
    """Return the steps this program knows, oldest first; a step's module is called `NNNN_why.py`."""
    modules = (FOLDER / "versions").glob("[0-9][0-9][0-9][0-9]_*.py")
    return tuple(sorted(path.name[:4] for path in modules))


def upgrade(connection: Connection, step: str = "head") -> None:
    """Bring the schema to the newest step, or to an earlier one, inside the caller's transaction.

    At that step or past it nothing happens.
    """
    from alembic import command

    command.upgrade(_config(connection), step)


def write_step(why: str) -> None:
    """Write the module of the next step: the difference between the newest step and the catalogue."""
    from alembic import command

    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        command.revision(_config(connection), why, autogenerate=True, rev_id=f"{len(known_steps()) + 1:04}")


def _config(connection: Connection) -> Config:
    """Return Alembic's settings without a file: they are the program's, not the user's."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", FOLDER.as_posix().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    write_step(sys.argv[1])
