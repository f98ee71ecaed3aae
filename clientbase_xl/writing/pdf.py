"""A PDF beside a workbook, printed by LibreOffice when it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from clientbase_xl.errors import WriteRefused
from clientbase_xl.writing.atomic import atomic_path

TIMEOUT_SECONDS = 180
RUSSIAN_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>ru-RU</value></prop>
</item>
</oor:items>
"""
"""Numbers and dates of the page in Russian, whatever the language of the computer."""


def find_office() -> str | None:
    """Return the command of LibreOffice, or None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    # The Windows installer does not add itself to PATH.
    for folder in (os.environ.get("PROGRAMFILES"), os.environ.get("PROGRAMFILES(X86)")):
        if folder and (program := Path(folder, "LibreOffice", "program", "soffice.exe")).exists():
            return str(program)
    return None


def write_pdf(workbook: Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Path:
    """Print a workbook to a PDF of the same name beside it and return the PDF's path.

    The office runs hidden with a profile of its own, so an office that the user has open is not touched. A PDF
    already there is replaced only by a whole one. Raises WriteRefused when LibreOffice is not installed, does not
    finish in time or makes no PDF; the workbook stays as it is.
    """
    office = find_office()
    if office is None:
        raise WriteRefused(
            "PDF не сделан: на этом компьютере нет LibreOffice.",
            remedy=f"Установите LibreOffice (бесплатно) или сохраните «{workbook.name}» в PDF из Excel: "
            "Файл → Экспорт. Сама книга готова.",
        )
    with tempfile.TemporaryDirectory(prefix="clientbase_pdf_", ignore_cleanup_errors=True) as folder:
        said = _convert(office, workbook, Path(folder), timeout_seconds)
        made = Path(folder, f"{workbook.stem}.pdf")
        if not made.is_file() or made.stat().st_size == 0:
            raise WriteRefused(
                f"PDF не сделан: LibreOffice не смог напечатать «{workbook.name}».{said}",
                remedy="Откройте книгу и сохраните её в PDF сами: Файл → Экспорт.",
            )
        target = workbook.with_suffix(".pdf")
        with atomic_path(target) as temporary:
            shutil.copyfile(made, temporary)
    return target


def _convert(office: str, workbook: Path, folder: Path, timeout_seconds: float) -> str:
    """Run one hidden office into `folder`; return what it said in error, ready to follow a sentence."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RUSSIAN_PROFILE, encoding="utf-8")
    process = subprocess.Popen(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
            *("--convert-to", "pdf:calc_pdf_Export", "--outdir", str(folder), str(workbook.resolve())),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        _, said = process.communicate(timeout=timeout_seconds)
    except subprocess.TimeoutExpired:
        end_group(process)
        raise WriteRefused(
            f"PDF не сделан: LibreOffice не ответил за {timeout_seconds:g} с.",
            remedy=f"Попробуйте ещё раз или сохраните «{workbook.name}» в PDF из Excel: Файл → Экспорт.",
        ) from None
    return f" Он сообщил: {said.strip()[:300]}" if said.strip() else ""


def end_group(process: subprocess.Popen[Any]) -> None:
    """End an office that was started here in a session of its own: the launcher and what the launcher started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
