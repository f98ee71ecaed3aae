"""Rows without a number that a workbook has sent already: sending the file again must not store them twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from clientbase_xl.base.journal_tables import SENT_ROWS


def sent_counts(connection: Connection, workbook_id: str, sheet_key: str) -> Counter[str]:
    """Return how often each row, by fingerprint, was sent from a workbook already."""
    query = select(SENT_ROWS.c.fingerprint, SENT_ROWS.c.count).where(
        SENT_ROWS.c.workbook_id == workbook_id, SENT_ROWS.c.sheet_key == sheet_key
    )
    return Counter({str(fingerprint): int(count) for fingerprint, count in connection.execute(query)})


def add_sent(connection: Connection, workbook_id: str, sheet_key: str, counts: Mapping[str, int]) -> None:
    """Note rows that a workbook sends now, beside those that it sent before; counts below 1 are passed over."""
    more = {fingerprint: count for fingerprint, count in counts.items() if count > 0}
    if not more:
        return
    total = sent_counts(connection, workbook_id, sheet_key) + Counter(more)
    of_sheet = (SENT_ROWS.c.workbook_id == workbook_id) & (SENT_ROWS.c.sheet_key == sheet_key)
    connection.execute(delete(SENT_ROWS).where(of_sheet & SENT_ROWS.c.fingerprint.in_(list(more))))
    place = {"workbook_id": workbook_id, "sheet_key": sheet_key}
    connection.execute(insert(SENT_ROWS), [place | {"fingerprint": key, "count": total[key]} for key in more])
