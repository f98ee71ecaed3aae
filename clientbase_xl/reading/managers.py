"""Names that stand for nobody: «Без менеджера» in an export is a missing manager, «Отдел» is the whole department."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.problems import Severity
from clientbase_xl.reading.sifter import BoolMask, Sifter
from clientbase_xl.reading.text import by_unique
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER

KEY = "manager"
NOT_PEOPLE = frozenset({DEPARTMENT.casefold(), NO_MANAGER.casefold()})
"""Titles of the meeting's pages (METHOD section 19): a manager of that name would be mixed up with them."""


def without_nobody(sifter: Sifter, names: pa.Array) -> pa.Array:
    """Return the managers' names of all rows, null where a name is nobody's, with one notice when there are any."""
    nobody: BoolMask = by_unique(names, _is_nobody).fill_null(False).to_numpy(zero_copy_only=False).astype(bool)
    sifter.report_once(
        nobody & sifter.is_open,
        KEY,
        f"«{DEPARTMENT}» и «{NO_MANAGER}» — не имя менеджера: менеджер пуст",
        "Укажите менеджера в учётной системе, если он известен.",
        Severity.NOTICE,
    )
    return names if not nobody.any() else pc.if_else(pa.array(nobody), pa.scalar(None, names.type), names)


def _is_nobody(distinct: pa.Array) -> pa.Array:
    return pa.array(
        [None if name is None else name.casefold() in NOT_PEOPLE for name in distinct.to_pylist()], pa.bool_()
    )
