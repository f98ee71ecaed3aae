"""Layouts that are not recognised: asked once, remembered with the import, listed and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from clientbase_xl.base.export_layouts import SettledLayout, forget_layout, read_layouts, remember_layout
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.export import Content, read_export
from clientbase_xl.reading.layout_answers import LayoutAnswers, Remembered, fingerprint
from clientbase_xl.reading.seen_layout import LayoutNotRecognised, SeenLayout
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.workflows.people import person_of

AskColumns = Callable[[SeenLayout], Mapping[str, str]]
"""Asks a person which heading is which missing column: key → heading, empty when nobody answers."""
COLUMNS = "columns"
"""The answer that names columns; every other kept answer is a decision about the values of columns."""


@dataclass(frozen=True, slots=True)
class ShownLayout:
    """A remembered layout for people: `columns` gives the title of ours → the heading of the file."""

    number: int
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    decisions: Mapping[str, str]
    settled_by: str
    settled_at: datetime


@dataclass
class Reading:
    """Reads the files of one call: what a person answered about one holds for the others with the same headings."""

    mapping: Mapping[str, str]
    remembered: Remembered
    non_goods: frozenset[str]
    ask_columns: AskColumns | None = None
    decisions: Decisions = NO_DECISIONS
    _answered: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def read(self, path: Path) -> Content:
        """Return what a file holds; a layout that is not recognised is asked about where somebody can be asked.

        Raises what `read_export` raises; LayoutNotRecognised also when the answers leave a needed column open.
        """
        try:
            return self._read(path, self.mapping)
        except LayoutNotRecognised as refusal:
            key = fingerprint(one.heading for one in refusal.seen.headings)
            if key not in self._answered:
                self._answered[key] = self.ask_columns(refusal.seen) if self.ask_columns else {}
            if not self._answered[key]:
                raise
            return self._read(path, dict(self.mapping) | dict(self._answered[key]))

    def _read(self, path: Path, mapping: Mapping[str, str]) -> Content:
        return read_export(
            path, mapping=mapping, non_goods=self.non_goods, decisions=self.decisions, remembered=self.remembered
        )


def remembered_answers(base: Base) -> dict[str, LayoutAnswers]:
    """Return what the base remembers, by fingerprint of the layout."""
    return {one.fingerprint: _answers(one) for one in read_layouts(base)}


def remember(connection: Connection, content: Content, *, now: datetime, user: str) -> int | None:
    """Keep what somebody named or decided about the columns of an imported file; None when nobody did now."""
    found = content.read_from
    answers = {COLUMNS: dict(found.columns)} | found.decisions.as_dict()
    is_repeated = found.recalled is not None and found.decisions.as_dict() == dict(found.recalled.decisions)
    if is_repeated or not any(answers.values()):
        return None
    return remember_layout(
        connection,
        fingerprint(found.headings),
        found.headings,
        answers,
        at=now,
        by=user,
        reason=f"Файл «{content.file_name}»",
    )


def layouts_shown(base: Base) -> list[ShownLayout]:
    """Return the remembered layouts by number."""
    return [
        ShownLayout(
            one.number,
            one.headings,
            {title_of(key): heading for key, heading in _answers(one).columns.items()},
            _answers(one).decisions,
            one.settled_by,
            one.settled_at,
        )
        for one in read_layouts(base)
    ]


def forget(base: Base, number: int, *, now: datetime, user: str) -> str:
    """Forget one layout and say so; BadUse for an unknown number and for a stranger to a base with users."""
    person = person_of(base, user)
    with base.writing() as connection:
        gone = forget_layout(connection, number, at=now, by=person.name)
    headings = ", ".join(f"«{heading}»" for heading in gone.headings)
    return f"Раскладка № {number} забыта: {headings}. Загруженное осталось как есть."


def title_of(key: str) -> str:
    """Return the title of a readable column by its key; the key itself when no schema has it any more."""
    return next((schema[key].title for schema in (SALES_LINES, CLIENTS, PRODUCTS) if key in schema), key)


def _answers(layout: SettledLayout) -> LayoutAnswers:
    decisions = {name: answer for name, answer in layout.answers.items() if name != COLUMNS}
    return LayoutAnswers(layout.number, layout.answers.get(COLUMNS, {}), decisions)
