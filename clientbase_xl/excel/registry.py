"""The registry of Windows behind three verbs; only this module knows `winreg`."""

from __future__ import annotations

import sys
from typing import Literal, Protocol

Hive = Literal["HKCU", "HKLM"]
Value = str | int | bytes | list[str] | None


class Registry(Protocol):
    """Keys are written with backslashes; names and keys differ by letters, not by their case."""

    def read(self, hive: Hive, key: str) -> dict[str, Value]:
        """Return names and values of a key; empty when there is none or it may not be read."""

    def children(self, hive: Hive, key: str) -> list[str]:
        """Return the names of the keys below a key."""

    def write(self, key: str, values: dict[str, str | int]) -> None:
        """Write values into a key of the current user, making it."""

    def delete(self, key: str, name: str | None = None) -> bool:
        """Delete a value of a key of the current user, or the key with its values; False when it was not there."""


class NoRegistry:
    """Where there is no registry to look into: another system, or the profile of somebody else."""

    def read(self, hive: Hive, key: str) -> dict[str, Value]:  # noqa: ARG002
        """Return nothing."""
        return {}

    def children(self, hive: Hive, key: str) -> list[str]:  # noqa: ARG002
        """Return nothing."""
        return []

    def write(self, key: str, values: dict[str, str | int]) -> None:
        """Write nothing."""

    def delete(self, key: str, name: str | None = None) -> bool:  # noqa: ARG002
        """Delete nothing."""
        return False


def value(registry: Registry, hive: Hive, key: str, name: str) -> Value:
    """Return one value of a key, None when it is not there; the case of its name does not matter."""
    found = {one.casefold(): content for one, content in registry.read(hive, key).items()}
    return found.get(name.casefold())


if sys.platform == "win32":
    import winreg

    _HIVES = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}

    class WindowsRegistry:
        """The registry of this computer, its 64-bit view."""

        def read(self, hive: Hive, key: str) -> dict[str, Value]:
            """Return names and values of a key; empty when there is none or it may not be read."""
            try:
                with winreg.OpenKey(_HIVES[hive], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    return {name: content for name, content, _ in (winreg.EnumValue(opened, n) for n in range(count))}
            except OSError:
                return {}

        def children(self, hive: Hive, key: str) -> list[str]:
            """Return the names of the keys below a key."""
            try:
                with winreg.OpenKey(_HIVES[hive], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                    return [winreg.EnumKey(opened, n) for n in range(winreg.QueryInfoKey(opened)[0])]
            except OSError:
                return []

        def write(self, key: str, values: dict[str, str | int]) -> None:
            """Write values into a key of the current user, making it."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                for name, content in values.items():
                    kind = winreg.REG_DWORD if isinstance(content, int) else winreg.REG_SZ
                    winreg.SetValueEx(opened, name, 0, kind, content)

        def delete(self, key: str, name: str | None = None) -> bool:
            """Delete a value of a key of the current user, or the key with its values; False when it was not there."""
            try:
                if name is None:
                    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
                else:
                    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                        winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return False
            return True

    def registry_here() -> Registry:
        """Return the registry of this computer."""
        return WindowsRegistry()
else:

    def registry_here() -> Registry:
        """Return the empty registry of a computer without one."""
        return NoRegistry()
