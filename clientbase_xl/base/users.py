"""People who work with a base and their roles; without any the base is that of a single user (METHOD section 7)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select, text

from clientbase_xl.base.connection import connected
from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES
from clientbase_xl.base.tables import TABLES
from clientbase_xl.base.texts import text_of
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.users import DECIDING_ROLES, MANAGER, USER_ROLES, USERS

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

ADD_DECIDER = (
    f"Назначьте ещё одного: clientbase users --add ИМЯ --role «{DECIDING_ROLES[1]}» или «{DECIDING_ROLES[0]}»."
)


@dataclass(frozen=True, slots=True)
class User:
    """One person: login name, role (one of USER_ROLES), the manager's name in the cards ("" for none), since when."""

    name: str
    role: str
    manager: str
    added_at: datetime


def read_users(base: Base, connection: Connection | None = None) -> list[User]:
    """Return the registered users by name; empty in single-user mode."""
    table = TABLES[USERS.key]
    with connected(base, connection) as used:
        rows = used.execute(select(table.c.name, table.c.role, table.c.manager, table.c.added_at).order_by("name"))
        return [User(name, role, manager or "", added_at) for name, role, manager, added_at in rows]


def find_user(base: Base, name: str, connection: Connection | None = None) -> User | None:
    """Return a registered user by login name, letters' case aside; None for a stranger and in single-user mode."""
    wanted = name.strip().casefold()
    return next((user for user in read_users(base, connection) if user.name.casefold() == wanted), None)


def past_users(base: Base, connection: Connection | None = None) -> dict[str, str]:
    """Return who was registered once and is no longer, by the journal: login name → his manager ("" for none)."""
    changes = JOURNAL_CHANGES.c
    query = (
        select(changes.row_key, changes.column_key, changes.old)
        .where(changes.sheet_key == USERS.key, changes.column_key.in_(("role", "manager")), changes.old.is_not(None))
        .order_by(changes.seq, changes.number)
    )
    with connected(base, connection) as used:
        rows = used.execute(query).all()
        present = {user.name for user in read_users(base, used)}
    names: dict[str, str] = {}
    for row_key, column_key, old in rows:
        (name,) = json.loads(row_key)
        if name not in present:
            names.setdefault(name, "")
            if column_key == "manager":
                names[name] = old
    return names


def role_of(base: Base, name: str, connection: Connection | None = None) -> str:
    """Return the role of a user, "" for a stranger; in single-user mode everybody is «РОП»."""
    users = read_users(base, connection)
    if not users:
        return DECIDING_ROLES[0]
    return next((user.role for user in users if user.name.casefold() == name.strip().casefold()), "")


def is_single_user(base: Base, connection: Connection | None = None) -> bool:
    """Tell whether nobody is registered: then own changes are approved at once."""
    return not read_users(base, connection)


def add_user(base: Base, name: str, role: str, *, at: datetime, by: str, manager: str = "") -> None:
    """Register a user or give him another role or manager; journalled.

    The first user must be one who decides; later only such a user names others, and one always stays. Raises
    BadUse otherwise, for an empty name and an unknown role, BaseRefused for a second user of a base on a network or
    in a synchronised folder (DESIGN section 4).
    """
    name = name.strip()
    if not name:
        raise BadUse("Имя пользователя пустое.")
    if role not in USER_ROLES:
        raise BadUse(f"Роли «{role}» нет.", ", ".join(USER_ROLES))
    with base.writing() as connection:
        users = read_users(base, connection)
        _require_right(base, connection, by)
        held = next((user for user in users if user.name.casefold() == name.casefold()), None)
        _require_decider([user for user in users if user is not held], role)
        if held is None:
            require_place(base, len(users) + 1)
        wanted = {"role": role, "manager": manager.strip() or None}
        if held is None:
            wanted["added_at"] = text_of(at, Kind.MOMENT)
        _write(connection, held.name if held else name, wanted, at=at, by=by)


def remove_user(base: Base, name: str, *, at: datetime, by: str) -> None:
    """Take a user's rights; journalled. The last one who decides goes only as the last user of all."""
    with base.writing() as connection:
        users = read_users(base, connection)
        _require_right(base, connection, by)
        held = find_user(base, name, connection)
        if held is None:
            raise BadUse(f"Пользователя «{name}» нет.", ", ".join(user.name for user in users) or "пользователей нет")
        rest = [user for user in users if user.name != held.name]
        if rest:
            _require_decider(rest)
        _write(connection, held.name, {"role": None, "manager": None, "added_at": None}, at=at, by=by)


