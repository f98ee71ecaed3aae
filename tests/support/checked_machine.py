"""A computer on which everything is in order, for tests of what `doctor` says when one thing is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clientbase_xl.excel.attach import attach
from clientbase_xl.excel.doctor import examine
from clientbase_xl.excel.finding import Finding, Machine
from clientbase_xl.excel.install import install
from clientbase_xl.excel.office_registry import CLICK_TO_RUN, EXCEL_PATH, OFFICE
from tests.support.windows_profile import Computer, addin_bytes, make_computer

ADDIN = addin_bytes()
LOCATIONS = rf"{OFFICE}\16.0\Excel\Security\Trusted Locations"


def installed(disk: Path, user: str = "Ivan", *, is_attached: bool = False, is_here: bool = True) -> Computer:
    """Return a computer with Excel and the add-in installed."""
    computer = make_computer(disk, user, is_here=is_here)
    with_excel(computer)
    install(computer.profile, computer.registry, ADDIN, computer.interpreter, is_built=True)
    if is_attached:
        attach(computer.profile, computer.registry)
    return computer


def with_excel(computer: Computer) -> None:
    """Put into the registry what a fresh Office writes."""
    computer.registry.put("HKLM", EXCEL_PATH, "", r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE")
    computer.registry.put("HKLM", CLICK_TO_RUN, "Platform", "x64")
    computer.registry.put("HKCU", rf"{LOCATIONS}\Location0", "Path", r"%APPDATA%\Microsoft\Templates")
    computer.registry.put("HKCU", rf"{LOCATIONS}\Location2", "Path", r"%APPDATA%\Microsoft\Excel\XLSTART")


def machine(computer: Computer, **changed: object) -> Machine:
    """Return what the checks look at; Python starts, the attach mode's one answers."""
    usual = Machine(computer.profile, computer.registry, computer.interpreter, ADDIN, lambda _: "", lambda: True)
    return replace(usual, **changed)  # type: ignore[arg-type]


def findings(computer: Computer, **changed: object) -> list[Finding]:
    """Return what is found on a computer."""
    return examine(machine(computer, **changed))


def only(computer: Computer, **changed: object) -> Finding:
    """Return the one thing that is wrong, whole in its words."""
    found = findings(computer, **changed)
    assert len(found) == 1, [one.key for one in found]
    one = found[0]
    assert one.found.endswith(".")
    assert one.evidence
    assert one.remedy.endswith(".")
    return one
