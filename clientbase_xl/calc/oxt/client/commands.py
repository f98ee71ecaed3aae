"""A press of the toolbar: in a thread of its own, because the worker calls back into the office meanwhile.

The main thread never waits for the worker here: whoever drives a document needs it free.
"""

from __future__ import annotations

import threading
from typing import Any

import unohelper
from com.sun.star.awt import XCallback

from .doorway import Doorway
from .link import Link, NoAnswer

TITLE = "Клиентская база"
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_OK = 1  # com.sun.star.awt.MessageBoxButtons
_BUSY = threading.Lock()
_DOORWAY = Doorway()


def begin(context: Any, link: Link, key: str) -> None:
    """Begin a command on the book in front and return at once; while another works only a message is shown."""
    desktop = _service(context, "frame.Desktop")
    document, frame = desktop.getCurrentComponent(), desktop.getCurrentFrame()
    if document is None or not document.supportsService(_SPREADSHEET):
        tell(context, frame, "Откройте книгу «Клиентской базы» и нажмите кнопку снова.")
    elif not _BUSY.acquire(blocking=False):
        tell(context, frame, "Подождите: прежняя кнопка ещё работает.")
    else:
        question = {"do": "press", "key": key, "document": document.RuntimeUID, "visible": _is_seen(frame)}
        threading.Thread(target=_press, args=(context, link, frame, question), daemon=True).start()


def _press(context: Any, link: Link, frame: Any, question: dict[str, Any]) -> None:
    """Press and tell what went wrong, once the next press may come."""
    trouble = ""
    try:
        answer = _asked(context, link, question, anew=False)
        if answer.get("outside"):
            answer = _asked(context, link, question, anew=True)
        trouble = str(answer.get("message") or "")
    except NoAnswer as reason:
        trouble = f"Кнопка не сработала: {reason}."
    except Exception as error:  # a thread of ours must not end without a word
        trouble = f"Кнопка не сработала: {type(error).__name__}."
    finally:
        _BUSY.release()
    if trouble:
        tell(context, frame, trouble)


def _asked(context: Any, link: Link, question: dict[str, Any], *, anew: bool) -> dict[str, Any]:
    with _DOORWAY.opened(context, anew=anew) as pipe:
        return link.press(dict(question, pipe=pipe))


def tell(context: Any, frame: Any, text: str) -> None:
    """Show a message in the main thread as soon as it is free; nothing where nobody sees a window."""
    if _is_seen(frame):
        _service(context, "awt.AsyncCallback").addCallback(_Box(context, frame, text), None)


class _Box(unohelper.Base, XCallback):  # type: ignore[misc]
    def __init__(self, context: Any, frame: Any, text: str) -> None:
        self._context, self._frame, self._text = context, frame, text

    def notify(self, _data: Any) -> None:
        """Show the message."""
        import uno

        kind = uno.Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
        toolkit, window = _service(self._context, "awt.Toolkit"), self._frame.ContainerWindow
        box = toolkit.createMessageBox(window, kind, _OK, TITLE, self._text)
        try:
            box.execute()
        finally:
            box.dispose()  # else it stays, unseen, among the windows of the office


def _is_seen(frame: Any) -> bool:
    return frame is not None and bool(frame.ContainerWindow.isVisible())


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)
