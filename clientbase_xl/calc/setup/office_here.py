"""The LibreOffice of this computer as set-up sees it: its program, its tool for extensions, a user's profile."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.calc.oxt.client.link import clean_environment
from clientbase_xl.calc.oxt.identity import EXTENSION
from clientbase_xl.errors import BadUse, ClientbaseError
from clientbase_xl.writing.pdf import end_group, find_office

TOOL_SECONDS = 180
_TOOLS = ("unopkg.com", "unopkg") if sys.platform == "win32" else ("unopkg",)


class OfficeRefused(ClientbaseError):
    """LibreOffice's tool for extensions did not do what was asked."""


class NotDeployed(OfficeRefused):
    """The office knows of no such extension."""


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """The program folder of an office, its `unopkg`, and the profile to work on (None: the user's own)."""

    program: Path
    tool: Path
    profile: Path | None = None

    @property
    def profile_folder(self) -> Path:
        """Return the folder in which the office keeps what belongs to the user."""
        return self.profile or default_profile(sys.platform, os.environ, Path.home())

    @property
    def is_open(self) -> bool:
        """Tell whether the office works in this profile (or was torn off at work): its tool would wait for it."""
        return self.lock.exists()

    @property
    def lock(self) -> Path:
        """Return the file by which the office shows that it works in this profile."""
        return self.profile_folder / ".lock"

    def refuse_open(self) -> None:
        """Raise OfficeRefused while the office works in this profile."""
        if self.is_open:
            raise _open(self.lock)

    def run(self, *arguments: str) -> str:
        """Run the tool and return what it says; OfficeRefused with its words when it fails."""
        where = [f"-env:UserInstallation={self.profile.resolve().as_uri()}"] if self.profile else []
        command = [str(self.tool), arguments[0], *where, *arguments[1:]]
        try:
            code, out, said = _finished(command)
        except OSError as error:
            raise OfficeRefused(
                f"Программа {self.tool.name} не сработала: {error}.", remedy="Закройте LibreOffice и повторите."
            ) from error
        if code:
            raise _refusal(said, self.lock)
        return out

    def extension(self) -> Path | None:
        """Return the folder into which the office has unpacked the extension, None where it is not installed."""
        return next(iter(_unpacked(self.profile_folder / "user" / "uno_packages")), None)

    def leftovers(self) -> list[Path]:
        """Return the folders with copies of the extension that the office keeps from installing it."""
        return [folder.parent for folder in _unpacked(self.profile_folder / "user" / "extensions" / "tmp")]


def _finished(command: list[str]) -> tuple[int, str, str]:
    """Run a tool to its end: exit code, what it says, what it complains of; OfficeRefused when it takes too long.

    It may start an office of its own that waits for ever: both are ended then, and no process of anybody else.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=office_environment(os.environ, _own_folders()),
        start_new_session=True,
    )
    try:
        out, said = process.communicate(timeout=TOOL_SECONDS)
    except BaseException as error:
        end_group(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise OfficeRefused(
            f"LibreOffice не ответил за {TOOL_SECONDS:g} с.",
            remedy="Закройте все его окна и повторите; если он не закрывается, перезагрузите компьютер.",
        ) from error
    return process.returncode, out.decode("utf-8", "replace"), said.decode("utf-8", "replace")


def office_here(profile: Path | None = None) -> OfficePlace:
    """Return the office of this computer; BadUse when there is none or it comes without its tool for extensions."""
    office = find_office()
    if office is None:
        raise BadUse(
            "На этом компьютере нет LibreOffice.",
            remedy="Установите LibreOffice (бесплатно) и повторите. Для Excel есть clientbase excel install.",
        )
    program = Path(office).resolve().parent
    tools = [program / name for name in _TOOLS]
    tool = next((one for one in tools if one.exists()), None) or shutil.which("unopkg")
    if tool is None:
        raise BadUse(
            f"В LibreOffice нет программы unopkg: она должна лежать в «{program}».",
            remedy="Переустановите LibreOffice; на Debian и Ubuntu она в пакете libreoffice-common.",
        )
    return OfficePlace(program, Path(tool), profile)


def default_profile(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return the folder of a user's own profile by the custom of his system; `platform` is like `sys.platform`."""
    if platform == "win32":
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / "LibreOffice" / "4"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "LibreOffice" / "4"
    config = environment.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config.startswith("/") else home / ".config") / "libreoffice" / "4"


def office_environment(given: Mapping[str, str], without: tuple[Path, ...]) -> dict[str, str]:
    """Return the environment for an office: what leads to the program's Python or to an environment is left out.

    LibreOffice's own Python takes the first `python3` of PATH for itself, and breaks where that is an environment, be
    it one of somebody else.
    """
    found = clean_environment(given)
    found.pop("VIRTUAL_ENV", None)
    named = [Path(one) for one in found.get("PATH", "").split(os.pathsep) if one]
    folders = [str(one) for one in named if one not in without and not _is_of_environment(one)]
    return {**found, "PATH": os.pathsep.join(folders)}


def _is_of_environment(folder: Path) -> bool:
    """Tell whether a folder holds the programs of a virtual environment of Python."""
    try:
        return (folder.parent / "pyvenv.cfg").exists()
    except OSError:  # somebody else's, closed to us: nothing is started from there
        return False


def parts_of(folder: Path) -> dict[str, bytes]:
    """Return the files of an unpacked extension by their path in it; what Python compiled beside them is left out."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts]
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _own_folders() -> tuple[Path, ...]:
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    return Path(sys.prefix, scripts), Path(sys.base_prefix, scripts), Path(sys.executable).parent


def _unpacked(above: Path) -> Iterator[Path]:
    """Yield the folders of our extension below a folder, the one unpacked last first."""
    found = above.glob("**/*.oxt/description.xml")
    for description in sorted(found, key=lambda file: file.stat().st_mtime_ns, reverse=True):
        if f'"{EXTENSION}"' in description.read_text(encoding="utf-8", errors="replace"):
            yield description.parent


def _open(lock: Path) -> OfficeRefused:
    return OfficeRefused(
        "LibreOffice открыт.",
        remedy=f"Закройте все его окна и повторите. Если он закрыт, удалите оставшийся от сбоя файл «{lock}».",
    )


def _refusal(said: str, lock: Path) -> OfficeRefused:
    """Return in the user's words why the tool failed."""
    if "lock file" in said:
        return _open(lock)
    if "as root" in said:
        return OfficeRefused(
            "LibreOffice не ставит расширения пользователю root.",
            remedy="Выполните команду обычным пользователем, без sudo.",
        )
    if "no such extension" in said:
        return NotDeployed("Такого расширения в LibreOffice нет.")
    words = " ".join(said.split())[:300]
    return OfficeRefused(f"LibreOffice отказал: {words}", remedy="Закройте LibreOffice и повторите.")
