"""A folder appears whole or not at all: filled beside its place, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from clientbase_xl.errors import WriteRefused
from clientbase_xl.writing.atomic import SWEPT_AFTER_SECONDS, TEMPORARY_PREFIX

_REASONS = {
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "исчерпана квота диска",
    errno.EROFS: "диск только для чтения",
    errno.EACCES: "нет права на запись",
    errno.EPERM: "нет права на запись",
    errno.ENOTDIR: "часть пути — файл, а не папка",
    errno.ENOTEMPTY: "тем временем в ней появились файлы",
    errno.EEXIST: "тем временем в ней появились файлы",
    errno.ENAMETOOLONG: "слишком длинный путь",
}


@contextlib.contextmanager
def atomic_folder(folder: Path, count_bytes: int) -> Iterator[Path]:
    """Give an empty temporary folder that takes the name of `folder`, empty or not there, in one step at the end.

    Whatever happens inside, `folder` is as it was or whole, and nothing is left beside it. Raises WriteRefused when
    `count_bytes` do not fit on the disk, or the system refuses.
    """
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder.parent).free < count_bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _sweep(folder)
        temporary = folder.parent / f"{_prefix(folder)}{secrets.token_hex(4)}"
        temporary.mkdir()
    except OSError as error:
        raise folder_refusal(folder, error) from error
    try:
        yield temporary
        with contextlib.suppress(FileNotFoundError):
            folder.rmdir()  # Windows renames onto nothing, not even onto an empty folder
        temporary.rename(folder)
        _flush(folder.parent)
    except OSError as error:
        raise folder_refusal(folder, error) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def folder_refusal(folder: Path, error: OSError) -> WriteRefused:
    """Return in the user's words why the operating system did not let a folder be made."""
    why = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return WriteRefused(
        f"Папка «{folder}» не создана: {why}.", remedy="Освободите место или назовите другую папку. Ничего не изменено."
    )


def _prefix(folder: Path) -> str:
    return f"{TEMPORARY_PREFIX}{folder.name[:60]}-"


def _sweep(folder: Path) -> None:
    """Remove what killed makers of the same folder left; an hour old, it is not one still being filled."""
    for left in folder.parent.iterdir():
        with contextlib.suppress(OSError):
            if left.name.startswith(_prefix(folder)) and time.time() - left.stat().st_mtime > SWEPT_AFTER_SECONDS:
                shutil.rmtree(left)


def _flush(folder: Path) -> None:
    """Wait until a rename is on the disk, where the system can say so (not on Windows)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
