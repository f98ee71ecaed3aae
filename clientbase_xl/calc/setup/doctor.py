"""`calc doctor`: each known failure of the extension with what it is seen by and what to do; nothing is changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.client import places
from clientbase_xl.calc.oxt.client.link import Link, NoAnswer
from clientbase_xl.calc.setup.install import is_current, is_enabled
from clientbase_xl.calc.setup.office_here import OfficePlace, OfficeRefused, office_here
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.finding import Finding
from clientbase_xl.problems import Severity

REINSTALL = "Закройте LibreOffice и выполните clientbase calc install."
PYTHON_LOADER = "pythonloader.py"


def examine(profile: Path | None, file: Path) -> list[Finding]:
    """Return what hinders the extension in this user's LibreOffice, the graver first; empty when nothing does."""
    try:
        office = office_here(profile)
    except ClientbaseError as refused:
        return [Finding("office", Severity.ERROR, refused.found, "поиск soffice и unopkg", refused.remedy)]
    return [*_python_of_office(office), *_extension(office), *_worker(file)]


def _python_of_office(office: OfficePlace) -> Iterator[Finding]:
    if not any((office.program / name).exists() for name in (PYTHON_LOADER, f"../Resources/{PYTHON_LOADER}")):
        yield Finding(
            "office_python",
            Severity.ERROR,
            "В LibreOffice нет поддержки Python: расширения на нём не работают.",
            f"нет файла {office.program / PYTHON_LOADER}",
            "Доустановите её: на Debian и Ubuntu пакеты python3-uno и libreoffice-script-provider-python; в Windows — "
            "«Установка и удаление программ», LibreOffice, «Изменить», дополнительные компоненты, Python.",
        )


def _extension(office: OfficePlace) -> Iterator[Finding]:
    folder = office.extension()
    if folder is None:
        yield Finding(
            "missing",
            Severity.ERROR,
            "Расширение «Клиентская база» не установлено.",
            f"его нет в {office.profile_folder}",
            REINSTALL,
        )
        return
    if not is_current(office):
        yield Finding(
            "drift",
            Severity.ERROR,
            f"Расширение не той версии, что программа ({__version__}).",
            f"файлы в {folder} — другие",
            REINSTALL,
        )
    try:
        enabled = is_enabled(office)
    except OfficeRefused as refused:
        yield Finding("open", Severity.NOTICE, "Не проверено, включено ли расширение.", refused.found, refused.remedy)
        return
    if not enabled:
        yield Finding(
            "disabled",
            Severity.ERROR,
            "Расширение выключено.",
            "список расширений LibreOffice",
            "Откройте Сервис → Управление расширениями, выберите «Клиентская база» и нажмите «Включить».",
        )


def _worker(file: Path) -> Iterator[Finding]:
    try:
        python = places.read_interpreter(str(file))
    except places.NotInstalled as missing:
        yield Finding("interpreter", Severity.ERROR, _sentence(missing), f"файл {file}", REINSTALL)
        return
    link = Link(__version__, str(file))
    try:
        complaint = str(link.press({"do": "look"}).get("buttons") or "")
    except NoAnswer as reason:
        yield Finding(
            "worker",
            Severity.ERROR,
            f"Программа не отвечает расширению: {reason}.",
            f"запуск {python}",
            "Выполните в командной строке clientbase --help: если и она не отвечает, переустановите программу; если "
            "отвечает — проверьте, не запрещает ли антивирус LibreOffice запускать Python.",
        )
        return
    finally:
        with contextlib.suppress(OSError):
            link.close()
    if complaint:
        found, _, remedy = complaint.partition("\nЧто сделать: ")
        yield Finding("buttons", Severity.ERROR, f"Функции работают, кнопки — нет. {found}", f"запуск {python}", remedy)


def _sentence(error: Exception) -> str:
    text = str(error).partition(":")[0]
    return f"{text[:1].upper()}{text[1:]}."
