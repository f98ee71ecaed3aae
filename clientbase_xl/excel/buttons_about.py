"""«Настройки», «Справка», «О программе»: they show and change nothing."""

from __future__ import annotations

from clientbase_xl import __version__
from clientbase_xl.errors import BadUse, ClientbaseError
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.host import TITLE, Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.workflows.about_base import about_lines

GUIDE_END = (
    "Введённое вами кнопки пересчёта не трогают. Строки можно сортировать, столбцы переставлять и скрывать, "
    "листы переименовывать."
)


def settings(desk: Desk, book: XlBook, host: Host) -> str:  # noqa: ARG001 - a button of any kind
    """Come to «Настройки», whatever people call the sheet now; the sheet itself is the answer."""
    table = book.tables().get(SETTINGS.table_name)
    if table is None:
        raise BadUse(
            f"В книге «{book.name}» нет листа «{SETTINGS.title}».",
            "книга «Клиентская база», сделанная программой",
            "Откройте её; если лист удалён, сделайте книгу заново командой workbook: введённое сначала отправьте.",
        )
    host.go_to(table.title)
    return ""


def guide(desk: Desk, book: XlBook, host: Host) -> str:  # noqa: ARG001 - a button of any kind
    """Say what each button does."""
    return "\n".join([*(f"{one.label} — {_lower(one.does)}" for one in DECLARED), "", GUIDE_END])


def about(desk: Desk, book: XlBook, host: Host) -> str:  # noqa: ARG001 - a button of any kind
    """Say which program this is, whose and of which base; without a base, why there is none."""
    try:
        lines = about_lines(desk.base, desk.acts_as, desk.zone)
    except ClientbaseError as refusal:
        lines = [f"Пользователь: {desk.user}", str(refusal)]
    log = "не ведётся" if desk.log_file is None else str(desk.log_file)
    return "\n".join([f"{TITLE}, версия {__version__}", *lines, f"Журнал программы: {log}"])


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
