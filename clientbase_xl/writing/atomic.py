"""A file appears whole or not at all: written beside its place, flushed to the disk, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from clientbase_xl.errors import WriteRefused

TEMPORARY_PREFIX = ".~clientbase-"
"""Names of temporary files begin so; what a killed process left behind is swept by a later write."""
SWEPT_AFTER_SECONDS = 3600


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path in the folder of `path`; at the end it replaces `path` in one step (DESIGN section 4).

    Whatever happens inside, `path` is either the old file or the new one, and no temporary file is left.
    Raises WriteRefused when the folder is missing or may not be written to, the disk is full, or `path` is held
    open by another program.
    """
    path = Path(path)
    temporary = _create_beside(path)
    try:
        yield temporary
        _flush(temporary)
        temporary.replace(path)
        _flush_folder(path.parent)
    except OSError as error:
        raise refusal(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def refusal(path: Path, error: OSError) -> WriteRefused:
    """Return in the user's words why the operating system did not let `path` be written."""
    name = path.name
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WriteRefused(
            f"Файл «{name}» не записан: на диске нет места.",
            remedy="Освободите место или назовите другую папку. Прежний файл, если он был, цел.",
        )
    if error.errno == errno.EROFS:
        return WriteRefused(
            f"Файл «{name}» не записан: папка «{path.parent}» доступна только для чтения.",
            remedy="Назовите другую папку.",
        )
    if isinstance(error, PermissionError):
        return WriteRefused(
            f"Файл «{name}» не записан: нет права на запись или файл открыт в другой программе.",
            remedy="Закройте файл в Excel или назовите другой файл. Прежний файл, если он был, цел.",
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return WriteRefused(f"«{name}» — это папка, а не файл.", remedy="Назовите файл внутри неё.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return WriteRefused(
            f"Файл «{name}» не записан: папки «{path.parent}» нет.", remedy="Создайте папку или назовите другую."
        )
    return WriteRefused(
        f"Файл «{name}» не записан: {error.strerror or error}.",
        remedy="Проверьте диск и имя файла. Прежний файл, если он был, цел.",
    )


def _create_beside(path: Path) -> Path:
    """Create an empty temporary file in the folder of `path`, after sweeping those that a kill left behind."""
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _sweep(path)
        handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise refusal(path, error) from error
    temporary = Path(name)
    with contextlib.suppress(OSError):  # mkstemp makes files of mode 600: give what an ordinary write would give
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    return temporary


def _prefix(path: Path) -> str:
    return f"{TEMPORARY_PREFIX}{path.stem[:60]}-"


def _sweep(path: Path) -> None:
    """Remove what killed writers of the same target left; an hour old, it is not a writer still at work."""
    for left in path.parent.glob(f"{TEMPORARY_PREFIX}*"):
        with contextlib.suppress(OSError):
            if left.name.startswith(_prefix(path)) and time.time() - left.stat().st_mtime > SWEPT_AFTER_SECONDS:
                left.unlink()


def _umask() -> int:
    """Return the process's mask of permissions without changing it for longer than needed."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _flush(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Wait until the rename is on the disk, where the system can say so (not on Windows)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
