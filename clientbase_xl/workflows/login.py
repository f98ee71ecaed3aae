"""Who is at this computer: asked by hosts only, everything below is told."""

from __future__ import annotations

import getpass
import os

from clientbase_xl.base.store import Base
from clientbase_xl.base.users import login_of


def login_name() -> str:
    """Return the name with which the person has logged in; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USERNAME", "")


def acting_name(base: Base, given: str) -> str:
    """Return who acts in a base: on a server the login of the session, whatever was given; else the given name."""
    return login_of(base) or given
