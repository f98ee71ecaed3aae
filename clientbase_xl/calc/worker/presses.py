"""A button of the toolbar pressed in the office that asks: the same actions as in Excel, and one of Calc's own."""

from __future__ import annotations

import gc
from typing import Any

import xlwings

from clientbase_xl.calc.for_excel import KEY, LABEL, saving
from clientbase_xl.calc.oxt.client import wire
from clientbase_xl.calc.worker.way import office_behind
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.declared import BY_KEY
from clientbase_xl.excel.macros import press_in
from clientbase_xl.excel.press import press
from clientbase_xl.excel.session import desk_here

CLOSED = "Книга уже закрыта: откройте её и нажмите кнопку снова."


def press_answer(question: wire.Message) -> wire.Message:
    """Press as `pressed` says and let go of the office's books: what is held here, it cannot close."""
    try:
        return pressed(question)
    finally:
        gc.collect()


def pressed(question: wire.Message) -> wire.Message:
    """Press the declared button `key` in the book `document` of the office behind `pipe`.

    Returns whether it was done; with a `message`, and `outside` as true, only where the office could not be reached and
    nothing was begun: everything else the press has told the person itself.
    """
    key = str(question.get("key"))
    if key not in BY_KEY and key != KEY:
        return {"done": False, "message": f"Кнопки «{key}» нет."}
    try:
        app = office_behind(str(question.get("pipe")), is_visible=bool(question.get("visible")))
    except ClientbaseError as refused:
        return {"done": False, "outside": True, "message": str(refused)}
    try:
        book = _book(app, question.get("document"))
        if book is None:
            return {"done": False, "message": CLOSED}
        if key == KEY:
            return {"done": press(LABEL, saving(book.impl.api), desk_here(), book)}
        return {"done": press_in(key, book)}
    except ClientbaseError as refused:
        return {"done": False, "message": str(refused)}
    finally:
        app.quit()


def _book(app: xlwings.App, document: Any) -> xlwings.Book | None:
    return next((book for book in app.books if book.impl.api.RuntimeUID == document), None)
