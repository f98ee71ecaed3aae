"""Rows that a filter hides, shown for the time of one write: Excel writes a block into visible rows only.

With a filter on, Excel puts the first value of a block into every visible cell and none into the hidden ones (known to
xlwings as its issue 747). The filter itself stays as people set it; the same rows are hidden again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

_VISIBLE_CELLS = 12  # xlCellTypeVisible
_RUNS_AT_ONCE = 10
"""An address may hold 255 characters, and a run of rows takes up to sixteen."""


@contextmanager
def hidden_rows_shown(table: Any) -> Iterator[None]:
    """Show the rows of a native table that a filter hides for the time of a `with`; they are hidden again in any case.

    Only Excel needs it, and only while a filter is on: other hosts write and copy hidden rows as they are.
    """
    api = table.api
    if not _is_filtered(api):
        yield
        return
    rows = api.Range.EntireRow
    runs = [*_hidden_runs(api.Range.Row, api.Range.Rows.Count, rows.SpecialCells(_VISIBLE_CELLS).Areas)]
    rows.Hidden = False
    try:
        yield
    finally:
        last = api.Range.Row + api.Range.Rows.Count - 1  # rows may have fallen away
        texts = [f"{first}:{min(end, last)}" for first, end in runs if first <= last]
        for at in range(0, len(texts), _RUNS_AT_ONCE):
            api.Parent.Range(",".join(texts[at : at + _RUNS_AT_ONCE])).EntireRow.Hidden = True


def _is_filtered(api: Any) -> bool:
    """Tell whether a table of Excel hides rows by its filter; a table of another host has no such object."""
    buttons = getattr(api, "AutoFilter", None)
    return bool(getattr(buttons, "FilterMode", False))


def _hidden_runs(top: int, count: int, areas: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of rows that lies in none of the visible areas."""
    visible = {row for area in areas for row in range(area.Row, area.Row + area.Rows.Count)}
    first = None
    for row in range(top, top + count + 1):
        is_hidden = row < top + count and row not in visible
        if is_hidden and first is None:
            first = row
        elif not is_hidden and first is not None:
            yield first, row - 1
            first = None
