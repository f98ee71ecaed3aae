"""The figures that the product promises, measured on real data in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import big_run, csv_read, help_start, machine, xlsx_load

MOST_TRIES = 3
"""Other work on a shared machine spoils a measurement now and then; a product that got slower misses every one."""


@pytest.mark.figure
def test_the_help_answers_within_one_and_a_half_imports_of_typer(tmp_path: Path) -> None:
    found = []
    while len(found) < MOST_TRIES and (not found or found[-1].ratio > help_start.RATIO_MAX):
        found.append(help_start.measure(_folder(tmp_path, len(found))))
    assert found[-1].ratio <= help_start.RATIO_MAX, found


@pytest.mark.figure
@pytest.mark.data
@pytest.mark.timeout(900)
def test_a_big_workbook_is_stored_about_as_fast_as_it_can_be_read(shared_data: Path, tmp_path: Path) -> None:
    enough = 1.01 * xlsx_load.PANDAS_RATIO_MIN
    first = xlsx_load.measure(shared_data, _folder(tmp_path, 0), pandas_ratio_max=enough)
    assert first.to_pandas >= xlsx_load.PANDAS_RATIO_MIN, first
    assert first.peak_bytes < xlsx_load.PEAK_MAX_BYTES, first
    found = [first]
    while len(found) < MOST_TRIES and found[-1].to_fastexcel > xlsx_load.FASTEXCEL_RATIO_MAX:
        found.append(xlsx_load.measure(shared_data, _folder(tmp_path, len(found)), is_pandas_tried=False))
    assert found[-1].to_fastexcel <= xlsx_load.FASTEXCEL_RATIO_MAX, found


@pytest.mark.figure
@pytest.mark.data
@pytest.mark.timeout(600)
def test_the_main_job_on_a_million_lines_takes_forty_seconds(shared_data: Path, tmp_path: Path) -> None:
    """The limit is that of a machine as fast as the one on which it was set, and grows on a slower one."""
    found: list[tuple[float, float]] = []
    while len(found) < MOST_TRIES and (not found or found[-1][0] > found[-1][1]):
        folder = _folder(tmp_path, len(found))
        slowness = machine.slowness()
        run = big_run.measure(shared_data, folder)
        slowness = (slowness + machine.slowness()) / 2
        found.append((run.seconds, big_run.SECONDS_MAX * slowness))
        assert run.peak_bytes <= big_run.PEAK_MAX_BYTES, run
        assert (folder / "Клиентская база.xlsx").stat().st_size > 0
        assert list((folder / "Неделя").glob("*.xlsx"))
    assert found[-1][0] <= found[-1][1], found


@pytest.mark.figure
@pytest.mark.timeout(900)
def test_a_csv_is_read_about_as_fast_as_duckdb_loads_it(tmp_path: Path) -> None:
    found = []
    while len(found) < MOST_TRIES and (not found or found[-1].cpu_ratio > csv_read.RATIO_HELD):
        found.append(csv_read.measure(_folder(tmp_path, len(found)), 500_000, 3))
        assert found[-1].ours.peak_bytes < csv_read.PEAK_MAX_BYTES, found
    assert found[-1].cpu_ratio <= csv_read.RATIO_HELD, found
    assert found[-1].windows.cpu_seconds <= csv_read.WINDOWS_RATIO_MAX * found[-1].ours.cpu_seconds, found


def _folder(parent: Path, number: int) -> Path:
    folder = parent / str(number)
    folder.mkdir()
    return folder
