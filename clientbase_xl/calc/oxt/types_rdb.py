"""The types database of the extension: the interface of the cell functions in LibreOffice's binary form.

It is what `unoidl-write` makes of an IDL file, so that the extension can be built where no development kit of the
office is installed. The form is specified in unoidl/README.md of LibreOffice: little-endian numbers,
offsets from the start of the file, payloads before the maps that point to them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence

_MAGIC = b"UNOIDL\xff\0"
_INTERFACE, _MODULE, _IN = 5, 0, 0
_ANY, _ROWS = "any", "[][]any"
_BASE = "com.sun.star.uno.XInterface"


def types_rdb(interface: str, methods: Mapping[str, Sequence[str]]) -> bytes:
    """Return the database with one interface, such as `org.firm.XThing`.

    `methods` are names with the names of their parameters; every parameter goes in and is `any`, so that it may
    be left out in a cell; every answer is rows of `any`. Raises ValueError for an interface outside any module.
    """
    *modules, name = interface.split(".")
    if not modules:
        raise ValueError(f"{interface} is in no module")
    data = bytearray(_MAGIC + bytes(8))
    payload = _put(data, _interface(methods))
    for module in reversed(modules):
        entries = _entries(data, {name: payload})
        payload = _put(data, bytes([_MODULE]) + _number(1) + entries)
        name = module
    root = _put(data, _entries(data, {name: payload}))
    struct.pack_into("<II", data, len(_MAGIC), root, 1)
    return bytes(data)


def _interface(methods: Mapping[str, Sequence[str]]) -> bytes:
    """Return the payload of the interface: one base, no attributes, the methods."""
    parts = [bytes([_INTERFACE]), _number(1), _text(_BASE), _number(0), _number(0), _number(len(methods))]
    for name, parameters in methods.items():
        parts += [_text(name), _text(_ROWS), _number(len(parameters))]
        for parameter in parameters:
            parts += [bytes([_IN]), _text(parameter), _text(_ANY)]
        parts.append(_number(0))
    return b"".join(parts)


def _entries(data: bytearray, payloads: Mapping[str, int]) -> bytes:
    """Write the names of a map and return its entries: offset of the name, offset of the payload."""
    return _joined(_number(_put(data, name.encode("ascii") + b"\0")) + _number(at) for name, at in payloads.items())


def _put(data: bytearray, part: bytes) -> int:
    """Append a part and return where it begins."""
    place = len(data)
    data += part
    return place


def _joined(parts: Iterable[bytes]) -> bytes:
    return b"".join(parts)


def _text(text: str) -> bytes:
    encoded = text.encode("ascii")
    return _number(len(encoded)) + encoded


def _number(value: int) -> bytes:
    return struct.pack("<I", value)
