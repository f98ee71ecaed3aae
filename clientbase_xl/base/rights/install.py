"""Putting the rights into a database of PostgreSQL: by its owner, when the base is made and when its schema grows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from clientbase_xl.base.journal import ERASED
from clientbase_xl.base.postgres_refusals import REFUSED
from clientbase_xl.base.rights.approvals import APPROVALS
from clientbase_xl.base.rights.asking import NEVER_ASKED, asking_sql
from clientbase_xl.base.rights.grants import grants
from clientbase_xl.base.rights.names import SUFFIXES, field_rows, groups_of, key_match, literal, quoted
from clientbase_xl.base.rights.reading import policies
from clientbase_xl.base.rights.values import VALUES
from clientbase_xl.base.rights.who import CALLABLE_BY_ALL, CALLABLE_BY_DECIDERS, WHO
from clientbase_xl.base.rights.writing import KEPT, NUMBER_TRIGGER, ROW_TRIGGER, TRIGGERS
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.errors import BaseRefused
from clientbase_xl.schemas.client_pairs import MERGE
from clientbase_xl.schemas.model import NO, YES, ChangeClass
from clientbase_xl.schemas.requests import APPROVED, WAITING
from clientbase_xl.schemas.row_id import NUMBER_FORM
from clientbase_xl.schemas.users import ADMINISTRATOR, HEAD, MANAGER

APPROVED_ACT = "заявка"
"""The source of an act that carries out an approved request (base/requests.py)."""
_HELD = """
SELECT r.rolname, r.rolcanlogin OR r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls,
  shobj_description(r.oid, 'pg_authid') IS NOT DISTINCT FROM :mark
