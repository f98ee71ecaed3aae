"""Empty rows of a workbook have their numbers before anybody types."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.time_photo import TIME_PHOTO
from clientbase_xl.writing.spare_rows import SPARE_ROWS, with_spare_rows

WORKBOOK = "1a2b3c4d-0000-5000-8000-000000000000"


def ids(*taken: str) -> list[str]:
    """Return the numbers of a sheet that has records with these numbers."""
    frame = pd.DataFrame({"row_id": taken}, dtype=object).reindex(columns=list(CONTACTS.keys))
    return list(with_spare_rows(frame, CONTACTS, WORKBOOK)["row_id"])


def test_thirty_rows_are_numbered_after_the_workbook() -> None:
    assert ids() == [f"1a2b3c4d-{number}" for number in range(1, SPARE_ROWS + 1)]
    assert SPARE_ROWS == 30


@pytest.mark.parametrize(
    ("taken", "first"),
    [
        (("1a2b3c4d-7", "1a2b3c4d-2"), "1a2b3c4d-8"),
        (("ffffffff-9", "демо-5"), "1a2b3c4d-1"),
        (("1a2b3c4d-7x", "x1a2b3c4d-7"), "1a2b3c4d-1"),
    ],
)
def test_numbers_that_records_have_already_are_never_given_again(taken: tuple[str, ...], first: str) -> None:
    found = ids(*taken)
    assert found[: len(taken)] == list(taken)
    assert found[len(taken)] == first
    assert len(set(found)) == len(taken) + SPARE_ROWS


def test_a_sheet_whose_rows_have_keys_of_their_own_gets_none() -> None:
    frame = pd.DataFrame({"client_code": ["1"]})
    assert with_spare_rows(frame, CLIENTS, WORKBOOK) is frame


@pytest.mark.parametrize(("sheet", "count"), [(TIME_PHOTO, 150), (MONITORING, 90), (CLIENT_STOCK, 90)])
def test_a_sheet_that_is_filled_by_the_dozen_has_room_for_weeks(sheet: Sheet, count: int) -> None:
    assert len(with_spare_rows(pd.DataFrame({"row_id": []}, dtype=object), sheet, WORKBOOK)) == count
