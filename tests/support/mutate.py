"""Damaged copies of sound files: bytes, the structure of a zip, XML parts, records of binary workbooks, texts.

The same content and the same seed give the same copy.
"""

from __future__ import annotations

import io
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
Parts = dict[str, bytes]
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(rb'(?<=\s)([\w:.-]+)="([^"]*)"')
_PAIR = re.compile(rb"<([\w:]+)(?: [^<>]*)?>[^<>]*</\1>")
_TEXT = re.compile(rb">([^<>]+)<")
_CELL_VALUE = re.compile(rb'(?:<v>|<t(?: [^<>]*)?>|<text:p>|<text:s [^<>]*/>|office:value=")([^<>"]+)')
_NUMBERED = re.compile(
    rb'((?:\br|ref|s|t|v|count|uniqueCount|repeated|spans|min|max|outlineLevel|sqref|id|value))="[^"]*"'
)
JUNK = (
    b"",
    b"-1",
    b"0",
    b"1048577",
    b"99999999999999999999",
    b"4294967295",
    b"1e400",
    b"NaN",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"ZZZZZ1",
    b"A0",
    b"\xd0\xaf1",
    b"&#9;",
    b"&lt;",
    b"true",
    b"2026-13-45T99:99:99",
    b"PT99999999999H",
    b"A" * 70_000,
)
ENTITIES = (
    b'<!DOCTYPE a [<!ENTITY b "1234567890"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>',
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE a SYSTEM "a.dtd">',
)
# What a person, a macro or another program could have put into a cell.
LIKELY = (
    "Итого",
    "ИТОГО по группе",
    "1 234,50",
    "-15",
    "0,001",
    "12345678901234567.89",
    "31.02.2026",
    "2026-01-05",
    "#ДЕЛ/0!",
    "46030",
    "10000000",
    "=1+1",
    " ",
    "USD",
    "Сумма",
    "Клиент",
    "Январь 2026",
)
LENGTHS = (0, 1, 7, 0x7F, 0xFF, 0x2020, 0x7FFF, 0xFFFF)


def mutated(content: bytes, seed: str) -> bytes:
    """Return a damaged copy of a file."""
    draw = random.Random(seed)
    if content.startswith(b"PK"):
        return _zip(content, draw)
    if content.startswith(OLE_MAGIC) or content[:1] == b"\x09":
        return draw.choice((_bytes, _records, _records))(content, draw)
    if content.startswith(b"PAR1"):
        return _bytes(content, draw)
    return draw.choice((_bytes, _text, _text))(content, draw)


