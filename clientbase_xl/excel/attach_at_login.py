"""Python started when the user logs in, for computers where Excel may start no programs (attach mode)."""

from __future__ import annotations

from pathlib import Path

from clientbase_xl.excel.registry import Registry, value

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
RUN_NAME = "clientbase_xl"


def login_command(interpreter: Path) -> str:
    """Return what Windows starts at login: no window stays open (`pythonw.exe` of the same environment)."""
    return f'"{interpreter.with_name("pythonw.exe")}" -P -m clientbase_xl excel attach'


def start_at_login(registry: Registry, interpreter: Path) -> bool:
    """Have Python started at every login of this user; False when it already was."""
    command = login_command(interpreter)
    if value(registry, "HKCU", RUN_KEY, RUN_NAME) == command:
        return False
    registry.write(RUN_KEY, {RUN_NAME: command})
    return True


def forget_login(registry: Registry) -> bool:
    """Start it no longer; False when it was not started."""
    return registry.delete(RUN_KEY, RUN_NAME)