FROM pg_roles r WHERE r.rolname = ANY (:names) ORDER BY 1
"""
"""Roles with the names of our groups: whether they can do more than a group, whether the mark says they are ours."""
_MAY_MAKE = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


def install_rights(connection: Connection) -> None:
    """Give a database its groups, grants, policies and triggers inside the caller's transaction; may be repeated.

    METHOD section 7: restricted access to corrections. By the owner of the tables, on PostgreSQL only. Raises
    BaseRefused with the SQL for an administrator of the server where the owner may not make roles.
    """
    database, schema = connection.execute(text("SELECT current_database(), current_schema()")).one()
    groups = groups_of(str(database))
    _make_groups(connection, str(database), groups)
    parts = [*_parts(), _place(str(database)), "SELECT @S.cb_sync_members()"]
    parts.append(f"COMMENT ON TABLE @S.rights_fields IS {literal(_edition())}")
    _run(connection, [_filled(part, str(schema), groups) for part in parts])


def are_newest(connection: Connection) -> bool:
    """Tell whether a database has the rights of this program: classes of fields may change without a new step."""
    asked = text("SELECT obj_description(to_regclass('rights_fields'), 'pg_class')")
    return connection.execute(asked).scalar() == _edition()


@cache
def _edition() -> str:
    """Return the digest of all that is given to a database, whatever its name."""
    return sha256("".join(_parts()).encode()).hexdigest()


def _parts() -> list[str]:
    """Return the statements of the rights, with marks for what differs from base to base."""
    rest = [ROW_TRIGGER.replace("@table", quoted(key)) for key in GOVERNED]
    rest += [NUMBER_TRIGGER.replace("@table", quoted(key)) for key, sheet in GOVERNED.items() if sheet.has_row_ids]
    rest += [f"REVOKE EXECUTE ON FUNCTION @S.{name} FROM PUBLIC" for name in (*CALLABLE_BY_ALL, *CALLABLE_BY_DECIDERS)]
    return [KEPT, *_kept(), WHO, asking_sql(), VALUES, TRIGGERS, APPROVALS, *rest, *grants(), *policies()]


def groups_sql(database: str, owner: str) -> str:
    """Return what an administrator of the server runs where the owner of a base may not make roles."""
    groups = groups_of(database).values()
    made = [f"CREATE ROLE {quoted(name)} NOLOGIN; {_mark(database, name)};" for name in groups]
    return " ".join([*made, f"GRANT {', '.join(map(quoted, groups))} TO {quoted(owner)} WITH ADMIN OPTION;"])


def _mark(database: str, group: str) -> str:
    """Return SQL that says whose a group is: of the base of one database, whoever makes it anew."""
    return f"COMMENT ON ROLE {quoted(group)} IS {literal(f'clientbase: {database}')}"


def _make_groups(connection: Connection, database: str, groups: dict[str, str]) -> None:
    query = text("SELECT rolname FROM pg_roles WHERE rolname = ANY (:names)")
    held = set(connection.execute(query, {"names": list(groups.values())}).scalars())
    _refuse_foreign(connection, database, held)
    missing = [name for name in groups.values() if name not in held]
    if missing and not connection.execute(text(_MAY_MAKE)).scalar():
        owner = str(connection.execute(text("SELECT current_user")).scalar_one())
        raise BaseRefused(
            f"Логин «{owner}» не может создать на сервере роли базы: {', '.join(missing)}.",
            remedy=f"Попросите администратора PostgreSQL выполнить: {groups_sql(database, owner)}",
        )
    _run(connection, [f"CREATE ROLE {quoted(name)} NOLOGIN; {_mark(database, name)}" for name in missing])


def _refuse_foreign(connection: Connection, database: str, names: Collection[str]) -> None:
    """Refuse a role of the server that is somebody's login or another program's group: it would get the whole base."""
    known = connection.execute(text("SELECT to_regclass('rights_groups') IS NOT NULL")).scalar_one()
    ours = set(connection.execute(text("SELECT group_name FROM rights_groups")).scalars()) if known else set()
    asked = {"names": sorted(names), "mark": f"clientbase: {database}"}
    for name, is_power, is_ours in connection.execute(text(_HELD), asked):
        if is_power or not (is_ours or name in ours):
            raise BaseRefused(
                f"На сервере уже есть роль «{name}», и она не этой базы: её люди получили бы всю базу «{database}».",
                "роль без права входа, созданная программой для этой базы",
                f"Назовите базу данных иначе. Если роль осталась от прежней базы с этим именем, администратор "
                f"PostgreSQL удалит её: DROP ROLE {quoted(name)}.",
            )


def _kept() -> Iterator[str]:
    """Yield the catalogue as rows for the triggers."""
    yield "DELETE FROM @S.rights_fields; DELETE FROM @S.rights_sheets; DELETE FROM @S.rights_groups"
    fields = ", ".join(f"({', '.join(map(literal, row))})" for row in field_rows())
    yield f"INSERT INTO @S.rights_fields VALUES {fields}"
    sheets = []
    for key, sheet in GOVERNED.items():
        names = {column.key for column in governed_columns(sheet)}
        keys = f"ARRAY[{', '.join(map(literal, sheet.key_columns))}]"
        has = [str(name in names).lower() for name in ("client_code", "manager")]
        sheets.append(f"({literal(key)}, {keys}, {literal(key_match(sheet))}, {', '.join(has)})")
    yield f"INSERT INTO @S.rights_sheets VALUES {', '.join(sheets)}"
    pairs = ", ".join(f"({literal(role)}, @{suffix}_text)" for role, suffix in SUFFIXES.items())
    yield f"INSERT INTO @S.rights_groups VALUES {pairs}"


def _place(database: str) -> str:
    """Return SQL that shuts the database and its schema to strangers, where both are the owner's to shut."""
    return f"""
DO $$ BEGIN
  IF pg_has_role((SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
    REVOKE ALL ON DATABASE {quoted(database)} FROM PUBLIC;
    GRANT CONNECT ON DATABASE {quoted(database)} TO @manager, @head, @admin;
  END IF;
  IF pg_has_role((SELECT nspowner FROM pg_namespace WHERE nspname = @schema_text), 'USAGE') THEN
    REVOKE CREATE ON SCHEMA @schema FROM PUBLIC;
  END IF;
END $$"""


def _filled(template: str, schema: str, groups: dict[str, str]) -> str:
    words = {
        "@schema_text": literal(schema),
        "@schema": quoted(schema),
        "@S": quoted(schema),
        "@manager_text": literal(groups[MANAGER]),
        "@head_text": literal(groups[HEAD]),
        "@admin_text": literal(groups[ADMINISTRATOR]),
        "@manager_word": MANAGER,
        "@merge_word": MERGE,
        "@manager": quoted(groups[MANAGER]),
        "@head": quoted(groups[HEAD]),
        "@admin": quoted(groups[ADMINISTRATOR]),
        "@waiting_word": WAITING,
        "@approved_word": APPROVED,
        "@erased_word": ERASED,
        "@request_source": APPROVED_ACT,
        "@free_words": f"ARRAY[{literal(ChangeClass.FREE)}, {literal(ChangeClass.FREE.capitalize())}]",
        "@never_asked": ", ".join(map(literal, NEVER_ASKED)),
        "@approval_word": ChangeClass.APPROVAL,
        "@refused_code": REFUSED,
        "@number_form": NUMBER_FORM,
        "@yes_word": YES,
        "@no_word": NO,
    }
    for mark, word in words.items():
        template = template.replace(mark, word)
    return template


def _run(connection: Connection, statements: list[str]) -> None:
    """Run statements in one trip to the server."""
    if not statements:
        return
    raw: Any = connection.connection.dbapi_connection
    with raw.cursor() as cursor:  # without parameters: the text goes as it is, several statements at once
        cursor.execute(";\n".join(statements))
