"""Notes that people pin to cells: a row dressed as another one must not take them along."""

from __future__ import annotations

import xlwings


def clear_notes(cells: xlwings.Range) -> None:
    """Take the notes off cells; a host copies them with the formats.

    An engine of ours says itself how (`range.impl.clear_notes`); Excel is asked through its object model, which calls
    conversations comments and the yellow slips of old notes.
    """
    own = getattr(cells.impl, "clear_notes", None)
    if own is not None:
        own()
        return
    cells.api.ClearComments()
    cells.api.ClearNotes()
