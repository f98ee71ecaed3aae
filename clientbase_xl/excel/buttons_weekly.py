"""«Лист к совещанию»: the workbook of the week beside the open book, then opened."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Cancelled, Desk
from clientbase_xl.workflows.build_weekly import build_weekly, choose_week, weekly_path
from clientbase_xl.workflows.people import require_whole
from clientbase_xl.workflows.refresh import marks_of_base


def weekly(desk: Desk, book: XlBook, host: Host) -> str:
    """Make the workbook of the week and open it; a file of that name is replaced only after a question."""
    marks_of_base(desk.base, book)
    require_whole(desk.base, desk.acts_as)
    folder, week = host.folder(), choose_week("", desk.today)
    path = weekly_path(folder, week)
    if path.exists():
        answer = host.choose(_question(path, host, desk.zone))
        if answer == "cancel":
            raise Cancelled
        if answer == "no":
            host.open_file(path)
            return ""
        host.close_file(path)
    host.show(f"Клиентская база: делаю «{path.name}»…")
    build_weekly(desk.base, folder, week, zone=desk.zone)
    host.open_file(path)
    return f"Готово: «{path.name}» — в папке открытой книги: {folder}"


def _question(path: Path, host: Host, zone: tzinfo) -> str:
    changed = datetime.fromtimestamp(path.stat().st_mtime, zone)
    opened = " и открыт" if host.is_open(path) else ""
    return (
        f"Файл «{path.name}» уже есть{opened}, изменён {changed:%d.%m.%Y в %H:%M}.\n"
        "Да — сделать заново: всё, что в нём вписано, пропадёт; Нет — открыть тот, что есть; Отмена — ничего не делать."
    )
