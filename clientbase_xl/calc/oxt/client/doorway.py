"""The way into the office for its worker: one for the session, by a pipe of a random name that lets one in and is shut.

One way and not one for each press: objects that the worker still holds from an earlier way would be taken for those of
the new one, and the earlier way is closed. The pipe's name goes to the worker over the proven line only; the office
makes such pipes for its owner alone.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator
from typing import Any

import unohelper
from com.sun.star.bridge import XInstanceProvider
from com.sun.star.lang import XEventListener

_CONTEXT = "StarOffice.ComponentContext"
_SHUT_SECONDS = 5.0


class Doorway:
    """The office's way for its worker; asked by one press at a time."""

    def __init__(self) -> None:
        """Stand shut: nothing is opened before the first press."""
        self._keeper = None  # type: _Doorkeeper | None

    @contextlib.contextmanager
    def opened(self, context: Any, *, anew: bool = False) -> Iterator[str]:
        """Give the name of the pipe for the time of a press: that by which the worker has come in, else a new one.

        A new one as well where the worker has left, and `anew`: it says that it stands outside. A pipe by which nobody
        came during the press is shut after it.
        """
        if self._keeper is not None and (anew or not self._keeper.has_guest):
            self._keeper.shut()
            self._keeper = None
        if self._keeper is None:
            self._keeper = _Doorkeeper(context, f"clientbase_{secrets.token_hex(16)}")
            self._keeper.thread.start()
        try:
            yield self._keeper.name
        finally:
            if not self._keeper.has_guest:
                self._keeper.shut()
                self._keeper = None


class _Doorkeeper(unohelper.Base, XEventListener):  # type: ignore[misc]
    """Lets one in, listens no more, and knows when he has left."""

    def __init__(self, context: Any, name: str) -> None:
        self.name = name
        self.has_guest = False
        self._context = context
        self._acceptor = _service(context, "connection.Acceptor")
        self._bridge = None  # type: Any
        self.thread = threading.Thread(target=self._wait, daemon=True)

    def _wait(self) -> None:
        with contextlib.suppress(Exception):  # shut before anybody came
            connection = self._acceptor.accept(f"pipe,name={self.name}")
            self._acceptor.stopAccepting()
            if connection is not None:
                self.has_guest = True
                factory = _service(self._context, "bridge.BridgeFactory")
                self._bridge = factory.createBridge("", "urp", connection, _Provider(self._context))
                self._bridge.addEventListener(self)  # tells at once of one that has closed already

    def disposing(self, _event: Any) -> None:
        """Know that the worker has left, killed or ended."""
        self.has_guest = False

    def shut(self) -> None:
        """Listen no more and part with who came in."""
        with contextlib.suppress(Exception):
            self._acceptor.stopAccepting()
        self.thread.join(_SHUT_SECONDS)
        if self._bridge is not None:
            with contextlib.suppress(Exception):
                self._bridge.dispose()


class _Provider(unohelper.Base, XInstanceProvider):  # type: ignore[misc]
    def __init__(self, context: Any) -> None:
        self._context = context

    def getInstance(self, name: str) -> Any:  # noqa: N802 - the name is the office's
        """Return the office's component context."""
        return self._context if name == _CONTEXT else None


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)
