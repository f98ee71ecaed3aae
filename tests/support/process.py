"""The program as a process of its own: killed at a moment, or out of disk space."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def command(*arguments: object) -> list[str]:
    """Return the command line of the program under this interpreter."""
    return [sys.executable, "-P", "-m", "clientbase_xl", *(str(argument) for argument in arguments)]


def run_to_end(*arguments: object) -> tuple[int, str, float]:
    """Run the program and return its exit code, everything it said and its seconds."""
    started = time.monotonic()
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=300, check=False)
    return done.returncode, done.stdout + done.stderr, time.monotonic() - started


def run_and_kill(after_seconds: float, *arguments: object) -> bool:
    """Start the program, kill -9 it after the given time, and tell whether it was still running then."""
    process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


@contextlib.contextmanager
def small_disk(folder: Path, size_kib: int) -> Iterator[Path]:
    """Mount a disk of a few KiB at a folder; skip where mounting is not allowed."""
    folder.mkdir(parents=True)
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None or os.geteuid() != 0:
        pytest.skip("a small disk needs the right to mount")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("a small disk needs the right to mount")
    try:
        yield folder
    finally:
        subprocess.run([umount, "-l", str(folder)], check=True)
