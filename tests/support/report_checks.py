"""What the tests of report readers ask of an unrolled report."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from tests.support.drawn_report import DrawnReport

FILE = "отчёт.xlsx"


def unroll(reader: ReportReader, drawing: DrawnReport) -> FlatReport:
    """Return what the reader makes of a report that it must know."""
    assert reader.identify(drawing.peek())
    return reader.read(drawing.grid(), FILE)


def told(report: FlatReport, *titles: str) -> list[Any]:
    """Return the values of one heading, or tuples of several; None for a heading that is not there."""
    columns = dict(zip(report.headings, report.columns, strict=True))
    count = len(report.row_numbers)
    lists = [columns[title].to_pylist() if title in columns else [None] * count for title in titles]
    return lists[0] if len(titles) == 1 else list(zip(*lists, strict=True))


def refusal(reader: ReportReader, drawing: DrawnReport) -> str:
    """Return what the reader says when it refuses a report that it knows."""
    assert reader.identify(drawing.peek())
    with pytest.raises(BadFile) as caught:
        reader.read(drawing.grid(), FILE)
    assert caught.value.allowed
    assert caught.value.remedy
    return str(caught.value).replace("\u00a0", " ").replace("\u2212", "-")
