"""The `uno` module of LibreOffice, imported when first needed and never before Python's own packages."""

from __future__ import annotations

import builtins
import importlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

from clientbase_xl.calc.engine.refusals import CalcRefused
from clientbase_xl.writing.pdf import find_office

_FOLDERS = (
    "/usr/lib/python3/dist-packages",
    "/usr/lib/libreoffice/program",
    "/usr/lib64/libreoffice/program",
    "/opt/libreoffice/program",
)
_REMEDY = (
    "Установите пакет python3-uno той же версии Python, что и у программы (на Debian и Ubuntu: "
    "apt install python3-uno), или запустите программу тем Python, для которого он установлен."
)


@cache
def bridge() -> Any:
    """Return the module `uno`; its folder is appended to the path, so that nothing of ours is shadowed.

    Raises CalcRefused when it is not installed, or is made for another version of Python.
    """
    return load_bridge(_folders())


def load_bridge(folders: list[Path]) -> Any:
    """Import `uno` from the path or from the first of `folders` that has it; CalcRefused when none does."""
    # uno replaces the import of the whole process by its own; ours needs none of that, so Python keeps its own.
    own_import = builtins.__import__
    failures = []
    try:
        for folder in (None, *folders):
            if folder is not None and not (folder / "uno.py").is_file():
                continue
            if folder is not None:
                sys.path.append(str(folder))
            try:
                return importlib.import_module("uno")
            except ImportError as error:
                failures.append(f"{error}".splitlines()[0])
                if folder is not None:
                    sys.path.remove(str(folder))
    finally:
        builtins.__import__ = own_import
    version = ".".join(str(part) for part in sys.version_info[:2])
    if len(failures) < 2:
        raise CalcRefused(f"Для Python {version} не найден модуль uno, через который говорит LibreOffice.", "", _REMEDY)
    raise CalcRefused(f"Модуль uno есть, но для другого Python, не {version}: {failures[-1]}", "", _REMEDY)


def struct(name: str, **fields: Any) -> Any:
    """Return a UNO structure under `com.sun.star` with these fields, such as struct("lang.Locale", Language="en")."""
    made = bridge().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def options(**values: Any) -> tuple[Any, ...]:
    """Return named values as UNO takes them when a document is opened or saved."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def url_of(path: str) -> str:
    """Return a path as a URL of the office."""
    return str(bridge().systemPathToFileUrl(path))


def path_of(url: str) -> str:
    """Return a URL of the office as a path."""
    return str(bridge().fileUrlToSystemPath(url))


def uno_error() -> type[BaseException]:
    """Return the class of every exception that the office raises."""
    found: type[BaseException] = bridge().getClass("com.sun.star.uno.Exception")
    return found


def disposed_error() -> type[BaseException]:
    """Return the class of exceptions that tell of an office or a document that has gone away."""
    found: type[BaseException] = bridge().getClass("com.sun.star.lang.DisposedException")
    return found


def _folders() -> list[Path]:
    """Return where `uno.py` may lie: the usual places and the folder of the office that would be started."""
    office = find_office()
    beside = [Path(office).resolve().parent] if office else []
    return [*(Path(folder) for folder in _FOLDERS), *beside]
