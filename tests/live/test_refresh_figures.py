"""How long «Пересчитать всё» may take in a live Calc, and that a crowd of clients changes nothing else about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlwings

from benchmarks import refresh_button
from benchmarks.refresh_button import Pressed, Scene
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.cells import column_cells
from tests.support.calc_engine import engine_office
from tests.support.shown_cells import cells

pytestmark = [pytest.mark.live, pytest.mark.figure, pytest.mark.timeout(600)]

MOST_TRIES = 3
"""Other work on a shared machine spoils a measurement now and then; a button that got slower misses every one."""
RATIO_GUARD = 2.5
"""What fails here. What is wanted is less (`refresh_button.CROWD_RATIO_MAX`, `RETAIL_RATIO_MAX`): a quiet machine keeps
it, a crowd with room and Online Retail II with hardly any; `python -m benchmarks.refresh_button` says how far."""
COMMENT, POTENTIAL_RUB = "=1+1 звонить", 777_000.0
Cells = dict[str, list[list[Any]]]


@dataclass(frozen=True)
class Crowd:
    """Ten thousand clients: what the tables showed before the first press, after it and after it was taken back."""

    scene: Scene
    before: Cells
    after: Cells
    back: Cells
    tries: list[Pressed]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def crowd(app: xlwings.App, tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    """Type two cells into the workbook of a crowd, press, take back; press again only where a figure was missed."""
    scene = refresh_button.crowd(tmp_path_factory.mktemp("толпа"))
    book = app.books.open(str(scene.book))
    type_into(book, "comment", 0, COMMENT)
    type_into(book, "potential_rub", 9_999, POTENTIAL_RUB)
    before = cells(book)
    tries = [refresh_button.measure(scene, book)]
    after = cells(book)
    refresh_button.push(refresh_button.UNDO, scene, book)
    back = cells(book)
    while is_tried_again(tries):
        tries.append(refresh_button.measure(scene, book))
        refresh_button.push(refresh_button.UNDO, scene, book)
    book.close()
    return Crowd(scene, before, after, back, tries)


def is_tried_again(tries: list[Pressed]) -> bool:
    """Tell whether the last press was too slow and another is worth it."""
    return len(tries) < MOST_TRIES and tries[-1].button_seconds > tries[-1].limit_seconds(RATIO_GUARD)


def column(shown: Cells, sheet_key: str, key: str) -> list[Any]:
    """Return a column of a table by its place in the catalogue."""
    place = [one.key for one in BY_KEY[sheet_key]].index(key)
    return [row[place] for row in shown[f"t_{sheet_key}"]]


def type_into(book: xlwings.Book, key: str, row: int, value: Any) -> None:
    """Type into a row (from 0) of «Клиенты» as a person does."""
    table = book.sheets["Клиенты"].tables["t_clients"]
    table.data_body_range[row, [one.key for one in BY_KEY["clients"]].index(key)].value = value


def test_ten_thousand_clients_take_no_more_than_the_guard(crowd: Crowd) -> None:
    last = crowd.tries[-1]
    assert last.button_seconds <= last.limit_seconds(RATIO_GUARD), crowd.tries


def test_a_crowd_shows_what_the_workflow_computes(crowd: Crowd) -> None:
    tables, _ = workbook_tables(crowd.scene.base, load_state(crowd.scene.base, crowd.scene.today), "")
    wanted = tables["clients"]
    count_all = refresh_button.COUNT_CLIENTS + refresh_button.COUNT_NEW
    codes = column(crowd.after, "clients", "client_code")
    assert len(codes) == len(set(codes)) == len(wanted) == count_all
    assert codes[: refresh_button.COUNT_CLIENTS] == column(crowd.before, "clients", "client_code")
    for key in ("turnover_12m_rub", "category", "category_approved", "client_name"):
        shown = dict(zip(codes, column(crowd.after, "clients", key), strict=True))
        computed = column_cells(wanted[key].tolist(), BY_KEY["clients"][key].kind)
        assert shown == dict(zip(wanted["client_code"], computed, strict=True)), key
    for key in ("contacts_due", "akb_moves", "profile_calls", "move_to_phone"):
        first = BY_KEY[key].columns[0].key
        computed = column_cells(tables[key][first].tolist(), BY_KEY[key][first].kind)
        assert len(column(crowd.after, key, first)) == len(computed), key


def test_what_is_typed_among_a_crowd_stays(crowd: Crowd) -> None:
    for shown in (crowd.before, crowd.after, crowd.back):
        assert column(shown, "clients", "comment")[0] == COMMENT
        assert column(shown, "clients", "potential_rub")[9_999] == POTENTIAL_RUB


def test_undo_brings_back_every_cell_of_a_crowd(crowd: Crowd) -> None:
    assert crowd.after != crowd.before
    different = [name for name in crowd.before if crowd.back[name] != crowd.before[name]]
    assert different == []


@pytest.mark.data
def test_online_retail_takes_no_more_than_the_guard(app: xlwings.App, shared_data: Path, tmp_path: Path) -> None:
    scene = refresh_button.retail(shared_data, tmp_path)
    book = app.books.open(str(scene.book))
    tries = list[Pressed]()
    try:
        while not tries or is_tried_again(tries):
            if tries:
                refresh_button.push(refresh_button.UNDO, scene, book)
            tries.append(refresh_button.measure(scene, book))
    finally:
        book.close()
    assert tries[-1].button_seconds <= tries[-1].limit_seconds(RATIO_GUARD), tries
