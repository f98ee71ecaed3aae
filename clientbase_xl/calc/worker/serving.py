"""The worker listens for its office only: a local socket of the owner, a secret, nothing before it is proved.

Standard input brings the secret and tells by its end that the office has gone, killed or closed: the worker ends then,
whatever it is doing. Standard output takes one line: where to connect, and the version.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.client import wire
from clientbase_xl.excel.log_file import LOG, log_to
from clientbase_xl.excel.user_files import user_files

if TYPE_CHECKING:
    Answer = Callable[[wire.Message], wire.Message]

GREETING_SECONDS = 5.0
"""How long a client may take to prove the secret."""
SECRET_BYTES = 32
LONGEST_ADDRESS = 103
"""Bytes of the path of a local socket: 104 with the closing zero on macOS, 108 on Linux."""
SHORT_FOLDER = "/tmp"
_PREFIX, _SOCKET = "clientbase_", "worker"
_WAITING = 16


def serve() -> None:
    """Answer the office that started this process until it goes; never returns."""
    secret = _secret(sys.stdin.buffer.readline())
    from clientbase_xl.calc.worker.answers import answer

    try:
        listener, address, folder = listen()
    except OSError:
        with log_to(_log_here()):
            LOG.exception("worker: there is no place to listen at")
        raise
    hello = {"address": address, "version": __version__, "protocol": wire.PROTOCOL}
    sys.stdout.write(json.dumps(hello) + "\n")
    sys.stdout.flush()
    threading.Thread(target=welcome, args=(listener, secret, answer), daemon=True).start()

    def leave(*_signal: object) -> None:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)  # a button at work must not keep a worker alive whose office has gone

    signal.signal(signal.SIGTERM, leave)  # the session of the user ends
    while sys.stdin.buffer.read(1):
        pass
    leave()


def _secret(line: bytes) -> bytes:
    try:
        secret = bytes.fromhex(line.decode("ascii"))
    except ValueError:
        secret = b""
    if len(secret) < SECRET_BYTES:
        raise SystemExit("Эту программу запускает расширение LibreOffice.")
    return secret


def listen() -> tuple[socket.socket, Any, str | None]:
    """Return a listening socket, its address and the folder to remove afterwards.

    Where the system has them it is a socket in a folder that only its owner may enter, else a port of the loopback.
    """
    if hasattr(socket, "AF_UNIX") and sys.platform != "win32":
        folder = _private_folder()
        address = str(Path(folder, _SOCKET))
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address)
        Path(address).chmod(0o600)
        listener.listen(_WAITING)
        return listener, address, folder
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if exclusive := getattr(socket, "SO_EXCLUSIVEADDRUSE", None):
        listener.setsockopt(socket.SOL_SOCKET, exclusive, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(_WAITING)
    return listener, list(listener.getsockname()), None


def _private_folder() -> str:
    """Make a folder that only its owner may enter (rights 0700): where temporary files go, in /tmp if that is too long.

    The system takes no longer address for a socket: the worker would not start.
    """
    usual = tempfile.gettempdir()
    needed = len(os.fsencode(usual)) + len(f"/{_PREFIX}12345678/{_SOCKET}")
    if needed <= LONGEST_ADDRESS:
        return tempfile.mkdtemp(prefix=_PREFIX)
    with log_to(_log_here()):
        LOG.info("worker: its socket lies in %s, the path of TMPDIR is too long: %d bytes", SHORT_FOLDER, needed)
    return tempfile.mkdtemp(prefix=_PREFIX, dir=SHORT_FOLDER)


def _log_here() -> Path:
    return user_files(sys.platform, os.environ, Path.home()).log


def welcome(listener: socket.socket, secret: bytes, answer: Answer) -> None:
    """Give every client a thread of its own: one that says nothing holds up nobody."""
    while True:
        try:
            guest, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=attend, args=(guest, secret, answer), daemon=True).start()


def attend(guest: socket.socket, secret: bytes, answer: Answer) -> None:
    """Answer one client that proves the secret until it goes; a stranger is left without a word."""
    with guest:
        try:
            guest.settimeout(GREETING_SECONDS)
            if guest.family == socket.AF_INET:
                guest.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            wire.admit(guest, secret, __version__)
            guest.settimeout(None)
            while True:
                wire.send(guest, answer(wire.receive(guest)))
        except (OSError, EOFError, wire.Refused):
            return
