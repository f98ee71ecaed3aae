"""The way to the worker: started on first use, one per office, asked with a time-out, gone with the office."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from . import places, wire

START_SECONDS = 60.0
"""How long the first answer may take: a cold disk reads pandas slowly."""
ANSWER_SECONDS = 30.0
END_SECONDS = 2.0
REST_SECONDS = 10.0
"""After a failure every call is answered with the same words for so long: a sheet of cells must not wait for each."""
COMMAND = ("-P", "-m", "clientbase_xl.calc.worker")


class NoAnswer(Exception):
    """The worker cannot be asked; the words are for the cell or the message."""


class Link:
    """The worker of this office and the open ways to it."""

    def __init__(self, version: str, file: str | None = None) -> None:
        """Stand ready; nothing is started before the first question."""
        self._version = version
        self._file = file
        self._lock = threading.RLock()
        self._process = None  # type: subprocess.Popen[bytes] | None
        self._address = None  # type: Any
        self._secret = b""
        self._line = None  # type: socket.socket | None
        self._failed = ""
        self._failed_at = 0.0

    def call(self, name: str, arguments: list[Any]) -> Any:
        """Return the answer of a cell function; NoAnswer with the reason."""
        with self._lock:
            if self._failed and time.monotonic() < self._failed_at + REST_SECONDS:
                raise NoAnswer(self._failed)
            question = {"do": "call", "name": name, "arguments": arguments}
            try:
                return self._ask_twice(question)["answer"]
            except NoAnswer as failure:
                self._failed, self._failed_at = str(failure), time.monotonic()
                raise

    def press(self, question: dict[str, Any]) -> dict[str, Any]:
        """Have the worker press a button and return its answer; waits as long as the button works.

        A line of its own: cells are answered meanwhile. Raises NoAnswer.
        """
        with self._lock:
            self._failed = ""
            line = self._open_line()
        try:
            line.settimeout(None)
            wire.send(line, question)
            return wire.receive(line)
        except (OSError, EOFError, wire.Refused):
            raise NoAnswer("программа завершилась, не ответив: повторите") from None
        finally:
            line.close()

    def process_id(self) -> int:
        """Return the process of the worker, 0 when none was started."""
        return self._process.pid if self._process is not None else 0

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._drop_line()
            self._end_worker()

    def _ask_twice(self, question: dict[str, Any]) -> dict[str, Any]:
        """Ask; once more over a new line when the worker has died since the last question."""
        for is_last in (False, True):
            if self._line is None:
                self._line = self._open_line()
                is_last = True
            try:
                self._line.settimeout(ANSWER_SECONDS)
                wire.send(self._line, question)
                return wire.receive(self._line)
            except socket.timeout:  # noqa: UP041 - they differ before Python 3.10
                self._drop_line()
                raise NoAnswer(f"нет ответа за {ANSWER_SECONDS:g} с: пересчитайте позже (Ctrl+Shift+F9)") from None
            except (OSError, EOFError, wire.Refused):
                self._drop_line()
                if is_last:
                    raise NoAnswer("программа завершилась: пересчитайте (Ctrl+Shift+F9)") from None
        raise NoAnswer("нет ответа")

    def _open_line(self) -> socket.socket:
        """Connect to the worker, starting it where it does not run; one that has died in between is started anew."""
        for is_last in (False, True):
            if self._process is None or self._process.poll() is not None:
                self._end_worker()  # one that has died leaves its pipes open
                self._start()
                is_last = True
            try:
                return self._connected()
            except (OSError, EOFError):
                self._end_worker()
                if is_last:
                    break
            except wire.Refused as refused:
                raise NoAnswer(str(refused)) from None
        raise NoAnswer("программа не отвечает: пересчитайте (Ctrl+Shift+F9)")

    def _connected(self) -> socket.socket:
        is_local = isinstance(self._address, str)
        line = socket.socket(socket.AF_UNIX if is_local else socket.AF_INET, socket.SOCK_STREAM)
        try:
            line.settimeout(START_SECONDS)
            line.connect(self._address if is_local else tuple(self._address))
            if not is_local:
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wire.greet(line, self._secret, self._version)
        except BaseException:
            line.close()
            raise
        return line

    def _start(self) -> None:
        try:
            python = places.read_interpreter(self._file or places.worker_file_here())
        except places.NotInstalled as missing:
            raise NoAnswer(str(missing)) from None
        self._secret = secrets.token_bytes(32)
        try:
            self._process = subprocess.Popen(
                [python, *COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=str(Path(python).parent),
                env=clean_environment(os.environ),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            assert self._process.stdin is not None
            self._process.stdin.write(self._secret.hex().encode() + b"\n")
            self._process.stdin.flush()  # and stays open: its end tells the worker that the office has gone
            hello = json.loads(_line_within(self._process, START_SECONDS))
            wire.check_version(hello, self._version)
            self._address = hello["address"]
        except wire.Refused as refused:
            self._end_worker()
            raise NoAnswer(str(refused)) from None
        except (OSError, ValueError, KeyError, TypeError):
            self._end_worker()
            raise NoAnswer("программа не запустилась: выполните clientbase calc doctor") from None

    def _drop_line(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _end_worker(self) -> None:
        if self._process is None:
            return
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # it ends by itself then, and takes its socket with it
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(OSError):
                self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(END_SECONDS)
        if self._process.stdout is not None:
            with contextlib.suppress(OSError):
                self._process.stdout.close()
        self._process = None


def clean_environment(given: Any) -> dict[str, str]:
    """Return the environment without what steers the office's own Python: it would mislead the product's."""
    return {name: text for name, text in given.items() if not name.upper().startswith("PYTHON")}


def _line_within(process: Any, seconds: float) -> bytes:
    """Return the first line that a process prints, b"" when it prints none in time."""
    found = []  # type: list[bytes]
    read = process.stdout.readline
    thread = threading.Thread(target=lambda: found.append(read()), daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else b""
