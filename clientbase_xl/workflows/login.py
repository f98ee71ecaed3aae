"""Who is at this computer: asked by hosts only, everything below is told."""

from __future__ import annotations

import getpass
import os


def login_name() -> str:
    """Return the name with which the person has logged in; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USERNAME", "")
