"""Failures of places: folders that a cloud service copies, names that are not ASCII."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clientbase_xl.base.filesystem import default_folder, storage_warning, synchronised_by
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.finding import Finding, Machine
from clientbase_xl.excel.user_config import read_config
from clientbase_xl.problems import Severity


def check_cloud_python(machine: Machine) -> Iterator[Finding]:
    """Python lies in a folder that a cloud service copies: its files are locked or not on the disk at all."""
    if machine.config is None:
        return
    interpreter = machine.config.interpreter
    name = _cloud(interpreter, machine)
    if name:
        yield Finding(
            "python_in_cloud",
            Severity.ERROR,
            f"Python надстройки лежит в облачной папке «{name}»: её файлы бывают заняты или не загружены.",
            f"«{interpreter}»",
            "Запустите «Установка.cmd»: он ставит Python в папку, которую облако не трогает.",
        )


def check_cloud_base(machine: Machine) -> Iterator[Finding]:
    """The base lies in such a folder or on the network: only one person may use it."""
    base = _base(machine)
    if base is None:
        return
    name = _cloud(base, machine)
    warning = storage_warning(base) or (f"База лежит в облачной папке «{name}»." if name else "")
    if warning:
        first, _, rest = warning.partition(": ")
        remedy = "Перенесите папку базы на локальный диск и впишите новое место в настройки кнопок."
        yield Finding("base_in_cloud", Severity.WARNING, f"{first.rstrip('.')}.", f"«{base}». {rest}".strip(), remedy)


def _base(machine: Machine) -> Path | None:
    """Return the base of the buttons: that of the user's settings, else the usual one when it is there."""
    try:
        chosen = read_config(machine.profile.files.config).base
    except ClientbaseError:
        return None
    usual = default_folder(machine.profile.home)
    return chosen or (usual if usual.is_dir() else None)


def _cloud(path: Path, machine: Machine) -> str:
    """Return the cloud folder that holds a path, "" for none."""
    inside = next((folder.name for folder in machine.profile.clouds if path.is_relative_to(folder)), "")
    return inside or synchronised_by(path)
