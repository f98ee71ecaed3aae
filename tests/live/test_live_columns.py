"""Formulas that react to typing give in a real spreadsheet what the rules give."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.rules.level_cuts import UNKNOWN_COLUMN, LevelCuts
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.settings import Settings, rows
from clientbase_xl.writing.book import new_book
from clientbase_xl.writing.lists_sheet import lists_with_room, name_lists
from clientbase_xl.writing.table import write_native_table
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office
from tests.support.workbook_sample import TODAY, sample_content, sample_lists

pytestmark = pytest.mark.live

GRID = [row.value for row in rows(Settings()) if row.address.startswith("grid.")]
KNOWN = LevelCuts(1000.0, 500.0, 100.0, 900.0, 300.0, True)
TURNOVER = LevelCuts(1000.0, 500.0, 100.0, None, None, False)

# typed profit, typed potential, profitability, turnover, potential
CASES: list[tuple[float | None, float | None, float | None, float | None, float | None]] = [
    (1000, 900, 5, 10, None),
    (999.99, 900, 5, 10, None),
    (1000, 899.99, 5, 10, None),
    (-1, None, 5, 10, 5000),
    (0, 100, 5, 10, 5000),
    (100, None, 5, 10, None),
    (99, None, 5, 10, 300),
    (None, 300, 600, 700, None),
    (None, 300, None, 700, None),
    (None, 300, -5, -20, None),
    (None, 1000, -5, 20, None),
    (500, None, 5, 4000, 3000),
    (None, None, 5, 10, 5000),
    (0, 0, 5, 10, 5000),
]


def expected(
    cuts: LevelCuts,
    typed_profit: float | None,
    typed_potential: float | None,
    profit: float | None,
    turnover: float | None,
    potential: float | None,
) -> str | None:
    """Return the letter by the rules' own levels (METHOD section 3); None when nothing is typed."""
    if typed_profit is None and typed_potential is None:
        return None
    today = 0.0 if (turnover or 0) < 0 else profit if profit is not None else turnover or 0.0
    level = int(cuts.profit_ranks(np.array([float(today if typed_profit is None else typed_profit)]))[0])
    is_known = potential is not None and potential >= max(1.0, turnover or 0)
    likely = typed_potential if typed_potential is not None else potential if is_known else float("nan")
    column = int(cuts.potential_ranks(np.array([float(likely)]))[0])  # type: ignore[arg-type]
    return GRID[level * 3 + (UNKNOWN_COLUMN if column < 0 else column)]


@pytest.mark.long
@pytest.mark.parametrize("cuts", [KNOWN, TURNOVER], ids=["profit known", "turnover only"])
def test_the_what_if_category_is_the_one_of_the_rules(office: Office, tmp_path: Path, cuts: LevelCuts) -> None:
    keys = ["what_if_profit_rub", "what_if_potential_rub", "profitability_12m_rub", "turnover_12m_rub", "potential_rub"]
    frame = pd.DataFrame(CASES, columns=keys)
    frame["client_code"] = [str(number) for number in range(len(CASES))]
    frame["what_if_category"] = [expected(cuts, *case) for case in CASES]
    is_sound = (frame["potential_rub"] > 0) & ~(frame["potential_rub"] < frame["turnover_12m_rub"].fillna(0))
    potential = frame["potential_rub"].where(is_sound)
    frame["potential_in_force_rub"] = potential
    frame["share_of_wallet"] = frame["turnover_12m_rub"].fillna(0) / potential
    frame["untapped_rub"] = potential - frame["turnover_12m_rub"].fillna(0)
    clients = frame.reindex(columns=list(CLIENTS.keys))
    path = tmp_path / "Что если.xlsx"
    write_workbook(path, sample_content(1, tables=sample_content(1).tables | {"clients": clients}, cuts=cuts))
    found = office.recalculate(path)
    assert found.count_formulas >= 3 * len(CASES)
    assert found.errors == ()
    assert found.differences == ()


def test_a_list_is_as_long_as_its_values(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "Списки.xlsx"
    lists = lists_with_room(sample_lists())
    with new_book(path, title="Т", today=TODAY) as book:
        page = book.page(LISTS.title)
        name_lists(book, write_native_table(page, LISTS, lists, top=3), lists)
        other = book.page("Счёт")
        for row, (key, count) in enumerate({"managers": 6, "channels": 3, "non_goods": 1}.items()):
            other.put_formula(row, 0, f"=ROWS(list_{key})", count, book.styles.format())
    found = office.recalculate(path)
    assert (found.count_formulas, found.errors, found.differences) == (3, (), ())
