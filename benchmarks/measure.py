"""Measured child processes: seconds and peak memory of a program that starts from nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parent.parent
GIB = 1024**3
SECONDS_MAX = 1_200

# A child's peak starts at the memory of the process that started it, so a small process starts the measured one.
_LAUNCHER = """
import json, os, subprocess, sys, time
with open(sys.argv[1], "wb") as said:
    started = time.perf_counter()
    child = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss * unit]))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: wall seconds and peak memory in bytes, with all that it said."""

    seconds: float
    peak_bytes: int
    exit_code: int
    said: str


def interpreter(*arguments: object) -> list[str]:
    """Return a command of this interpreter on a safe path."""
    return [sys.executable, "-P", *(str(argument) for argument in arguments)]


def run(command: Sequence[str], folder: Path) -> Measured:
    """Run a command to its end and measure it; `folder` receives what it says.

    Raises RuntimeError with the last words of a command that did not end with 0 or 1 (done with problems), and of
    one that broke off with a traceback, which also ends with 1.
    """
    said = folder / "said.txt"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    launched = subprocess.run(
        [sys.executable, "-I", "-c", _LAUNCHER, str(said), *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=True,
    )
    exit_code, seconds, peak_bytes = json.loads(launched.stdout)
    text = said.read_text(encoding="utf-8", errors="replace")
    if exit_code not in (0, 1) or "Traceback (most recent call last)" in text:
        raise RuntimeError(f"{' '.join(command)} ended with {exit_code}:\n{text[-2000:]}")
    return Measured(seconds, peak_bytes, exit_code, text)


def alternating(times: int, *runs: Callable[[], float]) -> list[float]:
    """Return the median seconds of each run, taken in turns so that a busy moment touches all alike."""
    seconds: list[list[float]] = [[] for _ in runs]
    for _ in range(times):
        for index, one in enumerate(runs):
            seconds[index].append(one())
    return [median(each) for each in seconds]
