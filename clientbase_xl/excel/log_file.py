"""The program's log of one user: what was pressed, how it ended, where an error of ours arose; never what cells hold.

Texts of messages and exceptions may quote names, telephones and amounts of clients: neither is ever written here.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

LOG = logging.getLogger("clientbase_xl.excel")
MAX_BYTES, COUNT_OLD = 1_000_000, 3
_FORM = "%(asctime)s %(levelname)s %(process)d %(message)s"
_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Unquoting(logging.Formatter):
    """Shows the way through the code to an error and its kind, without its words."""

    def formatException(self, ei: _Failure) -> str:  # noqa: N802 - the name is logging's
        """Return files, lines and kinds of an error and of those before it."""
        return "\n".join(_frames(ei[1], set())) if ei[1] is not None else ""


class _Silent(RotatingFileHandler):
    """Writes to the file; a full disk or a file held by another program stops no press."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Go on."""


@contextmanager
def log_to(file: Path | None) -> Iterator[Path | None]:
    """Write the log to a file for the time of a `with` and give its path; None where there is none to write to.

    The file is UTF-8; at `MAX_BYTES` it begins anew and `COUNT_OLD` earlier ones are kept. Nothing of it stays open
    or set afterwards.
    """
    handler = None if file is None else _opened(file)
    if handler is None:
        yield None
        return
    level = LOG.level
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    try:
        yield file
    finally:
        LOG.setLevel(level)
        LOG.removeHandler(handler)
        handler.close()


def _opened(file: Path) -> logging.Handler | None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = _Silent(file, maxBytes=MAX_BYTES, backupCount=COUNT_OLD, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(_Unquoting(_FORM))
    return handler


def _frames(error: BaseException, seen: set[int]) -> list[str]:
    if id(error) in seen:
        return []
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    code = f" {error.errno}" if isinstance(error, OSError) and error.errno is not None else ""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    return [*(_frames(before, seen) if before is not None else []), *places, f"{type(error).__qualname__}{code}"]
