"""Commands of the program in forks that can be killed: its modules are loaded once, so a kill meets the work itself."""

from __future__ import annotations

import contextlib
import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.nursery import Nursery, kill, open_nursery, serve

ARGUMENTS = "команда.json"
SECONDS_MAX = 300.0


class Commander:
    """Starts commands as forks of one process that has loaded the program."""

    def __init__(self, nursery: Nursery, folder: Path) -> None:
        """Leave the command line in a folder that the nursery reads."""
        self._nursery, self._folder = nursery, folder

    def run_to_end(self, *arguments: object) -> float:
        """Run a command and return its seconds."""
        started = time.monotonic()
        child = self._start(arguments)
        while _is_alive(child):
            assert time.monotonic() < started + SECONDS_MAX, "the command did not end"
            time.sleep(0.01)
        return time.monotonic() - started

    def run_and_kill(self, after_seconds: float, *arguments: object) -> bool:
        """Start a command, kill -9 it after the given time, and tell whether it was still running then."""
        child = self._start(arguments)
        time.sleep(after_seconds)
        if not _is_alive(child):
            return False
        with contextlib.suppress(ProcessLookupError):  # it ended between the look and the kill
            kill(child)
        return True

    def _start(self, arguments: tuple[object, ...]) -> int:
        line = json.dumps([str(argument) for argument in arguments])
        (self._folder / ARGUMENTS).write_text(line, encoding="utf-8")
        return self._nursery.fork()


@contextmanager
def open_commander(folder: Path) -> Iterator[Commander]:
    """Load the program once for the time of a `with`; the folder must exist and is used for the command line."""
    with open_nursery("tests.support.commander", folder) as nursery:
        yield Commander(nursery, folder)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _load(_folder: Path) -> None:
    """Load what commands load when they run."""
    import clientbase_xl.workflows.build_weekly
    import clientbase_xl.workflows.build_workbook
    import clientbase_xl.workflows.import_sales  # noqa: F401


def _work(folder: Path, _draw: random.Random) -> None:
    """Do what the command line says, and end; what is said goes nowhere, and nobody answers."""
    from clientbase_xl.cli import main

    arguments = json.loads((folder / ARGUMENTS).read_text(encoding="utf-8"))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        main(arguments)
    finally:
        os._exit(0)


if __name__ == "__main__":
    serve(_work, prepare=_load)
