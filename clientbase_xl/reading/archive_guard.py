"""A workbook is a zip archive: it is judged by its table of contents before any library opens it."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from clientbase_xl.errors import BadFile

MAX_TOTAL_BYTES = 4 * 1024**3
MAX_RATIO = 200
# Below this size a member is harmless whatever its ratio: empty styled rows compress very well.
RATIO_FROM_BYTES = 1024**2
SAMPLE_BYTES = 256 * 1024
LOCAL_HEADER_BYTES = 30
NESTED = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".rar", ".7z", ".gz", ".bz2", ".xz", ".jar")
# What zipfile and its decompressors raise on damaged members, RuntimeError also as NotImplementedError, ValueError also
# for a name in no encoding.
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
)
ALLOWED = "книга Excel (.xlsx, .xls, .xlsb), таблица .ods, CSV (.csv) или Parquet (.parquet)"
SAVE_AGAIN = "Выгрузите файл заново или откройте его в Excel и сохраните как «Книга Excel (.xlsx)»."


def check_archive(path: Path) -> tuple[str, ...]:
    """Return the member names of a zip archive that is safe to open (EXPORTS, traps).

    Refused with BadFile: a damaged table of contents, encrypted members, more than 4 GB uncompressed in total,
    a member of 1 MB and more compressed over 200 times (200 itself passes), an archive inside the archive,
    a member that unpacks to more than its declared size.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_sizes(path.name, members)
            _check_samples(path, members)
    except DAMAGED as error:
        raise BadFile(f"Файл «{path.name}» повреждён или загружен не полностью.", ALLOWED, SAVE_AGAIN) from error
    return tuple(member.filename for member in members)


def _check_sizes(name: str, members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    if total > MAX_TOTAL_BYTES:
        raise BadFile(
            f"Файл «{name}» распаковывается в {total / 1024**3:.1f} ГБ.",
            "не больше 4 ГБ после распаковки",
            "Выгрузите данные за меньший период или в Parquet.",
        )
    for member in members:
        if member.flag_bits & 0x1:
            raise BadFile(f"Файл «{name}» защищён паролем.", ALLOWED, "Снимите пароль и сохраните книгу заново.")
        if member.file_size >= RATIO_FROM_BYTES and member.file_size > MAX_RATIO * member.compress_size:
            raise _bomb(name, member.filename)
        if member.filename.casefold().endswith(NESTED):
            raise BadFile(
                f"В файле «{name}» лежит ещё один архив: {member.filename}.",
                "книга без вложенных файлов",
                "Удалите вложенный файл из книги и сохраните её заново.",
            )


def _check_samples(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Unpack the beginning of each deflated member: the readers trust its data, not its declared size."""
    with path.open("rb") as file:
        for member in members:
            if member.compress_type != zipfile.ZIP_DEFLATED:
                continue
            if member.header_offset < 0:
                raise zipfile.BadZipFile(member.filename)
            file.seek(member.header_offset)
            header = file.read(LOCAL_HEADER_BYTES)
            if len(header) < LOCAL_HEADER_BYTES or header[:4] != b"PK\x03\x04":
                raise zipfile.BadZipFile(member.filename)
            extra = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
            file.seek(member.header_offset + LOCAL_HEADER_BYTES + extra)
            sample = file.read(min(SAMPLE_BYTES, member.compress_size))
            unpacked = zlib.decompressobj(-15).decompress(sample, member.file_size + 1)
            if len(unpacked) > member.file_size:
                raise _bomb(path.name, member.filename)


def _bomb(name: str, member: str) -> BadFile:
    return BadFile(
        f"Файл «{name}» похож на архивную бомбу: {member} сжат больше чем в {MAX_RATIO} раз.",
        f"сжатие не больше чем в {MAX_RATIO} раз",
        SAVE_AGAIN,
    )
