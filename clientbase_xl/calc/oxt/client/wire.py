"""How the office and its worker speak: frames of JSON over a local socket, after both have proved the secret.

A frame is its length (4 bytes, big-endian) and that many bytes of JSON. Nothing received ever becomes code. The secret
itself never travels over the socket: each side answers the other's random number with an HMAC of it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Message = dict[str, Any]

PROTOCOL = 1
"""Raised whenever frames or their meaning change."""
LARGEST_BYTES = 512 * 1024 * 1024
_GREETING_BYTES = 4096
_LENGTH = struct.Struct(">I")


class Refused(Exception):
    """The other side is a stranger, of another version, or speaks otherwise; the words are for people."""


def send(to: socket.socket, message: Message) -> None:
    """Send one frame; OSError when the other side has gone."""
    data = json.dumps(message, separators=(",", ":")).encode("ascii")
    to.sendall(_LENGTH.pack(len(data)) + data)


def receive(given: socket.socket, largest: int = LARGEST_BYTES) -> Message:
    """Return the next frame.

    Raises EOFError when the other side has gone, Refused for what is no frame or longer than `largest` bytes, and
    OSError, a time-out as well, of the socket.
    """
    (length,) = _LENGTH.unpack(_exactly(given, _LENGTH.size))
    if length > largest:
        raise Refused("слишком длинное сообщение")
    try:
        message = json.loads(_exactly(given, length))
    except ValueError as error:
        raise Refused("непонятное сообщение") from error
    if not isinstance(message, dict):
        raise Refused("непонятное сообщение")
    return message


def admit(guest: socket.socket, secret: bytes, version: str) -> str:
    """Let a client in that knows the secret and return its version (worker's side); else Refused.

    Nothing but a random number, version and protocol is told before the client has proved the secret.
    """
    ours = os.urandom(32).hex()
    send(guest, {"nonce": ours, "version": version, "protocol": PROTOCOL})
    answer = receive(guest, _GREETING_BYTES)
    theirs = str(answer.get("nonce", ""))
    if not _is_proof(answer.get("proof"), secret, "client", ours, theirs):
        raise Refused("секрет не тот")
    send(guest, {"proof": _proof(secret, "worker", ours, theirs)})
    return str(answer.get("version", ""))


def greet(host: socket.socket, secret: bytes, version: str) -> None:
    """Prove the secret to the worker and have it prove it too (office's side).

    Raises Refused when it cannot, or when program and extension are of different versions.
    """
    hello = receive(host, _GREETING_BYTES)
    theirs, ours = str(hello.get("nonce", "")), os.urandom(32).hex()
    send(host, {"nonce": ours, "proof": _proof(secret, "client", theirs, ours), "version": version})
    answer = receive(host, _GREETING_BYTES)
    if not _is_proof(answer.get("proof"), secret, "worker", theirs, ours):
        raise Refused("на канале «Клиентской базы» отвечает чужая программа")
    check_version(hello, version)


def check_version(hello: Message, version: str) -> None:
    """Raise Refused when program and extension do not fit each other."""
    if hello.get("protocol") != PROTOCOL or hello.get("version") != version:
        theirs = hello.get("version", "?")
        raise Refused(f"расширение версии {version}, программа версии {theirs}: выполните clientbase calc install")


def _proof(secret: bytes, side: str, worker: str, client: str) -> str:
    text = f"{side}:{worker}:{client}".encode("utf-8", "replace")
    return hmac.new(secret, text, hashlib.sha256).hexdigest()


def _is_proof(given: object, secret: bytes, side: str, worker: str, client: str) -> bool:
    wanted = _proof(secret, side, worker, client)
    return isinstance(given, str) and hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _exactly(given: socket.socket, size: int) -> bytes:
    """Return that many bytes; EOFError when the other side goes before."""
    parts = []
    while size:
        part = given.recv(min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
