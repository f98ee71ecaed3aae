"""Empty rows that already carry their number, so that what is typed there has an identity at once (METHOD 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.model import ROW_ID, Sheet
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.time_photo import TIME_PHOTO

SPARE_ROWS = 30
MORE_SPARE_ROWS = {TIME_PHOTO.key: 150, MONITORING.key: 90, CLIENT_STOCK.key: 90}
"""Sheets that are filled by the dozen: three weeks of one manager, ten activities a day; a dozen clients asked about
all seven blocks; the shelves of a few clients."""
_PREFIX_CHARACTERS = 8


def with_spare_rows(frame: pd.DataFrame, sheet: Sheet, workbook_id: str) -> pd.DataFrame:
    """Return the records of a sheet whose rows are numbered by the program, and after them the empty numbered rows.

    A number is the first 8 characters of the workbook's identity, a dash and a count from 1; numbers that the frame
    has already are passed over, so a workbook made twice of the same state numbers on. Other sheets come back as
    they are.
    """
    if not sheet.has_row_ids:
        return frame
    numbers = spare_ids(workbook_id, frame[ROW_ID], MORE_SPARE_ROWS.get(sheet.key, SPARE_ROWS))
    spare = pd.DataFrame({ROW_ID: list(numbers)}, dtype=object)
    whole = pd.concat([frame.astype(object), spare.reindex(columns=list(frame.columns))], ignore_index=True)
    return whole.astype(object)


def spare_ids(workbook_id: str, taken: Iterable[object], count: int) -> Iterable[str]:
    """Yield the numbers of so many empty rows of one sheet of a workbook."""
    prefix = number_prefix(workbook_id)
    counts = (re.fullmatch(rf"{re.escape(prefix)}(\d+)", str(one)) for one in taken)
    last = max((int(count[1]) for count in counts if count), default=0)
    return (f"{prefix}{number}" for number in range(last + 1, last + 1 + count))


def number_prefix(workbook_id: str) -> str:
    """Return what the numbers of the empty rows of a workbook begin with, the dash included."""
    return f"{workbook_id[:_PREFIX_CHARACTERS]}-"


def with_same_numbers(frame: pd.DataFrame, numbered: pd.DataFrame) -> pd.DataFrame:
    """Return a table with a row for every record of another one: its empty rows have the same numbers.

    So a function typed into an empty row of «FBS функции» stands in the matrix at once, and roles may be typed there.
    """
    known = set(frame[ROW_ID])
    spare = pd.DataFrame({ROW_ID: [one for one in numbered[ROW_ID] if one not in known]}, dtype=object)
    whole = pd.concat([frame.astype(object), spare.reindex(columns=list(frame.columns))], ignore_index=True)
    return whole.astype(object)
