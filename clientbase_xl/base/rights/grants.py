"""Grants: what each group may do with each table at all; rows are the matter of policies, cells that of triggers."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Table

from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, META, PERSONAL_VALUES, REQUESTS_TABLE, SNAPSHOTS
from clientbase_xl.base.rights.names import quoted
from clientbase_xl.base.rights.who import CALLABLE_BY_ALL, CALLABLE_BY_DECIDERS
from clientbase_xl.base.tables import FROZEN, GOVERNED, METADATA, TABLES
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.users import USERS

EVERYBODY = "@manager, @head, @admin"
DECIDERS = "@head, @admin"
_APPENDED = (JOURNAL.name, JOURNAL_CHANGES.name, PERSONAL_VALUES.name)
_DECIDERS_ONLY = (
    *(USERS.key, SETTINGS.key, "products", "export_layouts"),
    *("discount_verdicts", "client_pairs"),
    *FROZEN,
)
"""Governed tables into which a manager's login writes nothing."""


def grants() -> Iterator[str]:
    """Yield the statements that take all rights and give those that are meant; they may be repeated."""
    tables = ", ".join(f"@S.{quoted(table.name)}" for table in METADATA.sorted_tables)
    yield f"REVOKE ALL ON {tables}, @S.alembic_version FROM PUBLIC, {EVERYBODY}"
    yield "REVOKE ALL ON @S.rights_fields, @S.rights_sheets, @S.rights_groups, @S.journal_logins FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA @schema TO {EVERYBODY}"
    yield f"GRANT SELECT ON {tables}, @S.alembic_version TO {EVERYBODY}"
    for table in METADATA.sorted_tables:
        yield from _writing(table)
    yield "REVOKE ALL ON ALL SEQUENCES IN SCHEMA @schema FROM PUBLIC"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA @schema TO {DECIDERS}"
    for name in CALLABLE_BY_ALL:
        yield f"GRANT EXECUTE ON FUNCTION @S.{name} TO {EVERYBODY}"
    for name in CALLABLE_BY_DECIDERS:
        yield f"GRANT EXECUTE ON FUNCTION @S.{name} TO {DECIDERS}"


def _writing(table: Table) -> Iterator[str]:
    name = f"@S.{quoted(table.name)}"
    if table.name in _APPENDED:
        yield f"GRANT INSERT ON {name} TO {EVERYBODY}"
        if table.name == PERSONAL_VALUES.name:  # erased at a person's request (152-ФЗ), never changed
            yield f"GRANT DELETE ON {name} TO {DECIDERS}"
    elif table.name == REQUESTS_TABLE.name:
        yield f"GRANT INSERT ON {name} TO {EVERYBODY}"
        yield f"GRANT UPDATE ON {name} TO {DECIDERS}"
    elif table.name == SNAPSHOTS.name:
        yield f"GRANT INSERT, DELETE ON {name} TO {EVERYBODY}"
    elif table.name in ("imports", "import_undos", *FROZEN):
        yield f"GRANT INSERT ON {name} TO {DECIDERS}"
    elif table.name != META.name:
        yield f"GRANT INSERT, UPDATE{_changeable(table)}, DELETE ON {name} TO {DECIDERS}"
    if table.name in GOVERNED and table.name not in _DECIDERS_ONLY:
        yield from _manager_writing(table.name)


def _changeable(table: Table) -> str:
    """Return the columns that may be changed where a row is: none of its key, which the journal knows it by."""
    if table.name not in GOVERNED:
        return ""
    fixed = (*GOVERNED[table.name].key_columns, "position")
    return f" ({', '.join(quoted(column.name) for column in table.columns if column.name not in fixed)})"


def _manager_writing(key: str) -> Iterator[str]:
    sheet, name = GOVERNED[key], f"@S.{quoted(key)}"
    yield f"GRANT UPDATE{_changeable(TABLES[key])} ON {name} TO @manager"
    if sheet is not CLIENTS:  # a card is made and removed by a decision only
        yield f"GRANT INSERT{'' if sheet is LISTS else ', DELETE'} ON {name} TO @manager"
