"""The per-user file in which `clientbase calc install` names the interpreter of the product.

It lies in the user's own folder of settings. Nothing of a workbook or its folder is ever asked.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "clientbase_xl"
FILE = "calc-worker.json"


class NotInstalled(Exception):
    """There is no interpreter to start; the words are for people."""


def worker_file(platform: str, environment: Mapping[str, str], home: str) -> str:
    """Return where the file lies, by the custom of the system; `platform` is like `sys.platform`.

    A variable that names no absolute path is passed over: it would lead into the working folder.
    """
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        if not _is_windows_absolute(local):
            local = home + "\\AppData\\Local"
        return "\\".join((local, PROGRAM, FILE))
    if platform == "darwin":
        return "/".join((home, "Library", "Application Support", PROGRAM, FILE))
    config = environment.get("XDG_CONFIG_HOME", "")
    return "/".join((config if config.startswith("/") else home + "/.config", PROGRAM, FILE))


def worker_file_here() -> str:
    """Return where the file of the user at this computer lies."""
    return worker_file(sys.platform, os.environ, str(Path("~").expanduser()))


def read_interpreter(file: str) -> str:
    """Return the absolute path of the product's interpreter; NotInstalled when it is not named or not there."""
    try:
        python = json.loads(Path(file).read_text(encoding="utf-8"))["python"]
    except FileNotFoundError:
        raise NotInstalled("программа не установлена: выполните clientbase calc install") from None
    except (OSError, ValueError, KeyError, TypeError):
        raise NotInstalled(f"файл {file} испорчен: выполните clientbase calc install") from None
    if not isinstance(python, str) or not Path(python).is_absolute() or not Path(python).is_file():
        raise NotInstalled("программы нет на прежнем месте: выполните clientbase calc install")
    return python


def _is_windows_absolute(path: str) -> bool:
    return path.startswith("\\\\") or path[1:3] in (":\\", ":/")
