"""LibreOffice for tests: one hidden office per test session, with its own profile and a pipe instead of a port."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from clientbase_xl.writing.pdf import RUSSIAN_PROFILE
from tests.conftest import missing
from tests.support.opened import opened

WORKER = Path(__file__).with_name("calc_worker.py")
_PYTHONS = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python3", "/opt/libreoffice/program/python")
_REQUEST_SECONDS = 120
_STOP_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Recalculated:
    """What LibreOffice made of a workbook: how many formulas, the cells in error, the values unlike the stored ones."""

    count_formulas: int
    errors: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A running office that answers one request at a time."""

    pipe: str
    python: str

    def ask(self, command: str, *arguments: Path) -> Any:
        """Send one request and return its answer; AssertionError with the office's words when it refuses."""
        run = subprocess.run(
            [self.python, "-P", str(WORKER), self.pipe, command, *(str(one.resolve()) for one in arguments)],
            capture_output=True,
            text=True,
            timeout=_REQUEST_SECONDS,
            check=False,
        )
        said = f"code {run.returncode}: {run.stdout}{run.stderr}"
        assert run.returncode == 0, f"LibreOffice, {command} {arguments}, {said}"
        return json.loads(run.stdout)

    def convert_to_pdf(self, path: Path, folder: Path) -> Path:
        """Print a workbook to a PDF in `folder` and return it."""
        target = folder / f"{path.stem}.pdf"
        self.ask("pdf", path, target)
        return target

    def pages_by_sheet(self, path: Path) -> dict[str, int]:
        """Return how many pages each visible sheet prints on, in the order of the tabs."""
        answer: dict[str, int] = self.ask("pages", path)
        return answer

    def choose(
        self, path: Path, sheet: str, place: tuple[int, int], texts: Sequence[str], pdfs: Sequence[Path] = ()
    ) -> list[dict[tuple[int, int], tuple[float | str, str]]]:
        """Type each text into a cell (row, column from 0) and return the sheet after it: (value, shown text) by place.

        With `pdfs` the whole workbook is printed after each text; the file itself stays as it is.
        """
        row, column = place
        targets = [str(pdf.resolve()) for pdf in pdfs] or [""] * len(texts)
        order = {"sheet": sheet, "row": row, "column": column, "texts": list(texts), "pdfs": targets}
        with tempfile.TemporaryDirectory(prefix="clientbase_choose_") as folder:
            orders = Path(folder, "orders.json")
            orders.write_text(json.dumps(order), encoding="utf-8")
            answers = self.ask("choose", path, orders)
        return [{(cell[0], cell[1]): (cell[2], cell[3]) for cell in answer} for answer in answers]

    def recalculate(self, path: Path) -> Recalculated:
        """Recalculate a workbook and compare each formula's value with the one stored in the file."""
        answer = self.ask("recalculate", path)
        stored = opened(path, is_values_only=True)
        differences = []
        for sheet, row, column, formula, value in answer["cells"]:
            if value is None:
                continue  # in error: told below with its text
            kept = _plain(stored[sheet].cell(row + 1, column + 1).value)
            if not _is_same(kept, value):
                differences.append(f"{_place(sheet, row, column)} {formula}: stored {kept!r}, computed {value!r}")
        errors = [f"{_place(*cell[:3])} {cell[3]}: {cell[4]}" for cell in answer["errors"]]
        errors += [f"name {name} points nowhere" for name in answer["broken_names"]]
        return Recalculated(len(answer["cells"]), tuple(errors), tuple(differences))


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF holds: how many pages, of which sizes in points (width, height), with which text."""

    count_pages: int
    sizes_points: frozenset[tuple[int, int]]
    text: str


@contextmanager
def running_office() -> Iterator[Office]:
    """Start a hidden office of the Russian locale and stop it by its own process group.

    The test stops when there is none to start.
    """
    soffice, python = shutil.which("soffice"), _python_with_uno()
    if soffice is None or python is None or shutil.which("pdftoppm") is None:
        missing("LibreOffice with python3-uno and pdftoppm")
    assert soffice is not None
    assert python is not None
    with tempfile.TemporaryDirectory(prefix="clientbase_office_", ignore_cleanup_errors=True) as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(RUSSIAN_PROFILE, encoding="utf-8")
        pipe = f"clientbase_{uuid.uuid4().hex}"
        process = subprocess.Popen(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
                *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            office = Office(pipe, python)
            office.ask("ready")
            yield office
        finally:
            _stop(process)


def pdf_facts(pdf: Path) -> Printed:
    """Return what a PDF holds, as poppler reads it."""
    told = {}
    for tool, arguments in {"pdfinfo": ["-l", "-1", str(pdf)], "pdftotext": ["-layout", str(pdf), "-"]}.items():
        run = subprocess.run(
            [tool, *arguments], capture_output=True, text=True, timeout=_REQUEST_SECONDS, check=True, encoding="utf-8"
        )
        told[tool] = run.stdout
    sizes = re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", told["pdfinfo"], re.MULTILINE)
    return Printed(
        len(sizes),
        frozenset((round(float(width)), round(float(height))) for width, height in sizes),
        told["pdftotext"],
    )


def pdf_pages(pdf: Path, folder: Path, dots_per_inch: int = 60) -> list[Path]:
    """Draw every page of a PDF as a PNG in `folder` and return them in order."""
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(dots_per_inch), str(pdf), str(folder / pdf.stem)],
        check=True,
        timeout=_REQUEST_SECONDS,
    )
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def _python_with_uno() -> str | None:
    """Return a Python that can import `uno`: the system's or the office's own, seldom the one that runs the tests."""
    for python in _PYTHONS:
        if Path(python).exists():
            tried = subprocess.run([python, "-P", "-c", "import uno"], capture_output=True, timeout=60, check=False)
            if tried.returncode == 0:
                return python
    return None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the office's process group: the launcher and the office that it started."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
            process.wait(_STOP_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def _place(sheet: str, row: int, column: int) -> str:
    """Return «sheet!B7» from positions that count from 0."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def _plain(value: Any) -> float | str:
    """Return a stored value as LibreOffice holds it: numbers for dates and truth, text, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return float(to_excel(value))
    if isinstance(value, bool | int | float):
        return float(value)
    return str(value)


def _is_same(stored: float | str, computed: float | str) -> bool:
    """Compare a stored and a computed value; numbers to nine digits, because the file keeps them as text."""
    if isinstance(stored, str) or isinstance(computed, str):
        return stored == computed
    return abs(stored - computed) <= 1e-9 * max(1.0, abs(stored), abs(computed))
