"""A table of our own workbook with a column per person: its headings say who they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clientbase_xl.reading.own_table import FoundTable, TypedTable, places_of, read_table
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.wide import across_key, stored_rows, widened


def with_people(found: FoundTable) -> FoundTable:
    """Return a found wide table with the people whose columns it has; another table comes back as it is.

    Everybody is a person whose name heads a column of the table and is no title of the catalogue: people put there by
    hand too (METHOD section 15: whether they are employees is a matter of the check, not of the reading).
    """
    if (wide := found.schema.wide) is None:
        return found
    names = dict[str, int]()
    for place, name in _headings(found):
        names.setdefault(name, place)
    schema = widened(found.schema, tuple(names))
    places = {across_key(wide, name): place for name, place in names.items() if across_key(wide, name) in schema}
    return replace(found, schema=schema, places={**found.places, **places})


def with_headings(schema: Sheet, heading: Sequence[object]) -> Sheet:
    """Return a wide sheet with the people whose columns a native table has; another sheet comes back as it is.

    In a computed one people stand where the program put them: what is beside is somebody's own column.
    """
    if (wide := schema.wide) is None:
        return schema
    places = places_of(schema, heading)
    known, first, last = set(places.values()), 0, len(heading)
    if not wide.is_typed:
        first, last = places.get(wide.after, last), places.get(wide.before, 0)
    names = (_clean(cell) for place, cell in enumerate(heading) if place not in known and first <= place < last)
    return widened(schema, tuple(dict.fromkeys(name for name in names if name)))


def read_wide(found: FoundTable, file: str, stored: Sheet) -> TypedTable:
    """Return the cells of a wide table (`with_people`) as rows of the table that the base keeps, empty cells too.

    A row whose key is not there gives rows without it: they cannot be told apart and are refused when sent.
    """
    table = read_table(found, file)
    if not set(found.schema.key_columns) <= set(table.frame.columns):
        return TypedTable(table.frame.iloc[:0], table.problems)
    return TypedTable(stored_rows(found.schema, table.frame).reindex(columns=list(stored.keys)), table.problems)


def _headings(found: FoundTable) -> Iterator[tuple[int, str]]:
    """Yield the headings that are no titles: side by side with those that are, up to the first gap outside."""
    known = set(found.places.values())
    first, last = min(known), max(known)
    while first > 0 and _name(found, first - 1):
        first -= 1
    while last + 1 < len(found.header) and _name(found, last + 1):
        last += 1
    for place in range(first, last + 1):
        if place not in known and (name := _name(found, place)):
            yield place, name


def _name(found: FoundTable, place: int) -> str:
    return _clean(found.header[place])


def _clean(cell: object) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""
