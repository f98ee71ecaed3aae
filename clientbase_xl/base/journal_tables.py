"""Tables of the governed core that no sheet declares: journal, personal values, requests, identity, backups."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, LargeBinary, Table, Text

from clientbase_xl.base.tables import METADATA

JOURNAL = Table(
    "journal",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("request_id", Integer),
    Column("count_changes", Integer, nullable=False),
    Column("changes_sha256", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
"""One row per act, append-only, each holding the hash of the one before."""

JOURNAL_CHANGES = Table(
    "journal_changes",
    METADATA,
    Column("seq", Integer, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sheet_key", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("column_key", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("old_digest", Text),
    Column("new_digest", Text),
    Index("ix_journal_changes_cell", "sheet_key", "row_key", "column_key"),
)
"""Cells that an act changed; `row_key` is a JSON array. Erasable fields hold digests instead of values; free texts
hold them plainly in acts of earlier programs."""

PERSONAL_VALUES = Table(
    "personal_values",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("side", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    Column("value", Text, nullable=False),
)
"""Values of erasable fields with the salts of their digests; rows may be erased, never changed."""

REQUESTS_TABLE = Table(
    "requests",
    METADATA,
    Column("request_id", Integer, primary_key=True, autoincrement=False),
    Column("submitted_at", DateTime, nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("sheet_key", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("column_key", Text, nullable=False),
    Column("old", Text),
    Column("new", Text),
    Column("reason", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("group_id", Integer, nullable=False, index=True),
    Column("workbook_id", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("status", Text, nullable=False, index=True),
    Column("decided_at", DateTime),
    Column("decided_by", Text),
    Column("decision_reason", Text),
)
"""Requested changes of cells; frozen after submission except for the decision."""

META = Table("meta", METADATA, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
"""What the base knows about itself: `base_id`."""

SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    Column("workbook_id", Text, primary_key=True),
    Column("button", Text, primary_key=True),
    Column("taken_at", DateTime, nullable=False),
    Column("taken_by", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
"""What an open workbook showed before the last press of a button: one row per workbook and button."""

BACKUPS = Table(
    "backups",
    METADATA,
    Column("backup_id", Integer, primary_key=True, autoincrement=False),
    Column("made_at", DateTime, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("head_seq", Integer, nullable=False),
    Column("head_hash", Text, nullable=False),
    Column("destroyed_at", DateTime),
    Column("destroyed_by", Text),
)
"""Files that hold what the base held when they were made."""
