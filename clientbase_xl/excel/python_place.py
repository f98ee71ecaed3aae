"""The Python environment around a `python.exe`, read from its files: packages, libraries, where it came from.

Nothing is started, so that the profile of another user and a damaged environment can be looked into.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.profile import Profile

RUNTIME_MARK = "clientbase_runtime.txt"
"""A folder with this file was made by the set-up file for the program alone, and goes with it."""
STORE = "windowsapps"
_LEVELS_UP = 3


@dataclass(frozen=True)
class PythonPlace:
    """An interpreter and what lies around it; the environment need not be whole."""

    interpreter: Path

    @property
    def root(self) -> Path:
        """Return the folder of the environment: above `Scripts` for a virtual one, else that of the interpreter."""
        folder = self.interpreter.parent
        return folder.parent if folder.name.casefold() == "scripts" else folder

    @property
    def site_packages(self) -> Path:
        """Return the folder of its packages."""
        return self.root / "Lib" / "site-packages"

    @cached_property
    def versions(self) -> dict[str, str]:
        """Return the packages installed there and their versions."""
        if not self.site_packages.is_dir():
            return {}
        found = importlib.metadata.distributions(path=[str(self.site_packages)])
        return {str(one.metadata["Name"]).casefold().replace("_", "-"): one.version for one in found}

    @cached_property
    def base_home(self) -> Path:
        """Return the folder of the Python that a virtual environment was made of; else its own."""
        try:
            lines = (self.root / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return self.root
        pairs = (line.partition("=") for line in lines)
        homes = [text.strip() for name, _, text in pairs if name.strip().casefold() == "home"]
        return Path(homes[0]) if homes else self.root

    @property
    def is_from_store(self) -> bool:
        """Tell whether it is a Python of Microsoft Store: Windows hides from Excel what such one writes to AppData."""
        parts = {part.casefold() for part in (*self.interpreter.parts, *self.base_home.parts)}
        return STORE in parts

    @property
    def runtime(self) -> Path | None:
        """Return the folder that the set-up file made for the program, None for an environment of somebody else."""
        above = [self.root, *self.root.parents][:_LEVELS_UP]
        return next((folder for folder in above if (folder / RUNTIME_MARK).is_file()), None)

    def library_name(self, bits: int) -> str:
        """Return the name of the library by which Excel of so many bits calls Python."""
        return f"xlwings{bits}-{self.versions.get('xlwings', '')}.dll"

    def library(self, bits: int) -> Path | None:
        """Return the library by which Excel of so many bits calls Python, None when it is not there."""
        name = self.library_name(bits)
        places = (self.interpreter.parent / name, self.root / name)
        return next((path for path in places if path.is_file()), None)


def others_runtime(profile: Profile, place: PythonPlace, own: Collection[str]) -> Path | None:
    """Return the environment that the set-up file seems to have made for another user than that of a given profile.

    Outside a profile such a folder is open to its owner and to administrators alone. `own` are the environments that
    the record of the profile's user names. None for the profile of who runs the program: he sees whether Python starts.
    """
    runtime = place.runtime
    if profile.is_here or runtime is None or runtime.is_relative_to(profile.home) or str(runtime) in own:
        return None
    return runtime


def require_usable(interpreter: Path, bits: int = 64) -> PythonPlace:
    """Return the place of an interpreter that the add-in can start; BadUse for one that it cannot.

    Excel of so many `bits` needs a library of xlwings beside it. Where xlwings itself is not found, `doctor` says so.
    """
    place = PythonPlace(interpreter)
    remedy = "Поставьте программу файлом «Установка.cmd»: он сделает подходящий Python сам."
    if interpreter.name.casefold() != "python.exe":
        raise BadUse(
            f"«{interpreter}» — не python.exe.",
            "полный путь к python.exe среды, в которую поставлена программа",
            "Назовите его параметром --interpreter.",
        )
    if not interpreter.is_absolute() or not interpreter.is_file():
        raise BadUse(f"Файла «{interpreter}» нет.", "полный путь к существующему python.exe", remedy)
    if not str(interpreter).isascii():
        raise BadUse(
            f"Путь к Python содержит буквы не из латиницы: «{interpreter}». Excel такой Python не запустит.",
            "путь из латинских букв, цифр и обычных знаков",
            remedy,
        )
    if place.is_from_store:
        raise BadUse(
            f"«{interpreter}» — Python из Microsoft Store: Windows прячет записанные им файлы от Excel.",
            "Python с сайта языка или тот, что ставит «Установка.cmd»",
            remedy,
        )
    if "xlwings" in place.versions and place.library(bits) is None:
        raise BadUse(
            f"В среде «{place.root}» нет библиотеки {place.library_name(bits)}, которой Excel вызывает Python. "
            "Обычно её удаляет антивирус.",
            "среда, в которой все файлы на месте",
            "Внесите папку среды в исключения антивируса, закройте Excel и запустите «Установка.cmd» ещё раз.",
        )
    return place
