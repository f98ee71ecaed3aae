"""«FBS»: what is wrong in the responsibility matrix of the open book, and what nobody can do without one person.

In a workbook of the base the sheets of the stress test follow; any other matrix is only read.
"""

from __future__ import annotations

from collections.abc import Iterator

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.declared import BY_KEY
from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk
from clientbase_xl.excel.words import MOST_NAMED, named
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.check_fbs import check_open_fbs
from clientbase_xl.workflows.fbs_results import RESULTS
from clientbase_xl.workflows.fbs_words import absence_lines, found_line, matrix_lines
from clientbase_xl.workflows.origin import BASE_MARK, is_of_base
from clientbase_xl.workflows.refresh import Press, refresh


def fbs(desk: Desk, book: XlBook, host: Host) -> str:
    """Check the matrix of the active sheet, else of a sheet «FBS…» or the first there is; recalculate its results."""
    host.show("Клиентская база: проверяю матрицу…")
    settings, said = _settings(desk)
    checked = check_open_fbs(book, settings)
    if checked.matrix.sheet != book.active():
        host.go_to(checked.matrix.sheet)
    lines = [*matrix_lines(checked.matrix), *said, found_line(checked), *absence_lines(checked, MOST_NAMED)]
    lines += _results(desk, book, host)
    return "\n".join(lines) + named(checked.problems)


def _settings(desk: Desk) -> tuple[FbsSettings, tuple[str, ...]]:
    """Return the settings of the base; without a base those of the method, and a line that says so."""
    try:
        return load_settings(desk.base).fbs, ()
    except ClientbaseError as refusal:
        return FbsSettings(), (f"Пороги — как в методе, настройки базы не прочитаны: {refusal.found}",)


def _results(desk: Desk, book: XlBook, host: Host) -> Iterator[str]:
    """Recalculate the results of the stress test in a workbook of the base; yield what was done."""
    marks = book.marks()
    if not marks.get(BASE_MARK):
        return
    try:
        if not is_of_base(desk.base, marks):
            return
        press = Press(BY_KEY["fbs"].label, desk.now, desk.acts_as)
        done = refresh(desk.base, book, desk.today, sheets=RESULTS, press=press, zone=desk.zone, progress=host.show)
    except ClientbaseError as refusal:
        yield f"Листы с результатами не пересчитаны: {refusal.found}"
        return
    if not done.rows:
        yield "Листов с результатами в книге нет: сделайте её заново командой workbook, введённое сначала отправьте."
        return
    yield f"Пересчитаны по базе: {', '.join(done.rows)}. Не отправленное в них не учтено."
    yield from (one.sentence() for one in done.not_found)
