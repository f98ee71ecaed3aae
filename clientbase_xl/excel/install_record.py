"""What was installed for one user, kept beside his settings: `doctor` compares with it, `uninstall` goes by it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """Versions of program and xlwings, the digest of the add-in, the interpreter, folders that set-up made.

    `is_built` says that this Python built the add-in: another one may pack the same add-in into other bytes. `runtime`
    is the folder that the set-up file made for the program, "" when Python is somebody else's.
    """

    version: str
    xlwings: str
    addin_sha256: str
    interpreter: str
    is_built: bool = False
    runtime: str = ""
    folders: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the record as it stands in its file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def read_record(file: Path) -> Record | None:
    """Return the record of an installation; None when there is none or it cannot be understood."""
    try:
        values: Any = json.loads(file.read_text(encoding="utf-8"))
        texts = {name: str(values[name]) for name in ("version", "xlwings", "addin_sha256", "interpreter", "runtime")}
        folders = tuple(str(one) for one in values["folders"])
        return Record(**texts, is_built=values.get("is_built") is True, folders=folders)
    except (OSError, ValueError, KeyError, TypeError):
        return None
