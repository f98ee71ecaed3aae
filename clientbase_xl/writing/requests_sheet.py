"""«Заявки на изменения»: what waits for a decision stands first, what is decided takes no second one (METHOD 7)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, WAITING

OPEN = (WAITING, CONFLICT)
CLOSED = (APPROVED, REJECTED)


def open_first(requests: pd.DataFrame) -> pd.DataFrame:
    """Return REQUESTS in the order of reading: waiting and in conflict by number, then the decided, the last first."""
    places = {status: number for number, status in enumerate(OPEN)}
    order = requests["status"].map(lambda status: places.get(status, len(OPEN)))
    numbers = pd.to_numeric(requests["request_id"])
    by = pd.DataFrame({"place": order, "number": numbers.where(order < len(OPEN), -numbers)}, index=requests.index)
    whole: pd.DataFrame = requests.loc[by.sort_values(["place", "number"], kind="stable").index].reset_index(drop=True)
    return whole


def closed_rows(requests: pd.DataFrame) -> tuple[int, ...]:
    """Return the numbers (from 0) of the rows that are decided."""
    return tuple(number for number, status in enumerate(requests["status"]) if status in CLOSED)
