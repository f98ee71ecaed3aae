"""The bytes of a CSV file become text: encoding found by evidence, damage named by line."""

from __future__ import annotations

import codecs

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.csv_bytes import MAX_BROKEN_SHARE, is_surely_foreign, utf8_bounds

ALLOWED = "CSV в кодировке UTF-8, Windows-1251 или DOS (866)"
EXPORT_AGAIN = "Выгрузите файл заново; при передаче не открывайте и не сохраняйте его в других программах."
SAMPLE_BYTES = 2**22
# Letters by which the two Russian code pages differ: а…п of DOS are marks in Windows, А…Я and р…я of Windows are
# lines and boxes in DOS. The nbsp, Ё and quotes of Windows stand among the first and say nothing.
_DOS_ONLY = bytes(code for code in range(0x80, 0xB0) if code not in b"\x85\x93\x94\x96\x97\xa0\xa8\xab")
_WINDOWS_ONLY = bytes(range(0xB2, 0xE0)) + bytes(range(0xF0, 0x100))


def decode(name: str, data: bytes) -> str:
    """Return the text of a CSV file: UTF-16 or UTF-8 by its mark, else UTF-8 if it is, else Windows-1251 or DOS.

    BadFile: zero bytes in the text, damaged UTF-8, bytes that Windows-1251 does not have; each names the line.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(name, data, "utf-16")
    if (place := data.find(b"\0")) >= 0:
        raise BadFile(
            f"В файле «{name}» нулевой байт: строка {_line(data, place)}, байт {place + 1}. Это не текст CSV.",
            ALLOWED,
            EXPORT_AGAIN,
        )
    if data.startswith(codecs.BOM_UTF8):
        return _strict(name, data, "utf-8-sig")
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _broken(name, data, error.start, "UTF-8") from error
    return _strict(name, data, one_byte_encoding(data))


def is_dos(data: bytes) -> bool:
    """Tell whether the letters beyond ASCII are those of the DOS code page 866 and not of Windows-1251.

    Judged by the first 4 MB, by the whole where these hold no such letters.
    """
    for sample in (data[:SAMPLE_BYTES], data):
        count = len(sample)
        count_dos = count - len(sample.translate(None, _DOS_ONLY))
        count_windows = count - len(sample.translate(None, _WINDOWS_ONLY))
        if count_dos or count_windows:
            return count_dos > count_windows
    return False


def sample(data: bytes) -> tuple[str, str] | None:
    """Return the whole lines at the beginning of a large file and their encoding; None where it takes the whole file.

    What it says holds for a file of which every block agrees; a reader by blocks checks that.
    """
    lines = data[: data.rfind(b"\n") + 1]
    if not lines or b"\0" in lines or lines.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return lines.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        if not is_surely_foreign(*utf8_bounds(lines, len(lines))):
            return None
    encoding = one_byte_encoding(data)
    try:
        return lines.decode(encoding), encoding
    except UnicodeDecodeError:
        return None


def one_byte_encoding(data: bytes) -> str:
    """Return the encoding of a text that is not UTF-8."""
    return "cp866" if is_dos(data) else "cp1251"


def _lines(text: str) -> str:
    """Return text whose lines end as CSV readers expect; old programs end them with a carriage return alone."""
    return text.replace("\r", "\n") if "\n" not in text else text


def _strict(name: str, data: bytes, encoding: str) -> str:
    titles = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1251": "Windows-1251"}
    try:
        return _lines(data.decode(encoding))
    except UnicodeDecodeError as error:
        shift = len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0
        raise _broken(name, data, error.start + shift, titles[encoding]) from error


def _is_damaged_utf8(data: bytes) -> bool:
    """A text that is UTF-8 except for a few broken places is damaged UTF-8, not Windows-1251."""
    if is_surely_foreign(*utf8_bounds(data, len(data))):
        return False
    text = data.decode("utf-8", errors="replace")
    broken = text.count("�")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return sound > 0 and broken <= max(1, MAX_BROKEN_SHARE * sound)


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _broken(name: str, data: bytes, place: int, title: str) -> BadFile:
    return BadFile(
        f"В файле «{name}» испорчен текст: строка {_line(data, place)}, байт {place + 1} не в кодировке {title}.",
        ALLOWED,
        EXPORT_AGAIN,
    )
