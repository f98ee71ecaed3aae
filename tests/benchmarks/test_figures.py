"""The figures that the product promises, measured on real data in processes of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import big_run, help_start, xlsx_load


@pytest.mark.slow
def test_the_help_answers_within_one_and_a_half_imports_of_typer(tmp_path: Path) -> None:
    found = help_start.measure(tmp_path)
    assert found.ratio <= help_start.RATIO_MAX, found


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.timeout(900)
def test_a_big_workbook_is_stored_about_as_fast_as_it_can_be_read(shared_data: Path, tmp_path: Path) -> None:
    found = xlsx_load.measure(shared_data, tmp_path)
    assert found.to_fastexcel <= xlsx_load.FASTEXCEL_RATIO_MAX, found
    assert found.to_pandas >= xlsx_load.PANDAS_RATIO_MIN, found
    assert found.peak_bytes < xlsx_load.PEAK_MAX_BYTES, found


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.timeout(600)
def test_the_main_job_on_a_million_lines_takes_forty_seconds(shared_data: Path, tmp_path: Path) -> None:
    found = big_run.measure(shared_data, tmp_path)
    assert found.seconds <= big_run.SECONDS_MAX, found.steps
    assert found.peak_bytes <= big_run.PEAK_MAX_BYTES, found.steps
    assert (tmp_path / "Клиентская база.xlsx").stat().st_size > 0
    assert list((tmp_path / "Неделя").glob("*.xlsx"))
