"""Triggers that refuse to change what is past, on both engines; steps of the schema declare and create them.

A guard that a released step created is never edited: another step drops it and makes its successor.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

UPDATE, DELETE = "UPDATE", "DELETE"
REFUSE = "refuse_change_of_the_past"
"""The one function of PostgreSQL that all guards call with their sentence."""
_REFUSE = f"""
CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS
$$ BEGIN RAISE EXCEPTION '%%', TG_ARGV[0] USING ERRCODE = 'restrict_violation'; END $$
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """One refusal: UPDATE or DELETE of rows of a table, all of them or those for which `when` holds.

    `when` is SQL that both engines read once `{differs}` stands for their word between two values of which either
    may be missing. A table whose rows are not deleted is not truncated either.
    """

    table: str
    verb: str
    why: str
    when: str = ""

    @property
    def name(self) -> str:
        """Return the name of the trigger."""
        return f"guard_{self.table}_{self.verb.lower()}"


def create_guards(connection: Connection, guards: Iterable[Guard]) -> None:
    """Create triggers inside the transaction of a step."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_REFUSE)
    for guard in guards:
        for statement in _statements(guard, connection.dialect.name):
            connection.exec_driver_sql(statement)


def _statements(guard: Guard, dialect: str) -> list[str]:
    if dialect == "sqlite":
        condition = f" WHEN {guard.when.format(differs='IS NOT')}" if guard.when else ""
        return [
            f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table}{condition} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.why}'); END"
        ]
    condition = f" WHEN ({guard.when.format(differs='IS DISTINCT FROM')})" if guard.when else ""
    call = f"EXECUTE FUNCTION {REFUSE}('{guard.why}')"
    statements = [f"CREATE TRIGGER {guard.name} BEFORE {guard.verb} ON {guard.table} FOR EACH ROW{condition} {call}"]
    if guard.verb == DELETE and not guard.when:
        name = f"guard_{guard.table}_truncate"
        statements.append(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {guard.table} FOR EACH STATEMENT {call}")
    return statements
