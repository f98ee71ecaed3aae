"""The services that LibreOffice finds in the extension: cell functions, commands, what happens when a book is opened.

LibreOffice itself runs this file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import unohelper
from clientbase_calc import commands, loaded
from clientbase_calc.link import Link, NoAnswer
from clientbase_calc.names import read_names
from clientbase_calc.values import from_worker, to_worker
from com.sun.star.task import XJob, XJobExecutor
from org.clientbase.calc import XFunctions

NAMES = read_names()
LINK = Link(NAMES["version"])


class Functions(unohelper.Base, XFunctions):  # type: ignore[misc]
    """The cell functions: every method asks the worker."""

    def __init__(self, context: Any) -> None:
        """Be made by the office."""
        self._context = context


def _method(name: str) -> Callable[..., Any]:
    def answer(_self: Functions, *arguments: Any) -> Any:
        given = [to_worker(one) for one in arguments]
        while given and given[-1] is None:
            given.pop()
        try:
            found = from_worker(LINK.call(name, given))
        except NoAnswer as reason:
            found = f"Клиентская база: {reason}"
        return found if isinstance(found, tuple) else ((found,),)

    return answer


for _key, _name in NAMES["functions"].items():
    setattr(Functions, _key, _method(_name))


class Commands(unohelper.Base, XJobExecutor):  # type: ignore[misc]
    """Toolbar and menu."""

    def __init__(self, context: Any) -> None:
        """Be made by the office."""
        self._context = context

    def trigger(self, key: str) -> None:
        """Begin the command named `key` and return at once."""
        commands.begin(self._context, LINK, key)


class Loaded(unohelper.Base, XJob):  # type: ignore[misc]
    """What happens when a book has been opened."""

    def __init__(self, context: Any) -> None:
        """Be made by the office."""
        self._context = context

    def execute(self, arguments: Any) -> None:
        """Set the formulas again that were written by Excel."""
        loaded.on_load(arguments)


g_ImplementationHelper = unohelper.ImplementationHelper()  # noqa: N816 - the name is the office's
for _class, _service in (
    (Functions, "com.sun.star.sheet.AddIn"),
    (Commands, "com.sun.star.task.Job"),
    (Loaded, "com.sun.star.task.Job"),
):
    g_ImplementationHelper.addImplementation(_class, NAMES["services"][_class.__name__], (_service,))
