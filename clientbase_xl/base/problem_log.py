"""Problems found in imported files, kept until their import no longer counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, or_, select

from clientbase_xl.base.imports import as_of, list_imports, valid_parts
from clientbase_xl.base.tables import PROBLEMS_TABLE
from clientbase_xl.problems import FIELDS, Problem, Severity

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def save_problems(connection: Connection, import_id: int | None, problems: Iterable[Problem]) -> None:
    """Store the problems of an import; without a number (a file of cards) those of the same file are replaced."""
    rows = [_row(problem) | {"import_id": import_id} for problem in problems]
    if import_id is None:
        files = {row["file"] for row in rows}
        connection.execute(
            delete(PROBLEMS_TABLE).where(PROBLEMS_TABLE.c.import_id.is_(None), PROBLEMS_TABLE.c.file.in_(files))
        )
    if rows:
        connection.execute(insert(PROBLEMS_TABLE), rows)


def _row(problem: Problem) -> dict[str, Any]:
    """Return a problem as the base keeps it; a row number that came from numpy becomes a plain one."""
    place = {"row": None if problem.row is None else int(problem.row), "count": int(problem.count)}
    return asdict(problem) | {"severity": problem.severity.value} | place


def read_problems(base: Base, moment: datetime | None = None) -> list[Problem]:
    """Return the problems of imports in force by their number, then those of files of cards, as they were stored.

    Problems of an import that was undone, or all of whose days were replaced, are no longer of interest. At a
    moment, when one is given, the imports in force were those that the registry knew then.
    """
    with base.reading() as connection:
        records = list_imports(base, connection)
        known = records if moment is None else as_of(records, moment)
        numbers = [record.import_id for record, _, _ in valid_parts(known)]
        query = (
            select(*(PROBLEMS_TABLE.c[name] for name in FIELDS))
            .where(or_(PROBLEMS_TABLE.c.import_id.is_(None), PROBLEMS_TABLE.c.import_id.in_(numbers)))
            .order_by(PROBLEMS_TABLE.c.import_id.is_(None), PROBLEMS_TABLE.c.import_id, PROBLEMS_TABLE.c.problems_id)
        )
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [Problem(**(row | {"severity": Severity(row["severity"])})) for row in rows]
