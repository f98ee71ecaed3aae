"""What somebody answered about a layout, and how the layout is recognised again: by its headings, not by its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from clientbase_xl.reading.header import compact
from clientbase_xl.reading.raw import Peek

MIN_HEADINGS = 2
Remembered = Mapping[str, "LayoutAnswers"]
"""Answers by the fingerprint of their layout."""


@dataclass(frozen=True)
class LayoutAnswers:
    """Answers kept under a number: `columns` gives key → heading; `decisions` what else was decided of columns.

    `decisions` maps an option of `import` («dates», «decimal») to its answer.
    """

    number: int
    columns: Mapping[str, str]
    decisions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def fingerprint(headings: Iterable[str]) -> str:
    """Return the identity of a layout: the same headings in any order, case and punctuation are the same layout.

    Answers name headings, never positions, and people move columns between two exports.
    """
    names = sorted(name for heading in headings if (name := compact(heading)))
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def recall(peeks: Sequence[Peek], remembered: Remembered) -> LayoutAnswers | None:
    """Return what was answered about the first row of a visible sheet that is a known layout; None when none is."""
    if not remembered:
        return None
    for peek in peeks:
        for cells in () if peek.is_hidden else peek.rows:
            if sum(bool(cell.strip()) for cell in cells) >= MIN_HEADINGS and (
                found := remembered.get(fingerprint(cells))
            ):
                return found
    return None
