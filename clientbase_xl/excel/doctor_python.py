"""Failures of the Python that the add-in starts: gone, another one, incomplete, damaged by an antivirus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clientbase_xl.excel.finding import REINSTALL, SET_UP, Finding, Machine
from clientbase_xl.excel.office_registry import excel_bits, excel_program
from clientbase_xl.excel.python_place import others_runtime
from clientbase_xl.excel.registry import Hive, value
from clientbase_xl.problems import Severity

CORE = r"Software\Python\PythonCore"
_PROBE_MOST = 300
_MACHINES = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_NEEDED = {"clientbase-xl": "сама программа", "xlwings": "связь с Excel", "pywin32": "связь с Windows"}


def check_interpreter(machine: Machine) -> Iterator[Finding]:
    """The Python of the add-in is gone, or lies where Excel cannot start it."""
    if machine.config is None:
        return
    interpreter = machine.config.interpreter
    evidence = f"«{machine.profile.config}»: INTERPRETER_WIN={interpreter}"
    if machine.python is None:
        found = "Python, которым пользуется надстройка, удалён, перенесён или закрыт от этого пользователя."
        yield Finding("interpreter_gone", Severity.ERROR, found, evidence, SET_UP)
        return
    if interpreter.name.casefold() != "python.exe":
        found = "Надстройке назван не python.exe."
        yield Finding("interpreter_wrong", Severity.ERROR, found, evidence, REINSTALL)
    if not str(interpreter).isascii():
        yield Finding(
            "path_not_ascii",
            Severity.ERROR,
            "Путь к Python содержит русские буквы: Excel может его не запустить.",
            evidence,
            f"Запустите «Установка.cmd»: он поставит Python в папку «{machine.profile.plain_place}».",
        )
    if machine.python.is_from_store:
        found = "Это Python из Microsoft Store: Windows прячет его файлы от Excel."
        yield Finding("python_from_store", Severity.ERROR, found, evidence, SET_UP)


def check_others_runtime(machine: Machine) -> Iterator[Finding]:
    """The Python of the add-in lies in the environment of another user, who alone may start it."""
    if machine.python is None:
        return
    runtime = others_runtime(machine.profile, machine.python, machine.record.runtimes if machine.record else ())
    if runtime is not None:
        yield Finding(
            "runtime_of_another",
            Severity.NOTICE,
            "Среду Python надстройки установка сделала, видимо, другому пользователю: прав на неё может не быть.",
            f"«{runtime}»",
            "Пусть этот пользователь сам запустит «Установка.cmd» или вы назовите в --interpreter общий Python.",
        )


def check_other_python(machine: Machine) -> Iterator[Finding]:
    """The add-in uses another Python than the one that runs this program."""
    if machine.python is None or not machine.profile.is_here:
        return
    if not _is_same(machine.python.interpreter, machine.running):
        yield Finding(
            "other_python",
            Severity.WARNING,
            "Надстройка пользуется другим Python, чем эта команда: обновления сюда в Excel не попадут.",
            f"Надстройка: «{machine.python.interpreter}»; команда: «{machine.running}».",
            "Оставьте одну среду: выполните clientbase excel install из той, которая нужна.",
        )


def check_several_pythons(machine: Machine) -> Iterator[Finding]:
    """Several Pythons are installed; only one is the add-in's."""
    hives: tuple[Hive, ...] = ("HKCU", "HKLM")
    found = []
    for hive in hives:
        for version in machine.registry.children(hive, CORE):
            key = rf"{CORE}\{version}\InstallPath"
            path = value(machine.registry, hive, key, "ExecutablePath") or value(machine.registry, hive, key, "")
            if isinstance(path, str) and path:
                found.append(f"{version}: «{path}»")
    if len(found) > 1:
        used = machine.config.interpreter if machine.config else "не назван"
        yield Finding(
            "several_pythons",
            Severity.NOTICE,
            "На компьютере несколько Python; надстройка пользуется только своим.",
            f"{'; '.join(found)}. Надстройка: «{used}».",
            "Делать ничего не нужно. Программу обновляйте через «Установка.cmd», а не командой pip в другом Python.",
        )


