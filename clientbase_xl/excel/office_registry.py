"""What the registry says of Office: its versions, how many bits Excel has, where Excel is."""

from __future__ import annotations

import re

from clientbase_xl.excel.registry import Hive, Registry, value

OFFICE, POLICIES = r"Software\Microsoft\Office", r"Software\Policies\Microsoft\Office"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
EXCEL_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
LATEST = "16.0"
_VERSION = re.compile(r"\d\d\.0")
_HIVES: tuple[Hive, ...] = ("HKCU", "HKLM")


def versions(registry: Registry) -> list[str]:
    """Return the versions of Office that have keys or policies, the latest first; that of today when none has."""
    found = {name for hive in _HIVES for key in (OFFICE, POLICIES) for name in registry.children(hive, key)}
    return sorted({name for name in found if _VERSION.fullmatch(name)} | {LATEST}, reverse=True)


def excel_program(registry: Registry) -> str:
    """Return the path of Excel, "" when Windows knows none."""
    found = (value(registry, hive, EXCEL_PATH, "") for hive in _HIVES)
    return next((text for text in found if isinstance(text, str) and text), "")


def excel_bits(registry: Registry) -> int | None:
    """Return 32 or 64, None when the registry does not say."""
    platform = value(registry, "HKLM", CLICK_TO_RUN, "Platform")
    if platform in ("x86", "x64"):
        return 32 if platform == "x86" else 64
    for version in versions(registry):
        bits = value(registry, "HKLM", rf"{OFFICE}\{version}\Outlook", "Bitness")
        if bits in ("x86", "x64"):
            return 32 if bits == "x86" else 64
    program = excel_program(registry).casefold()
    if not program:
        return None
    return 32 if "program files (x86)" in program else 64
