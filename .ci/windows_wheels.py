"""Check that every package a user installs has a wheel for 64-bit Windows, for each Python that the program takes.

`python .ci/windows_wheels.py` exits 0, or 1 and names what is missing. pip resolves for
another platform but judges markers by the system it runs on, so that `pywin32 ; platform_system == "Windows"` would
never be asked for: requirements of Windows are found in the reports and asked for until none is new.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
NOT_FOR_USERS = ("test", "docs")
KNOWN_PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
SIDE_BY_SIDE = 2
WINDOWS = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "sys_platform": "win32",
}
_MISSING = re.compile(r"No matching distribution found for (.+)|(?:ERROR: )(Cannot install .+)")

Report = dict[str, Any]


class Missing(Exception):
    """Some package has no wheel for Windows; the text is pip's own."""


def user_requirements(project: dict[str, Any]) -> list[str]:
    """Return what a user installs: the dependencies and those of every extra that is not for developers."""
    own = canonicalize_name(project["name"])
    extras = [
        one for name, ones in project["optional-dependencies"].items() if name not in NOT_FOR_USERS for one in ones
    ]
    wanted = [*project["dependencies"], *extras]
    return sorted({one for one in wanted if canonicalize_name(Requirement(one).name) != own})


def pythons(project: dict[str, Any]) -> list[str]:
    """Return the Pythons that the program takes."""
    taken = SpecifierSet(project["requires-python"])
    return [one for one in KNOWN_PYTHONS if one in taken]


def needed_on_windows(requirements: Iterable[str], extras: Iterable[str], python: str) -> list[str]:
    """Return those requirements of a package that hold on Windows with the extras asked for, without their markers."""
    environment = WINDOWS | {"python_version": python, "python_full_version": f"{python}.0"}
    asked = [{**environment, "extra": extra} for extra in ("", *extras)]
    found = []
    for text in requirements:
        one = Requirement(text)
        if one.marker is None or any(one.marker.evaluate(each) for each in asked):
            one.marker = None
            found.append(str(one))
    return found


def resolve(requirements: list[str], python: str, ask: Callable[[list[str], str], Report]) -> dict[str, str]:
    """Return the packages that Windows needs, each with the version that has a wheel; Missing for one that has none.

    `ask` takes requirements and the Python and returns pip's installation report.
    """
    wanted, found = needed_on_windows(requirements, (), python), dict[str, str]()
    while wanted:
        items = ask(wanted, python)["install"]
        found |= {canonicalize_name(one["metadata"]["name"]): str(one["metadata"]["version"]) for one in items}
        further = {
            text
            for one in items
            for text in needed_on_windows(
                one["metadata"].get("requires_dist", ()), one.get("requested_extras", ()), python
            )
            if canonicalize_name(Requirement(text).name) not in found
        }
        wanted = sorted(further)
    return found


def ask_pip(wanted: list[str], python: str) -> Report:
    """Ask pip what it would install for 64-bit Windows from wheels alone; Missing when it cannot."""
    with tempfile.TemporaryDirectory() as folder:
        report, target = Path(folder) / "report.json", Path(folder) / "windows"
        command = [sys.executable, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed"]
        command += ["--target", str(target), "--platform", "win_amd64", "--python-version", python]
        command += ["--only-binary", ":all:", "-c", str(PROJECT / "constraints.txt"), "--report", str(report), *wanted]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            found = [one or other for one, other in _MISSING.findall(done.stderr)]
            raise Missing("; ".join(found) or done.stderr.strip())
        answer: Report = json.loads(report.read_text(encoding="utf-8"))
        return answer


def check(project: dict[str, Any], python: str, ask: Callable[[list[str], str], Report] = ask_pip) -> str:
    """Return what is wrong for a Python, "" for nothing."""
    try:
        found = resolve(user_requirements(project), python, ask)
    except Missing as missing:
        return f"no wheel for Windows: {missing}"
    # xlwings needs pywin32 on Windows and nowhere else: without it the markers were judged wrongly.
    return "" if "pywin32" in found else "requirements of Windows were not asked for"


def main() -> int:
    """Check every Python, side by side; return the exit code."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = pythons(project)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        answers = list(pool.map(lambda python: check(project, python), versions))
    for python, wrong in zip(versions, answers, strict=True):
        sys.stdout.write(f"Python {python}: {wrong or 'every package has a wheel for Windows'}\n")
    return 1 if any(answers) else 0


if __name__ == "__main__":
    sys.exit(main())
