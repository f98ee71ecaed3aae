"""What the bytes of a block of CSV prove at once: sound UTF-8, sound quoting, one kind of line end.

Whole blocks are compared by arrays of bytes: a gigabyte is judged in less time than its text takes to decode.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
NEWLINE, RETURN, QUOTE = 0x0A, 0x0D, 0x22
PIECE_BYTES = 96 * 1024
MAX_BROKEN_SHARE = 0.2
"""A text with a larger share of broken places is no damaged UTF-8 but Windows-1251."""


def is_utf8(data: bytes, end: int) -> bool:
    """Tell whether bytes up to `end` are UTF-8: every lead byte has its followers, none is overlong or half a pair."""
    if data.find(b"\xc0", 0, end) >= 0 or data.find(b"\xc1", 0, end) >= 0:
        return False
    block = np.frombuffer(data, np.uint8, end)
    start = 0
    while start < end:
        # Small pieces stay in the cache of the processor.
        stop = data.rfind(b"\n", start, min(end, start + PIECE_BYTES)) + 1 or end
        if not _is_piece_utf8(block[start:stop]):
            return False
        start = stop
    return True


def _is_piece_utf8(block: Bytes) -> bool:
    is_long = block >= 0xE0
    leads = np.flatnonzero(is_long)
    if block[-1] >= 0x80 or (block[leads] >= 0xF0).any():
        return _decodes(block.tobytes())
    follows = block.view(np.int8) < -0x40
    expected = block >= 0xC0
    expected[1:] |= is_long[:-1]
    if follows[0] or (follows[1:] != expected[:-1]).any():
        return False
    first, second = block[leads], block[leads + 1]
    return not bool(((first == 0xE0) & (second < 0xA0) | (first == 0xED) & (second >= 0xA0)).any())


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def utf8_bounds(data: bytes, end: int) -> tuple[int, int]:
    """Return the most characters of several bytes that bytes can be as UTF-8, and the fewest broken places."""
    block = np.frombuffer(data, np.uint8, end)
    leads = block[:-1] >= 0xC0
    count_leads = int(np.count_nonzero(leads))
    leads &= block[1:].view(np.int8) < -0x40
    count_followed = int(np.count_nonzero(leads))
    return count_followed, count_leads - count_followed


def is_surely_foreign(most_sound: int, fewest_broken: int) -> bool:
    """Tell whether a text that is not UTF-8 is surely no damaged UTF-8: too many places are broken."""
    return fewest_broken > max(1, MAX_BROKEN_SHARE * most_sound)


def has_plain_lines(data: bytes, end: int) -> bool:
    """Tell whether every carriage return stands before a line feed and no byte is zero."""
    if data.find(b"\0", 0, end) >= 0:
        return False
    if data.find(b"\r", 0, end) < 0:
        return True
    block = np.frombuffer(data, np.uint8, end)
    returns = np.flatnonzero(block == RETURN)
    return bool(returns[-1] + 1 < end and (block[returns + 1] == NEWLINE).all())


def has_plain_quotes(data: bytes, end: int, delimiter: str) -> bool:
    """Tell whether each quote opens a field at its start, closes it at its end, or is doubled inside it.

    Only then all readers of CSV agree where a record ends. The bytes start and end between records.
    """
    block = np.frombuffer(data, np.uint8, end)
    quotes = np.flatnonzero(block == QUOTE)
    if not len(quotes) or len(quotes) % 2:
        return not len(quotes)
    opening, closing = quotes[::2], quotes[1::2]
    doubled = closing[:-1] + 1 == opening[1:]
    edges = np.zeros(256, dtype=bool)
    edges[[NEWLINE, ord(delimiter)]] = True
    opens = (opening == 0) | edges[block[np.maximum(opening - 1, 0)]]
    opens[1:] |= doubled
    edges[RETURN] = True
    after = np.minimum(closing + 1, len(block) - 1)
    closes = (closing + 1 == len(block)) | edges[block[after]]
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())
