"""A folder tree that looks like a computer with Windows, and a registry to go with it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from clientbase_xl import __version__
from clientbase_xl.excel.addin_file import ADDIN_TYPE, RIBBON_PART, TYPES_PART
from clientbase_xl.excel.profile import Profile, profile_of
from clientbase_xl.excel.python_place import RUNTIME_MARK
from clientbase_xl.excel.registry import Hive, Value

XLWINGS = "0.37.8"


def addin_bytes(text: str = "надстройка") -> bytes:
    """Return a small file that passes for an add-in, the same for the same text."""
    return package_bytes({TYPES_PART: ADDIN_TYPE, RIBBON_PART: "<customUI/>", "xl/workbook.xml": text})


def package_bytes(parts: dict[str, str]) -> bytes:
    """Return a zip of parts by their names, the same for the same parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return packed.getvalue()


def program_bytes(bits: int) -> bytes:
    """Return the header of a program of Windows with so many bits."""
    machine = 0x8664 if bits == 64 else 0x014C
    return b"MZ".ljust(0x3C, b"\0") + (0x40).to_bytes(4, "little") + b"PE\0\0" + machine.to_bytes(2, "little")


@dataclass
class FakeRegistry:
    """A registry in memory; keys and names differ by letters, not by their case."""

    keys: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)

    def put(self, hive: Hive, key: str, name: str, value: Value) -> None:
        """Set a value of any hive, as Windows or an administrator does."""
        self.keys.setdefault((hive, key.casefold()), {})[name] = value

    def read(self, hive: Hive, key: str) -> dict[str, Value]:
        """Return names and values of a key."""
        return dict(self.keys.get((hive, key.casefold()), {}))

    def children(self, hive: Hive, key: str) -> list[str]:
        """Return the names of the keys below a key."""
        above = f"{key.casefold()}\\"
        below = [one.removeprefix(above) for its, one in self.keys if its == hive and one.startswith(above)]
        return sorted({one.split("\\")[0] for one in below})

    def write(self, key: str, values: dict[str, str | int]) -> None:
        """Write values into a key of the user."""
        self.keys.setdefault(("HKCU", key.casefold()), {}).update(values)

    def delete(self, key: str, name: str | None = None) -> bool:
        """Delete a value of a key of the user, or the key."""
        place = ("HKCU", key.casefold())
        if name is None:
            return self.keys.pop(place, None) is not None
        return self.keys.get(place, {}).pop(name, None) is not None


@dataclass(frozen=True)
class Computer:
    """A computer with one user: his profile, its registry, a Python with the program in it."""

    disk: Path
    profile: Profile
    registry: FakeRegistry
    interpreter: Path

    def files(self) -> dict[str, bytes]:
        """Return every file below the disk and its content."""
        return {str(one.relative_to(self.disk)): one.read_bytes() for one in self.disk.rglob("*") if one.is_file()}

    def folders(self) -> set[str]:
        """Return every folder below the disk."""
        return {str(one.relative_to(self.disk)) for one in self.disk.rglob("*") if one.is_dir()}


def make_computer(disk: Path, user: str = "Ivan", *, is_here: bool = True) -> Computer:
    """Make a computer as Windows and the set-up file leave it: profile, runtime, somebody else's add-in."""
    home = disk / "Users" / user
    for folder in ("AppData/Local/Temp", "AppData/Roaming/Microsoft/Excel/XLSTART", "Documents", "Downloads"):
        (home / folder).mkdir(parents=True)
    (disk / "ProgramData").mkdir()
    (home / "AppData/Roaming/Microsoft/Excel/XLSTART/PERSONAL.XLSB").write_bytes(addin_bytes("личная книга макросов"))
    found = profile_of(home)
    runtime = disk / "ProgramData" / "clientbase_xl-S-1-5-21-1"
    interpreter = make_python(runtime / "env")
    (runtime / RUNTIME_MARK).write_text("среда программы", encoding="utf-8")
    profile = Profile(found.home, found.roaming, found.local, found.shared, found.clouds, is_here=is_here)
    return Computer(disk, profile, FakeRegistry(), interpreter)


def second_runtime(computer: Computer) -> Path:
    """Make another environment as the set-up file does, with its mark; return its `python.exe`."""
    interpreter = make_python(computer.disk / "clientbase" / "env")
    (computer.disk / "clientbase" / RUNTIME_MARK).write_text("среда программы", encoding="utf-8")
    return interpreter


def make_python(root: Path, *, packages: dict[str, str] | None = None, is_virtual: bool = True) -> Path:
    """Make an environment with packages in it, without a program that runs; return its `python.exe`."""
    interpreter = root / "Scripts" / "python.exe" if is_virtual else root / "python.exe"
    site = root / "Lib" / "site-packages"
    site.mkdir(parents=True)
    interpreter.parent.mkdir(parents=True, exist_ok=True)
    interpreter.write_bytes(program_bytes(64))
    usual = {"clientbase-xl": __version__, "xlwings": XLWINGS, "pywin32": "311"}
    for name, version in (usual if packages is None else packages).items():
        folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    for bits in (32, 64):
        (root / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(b"MZ")
    return interpreter
