"""Parts of the ledger: one immutable Parquet file per import, named by the hash of its bytes (DESIGN section 4).

The order that survives a power cut: write a temporary file, fsync, rename, fsync the folder; only then does the
database commit that names the part make it visible. Both functions are called under the write lock of the base:
a part that waits for its commit must not be swept by another import.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from clientbase_xl.errors import WriteRefused
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES

SCHEMA = arrow_schema(SALES_LINES)
ROW_GROUP_LINES = 128 * 1024  # several row groups let the engine read one file with all its threads
_PART = re.compile(r"[0-9a-f]{64}\.parquet")
_TEMPORARY = re.compile(r"\.part-\d+\.tmp")


def write_part(ledger_dir: Path, lines: pa.Table) -> str:
    """Write sales lines as a part of the ledger and return its file name (DESIGN section 4).

    `lines` has the Arrow schema of SALES_LINES in any column order. Equal lines are kept. The same lines give the
    same name; an intact file of that name is left as it is. Raises WriteRefused when the folder takes no file
    (no space, no right); the temporary file is then removed and nothing else has changed.
    """
    temporary = ledger_dir / f".part-{os.getpid()}.tmp"
    try:
        _write_synced(temporary, lines.select(SCHEMA.names).cast(SCHEMA))
        name = f"{_sha256(temporary)}.parquet"
        part = ledger_dir / name
        if part.exists() and is_intact(part):
            temporary.unlink()
        else:
            temporary.replace(part)
            _sync_folder(ledger_dir)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise _refusal(ledger_dir, error) from error
    return name


def sweep_orphans(ledger_dir: Path, known: Collection[str]) -> list[str]:
    """Remove temporary files and parts that no row of the registry names; return the names removed, sorted.

    `known` holds the part names of ALL imports, also undone and replaced ones: their history stays readable.
    Files that the program did not make are left alone. Raises WriteRefused when the folder is gone or a file cannot be
    removed.
    """
    kept = frozenset(known)
    try:
        present = sorted(path.name for path in ledger_dir.iterdir())
    except OSError as error:
        raise _refusal(ledger_dir, error) from error
    orphans = [name for name in present if _TEMPORARY.fullmatch(name) or (_PART.fullmatch(name) and name not in kept)]
    removed = []
    for name in orphans:
        try:
            (ledger_dir / name).unlink()
        except FileNotFoundError:
            continue
        except PermissionError:  # on Windows a reader may still hold the file; the next import tries again
            continue
        except OSError as error:
            raise _refusal(ledger_dir, error) from error
        removed.append(name)
    return removed


def holds(ledger_dir: Path, name: str, lines: pa.Table, passed_over: Collection[str] = ()) -> bool:
    """Tell whether a part of the ledger holds exactly these lines; a part that cannot be read holds nothing.

    Columns of `passed_over` are not compared.
    """
    try:
        stored = pq.read_table(ledger_dir / name, partitioning=None)
    except (OSError, pa.ArrowInvalid):
        return False
    if stored.column_names != SCHEMA.names:
        return False
    compared = [key for key in SCHEMA.names if key not in passed_over]
    return bool(stored.cast(SCHEMA).select(compared).equals(lines.select(SCHEMA.names).cast(SCHEMA).select(compared)))


def is_intact(part: Path) -> bool:
    """Tell whether a part still holds the bytes that its name promises."""
    return _sha256(part) == part.stem


def _write_synced(path: Path, lines: pa.Table) -> None:
    with path.open("wb") as file:
        pq.write_table(
            lines, file, compression="zstd", compression_level=3, row_group_size=ROW_GROUP_LINES, store_schema=False
        )
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call, and some network folders refuse it."""
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refusal(ledger_dir: Path, error: OSError) -> WriteRefused:
    """Put the reason of the operating system into Russian."""
    remedies = {
        errno.ENOSPC: ("нет места на диске", "освободите место и повторите загрузку"),
        errno.EDQUOT: ("исчерпана квота диска", "освободите место и повторите загрузку"),
        errno.EACCES: ("нет права записи", "попросите право записи в папку базы"),
        errno.EPERM: ("нет права записи", "попросите право записи в папку базы"),
        errno.EROFS: ("диск только для чтения", "перенесите базу на диск, доступный для записи"),
        errno.ENOENT: ("папки нет", "восстановите папку базы из копии или создайте базу командой clientbase init"),
    }
    reason, remedy = remedies.get(error.errno or 0, (error.strerror or str(error), "проверьте диск и повторите"))
    return WriteRefused(f"Не удалось записать строки продаж в папку «{ledger_dir}»: {reason}.", remedy=remedy + ".")
