"""What `excel doctor` finds: a failure with its severity, its evidence and its remedy; and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.addin_config import AddinConfig, read_addin_config
from clientbase_xl.excel.install_record import Record, read_record
from clientbase_xl.excel.profile import Profile
from clientbase_xl.excel.python_place import PythonPlace
from clientbase_xl.excel.registry import Registry
from clientbase_xl.problems import Severity

REINSTALL = "Закройте Excel и выполните clientbase excel install."
SET_UP = "Закройте Excel и запустите «Установка.cmd» ещё раз: он восстановит среду и надстройку."


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure: its lasting key, what is wrong, where that was seen, what to do (Russian sentences)."""

    key: str
    severity: Severity
    found: str
    evidence: str
    remedy: str


@dataclass(frozen=True)
class Machine:
    """What the checks look at; nothing of it is changed by them.

    `running` is the Python that runs the program. `addin_now` is the add-in as this version builds it, None where it
    cannot be built. `probe` starts a Python and returns its complaint, "" for none; `is_serving` tells whether a
    Python of the attach mode answers: both None where nothing may be started or asked (the profile of somebody else).
    """

    profile: Profile
    registry: Registry
    running: Path
    addin_now: bytes | None = None
    probe: Callable[[Path], str] | None = None
    is_serving: Callable[[], bool] | None = None

    @cached_property
    def record(self) -> Record | None:
        """Return what was installed, None for nothing."""
        return read_record(self.profile.record)

    @cached_property
    def config(self) -> AddinConfig | None:
        """Return what the add-in is told, None where that is missing or broken (`doctor_files` says which)."""
        try:
            return read_addin_config(self.profile.config)
        except ClientbaseError:
            return None

    @cached_property
    def python(self) -> PythonPlace | None:
        """Return the Python of the add-in when its file is there and this user may look at it."""
        try:
            is_there = self.config is not None and self.config.interpreter.is_file()
        except PermissionError:
            return None
        return PythonPlace(self.config.interpreter) if self.config is not None and is_there else None

    @property
    def is_installed(self) -> bool:
        """Tell whether anything of the program is installed for this user."""
        return any(path.exists() for path in (self.profile.addin, self.profile.config, self.profile.record))


Check = Callable[[Machine], Iterator[Finding]]
