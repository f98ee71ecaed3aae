"""Who is at this computer: asked by hosts only, everything below is told."""

from __future__ import annotations

import getpass
import os

from clientbase_xl.base.store import Base
from clientbase_xl.base.users import login_of
from clientbase_xl.errors import BadUse


def login_name() -> str:
    """Return the name with which the person has logged in; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return os.environ.get("USERNAME", "")


def acting_name(base: Base, given: str) -> str:
    """Return who acts in a base: on a server the login of the session, whatever was given; else the given name."""
    return login_of(base) or given


def require_login(base: Base, given: str) -> None:
    """Refuse another name than that of the server's login: BadUse. An embedded base and no name at all are fine."""
    login = login_of(base) if given.strip() else ""
    if login and given.strip().casefold() != login.casefold():
        raise BadUse(
            f"--user «{given.strip()}»: на сервер выполнен вход «{login}», от чужого имени программа не работает.",
            "имя входа на сервер или без --user",
            "Войдите на сервер под своим именем: оно стоит в службе (pg_service.conf) или в файле паролей (pgpass).",
        )
