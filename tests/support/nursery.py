"""Processes that are meant to be killed: a nursery loads the modules once and forks a child whenever asked.

A module that runs as a nursery ends with `serve(work)`; a test starts it by `open_nursery` and the name of the module.
A child is at work at once, so that a kill meets it in the middle.
"""

from __future__ import annotations

import math
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PROJECT

READY = "готов\n"
LATER, SECONDS_MAX = 1.15, 30.0
DEATH_SECONDS_MAX = 60.0
KILLS = "CLIENTBASE_TEST_KILLS"
"""How many times the usual number of kills: CI has no time for 200 on a server, a person before a release has."""
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 and fork are POSIX")


def kills(usual: int) -> int:
    """Return how many kills a loop makes, `usual` unless the environment asks for more."""
    return math.ceil(usual * float(os.environ.get(KILLS, "1")))


class Nursery:
    """A process that forks a child for every line of its input."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def fork(self) -> int:
        """Start a child and return its process number."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class Moments:
    """Moments of death, spread over what the work needs on this machine.

    A kill before which nothing was done lets the next ones come later, one after which something was there earlier,
    so that about this share of the kills finds something done, however slow the machine is.
    """

    def __init__(self, draw: random.Random, seconds_min: float, share_done: float) -> None:
        self._draw = draw
        self._seconds_min = self._seconds = seconds_min
        self._earlier = LATER ** ((1 - share_done) / share_done)

    def wait(self) -> None:
        """Sleep until the next kill."""
        time.sleep(self._draw.uniform(0.0, self._seconds))

    def learn(self, *, is_something_done: bool) -> None:
        """Take into account what the last kill left."""
        moved = self._seconds / self._earlier if is_something_done else self._seconds * LATER
        self._seconds = min(max(self._seconds_min, moved), SECONDS_MAX)


@contextmanager
def open_nursery(module: str, folder: Path) -> Iterator[Nursery]:
    """Start a module as a nursery over a folder for the time of a `with`."""
    command = [sys.executable, "-m", module, str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == READY
        yield Nursery(process)
        process.kill()


def kill(process: int) -> None:
    """Kill a process and wait until it is no more, so that its locks are free.

    A process in the middle of writing to a slow disk is gone only when the disk has answered.
    """
    os.kill(process, signal.SIGKILL)
    deadline = time.monotonic() + DEATH_SECONDS_MAX
    while time.monotonic() < deadline:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.002)
    pytest.fail("the process did not die")


def serve(
    work: Callable[[Path, random.Random], None], *, prepare: Callable[[Path], None] = lambda _folder: None
) -> None:
    """Fork a child that works without end for every line of input, and print its process number.

    The folder is the first argument of the command line; `prepare` is done once, before the first child; `work` is
    begun again whenever it ends.
    """
    folder = Path(sys.argv[1])
    prepare(folder)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    sys.stdout.write(READY)
    sys.stdout.flush()
    for seed, _ in enumerate(sys.stdin):
        child = os.fork()
        if child == 0:
            draw = random.Random(os.getpid() * 1000 + seed)
            while True:
                work(folder, draw)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
