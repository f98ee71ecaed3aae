"""Who works with a base: the person at the desk in his role, and the command that names users."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import pandas as pd

from clientbase_xl.base.replay import replay
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.users import (
    User,
    add_user,
    find_user,
    is_single_user,
    join_groups,
    logins_sql,
    past_users,
    read_users,
    remove_user,
    require_place,
    sees_a_part,
)
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.joined import as_flags, as_text
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.users import DECIDING_ROLES, HEAD, MANAGER, USERS
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.state import State

_MANAGERS_LIST = "managers"
_ADD = "clientbase users --add ИМЯ --role РОЛЬ."
LEFT = (
    "Введённое в его книге не пропало: её отправит РОП или администратор, который работает с базой, командой send или "
    f"кнопкой под своим именем. Если пользователь вернулся, они запишут его снова: {_ADD}"
)
ASK = f"Попросите РОП или администратора базы: {_ADD}"


def person_of(base: Base, name: str, connection: Connection | None = None) -> Person:
    """Return a person with his role; without registered users everybody is the single user.

    Raises BadUse for a stranger to a base that has users (METHOD section 7: restricted access to corrections), and
    BaseRefused when a base of several people was moved to a network or a synchronised folder.
    """
    if is_single_user(base, connection):
        return Person(name, HEAD, is_single=True)
    require_place(base, len(read_users(base, connection)))
    user = find_user(base, name, connection)
    if user is None and name.strip().casefold() in {one.casefold() for one in past_users(base, connection)}:
        raise BadUse(f"Пользователь «{name}» больше не работает с этой базой.", remedy=LEFT)
    if user is None:
        known = ", ".join(one.name for one in read_users(base, connection))
        raise BadUse(f"Пользователь «{name}» в базе не зарегистрирован.", known, ASK)
    return Person(user.name, user.role, user.manager)


def require_role(base: Base, name: str, roles: Collection[str], what: str) -> Person:
    """Return a person whose role is among those allowed, the single user always; BadUse names what he may not do."""
    person = person_of(base, name)
    if not person.is_single and person.role not in roles:
        raise BadUse(f"{what}: роль «{person.name}» — {person.role}.", ", ".join(roles))
    return person


def require_whole(base: Base, name: str) -> None:
    """Refuse a менеджер what shows the clients of all (METHOD sections 5, 7); in a base of one person nobody."""
    person = person_of(base, name)
    if not person.is_single and person.role == MANAGER:
        raise BadUse(
            f"В этом файле клиенты всех менеджеров, а роль «{person.name}» — {MANAGER}.",
            ", ".join(DECIDING_ROLES),
            "Возьмите свою книгу: clientbase workbook; одного клиента показывает clientbase card.",
        )


def own_manager(base: Base, name: str, asked: str) -> str:
    """Return whose clients a workbook is to hold: a менеджер gets his own and no others (METHOD sections 5, 7)."""
    if is_single_user(base):
        return asked
    person = person_of(base, name)
    if person.role != MANAGER:
        return asked
    if not person.manager:
        raise BadUse(
            f"За пользователем «{person.name}» не записан менеджер из карточек.", remedy=ASK + " --manager МЕНЕДЖЕР"
        )
    if asked not in ("", person.manager):
        raise BadUse(f"Книга менеджера «{asked}» не для пользователя «{person.name}».", f"--manager «{person.manager}»")
    return person.manager


def users_shown(base: Base, moment: datetime | None = None) -> list[User]:
    """Return the registered users by name; those of a moment when one is given."""
    if moment is None:
        return read_users(base)
    table = replay(base, moment, [USERS.key])[USERS.key]
    rows = table[["name", "role", "manager", "added_at"]].sort_values("name").itertuples(index=False, name=None)
    return [User(name, role, manager or "", added_at.to_pydatetime()) for name, role, manager, added_at in rows]


def sees_all(base: Base) -> bool:
    """Tell whether a base shows itself whole: what the program writes by itself it writes for those who see all."""
    return not sees_a_part(base)


def require_sees_all(base: Base, what: str) -> None:
    """Refuse what a менеджер's login on a server cannot do: it sees his clients only."""
    if not sees_all(base):
        raise BadUse(f"{what}: на сервере менеджер видит только своих клиентов.", ", ".join(DECIDING_ROLES))


def name_user(base: Base, name: str, role: str, *, manager: str, now: datetime, user: str) -> str:
    """Register a person or change his role and manager; return what was done. BadUse where it may not be done.

    On a server his name is that of his login, which an administrator of the server makes: no password passes here.
    """
    name = name.strip()
    if sql := logins_sql(base, name):
        remedy = f"Администратор PostgreSQL создаёт его и задаёт пароль (\\password): {sql} Затем повторите команду."
        raise BadUse(f"На сервере нет входа «{name}».", "имя входа PostgreSQL, буква в букву", remedy)
    was_single = is_single_user(base)
    add_user(base, name, role, at=now, by=user, manager=manager)
    join_groups(base)
    whose = f", менеджер «{manager}»" if manager else ""
    more = " База больше не однопользовательская: изменения по согласованию теперь утверждает другой человек."
    return f"Пользователь «{name}»: {role}{whose}.{more if was_single else ''}"


def drop_user(base: Base, name: str, *, now: datetime, user: str) -> str:
    """Take a person's rights and return what was done; BadUse where nobody would be left to decide."""
    remove_user(base, name, at=now, by=user)
    more = " База снова однопользовательская." if is_single_user(base) else ""
    return f"Пользователь «{name}» больше не записан.{more}"


def left_managers(base: Base, lists: pd.DataFrame) -> set[str]:
    """Return the managers who have left: closed on «Справочники», or led by people none of whom is registered now.

    METHOD section 7. A manager without any login, whose workbooks the head sends, has not left.
    """
    closed = lists[lists["list_key"].isin((_MANAGERS_LIST, EMPLOYEES_LIST)) & as_flags(lists["is_closed"])]
    users = read_users(base)
    past = set(past_users(base).values()) if users else set()
    return {*as_text(closed["value"]).dropna(), *past} - {user.manager for user in users} - {""}


def seen_people(base: Base, state: State, left: Collection[str]) -> set[str]:
    """Return everybody whom the base knows besides the managers of «Справочники».

    METHOD section 7: who leads a client, has sales, has a login, is an employee or is one of `left`, who have left.
    """
    names = (state.cards["manager"], state.facts["manager"], state.months()["manager"])
    users = {name for user in read_users(base) for name in (user.name, user.manager)}
    known = {str(name) for one in names for name in as_text(one).dropna()}
    return {*known, *users, *listed(state.lists, EMPLOYEES_LIST), *left} - {""}
