"""Failures of the files that set-up wrote: gone, changed, outdated, blocked, doubled."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from clientbase_xl import __version__
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.addin_config import read_addin_config
from clientbase_xl.excel.finding import REINSTALL, Finding, Machine
from clientbase_xl.excel.user_config import read_config
from clientbase_xl.problems import Severity

_FROM_OUTSIDE = ("zoneid=3", "zoneid=4")


def check_installed(machine: Machine) -> Iterator[Finding]:
    """Nothing is installed, or the add-in is gone from XLSTART."""
    addin = machine.profile.addin
    if not machine.is_installed:
        yield Finding(
            "not_installed",
            Severity.ERROR,
            "Надстройка для этого пользователя не установлена.",
            f"Нет файла «{addin}».",
            "Запустите «Установка.cmd» или выполните clientbase excel install.",
        )
    elif not addin.is_file():
        yield Finding(
            "addin_gone",
            Severity.ERROR,
            "Файл надстройки пропал: вкладки «Клиентская база» в Excel не будет.",
            f"Нет файла «{addin}», хотя программа установлена. Обычно его удаляет антивирус.",
            f"Внесите этот файл в исключения антивируса, затем: {REINSTALL}",
        )


def check_addin(machine: Machine) -> Iterator[Finding]:
    """The add-in is of another version than the program, or was changed by somebody else."""
    addin, record = machine.profile.addin, machine.record
    if not addin.is_file() or machine.python is None:
        return
    content = addin.read_bytes()
    package = machine.python.versions.get("clientbase-xl", "")
    digest = hashlib.sha256(content).hexdigest()
    if record is None or digest != record.addin_sha256:
        yield Finding(
            "addin_changed",
            Severity.WARNING,
            "Файл надстройки записан не установкой этой программы.",
            f"«{addin}»: отпечаток {digest[:12]}…, при установке — {record.addin_sha256[:12] if record else 'нет'}….",
            REINSTALL,
        )
    elif package and record.version != package:
        yield _drift(f"надстройка {record.version}, программа {package}")
    elif package == __version__ and record.is_built and machine.addin_now not in (None, content):
        yield _drift(f"надстройка собрана раньше, чем программа {package}")


def check_xlwings(machine: Machine) -> Iterator[Finding]:
    """The add-in calls the library of another version of xlwings than is installed."""
    if machine.record is None or machine.python is None:
        return
    now = machine.python.versions.get("xlwings", "")
    if now and machine.record.xlwings != now:
        yield Finding(
            "xlwings_drift",
            Severity.ERROR,
            "Библиотеку xlwings обновили отдельно от надстройки: кнопки и функции её не найдут.",
            f"При установке xlwings {machine.record.xlwings or 'не было'}, сейчас {now}.",
            REINSTALL,
        )


def check_mark(machine: Machine) -> Iterator[Finding]:
    """The add-in bears the mark of a file from the internet: Excel blocks its macros."""
    stream = machine.profile.addin.with_name(f"{machine.profile.addin.name}:Zone.Identifier")
    try:
        mark = stream.read_text(encoding="utf-8-sig", errors="replace").casefold()
    except OSError:
        return
    if any(zone in mark.replace(" ", "") for zone in _FROM_OUTSIDE):
        yield Finding(
            "mark_of_the_web",
            Severity.ERROR,
            "Windows пометила надстройку как файл из интернета: Excel блокирует такие макросы.",
            f"«{stream}»: {mark.strip().splitlines()[-1]}",
            "Удалите файл из папки и выполните clientbase excel install: его файл без пометки. "
            "Копировать надстройку в XLSTART вручную не нужно.",
        )


def check_copies(machine: Machine) -> Iterator[Finding]:
    """A second copy of the add-in lies where Excel may load it too."""
    for copy in machine.profile.other_places:
        if copy.is_file():
            yield Finding(
                "second_copy",
                Severity.WARNING,
                "Есть вторая копия надстройки: Excel может открыть её вместо установленной.",
                f"«{copy}»",
                "Снимите её отметку в Excel (Файл → Параметры → Надстройки → Надстройки Excel) и удалите файл.",
            )


def check_config(machine: Machine) -> Iterator[Finding]:
    """The file by which the add-in finds Python is missing or broken."""
    if not machine.is_installed:
        return
    try:
        config = read_addin_config(machine.profile.config)
    except ClientbaseError as refusal:
        yield Finding("config_broken", Severity.ERROR, "Настройка надстройки испорчена.", refusal.found, REINSTALL)
        return
    if config is None:
        yield Finding(
            "config_gone",
            Severity.ERROR,
            "Надстройка не знает, где Python: её настройки нет.",
            f"Нет файла «{machine.profile.config}».",
            REINSTALL,
        )


def check_settings(machine: Machine) -> Iterator[Finding]:
    """The user's own settings cannot be read, or his folder of settings and log may not be written."""
    try:
        read_config(machine.profile.files.config)
    except ClientbaseError as refusal:
        yield Finding("settings_broken", Severity.ERROR, "Настройки кнопок не читаются.", refusal.found, refusal.remedy)
    folder = machine.profile.program_folder
    if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK)):
        yield Finding(
            "folder_read_only",
            Severity.WARNING,
            "Журнал и настройки записать некуда.",
            f"«{folder}» доступна только для чтения или не папка.",
            "Верните себе право записи в эту папку (Свойства → Безопасность) или попросите администратора.",
        )


def _drift(evidence: str) -> Finding:
    return Finding(
        "version_drift",
        Severity.WARNING,
        "Надстройка и программа разных версий: новые кнопки и исправления не видны.",
        evidence[:1].upper() + evidence[1:] + ".",
        REINSTALL,
    )
