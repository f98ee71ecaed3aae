"""The check of a base against tampering: its journal link by link, its tables against it (METHOD section 7)."""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.base.journal import head
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.workflows.people import require_sees_all


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: the first broken link and why, "" when all holds; the head of the journal as it is."""

    is_whole: bool
    why: str
    broken_seq: int | None
    head_seq: int
    head_hash: str


def verify_base(base: Base, given_head: str = "") -> Verdict:
    """Check the journal and the tables, against a printed head hash when one is given; BadUse for no hash at all."""
    require_sees_all(base, "Целую базу проверяет не менеджер")
    broken = verify(base, given_head)
    seq, digest = head(base)
    return Verdict(
        broken is None, broken.why if broken else "", broken.seq if broken else None, head_seq=seq, head_hash=digest
    )
