"""The files of the demo go through the real reader: rows are set aside exactly as declared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from clientbase_xl.demo.export_csv import csv_bytes
from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.planted import Expected, PlantedProblem
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.results import ReadLines
from clientbase_xl.writing.plain_sheet import write_plain_sheet


@pytest.fixture(scope="module", params=[0, 1], ids=["csv", "xlsx"])
def read(request: pytest.FixtureRequest, demo: DemoData, tmp_path_factory: pytest.TempPathFactory) -> ReadLines:
    """Return one file of the export as the reader gives it."""
    export = demo.files[request.param]
    path = tmp_path_factory.mktemp("demo") / export.name
    if export.is_csv:
        path.write_bytes(csv_bytes(export.frame))
    else:
        write_plain_sheet(path, export.frame, "Продажи", demo.today)
    result = read_export(path)
    assert isinstance(result, ReadLines)
    return result


def declared(demo: DemoData, read: ReadLines) -> list[PlantedProblem]:
    """Return what is planted in the file."""
    return [problem for problem in demo.planted if Path(problem.file).name == read.file_name]


@pytest.mark.long
def test_rows_are_set_aside_for_the_declared_reasons_and_no_other(demo: DemoData, read: ReadLines) -> None:
    reasons: Counter[str] = Counter()
    for problem in declared(demo, read):
        if problem.expected is Expected.EXCLUDED:
            reasons[problem.reason] += len(problem.rows)
    assert read.excluded == dict(reasons)
    (export,) = [export for export in demo.files if export.name == read.file_name]
    assert read.count_read == len(export.frame) - 1  # the empty row is no line


@pytest.mark.long
def test_problems_point_at_planted_rows_only(demo: DemoData, read: ReadLines) -> None:
    rows = {row for problem in declared(demo, read) for row in problem.rows}
    assert read.problems
    assert {problem.row for problem in read.problems} <= rows


@pytest.mark.long
def test_codes_with_a_fraction_and_names_like_formulas_arrive_as_they_are_meant(
    demo: DemoData, read: ReadLines
) -> None:
    codes = set(read.lines["client_code"].to_pylist())
    names = {name[0] for name in read.lines["client_name"].to_pylist() if name}
    assert codes - {None} <= set(demo.stories)
    assert None in codes
    assert {"=", "+", "-", "@"} <= names
