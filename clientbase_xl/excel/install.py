"""`excel install`: the add-in into the user's XLSTART, its configuration, a line in Windows' list of programs.

Per user, without administrator rights. Nothing else in these folders is read or changed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from clientbase_xl import __version__
from clientbase_xl.errors import ClientbaseError, WriteRefused
from clientbase_xl.excel.addin_config import AddinConfig, config_bytes, read_addin_config
from clientbase_xl.excel.addin_file import require_addin
from clientbase_xl.excel.install_record import Record, read_record
from clientbase_xl.excel.office_registry import excel_bits
from clientbase_xl.excel.profile import Profile
from clientbase_xl.excel.python_place import PythonPlace, require_usable
from clientbase_xl.excel.registry import Registry
from clientbase_xl.writing.atomic import atomic_path, refusal

PROGRAM_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\clientbase_xl"
"""Windows shows the programs of a user by these keys: from there he may remove this one."""


class Done(StrEnum):
    """What became of one thing that set-up takes care of."""

    MADE = "записано"
    RENEWED = "обновлено"
    SAME = "уже было"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of an installation: what it is, where it is, what became of it."""

    what: str
    where: str
    done: Done


def install(
    profile: Profile, registry: Registry, addin: bytes, interpreter: Path, *, is_built: bool = False
) -> list[Step]:
    """Install the add-in for one user, or renew what is outdated of it; a second run changes nothing.

    `addin` is the whole file `clientbase.xlam`, `interpreter` the `python.exe` of the environment that holds the
    program; `is_built` says that this program has just built the add-in. The add-in goes first: when Excel is open, the
    refusal changes nothing. A chosen attach mode stays.
    Raises BadUse for an interpreter that Excel cannot start, BadFile for what is no add-in, WriteRefused.
    """
    place = require_usable(interpreter, excel_bits(registry) or 64)
    require_addin(addin)
    content = config_bytes(_config(profile, place))
    folders = _folders_to_make(profile)
    steps = [put_addin(profile, addin), _put("настройка надстройки", profile.config, content)]
    earlier = read_record(profile.record)
    record = Record(
        __version__,
        place.versions.get("xlwings", ""),
        hashlib.sha256(addin).hexdigest(),
        str(interpreter),
        is_built,
        _with_earlier(earlier.runtimes if earlier else (), _own_runtime(profile, place)),
        _with_earlier(earlier.folders if earlier else (), folders),
    )
    steps.append(_put("запись об установке", profile.record, record.text().encode()))
    if profile.is_here:
        steps.append(_list_program(registry, interpreter))
    return steps


def put_addin(profile: Profile, addin: bytes) -> Step:
    """Put the add-in into XLSTART unless the same lies there; WriteRefused while Excel holds it.

    Excel opens whatever lies in XLSTART, so that the half-written file is kept beside that folder.
    """
    target = profile.addin
    if _bytes(target) == addin:
        return Step("надстройка", str(target), Done.SAME)
    done = Done.RENEWED if target.exists() else Done.MADE
    staged = profile.staged
    _make_folder(target.parent)
    with atomic_path(staged) as temporary:
        temporary.write_bytes(addin)
    try:
        with held_by_excel(target):
            _let_write(target)
            staged.replace(target)
    finally:
        staged.unlink(missing_ok=True)
    return Step("надстройка", str(target), done)


@contextmanager
def held_by_excel(path: Path) -> Iterator[None]:
    """Turn the system's refusal to replace or remove the add-in into what to do about it."""
    try:
        yield
    except PermissionError as error:
        raise WriteRefused(
            f"Надстройка «{path}» занята: открыт Excel, или на папку нет прав.",
            remedy="Закройте все окна Excel (и в Диспетчере задач) и повторите. Ничего не изменено.",
        ) from error
    except OSError as error:
        raise refusal(path, error) from error


def uninstall_command(interpreter: Path) -> str:
    """Return the command by which Windows removes the program; its answer stays in the window until a key."""
    return f'cmd.exe /c ""{interpreter}" -P -m clientbase_xl excel uninstall & pause"'


def _config(profile: Profile, place: PythonPlace) -> AddinConfig:
    try:
        earlier = read_addin_config(profile.config)
    except ClientbaseError:
        earlier = None  # what the VBA could not read either is written anew
    return AddinConfig(place.interpreter, earlier is not None and earlier.is_attached)


def _own_runtime(profile: Profile, place: PythonPlace) -> list[str]:
    """Return the folder that goes with the program of this user; that of the installer's own stays (`--profile`)."""
    return [str(place.runtime)] if profile.is_here and place.runtime else []


def _with_earlier(earlier: tuple[str, ...], now: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*earlier, *now]))


def _folders_to_make(profile: Profile) -> list[str]:
    """Return the folders that are not there yet, the deepest first: they go when the program goes."""
    wanted = (profile.xlstart, *list(profile.xlstart.parents)[:2])
    return [str(folder) for folder in wanted if not folder.exists()]


def _put(what: str, path: Path, content: bytes) -> Step:
    before = _bytes(path)
    if before == content:
        return Step(what, str(path), Done.SAME)
    _make_folder(path.parent)
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
    return Step(what, str(path), Done.MADE if before is None else Done.RENEWED)


def _list_program(registry: Registry, interpreter: Path) -> Step:
    values: dict[str, str | int] = {
        "DisplayName": "Клиентская база",
        "DisplayVersion": __version__,
        "UninstallString": uninstall_command(interpreter),
        "NoModify": 1,
        "NoRepair": 1,
    }
    before = registry.read("HKCU", PROGRAM_KEY)
    step = Step("строка в списке программ Windows", f"HKCU\\{PROGRAM_KEY}", Done.SAME)
    if before == values:
        return step
    registry.write(PROGRAM_KEY, values)
    return Step(step.what, step.where, Done.RENEWED if before else Done.MADE)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refusal(path, error) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(folder, error) from error


def _let_write(path: Path) -> None:
    """Take away the mark «только чтение» that Windows would refuse the replacement for."""
    if path.exists() and not os.access(path, os.W_OK):
        path.chmod(path.stat().st_mode | stat.S_IWRITE)
