"""The backup of a base as a file: members of the archive and its manifest, the same for every database engine.

A backup is a zip: `manifest.json`, `tables/NAME.jsonl` (a JSON array per row, in the order of the columns that the
manifest names) and `ledger/HASH.parquet`. It holds no address and no password: they are never in a table.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

FORMAT = 1
PROGRAM = "clientbase"
MANIFEST = "manifest.json"
KINDS = ("text", "integer", "money", "quantity", "number", "date", "moment", "flag", "bytes")
"""How values stand in JSON: money and quantities as decimal texts, days and moments as ISO texts, bytes as base64."""
TABLE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
PART_NAME = re.compile(r"[0-9a-f]{64}\.parquet")
_HASH = re.compile(r"[0-9a-f]{64}")
_STEP = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class SavedTable:
    """One table: its columns with their kinds in order, its rows, the hash of its member's bytes."""

    name: str
    columns: tuple[tuple[str, str], ...]
    count_rows: int
    sha256: str

    @property
    def member(self) -> str:
        """Return the name in the archive."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class SavedPart:
    """One Parquet part of the ledger: its file name holds the hash of its bytes."""

    name: str
    count_bytes: int

    @property
    def member(self) -> str:
        """Return the name in the archive."""
        return f"ledger/{self.name}"

    @property
    def sha256(self) -> str:
        """Return the hash of the bytes."""
        return self.name.removesuffix(".parquet")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: moment (UTC without a zone), step of the schema, identity, head of the journal, members."""

    made_at: datetime
    step: str
    base_id: str
    head_seq: int
    head_hash: str
    tables: tuple[SavedTable, ...]
    parts: tuple[SavedPart, ...]

    @property
    def members(self) -> frozenset[str]:
        """Return the names of all members, the manifest's too."""
        return frozenset({MANIFEST, *(one.member for one in self.tables), *(one.member for one in self.parts)})


def manifest_text(manifest: Manifest) -> str:
    """Return a manifest as JSON."""
    content = {"program": PROGRAM, "format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    return json.dumps(content, ensure_ascii=False, indent=1)


def format_of(content: Any) -> int | None:
    """Return the version of the format that a parsed manifest claims; None when it is not one of ours."""
    if not isinstance(content, dict) or content.get("program") != PROGRAM:
        return None
    claimed = content.get("format")
    return claimed if isinstance(claimed, int) else None


def read_manifest(content: dict[str, Any]) -> Manifest:
    """Return a manifest from its parsed JSON; ValueError, TypeError or KeyError for one that is not well formed."""
    manifest = Manifest(
        made_at=datetime.fromisoformat(content["made_at"]),
        step=_matching(content["step"], _STEP),
        base_id=str(content["base_id"]),
        head_seq=_count(content["head_seq"]),
        head_hash=_matching(content["head_hash"], _HASH),
        tables=tuple(_table(one) for one in content["tables"]),
        parts=tuple(
            SavedPart(_matching(one["name"], PART_NAME), _count(one["count_bytes"])) for one in content["parts"]
        ),
    )
    if len(manifest.members) != 1 + len(manifest.tables) + len(manifest.parts):
        raise ValueError("a member is named twice")
    return manifest


def _table(content: dict[str, Any]) -> SavedTable:
    columns = tuple((_matching(name, TABLE_NAME), str(kind)) for name, kind in content["columns"])
    if not columns or any(kind not in KINDS for _, kind in columns):
        raise ValueError("columns of unknown kinds")
    return SavedTable(
        _matching(content["name"], TABLE_NAME),
        columns,
        _count(content["count_rows"]),
        _matching(content["sha256"], _HASH),
    )


def _matching(value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"{value!r} is not what belongs here")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value