def check_packages(machine: Machine) -> Iterator[Finding]:
    """The Python of the add-in lacks the program, xlwings or pywin32."""
    if machine.python is None:
        return
    missing = [name for name in _NEEDED if name not in machine.python.versions]
    for name in missing:
        yield Finding(
            f"no_{name.replace('-', '_')}",
            Severity.ERROR,
            f"В Python надстройки нет пакета {name} ({_NEEDED[name]}).",
            f"«{machine.python.site_packages}»",
            SET_UP,
        )


def check_library(machine: Machine) -> Iterator[Finding]:
    """The library by which Excel calls Python is gone: antiviruses take it for a threat."""
    if machine.python is None or "xlwings" not in machine.python.versions:
        return
    bits = excel_bits(machine.registry) or 64
    if machine.python.library(bits) is None:
        name = machine.python.library_name(bits)
        yield Finding(
            "library_gone",
            Severity.ERROR,
            f"Нет библиотеки {name}, которой Excel вызывает Python. Обычно её удаляет антивирус.",
            f"Искали в «{machine.python.interpreter.parent}» и «{machine.python.root}».",
            f"Внесите папку «{machine.python.root}» в исключения антивируса. {SET_UP}",
        )


def check_bits(machine: Machine) -> Iterator[Finding]:
    """Python has 32 bits, or another number of them than Excel."""
    if machine.python is None:
        return
    python, excel = program_bits(machine.python.interpreter), excel_bits(machine.registry)
    evidence = f"Python {python} бит: «{machine.python.interpreter}»; Excel {excel or '?'} бит."
    if python == 32:
        found = "Python 32-разрядный: библиотек расчёта для него нет."
        yield Finding("python_32", Severity.ERROR, found, evidence, SET_UP)
    elif python and excel and python != excel:
        yield Finding(
            "bits_differ",
            Severity.NOTICE,
            "Excel 32-разрядный, Python 64-разрядный: они работают отдельными программами и вместе уживаются.",
            evidence,
            "Делать ничего не нужно. Если функции не отвечают, поставьте 64-разрядный Office.",
        )


def check_excel(machine: Machine) -> Iterator[Finding]:
    """Windows knows no Excel, or the registry could not be looked into."""
    if not machine.profile.is_here:
        yield Finding(
            "registry_not_read",
            Severity.NOTICE,
            "Проверены только файлы профиля; политики, отключённые надстройки и разрядность — нет.",
            f"Профиль «{machine.profile.home}» — не того, кто запустил команду.",
            "Выполните clientbase excel doctor от имени этого пользователя.",
        )
    elif not excel_program(machine.registry):
        yield Finding(
            "no_excel",
            Severity.WARNING,
            "Excel в Windows не найден.",
            r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe",
            "Поставьте Excel 2016 или новее; для LibreOffice есть clientbase calc install.",
        )


def check_start(machine: Machine) -> Iterator[Finding]:
    """The Python of the add-in does not start, or the program does not load in it."""
    if machine.python is None or machine.probe is None:
        return
    complaint = machine.probe(machine.python.interpreter)
    if complaint:
        last = re.sub(r"\s+", " ", complaint).strip()[-_PROBE_MOST:]
        yield Finding(
            "python_does_not_start",
            Severity.ERROR,
            "Python надстройки не запускается, или программа в нём не открывается.",
            f"«{machine.python.interpreter}»: {last}",
            SET_UP,
        )


def program_bits(program: Path) -> int | None:
    """Return 32 or 64 by the header of a program of Windows, None for what is none."""
    try:
        with program.open("rb") as opened:
            head = opened.read(4096)
    except OSError:
        return None
    at = int.from_bytes(head[0x3C:0x40], "little")
    if head[:2] != b"MZ" or head[at : at + 4] != b"PE\0\0":
        return None
    return _MACHINES.get(int.from_bytes(head[at + 4 : at + 6], "little"))


def _is_same(one: Path, other: Path) -> bool:
    return str(one).replace("/", "\\").casefold() == str(other).replace("/", "\\").casefold()
