"""The weekly pages say what the sheets of the workbook of the same day say."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from clientbase_xl.workflows.build_weekly import build_weekly, choose_week
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office


@pytest.mark.long
def test_the_page_counts_the_problems_that_the_workbook_names(team: Office) -> None:
    state = load_state(team.base, TODAY)
    _, problems = workbook_tables(team.base, state, "")
    assert len(problems) > len(state.problems)  # a channel without a strategy is found on the way
    (path,) = build_weekly(team.base, team.folder, choose_week("", TODAY))
    texts = [str(cell) for row in load_workbook(path)["Отдел"].iter_rows(values_only=True) for cell in row if cell]
    assert [text for text in texts if text.startswith("Проблем в данных")] == [
        f"Проблем в данных: {len(problems)}. Они названы на листе «Проблемы» рабочей книги."
    ]
