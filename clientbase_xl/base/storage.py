"""What a base asks of the database that keeps its tables, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Engine

from clientbase_xl.errors import BaseRefused


@dataclass(slots=True)
class Act:
    """How far a transaction has come: when the connection is lost in the middle of a commit, nobody knows its end."""

    is_committing: bool = False


@dataclass(frozen=True, slots=True)
class Storage:
    """An embedded or a server's database.

    `place` names it to people; transactions of `readers` see one state, those of `writers` come one at a time;
    `refusing` turns failures of the database into refusals; `warning` says why only one person may use it.
    """

    place: str
    is_writable: bool
    warning: str
    readers: Engine
    writers: Engine
    refusing: Callable[[], AbstractContextManager[Act]]
    read_only: Callable[[], BaseRefused]
