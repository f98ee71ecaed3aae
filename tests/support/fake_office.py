"""A LibreOffice that is a folder tree: its tool for extensions is a script that keeps what it unpacks in a profile."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.calc.oxt.identity import EXTENSION
from clientbase_xl.calc.setup.doctor import PYTHON_LOADER

# It speaks and fails as unopkg of LibreOffice 7.4 does.
_TOOL = f"""#!{sys.executable} -P
import pathlib, shutil, sys, urllib.parse, zipfile
words = sys.argv[1:]
refusal = pathlib.Path(__file__).with_name("refusal")
if refusal.exists():
    sys.exit(refusal.read_text(encoding="utf-8"))
[url] = [word.split("=", 1)[1] for word in words if word.startswith("-env:UserInstallation=")]
profile = pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(url).path))
place = profile / "user/uno_packages/cache/uno_packages/lu1.tmp_/clientbase.oxt"
left = profile / "user/extensions" / "tmp" / "lu2.tmp_/clientbase.oxt"
off = profile / "off"
known = place.exists() and "{EXTENSION}" in words
if words[0] == "add":
    for folder in (place, left):
        shutil.rmtree(folder, ignore_errors=True)
        zipfile.ZipFile(words[-1]).extractall(folder)
elif words[0] == "remove" and known:
    shutil.rmtree(place.parent)
elif words[0] == "list" and known:
    print("Identifier: {EXTENSION}\\n  is registered:", "no" if off.exists() else "yes")
    print("bundled Packages:\\n  is registered: yes")
elif words[0] == "remove" or len(words) > 2:
    sys.exit("ERROR: There is no such extension deployed: {EXTENSION}")
"""


@dataclass(frozen=True, slots=True)
class FakeOffice:
    """The office's program folder, a user's profile, his file of settings, and the Python that the file names."""

    folder: Path
    python: Path

    @classmethod
    def made(cls, folder: Path) -> FakeOffice:
        """Make an office in order, without the extension; the Python is the one that runs the test."""
        office = cls(folder, Path(sys.executable))
        office.program.mkdir(parents=True)
        for name in ("soffice", PYTHON_LOADER):
            (office.program / name).touch()
        office.tool.write_text(_TOOL, encoding="utf-8")
        office.tool.chmod(0o755)
        office.profile.mkdir()
        return office

    @property
    def program(self) -> Path:
        """Return the folder of the office's programs."""
        return self.folder / "program"

    @property
    def tool(self) -> Path:
        """Return the tool for extensions."""
        return self.program / "unopkg"

    @property
    def profile(self) -> Path:
        """Return the profile of the user."""
        return self.folder / "профиль"

    @property
    def file(self) -> Path:
        """Return the user's file that names the interpreter."""
        return self.folder / "настройки" / "clientbase_xl" / "calc-worker.json"

    @property
    def log(self) -> Path:
        """Return the log of the user's buttons."""
        return self.folder / "журнал" / "clientbase_xl" / "clientbase.log"

    def refuse(self, words: str) -> None:
        """Let the tool fail with these words from now on."""
        (self.program / "refusal").write_text(words, encoding="utf-8")

    def open(self) -> None:
        """Be open, as the profile shows it."""
        (self.profile / ".lock").touch()

    def switch_off(self) -> None:
        """Switch the extension off, as its user may."""
        (self.profile / "off").touch()

    def named(self, python: object) -> None:
        """Name another interpreter in the user's file."""
        self.file.write_text(json.dumps({"python": str(python)}), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return every file of the profile and the settings."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and self.program not in path.parents
        }
