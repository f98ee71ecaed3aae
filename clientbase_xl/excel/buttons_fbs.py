"""«FBS»: what is wrong in the responsibility matrix of the open book, and what nobody can do without one person."""

from __future__ import annotations

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk
from clientbase_xl.excel.words import MOST_NAMED, named
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.check_fbs import check_open_fbs
from clientbase_xl.workflows.fbs_words import absence_lines, found_line, matrix_lines


def fbs(desk: Desk, book: XlBook, host: Host) -> str:
    """Check the matrix of the active sheet, else of a sheet «FBS…» or the first there is; nothing is written."""
    host.show("Клиентская база: проверяю матрицу…")
    settings, said = _settings(desk)
    checked = check_open_fbs(book, settings)
    if checked.matrix.sheet != book.active():
        host.go_to(checked.matrix.sheet)
    lines = [*matrix_lines(checked.matrix), *said, found_line(checked), *absence_lines(checked, MOST_NAMED)]
    return "\n".join(lines) + named(checked.problems)


def _settings(desk: Desk) -> tuple[FbsSettings, tuple[str, ...]]:
    """Return the settings of the base; without a base those of the method, and a line that says so."""
    try:
        return load_settings(desk.base).fbs, ()
    except ClientbaseError as refusal:
        return FbsSettings(), (f"Пороги — как в методе, настройки базы не прочитаны: {refusal.found}",)
