"""`calc install` and `calc uninstall`: the extension, and the per-user file that names the product's interpreter."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.build import NAME, build_oxt, oxt_parts
from clientbase_xl.calc.oxt.client import places
from clientbase_xl.calc.oxt.identity import EXTENSION
from clientbase_xl.calc.setup.office_here import NotDeployed, OfficePlace, parts_of
from clientbase_xl.errors import BadUse, ClientbaseError
from clientbase_xl.excel.install import Done, Step
from clientbase_xl.excel.log_file import COUNT_OLD
from clientbase_xl.excel.user_config import read_config
from clientbase_xl.excel.user_files import CONFIG, user_files
from clientbase_xl.writing.atomic import atomic_path, refusal

EXCEL_RECORD = "excel_install.json"
"""The record of Excel's add-in, beside the settings: while it is there, settings and log are the add-in's too."""


def install(office: OfficePlace, interpreter: Path, file: Path) -> list[Step]:
    """Install the extension for one user, or renew what is outdated of it; a second run changes nothing.

    `interpreter` is the Python of the environment that holds the program, `file` the user's file that names it. The
    extension goes first: when LibreOffice is open, the refusal changes nothing. Raises BadUse for an interpreter
    without its full path, OfficeRefused, WriteRefused.
    """
    if not interpreter.is_absolute() or not interpreter.is_file():
        raise BadUse(f"Python «{interpreter}» не найден.", "полный путь к python среды, в которой стоит программа")
    return [_put_extension(office), _put_file(file, interpreter)]


@dataclass(frozen=True, slots=True)
class Removed:
    """What went, what stays because Excel's add-in needs it, and where the base lies that the settings named."""

    gone: tuple[str, ...]
    kept: tuple[str, ...] = ()
    base: str = ""


def uninstall(office: OfficePlace, file: Path, log: Path) -> Removed:
    """Remove the extension, its file, and the settings and the log of the buttons; a second run finds nothing.

    Settings and log stay where the record of an installation for Excel lies beside them: its removal takes them.
    Raises OfficeRefused, WriteRefused.
    """
    gone: list[str] = []
    config = file.with_name(CONFIG)
    own = [config, log, *(Path(f"{log}.{number + 1}") for number in range(COUNT_OLD))]
    is_shared = file.with_name(EXCEL_RECORD).exists()
    base = "" if is_shared else _base(config)
    if office.extension() is not None and _removed(office):
        gone.append("расширение LibreOffice")
    for one in (file, *(() if is_shared else own)):
        try:
            one.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise refusal(one, error) from error
        gone.append(str(one))
    for folder in (log.parent, file.parent):
        with contextlib.suppress(OSError):  # what Excel's add-in needs, or somebody has put there, stays
            folder.rmdir()
    return Removed(tuple(gone), tuple(str(one) for one in own if is_shared and one.exists()), base)


def _base(config: Path) -> str:
    """Return the base that the user's settings name: he may want to name it again."""
    try:
        return str(read_config(config).base or "")
    except ClientbaseError:
        return ""


def _removed(office: OfficePlace) -> bool:
    """Remove the extension; False when the office knows of none. What it leaves lying goes as well."""
    _refuse_open_elsewhere(office)
    is_known = True
    try:
        office.run("remove", EXTENSION)
    except NotDeployed:
        is_known = False
    office.run("list")  # the office sweeps its folders whenever it starts
    for folder in office.leftovers():
        shutil.rmtree(folder, ignore_errors=True)
    return is_known


def _refuse_open_elsewhere(office: OfficePlace) -> None:
    """Raise OfficeRefused for an office open in a profile that is not the user's own.

    Its tool would start a hidden office in the user's own profile and wait for it for ever; in that profile it works
    with the office that is open.
    """
    if office.profile is not None:
        office.refuse_open()


def is_current(office: OfficePlace) -> bool:
    """Tell whether the installed extension is byte for byte what this version of the program builds."""
    folder = office.extension()
    return folder is not None and parts_of(folder) == oxt_parts()


def is_enabled(office: OfficePlace) -> bool:
    """Tell whether the office knows the extension and it is switched on; OfficeRefused while the office is open."""
    office.refuse_open()
    try:
        return "is registered: yes" in office.run("list", EXTENSION).partition("bundled Packages")[0]
    except NotDeployed:
        return False


def _put_extension(office: OfficePlace) -> Step:
    was_there = office.extension() is not None
    what, where = "расширение LibreOffice", str(office.profile_folder)
    if was_there and is_current(office) and (office.is_open or is_enabled(office)):
        return Step(what, where, Done.SAME)
    _refuse_open_elsewhere(office)
    with tempfile.TemporaryDirectory(prefix="clientbase_oxt_") as folder:
        built = Path(folder, NAME)
        build_oxt(built)
        office.run("add", "-f", "--suppress-license", str(built))
    return Step(what, where, Done.RENEWED if was_there else Done.MADE)


def _put_file(file: Path, interpreter: Path) -> Step:
    content = json.dumps({"python": str(interpreter), "version": __version__}, ensure_ascii=False) + "\n"
    what = "настройка расширения"
    try:
        old = file.read_text(encoding="utf-8") if file.is_file() else ""
    except (OSError, UnicodeDecodeError):
        old = " "
    if old == content:
        return Step(what, str(file), Done.SAME)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(file, error) from error
    with atomic_path(file) as temporary:
        temporary.write_text(content, encoding="utf-8")
    return Step(what, str(file), Done.RENEWED if old else Done.MADE)


def log_file_here() -> Path:
    """Return the log of the user's buttons."""
    return user_files(sys.platform, os.environ, Path.home()).log


def worker_file_here() -> Path:
    """Return the user's file that names the interpreter."""
    return Path(places.worker_file_here())
