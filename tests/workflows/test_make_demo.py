"""The demo goes through the real doors, is the same every time, and what is committed is current."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from clientbase_xl.base.reconciliations import read_acts
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.store import Base
from clientbase_xl.problems import Severity
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reconciliation import ACCEPT, LATER, LEAVE
from clientbase_xl.schemas.requests import WAITING
from clientbase_xl.workflows.make_demo import DEMO_TODAY, DemoMade, make_demo
from clientbase_xl.workflows.reconcile import kept_act
from clientbase_xl.workflows.reconciliation_requests import requests_of_act
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.writing.table_sheet import ROWS_ABOVE_DATA
from tests.conftest import PROJECT
from tests.support.meaning import differences

MOST_COMMITTED = 9 * 1024 * 1024 // 4


@pytest.fixture(scope="session")
def state(demo: DemoMade, demo_folder: Path) -> State:
    """Return the state of the demo's base."""
    assert demo.files
    return load_state(Base.open(demo_folder / "base"), DEMO_TODAY)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Клиентская база.xlsx", "Неделя 2026-W47.xlsx"])
def test_the_committed_workbooks_are_what_the_program_makes_today(demo: DemoMade, demo_folder: Path, name: str) -> None:
    assert demo_folder / name in demo.files
    assert differences(PROJECT / "workbooks" / name, demo_folder / name) == [], (
        "run: clientbase demo --out demo, look at the workbooks, copy them to workbooks/"
    )


@pytest.mark.long
def test_every_finding_on_a_sheet_of_the_workbook_leads_to_its_row(demo: DemoMade, demo_folder: Path) -> None:
    assert demo.files
    book = load_workbook(demo_folder / "Клиентская база.xlsx", read_only=True, data_only=True)
    rows = list(book[PROBLEMS.title].iter_rows(min_row=ROWS_ABOVE_DATA, values_only=True))
    places = {title: place for place, title in enumerate(rows[0])}
    found = [[row[places[PROBLEMS[key].title]] for key in ("sheet", "row", "message")] for row in rows[1:]]
    of_sheets = [one for one in found if one[0] in book.sheetnames]
    assert len(of_sheets) >= 30
    assert [message for _, row, message in of_sheets if row is None] == []
    book.close()


@pytest.mark.long
def test_the_committed_workbooks_stay_small() -> None:
    files = list((PROJECT / "workbooks").iterdir())
    assert len(files) >= 2
    assert sum(path.stat().st_size for path in files) <= MOST_COMMITTED


@pytest.mark.long
def test_every_row_of_the_exports_is_accepted_or_excluded_by_a_reason(demo: DemoMade) -> None:
    for outcome in demo.outcomes:
        assert outcome.count_read == outcome.count_accepted + sum(outcome.excluded.values()), outcome.file_name
        assert outcome.count_accepted > 0


@pytest.mark.slow
def test_a_second_run_finds_everything_there_and_gives_the_same_files(demo: DemoMade, demo_folder: Path) -> None:
    before = {path: path.read_bytes() for path in demo.files}
    again = make_demo(demo_folder, DEMO_TODAY)
    assert [outcome.kind for outcome in again.outcomes[:2]] == ["уже загружен", "уже загружен"]
    assert again.files == demo.files
    assert [path.name for path in again.files if path.read_bytes() != before[path]] == []


@pytest.mark.long
def test_the_demo_shows_every_category_and_status(state: State) -> None:
    letters = state.categories.table["category"].value_counts()
    assert set(letters.index) == set("ABCDE")
    assert letters.min() >= 8
    shown = set(state.statuses["status"])
    assert {"новый", "действующий", "засыпает", "уснувший", "ушедший", "работа прекращена", "архив"} <= shown


@pytest.mark.long
def test_the_last_of_two_acts_waits_for_decisions(state: State, demo_folder: Path) -> None:
    base = Base.open(demo_folder / "base")
    first, last = read_acts(base)
    assert (first.reconciled_on, last.reconciled_on) == (date(2026, 7, 1), date(2026, 10, 1))
    kept = kept_act(base, last.reconciled_on, moment=state.moment)
    assert kept.difference is not None
    assert kept.difference.by_client
    assert len(kept.figures) >= 500
    assert {ACCEPT, LEAVE, LATER} <= set(kept.decisions["decision"])
    asked = requests_of_act(list_requests(base), last.reconciled_on)
    assert {one.status for one in asked.values()} == {WAITING}
    assert len(asked) >= 4


@pytest.mark.long
def test_the_call_list_is_worth_a_morning(state: State) -> None:
    assert 30 <= len(state.reactivation) <= 120
    assert state.reactivation["amount_9m_rub"].is_monotonic_decreasing


@pytest.mark.long
def test_totals_reconcile_to_the_kopeck(state: State, demo: DemoMade) -> None:
    whole = sum(outcome.amount_rub for outcome in demo.outcomes if outcome.amount_rub is not None)
    ledger = state.lines.amount_rub.sum().to_pyarrow().as_py()
    assert ledger == whole
    year = state.lines.filter(state.lines.sold_on >= pd.Timestamp("2025-11-20").date())
    known = year.filter(year.client_code.notnull()).amount_rub.sum().to_pyarrow().as_py()
    assert round(float(state.facts["turnover_12m_rub"].sum()), 2) == float(known)


@pytest.mark.long
def test_planted_problems_are_reported_and_only_as_many_as_a_person_reads(state: State) -> None:
    errors = [problem for problem in state.problems if problem.severity is Severity.ERROR]
    assert errors
    assert len(state.problems) <= 40
    assert all(problem.remedy for problem in state.problems)
