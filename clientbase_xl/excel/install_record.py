"""What was installed for one user, kept beside his settings: `doctor` compares with it, `uninstall` goes by it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """Versions of program and xlwings, the digest of the add-in, the interpreter, folders that set-up made.

    `is_built` says that this Python built the add-in: another one may pack the same add-in into other bytes. `runtimes`
    are the folders that the set-up file made for the program of this user, one after another; Pythons of somebody else
    are not among them.
    """

    version: str
    xlwings: str
    addin_sha256: str
    interpreter: str
    is_built: bool = False
    runtimes: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the record as it stands in its file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2) + "\n"


def read_record(file: Path) -> Record | None:
    """Return the record of an installation; None when there is none or it cannot be understood."""
    try:
        values: Any = json.loads(file.read_text(encoding="utf-8"))
        texts = {name: str(values[name]) for name in ("version", "xlwings", "addin_sha256", "interpreter")}
        # Earlier versions kept one runtime, as a text.
        runtimes = values["runtimes"] if "runtimes" in values else [values["runtime"]]
        return Record(
            **texts,
            is_built=values.get("is_built") is True,
            runtimes=tuple(str(one) for one in runtimes if one),
            folders=tuple(str(one) for one in values["folders"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