def login_of(base: Base, connection: Connection | None = None) -> str:
    """Return the login with which the server knows who acts; "" for an embedded base, which knows nobody."""
    if base.is_embedded:
        return ""
    with connected(base, connection) as used:
        return str(used.execute(select(func.cb_login())).scalar_one())


def sees_a_part(base: Base, connection: Connection | None = None) -> bool:
    """Tell whether the server shows a part of the base only: to the login of a менеджер (METHOD sections 5, 7)."""
    if base.is_embedded:
        return False
    with connected(base, connection) as used:
        owns, role = used.execute(select(func.cb_is_owner(), func.cb_role())).one()
        return role == MANAGER and not owns


def logins_sql(base: Base, name: str) -> str:
    """Return the SQL that lets a person in, when the server has no login of that name; "" when it has, or is none."""
    if base.is_embedded:
        return ""
    with base.reading() as connection:
        held = connection.execute(
            text("SELECT rolcanlogin FROM pg_roles WHERE rolname = :name"), {"name": name}
        ).scalar()
    quoted = '"' + name.replace('"', '""') + '"'
    if held is None:
        return f"CREATE ROLE {quoted} LOGIN;"
    return "" if held else f"ALTER ROLE {quoted} LOGIN;"


def join_groups(base: Base) -> None:
    """Let logins that were made after their people were registered into the groups of the base; BaseRefused if not."""
    if not base.is_embedded:
        with base.writing() as connection:
            connection.execute(select(func.cb_sync_members()))


def led_by_others(base: Base, codes: Iterable[str], connection: Connection | None = None) -> set[str]:
    """Return which of some clients have a card of somebody else than the менеджер whose login asks."""
    if not sees_a_part(base, connection):
        return set()
    with connected(base, connection) as used:
        asked = text("SELECT cb_led_by_others(:codes)")
        return set(used.execute(asked, {"codes": list(codes)}).scalars())


def require_place(base: Base, count_users: int) -> None:
    """Raise BaseRefused when several people are to work with a base that lies where only one may (DESIGN section 4)."""
    if base.storage_warning and count_users > 1:
        raise BaseRefused(base.storage_warning, remedy="Перенесите папку базы или оставьте одного пользователя.")


def require_decider(base: Base, connection: Connection, by: str) -> None:
    """Raise BadUse unless a person may decide on requests: a registered РОП or administrator, anybody when single."""
    role = role_of(base, by, connection)
    if role not in DECIDING_ROLES:
        found = f"Пользователь «{by}» не зарегистрирован." if not role else f"Роль «{by}» — {role}."
        raise BadUse(f"{found} Решать по заявкам нельзя.", ", ".join(DECIDING_ROLES))


def other_deciders(base: Base, name: str, connection: Connection | None = None) -> list[str]:
    """Return who may decide on what a person asks for: METHOD section 7, the requester never approves."""
    own = name.strip().casefold()
    users = read_users(base, connection)
    return [user.name for user in users if user.role in DECIDING_ROLES and user.name.casefold() != own]


def who_decides(others: Sequence[str]) -> str:
    """Return who approves a person's own request, or who is to be registered when nobody else may."""
    if others:
        return f"Свою заявку утверждает кто-то другой: {', '.join(others)}."
    return "Свою заявку утверждает кто-то другой, а решать больше некому. " + ADD_DECIDER


def _require_right(base: Base, connection: Connection, by: str) -> None:
    if role_of(base, by, connection) not in DECIDING_ROLES:
        raise BadUse(f"Пользователей назначает не «{by}».", ", ".join(DECIDING_ROLES))


def _require_decider(others: list[User], role: str = "") -> None:
    if role not in DECIDING_ROLES and not any(user.role in DECIDING_ROLES for user in others):
        raise BadUse("Некому будет решать по заявкам.", remedy=f"Сначала назначьте: {' или '.join(DECIDING_ROLES)}.")


def _write(connection: Connection, name: str, wanted: dict[str, str | None], *, at: datetime, by: str) -> None:
    before = current_texts(connection, USERS, [(name,)]).get((name,), {})
    changes = [Change(USERS.key, (name,), key, before.get(key), text) for key, text in wanted.items()]
    apply_changes(connection, changes, at=at, by=by, source="команда")
