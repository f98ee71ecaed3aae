"""Where a base lies: on a local disk, a network one or a folder that a cloud service copies (DESIGN section 4)."""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from clientbase_xl.errors import BaseRefused

PROGRAM = "программа"
"""Who acts in the journal where no person does."""

NETWORK_TYPES = frozenset(
    {
        *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "gfs2", "glusterfs", "lustre", "ncp"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb", "smb2", "smb3", "smbfs", "v9fs", "vboxsf", "vmhgfs"),
        *("fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.gdfuse", "fuse.glusterfs", "fuse.gvfsd-fuse"),
        *("fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
        "fuse.vmhgfs-fuse",
    }
)
"""Types of /proc/self/mounts whose files other computers see too."""

SYNCHRONISED_NAMES = (
    "onedrive",
    "яндекс.диск",
    "yandex.disk",
    "yandexdisk",
    "dropbox",
    "google drive",
    "googledrive",
    "google диск",
    "my drive",
    "мой диск",
    "облако mail.ru",
    "mail.ru cloud",
    "icloud",
    "cloudstorage",
    "nextcloud",
    "owncloud",
)
_DRIVE_REMOTE = 4
_PART = re.compile(r"[0-9a-f]{64}\.parquet")


def default_folder(home: Path) -> Path:
    """Return where a base lies unless somebody says otherwise: «Клиентская база» in the documents of a user's home."""
    documents = next((home / name for name in ("Documents", "Документы") if (home / name).is_dir()), home)
    return documents / "Клиентская база"


def storage_warning(folder: Path) -> str:
    """Return why only one person may use a base in this folder, in Russian; "" for a local disk (DESIGN section 4).

    Write-ahead logging of SQLite needs shared memory that network file systems do not give, and a cloud service
    copies the files of a base one by one, at different moments.
    """
    if name := synchronised_by(folder):
        return (
            f"База лежит в папке, которую копирует облачный сервис («{name}»): работать с ней может только один "
            "человек. Перенесите базу на локальный диск, а для команды используйте PostgreSQL."
        )
    if is_network(folder):
        return (
            "База лежит в сетевой папке: работать с ней может только один человек. Перенесите базу на локальный "
            "диск, а для команды используйте PostgreSQL."
        )
    return ""


def synchronised_by(folder: Path) -> str:
    """Return the part of the path that belongs to a cloud service; "" when there is none."""
    for part in folder.absolute().parts:
        name = part.casefold()
        if any(name == known or name.startswith((f"{known} ", f"{known}-")) for known in SYNCHRONISED_NAMES):
            return part
    return ""


def is_network(folder: Path) -> bool:
    """Tell whether a folder lies on a network file system."""
    if sys.platform == "win32":
        return _is_network_windows(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # macOS: network volumes are mounted by hand; the guide tells to keep a base on a local disk
        return False
    return filesystem_type(folder.resolve(), mounts) in NETWORK_TYPES


def filesystem_type(folder: Path, mounts: str) -> str:
    """Return the type of the file system that holds a folder, by the text of /proc/self/mounts; "" if unknown."""
    best_length, best = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # The later of two mounts on one point hides the earlier.
        if folder.is_relative_to(point) and len(point.parts) >= best_length:
            best_length, best = len(point.parts), fields[2]
    return best


def _is_network_windows(folder: Path) -> bool:
    drive = folder.absolute().drive
    if drive.startswith("\\\\"):
        return True
    windows = getattr(ctypes, "windll", None)
    return bool(windows and windows.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)


def is_writable(folder: Path, *files: Path) -> bool:
    """Tell whether the folder and the files (where they exist) may be written."""
    return all(os.access(path, os.W_OK) for path in (folder, *files) if path.exists())


def changed_at(file: Path) -> datetime:
    """Return when a file was changed last, in UTC without a zone."""
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None)


def refuse_parts_of_others(ledger_dir: Path, known: Collection[str]) -> None:
    """Refuse to make a base over the sales of another one, whose database is lost: its first import would sweep them.

    `known` are the parts that the base's own registry names. Raises BaseRefused.
    """
    strangers = [path for path in ledger_dir.iterdir() if _PART.fullmatch(path.name) and path.name not in known]
    if strangers:
        raise BaseRefused(
            f"В папке «{ledger_dir}» лежат продажи другой базы (файлов: {len(strangers)}).",
            remedy="верните её файл clientbase.toml или base.sqlite из копии, а для новой базы выберите другую папку.",
        )
