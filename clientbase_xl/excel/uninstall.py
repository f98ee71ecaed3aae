"""`excel uninstall`: everything that set-up wrote for one user goes; bases, workbooks and other add-ins stay."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.addin_config import read_addin_config
from clientbase_xl.excel.attach_at_login import forget_login
from clientbase_xl.excel.install import PROGRAM_KEY, held_by_excel
from clientbase_xl.excel.install_record import Record, read_record
from clientbase_xl.excel.log_file import COUNT_OLD
from clientbase_xl.excel.profile import Profile
from clientbase_xl.excel.python_place import RUNTIME_MARK, PythonPlace
from clientbase_xl.excel.registry import Registry
from clientbase_xl.excel.user_config import read_config
from clientbase_xl.writing.atomic import refusal

_REMOVE = (
    "Wait-Process -Id $env:CLIENTBASE_PID -ErrorAction SilentlyContinue;"
    " $inside = $env:CLIENTBASE_FOLDER + '\\*';"
    " Get-Process -Name python, pythonw -ErrorAction SilentlyContinue | Where-Object { $_.Path -like $inside }"
    " | Stop-Process -Force -ErrorAction SilentlyContinue;"
    " foreach ($try in 1..60) { try { Remove-Item -LiteralPath $env:CLIENTBASE_FOLDER -Recurse -Force"
    " -ErrorAction Stop; break } catch { Start-Sleep -Seconds 1 } };"
    " $above = Split-Path -LiteralPath $env:CLIENTBASE_FOLDER;"
    " if ((Split-Path -Leaf $above) -eq 'clientbase_xl' -and -not (Get-ChildItem -LiteralPath $above -Force))"
    " { Remove-Item -LiteralPath $above -Force }"
)


@dataclass(frozen=True, slots=True)
class Removed:
    """What went: files, folders and registry places; what goes when this program has ended; where the base stays.

    `left` are environments that the set-up file made and that this removal leaves: nobody else can tell of them.
    """

    gone: tuple[str, ...]
    later: str = ""
    base: str = ""
    left: tuple[str, ...] = ()


RemoveLater = Callable[[Path], None]


def uninstall(
    profile: Profile, registry: Registry, running_from: Path, remove_later: RemoveLater, *, is_shared: bool = False
) -> Removed:
    """Remove the installation of one user; a second run finds nothing.

    The add-in goes first: when Excel is open, the refusal changes nothing. `running_from` is the environment of this
    process: the runtime that holds it can only go afterwards, by `remove_later`. What another host needs too
    (`is_shared`: runtime, settings, log, the record that leads to them) stays until it is removed. The environment of a
    profile of somebody else stays: it may serve others. Without a readable record the environment of the configured
    Python goes when it surely is this user's. Raises WriteRefused.
    """
    record = read_record(profile.record)
    runtimes, left = ([], []) if is_shared else _runtimes(profile, record, running_from)
    base = _base(profile)
    gone: list[str] = []
    for addin in (profile.addin, profile.staged):
        with held_by_excel(addin):
            _remove(addin, gone)
    logs = [profile.files.log, *(Path(f"{profile.files.log}.{number + 1}") for number in range(COUNT_OLD))]
    shared = [] if is_shared else [profile.files.config, *logs, profile.record]
    for file in (profile.config, *shared):
        try:
            _remove(file, gone)
        except OSError as error:
            raise refusal(file, error) from error
    if profile.is_here:
        if forget_login(registry):
            gone.append("запуск Python при входе в Windows")
        if not is_shared and registry.delete(PROGRAM_KEY):
            gone.append(f"HKCU\\{PROGRAM_KEY}")
    later = "".join([_remove_runtime(one, running_from, remove_later, gone) for one in runtimes])
    made = [Path(one) for one in record.folders] if record else []
    own = [profile.files.log.parent, profile.program_folder]
    for folder in (*own, *(one for one in made if one.is_relative_to(profile.roaming))):
        _remove_empty(folder, gone)
    return Removed(tuple(gone), later, base, tuple(str(one) for one in left))


def remove_after_exit(folder: Path) -> None:
    """Let Windows remove a folder when this process has ended; nothing elsewhere.

    A Python of that folder that still runs (attach mode) is stopped. The path goes as a variable of the environment and
    never becomes part of a command.
    """
    if sys.platform == "win32":
        environment = os.environ | {"CLIENTBASE_PID": str(os.getpid()), "CLIENTBASE_FOLDER": str(folder)}
        shell = Path(os.environ["SYSTEMROOT"]) / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
        command = [str(shell), "-NoProfile", "-NonInteractive", "-Command", _REMOVE]
        subprocess.Popen(command, env=environment, cwd=folder.anchor, creationflags=subprocess.CREATE_NO_WINDOW)


def _runtimes(profile: Profile, record: Record | None, running_from: Path) -> tuple[list[Path], list[Path]]:
    """Return the folders that the set-up file made for the program: those to remove, those to leave and tell of.

    Only such as bear its mark: nothing that stands in a record can make removal take another folder.
    """
    configured = _configured_runtime(profile)
    named = [Path(one) for one in record.runtimes] if record else [configured] if configured else []
    marked = [one for one in named if one.is_absolute() and (one / RUNTIME_MARK).is_file()]
    if not profile.is_here:
        return [], marked
    if record is None:
        # Only its owner can start the Python of such a folder outside the profile (the set-up file sees to that).
        own = [one for one in marked if one.is_relative_to(profile.local) or _holds(one, running_from)]
        return own, [one for one in marked if one not in own]
    # The one that runs this removal comes first: a refusal for another must not keep it from going later.
    return sorted(marked, key=lambda one: not _holds(one, running_from)), []


def _configured_runtime(profile: Profile) -> Path | None:
    try:
        config = read_addin_config(profile.config)
    except ClientbaseError:
        return None
    return PythonPlace(config.interpreter).runtime if config else None


def _holds(folder: Path, inside: Path) -> bool:
    return inside.resolve().is_relative_to(folder.resolve())


def _remove_runtime(folder: Path, running_from: Path, later: RemoveLater, gone: list[str]) -> str:
    """Remove an environment that the set-up file made; return it when it can only go later."""
    if _holds(folder, running_from):
        later(folder)
        return str(folder)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise refusal(folder, error) from error
    gone.append(str(folder))
    return ""


def _base(profile: Profile) -> str:
    """Return the base that the user's settings named: he may want to name it again."""
    try:
        return str(read_config(profile.files.config).base or "")
    except ClientbaseError:
        return ""


def _remove(file: Path, gone: list[str]) -> None:
    with contextlib.suppress(FileNotFoundError):
        file.unlink()
        gone.append(str(file))


def _remove_empty(folder: Path, gone: list[str]) -> None:
    """Remove a folder when nothing is left in it."""
    with contextlib.suppress(OSError):
        folder.rmdir()
        gone.append(str(folder))
