"""Where one user's settings and log of the program lie: in his own folders, never beside a workbook.

A workbook that came by mail may have files beside it: nothing is ever read from its folder (EXCEL.md, security).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

PROGRAM = "clientbase_xl"
CONFIG, LOG = "config.toml", "clientbase.log"


@dataclass(frozen=True, slots=True)
class UserFiles:
    """The user's file of settings and his log file; neither need exist."""

    config: Path
    log: Path


def user_files(platform: str, environment: Mapping[str, str], home: Path) -> UserFiles:
    """Return a user's files by the custom of his system; `platform` is like `sys.platform`.

    Windows: %LOCALAPPDATA% (a base lies on one computer, so the roaming folder is wrong). macOS: Library. Elsewhere the
    XDG folders. A variable that names no absolute path is passed over, as XDG says: it would lead into the working
    folder, which is the workbook's.
    """
    if platform == "win32":
        local = _absolute(environment.get("LOCALAPPDATA", ""), PureWindowsPath) or home / "AppData" / "Local"
        return UserFiles(local / PROGRAM / CONFIG, local / PROGRAM / LOG)
    if platform == "darwin":
        library = home / "Library"
        return UserFiles(library / "Application Support" / PROGRAM / CONFIG, library / "Logs" / PROGRAM / LOG)
    config = _absolute(environment.get("XDG_CONFIG_HOME", ""), PurePosixPath) or home / ".config"
    state = _absolute(environment.get("XDG_STATE_HOME", ""), PurePosixPath) or home / ".local" / "state"
    return UserFiles(config / PROGRAM / CONFIG, state / PROGRAM / LOG)


def _absolute(text: str, kind: type[PurePath]) -> Path | None:
    return Path(text) if kind(text).is_absolute() else None
