"""The workbook of an empty base: what people open before the first import, always the same."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from clientbase_xl.base.store import Base
from clientbase_xl.schemas.typed_cells import typed_digest
from clientbase_xl.workflows.build_workbook import workbook_content
from clientbase_xl.workflows.origin import DIGEST_MARK, IDENTITY_MARK, MARKS, TEMPLATE_MARK
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.hidden_sheets import HiddenSheet
from clientbase_xl.writing.workbook import write_workbook

TEMPLATE_NAME = "Клиентская база"
TEMPLATE_DAY = date(2026, 11, 2)
"""The day that the template shows: a fixed one, so that it is the same whenever it is made."""


def write_empty_workbook(path: Path, *, hidden: Sequence[HiddenSheet] = ()) -> None:
    """Write the workbook of an empty base, with hidden sheets after its own; WriteRefused as `write_workbook`.

    It carries the mark of a template and no base's: it belongs to nobody's. The other marks are there without a text,
    so that they are hidden when a base makes it its own.
    """
    content = empty_content()
    empty = dict.fromkeys([mark for mark in MARKS if mark != IDENTITY_MARK], "")
    marks = empty | {TEMPLATE_MARK: "да", DIGEST_MARK: typed_digest(content.tables)}
    write_workbook(path, replace(content, marks=marks), extra=hidden)


def empty_content() -> WorkbookContent:
    """Return what the workbook of an empty base shows, without marks."""
    with tempfile.TemporaryDirectory(prefix="clientbase-") as folder:
        began = datetime.combine(TEMPLATE_DAY, time())
        base = Base.init(Path(folder) / "base", at=began, by=TEMPLATE_NAME, seed=TEMPLATE_NAME)
        content, _ = workbook_content(base, load_state(base, TEMPLATE_DAY), name=TEMPLATE_NAME)
    return content