def _bytes(content: bytes, draw: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(draw.choice((1, 2, 8, 40))):
        place = draw.randrange(len(damaged) or 1)
        match draw.randrange(6):
            case 0:
                del damaged[place : place + draw.choice((1, 4, 30, 3000))]
            case 1:
                damaged[place:place] = draw.randbytes(draw.choice((1, 4, 30)))
            case 2:
                damaged[place : place + 4] = draw.choice((b"\xff" * 4, b"\xff\xff\xff\x7f", bytes(4)))
            case 3 if draw.random() < 0.1:
                del damaged[place:]
            case _:
                damaged[place : place + 1] = bytes((draw.randrange(256),))
    return bytes(damaged)


def _records(content: bytes, draw: random.Random) -> bytes:
    """Damage records of an old workbook: kinds, lengths and data, from the first beginning of a substream on."""
    damaged = bytearray(content)
    at = max(0, content.find(b"\x09\x08", 512 if content.startswith(OLE_MAGIC) else 0))
    places = []
    while at + 4 <= len(content) and len(places) < 50_000:
        kind, size = struct.unpack_from("<HH", content, at)
        if kind == size == 0:
            break
        places.append((at, size))
        at += 4 + size
    for _ in range(draw.choice((1, 2, 6)) if places else 0):
        place, size = draw.choice(places)
        inside = place + 4 + draw.randrange(size or 1)
        match draw.randrange(5):
            case 0:
                struct.pack_into("<H", damaged, place + 2, draw.choice((*LENGTHS, size + 1, max(size - 1, 0))))
            case 1:
                damaged[place : place + 2] = content[(other := draw.choice(places)[0]) : other + 2]
            case 2:
                damaged[inside : inside + 2] = draw.choice((b"\xff\xff", b"\0\0", b"\xff\x7f"))
            case 3:
                damaged[inside : inside + 1] = draw.randbytes(1)
            case _:
                damaged[place + 4 : place + 4 + size] = draw.randbytes(size)
    return bytes(damaged[: len(content)])


def _text(content: bytes, draw: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    for _ in range(draw.choice((1, 3, 10))):
        place = draw.randrange(len(lines))
        line = lines[place]
        cut = draw.randrange(len(line) + 1)
        match draw.randrange(9):
            case 0:
                lines[place] = (
                    line[:cut]
                    + draw.choice((b'"', b'""', b"\0", b"\x1a", b"\xff\xfe", b"\r", b"\xc2\xa0"))
                    + line[cut:]
                )
            case 1:
                lines[place] = line.replace(b";", draw.choice((b",", b"\t", b";;", b"")))
            case 2:
                lines[place] = line[:cut] + b"9" * draw.choice((20, 400, 5000)) + line[cut:]
            case 3:
                lines[place] = line * draw.choice((0, 2, 30))
            case 4:
                lines[place] = line.replace(b"\n", b"\r")
            case 5:
                lines[place] = line[:cut] + b";" * draw.choice((5, 3000)) + line[cut:]
            case 6:
                lines[place] = line.replace(b"2026", draw.choice((b"0000", b"9999", b"-1", b"20260", b"1899")))
            case 7:
                lines[place] = draw.randbytes(len(line))
            case _:
                lines[place] = line[:cut] + b"x" * draw.choice((40_000, 300_000)) + line[cut:]
    return b"".join(lines)


def _zip(content: bytes, draw: random.Random) -> bytes:
    kind = draw.randrange(10)
    if kind == 0 and draw.random() < 0.5:
        return _bytes(content, draw)
    if kind == 1 and draw.random() < 0.5:
        return _headers(content, draw)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {}
        for one in archive.infolist():
            try:
                parts[one.filename] = archive.read(one)
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
                parts[one.filename] = b""
    if kind == 2 or not parts:
        return _structure(parts, draw)
    is_gentle = draw.random() < 0.4
    for _ in range(draw.choice((1, 1, 2, 5))):
        name = _weighty(parts, draw)
        part = parts[name]
        if is_gentle:
            parts[name] = _likely(part, draw) if part.lstrip(b"\xef\xbb\xbf").startswith(b"<") else part
            continue
        damage = _xml if part.lstrip(b"\xef\xbb\xbf").startswith(b"<") else _bytes
        parts[name] = damage(part, draw) if part and draw.random() < 0.97 else draw.choice((b"", b"<", b"\0" * 100))
    return _packed(list(parts.items()), draw)


def _weighty(parts: Parts, draw: random.Random) -> str:
    """Choose a part, mostly one that the readers look into."""
    told = [one for one in parts if re.search(r"sheet|styles|sharedStrings|workbook|content\.xml|\.rels$", one)]
    return draw.choice(told if told and draw.random() < 0.9 else list(parts))


def _headers(content: bytes, draw: random.Random) -> bytes:
    """Lie in the headers of members: sizes, methods, sums, flags, offsets, names."""
    damaged = bytearray(content)
    heads = [one.start() for one in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", content)]
    for _ in range(draw.choice((1, 2, 5)) if heads else 0):
        place = draw.choice(heads) + draw.randrange(4, 46)
        width = draw.choice((1, 2, 4))
        lie = draw.choice((0, 1, 8, 99, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, draw.getrandbits(32)))
        damaged[place : place + width] = (lie % (1 << 8 * width)).to_bytes(width, "little")
    return bytes(damaged[: len(content)])


def _structure(parts: Parts, draw: random.Random) -> bytes:
    members = list(parts.items()) or [("xl/workbook.xml", b"<workbook/>")]
    place = draw.randrange(len(members))
    name, part = members[place]
    match draw.randrange(8):
        case 0:
            members.append((name, draw.choice((b"", part[: len(part) // 2], b"<a/>"))))
        case 1:
            del members[place]
        case 2:
            other = draw.randrange(len(members))
            members[place], members[other] = (name, members[other][1]), (members[other][0], part)
        case 3:
            members[place] = (draw.choice((name.upper(), f"/{name}", f"../{name}", name.replace("/", "\\"), "")), part)
        case 4:
            members.append(("/".join(["deep"] * 500), b"1"))
        case 5:
            members += [(f"xl/more{number}.xml", b"<a/>") for number in range(3000)]
        case 6:
            members.append((f"xl/{draw.randrange(9)}.xml", bytes(draw.choice((900_000, 30_000_000)))))
        case _:
            draw.shuffle(members)
    return _packed(members, draw)


def _packed(members: list[tuple[str, bytes]], draw: random.Random) -> bytes:
    made = io.BytesIO()
    method = draw.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    if draw.random() < 0.02:
        method = draw.choice((zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, part in members:
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return made.getvalue()


def _xml(part: bytes, draw: random.Random) -> bytes:
    damages: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        _attribute,
        _attribute,
        _number,
        _number,
        _number,
        _element,
        _element,
        _value,
        _value,
        _rare,
    )
    for _ in range(draw.choice((1, 2, 6))):
        part = draw.choice(damages)(part, draw)
    return part


def _rare(part: bytes, draw: random.Random) -> bytes:
    return draw.choice((_nested, _declared, _bytes))(part, draw)


def _somewhere(found: re.Pattern[bytes], part: bytes, draw: random.Random) -> re.Match[bytes] | None:
    start = draw.randrange(len(part) or 1)
    return found.search(part, start) or found.search(part)


def _attribute(part: bytes, draw: random.Random) -> bytes:
    found = _somewhere(_ATTRIBUTE, part, draw)
    if found is None:
        return part
    put = draw.choice((b"", found[1] + b'="' + draw.choice(JUNK) + b'"', found[0] + b" " + found[0], b'a:b="1"'))
    return part[: found.start()] + put + part[found.end() :]


def _number(part: bytes, draw: random.Random) -> bytes:
    found = _somewhere(_NUMBERED, part, draw)
    if found is None:
        return part
    return part[: found.start()] + found[1] + b'="' + draw.choice(JUNK) + b'"' + part[found.end() :]


def _element(part: bytes, draw: random.Random) -> bytes:
    found = _somewhere(draw.choice((_PAIR, _PAIR, _TAG)), part, draw)
    if found is None:
        return part
    put = found[0] * draw.choice((0, 0, 2, 50)) if draw.random() < 0.8 else found[0].upper()
    return part[: found.start()] + put + part[found.end() :]


def _value(part: bytes, draw: random.Random) -> bytes:
    found = _somewhere(_TEXT, part, draw)
    if found is None:
        return part
    return part[: found.start(1)] + draw.choice(JUNK) + part[found.end(1) :]


def _likely(part: bytes, draw: random.Random) -> bytes:
    """Put another value where a value stands."""
    found = _somewhere(_CELL_VALUE, part, draw)
    if found is None:
        return part
    return part[: found.start(1)] + draw.choice(LIKELY).encode() + part[found.end(1) :]


def _nested(part: bytes, draw: random.Random) -> bytes:
    found = _somewhere(_TAG, part, draw)
    deep = draw.choice((10, 3000, 100_000))
    at = found.end() if found else 0
    return part[:at] + b"<a>" * deep + b"</a>" * (deep if draw.random() < 0.8 else 1) + part[at:]


def _declared(part: bytes, draw: random.Random) -> bytes:
    after = part.find(b"?>") + 2 if part.startswith(b"<?xml") else 0
    match draw.randrange(3):
        case 0:
            return part.replace(b"UTF-8", draw.choice((b"UTF-16", b"KOI8-R", b"windows-1251", b"nothing")), 1)
        case 1:
            return part.decode("utf-8", "replace").encode("utf-16")
        case _:
            return part[:after] + draw.choice(ENTITIES) + re.sub(rb">[^<>]{1,20}<", b">&e;&b;<", part[after:], count=3)
