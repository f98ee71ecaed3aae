"""Results of the FBS stress test in workbooks: from typed roles and vacations to five sheets (METHOD section 15)."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.demo.fbs import LEFT, employees_list, fbs_records
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.blocks import LINES, PURPOSES
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FIRST_BACKUP, HIGH, MID, OWNER, SECOND_BACKUP
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.fbs_results import RESULTS, fbs_results, solved_tables, team_of_state
from clientbase_xl.workflows.make_demo import DEMO_TODAY
from clientbase_xl.workflows.refresh import Press, refresh
from clientbase_xl.workflows.state import load_state
from clientbase_xl.workflows.undo_refresh import undo_refresh
from tests.support.clients import plain
from tests.support.fake_book import FakeBook, open_book
from tests.support.fbs import large
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook

ORDERS, CALLS = "00000000-1", "00000000-2"
NEXT_MONDAY = week_start(TODAY) + timedelta(days=7)
FRIDAY = NEXT_MONDAY - timedelta(days=3)


def change(office: Office, *changes: Change) -> None:
    """Change the base as somebody who may."""
    with office.base.writing() as connection:
        apply_changes(connection, list(changes), at=office.now(), by="шеф", source="тест")


def hire(office: Office, *names: str) -> None:
    """Add employees to the list."""
    with office.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, list(names), at=office.now(), by="шеф")


def role(number: str, name: str, word: str | None, old: str | None = None) -> Change:
    return Change("fbs_roles", (number, name), "role", old, word)


@pytest.fixture
def firm(team: Office) -> Office:
    """Return an office in which Аня takes orders, Боря backs her up and calls; Боря is away next week."""
    hire(team, "Аня", "Боря")
    cells = {ORDERS: ("Приём заявок", HIGH), CALLS: ("Холодные звонки", MID)}
    away = {"employee": "Боря", "away_from": NEXT_MONDAY.isoformat(), "away_to": NEXT_MONDAY.isoformat()}
    change(
        team,
        *(
            Change("fbs_functions", (number,), key, None, text)
            for number, (name, level) in cells.items()
            for key, text in (("department", "Группа продаж"), ("function", name), ("level", level))
        ),
        role(ORDERS, "Аня", OWNER),
        role(ORDERS, "Боря", FIRST_BACKUP),
        role(CALLS, "Боря", OWNER),
        *(Change("vacations", ("00000000-1",), key, None, text) for key, text in away.items()),
    )
    return team


def line(book: FakeBook, key: str) -> str:
    return plain(str(book.block(LINES[key])[0][0]))


@pytest.mark.long
def test_typed_roles_and_vacations_become_the_five_sheets(firm: Office) -> None:
    tables, problems = workbook_tables(firm.base, load_state(firm.base, FRIDAY), "", has_cards=False)
    assert [one.message for one in problems if one.sheet.startswith("FBS")] == []
    absences = tables["fbs_absences"]
    assert absences[["kind", "state", "count_lost"]].values.tolist() == [
        ["неделя отпусков", "теряем Средний", 1],
        ["один сотрудник", "теряем Средний", 1],
        ["один сотрудник", "без владельца", 0],
        ["двое сразу", "теряем Высший", 2],
    ]
    assert plain(absences["sentence"][1]).endswith(", без прикрытия: «Холодные звонки».")
    assert tables["fbs_map"].set_index("employee")[["colleague:Аня", "colleague:Боря"]].values.tolist() == [
        [0.0, 5.0],
        [5.0, 2.0],
    ]
    substitutions = tables["fbs_substitutions"]
    keys = ["function", "absent", "substitute", "state", "count_days"]
    assert substitutions[keys].values.tolist() == [["Холодные звонки", "Боря", None, "некому", 1]]
    assert substitutions["from_on"].tolist() == [NEXT_MONDAY]
    assert tables["fbs_team"]["employee"].tolist() == ["Боря", "Аня"]
    assert tables["fbs_trainings"]["state"].tolist() == ["нельзя"], "nobody is left to learn to take orders"
    assert "Приём заявок" in tables["fbs_trainings"]["reason"][0]


@pytest.mark.long
def test_the_workbook_of_a_manager_has_them_too_with_lines_and_shades(firm: Office) -> None:
    book = OwnBook(firm.book(user="ветров"))
    for key in RESULTS:
        assert any(cell.value for cell in book.sheet(key)[3]), key
    assert book.value("fbs_map", "Боря", "worst_with") == "Аня (+3)"
    assert book.value("fbs_team", "Боря", "key_functions") == "«Холодные звонки»"
    sheet = book.sheet("fbs_map")
    assert [cell.value for cell in sheet[4]] == ["Сотрудник", "Нет одного", "Аня", "Боря", "Хуже всего вместе с"]
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert {rule.type for rule in rules} >= {"colorScale", "cellIs"}


@pytest.mark.long
def test_a_press_brings_them_up_to_date_with_people_who_come_and_leave(firm: Office) -> None:
    book = open_book(firm.base)
    hire(firm, "Вера")
    change(firm, role(CALLS, "Вера", SECOND_BACKUP))
    press = Press("Пересчитать всё", firm.now(), "шеф")
    assert refresh(firm.base, book, TODAY, press=press).not_found == ()
    table = book.tables()["t_fbs_map"]
    assert table.head == ["Сотрудник", "Нет одного", "Аня", "Боря", "Вера", "Хуже всего вместе с"]
    fresh = open_book(firm.base)
    for key in RESULTS:
        assert book.tables()[f"t_{key}"].body == fresh.tables()[f"t_{key}"].body, key
        assert line(book, key) == line(fresh, key)
    writes = {key: book.tables()[f"t_{key}"].count_writes for key in RESULTS}
    refresh(firm.base, book, TODAY)
    assert {key: book.tables()[f"t_{key}"].count_writes for key in RESULTS} == writes

    before = [list(row) for row in table.body]
    change(firm, Change("lists", (EMPLOYEES_LIST, "Боря"), "is_closed", None, "да"))
    refresh(firm.base, book, TODAY, press=Press("Пересчитать всё", firm.now(), "шеф"))
    assert table.cells("employee") == ["Аня", "Вера"]
    assert table.cells("colleague:Боря") == [None, None], "nobody's column is empty, it does not show old numbers"
    assert (table.cells("colleague:Аня"), table.cells("colleague:Вера")) == ([3.0, 5.0], [5.0, 2.0])
    assert [row[0] for row in book.tables()["t_fbs_team"].body] == ["Аня", "Вера"]
    undo_refresh(firm.base, book)
    assert table.body == before


@pytest.mark.long
def test_without_functions_and_people_the_sheets_say_so_and_the_first_people_come_into_the_open_map(
    team: Office,
) -> None:
    book = open_book(team.base)
    for key in RESULTS:
        assert [cell for row in book.tables()[f"t_{key}"].body for cell in row if cell is not None] == []
        assert line(book, key) == "None"
        assert str(book.block(PURPOSES[key])[0][0]).endswith(BY_KEY[key].empty_text)
    hire(team, "Аня")
    change(
        team,
        Change("fbs_functions", (ORDERS,), "function", None, "Приём заявок"),
        Change("fbs_functions", (ORDERS,), "level", None, HIGH),
        role(ORDERS, "Аня", OWNER),
    )
    refresh(team.base, book, TODAY)
    table = book.tables()["t_fbs_map"]
    assert (table.head, table.body) == (
        ["Сотрудник", "Нет одного", "Аня", "Хуже всего вместе с"],
        [["Аня", 3.0, 3.0, None]],
    )
    assert line(book, "fbs_team").startswith("Ядро — 1 чел. (меньше нельзя): Аня.")


@pytest.mark.long
def test_the_settings_are_obeyed(firm: Office) -> None:
    change(
        firm,
        Change("settings", ("fbs.pairs_max",), "value", "20", "0"),
        Change("settings", ("fbs.weeks_ahead",), "value", "8", "1"),
    )
    found = fbs_results(load_state(firm.base, FRIDAY - timedelta(days=7)))
    assert found["fbs_absences"]["kind"].tolist() == ["один сотрудник"] * 2
    lines = found[SHEET_LINES.key].set_index("sheet_key")["line"]
    assert plain(lines["fbs_absences"]).endswith("на 1 неделю вперёд. Показаны худшие пары: 0, ещё 1 — нет.")


@pytest.mark.long
def test_the_demo_shows_something_to_act_upon_on_every_sheet(office: Office) -> None:
    lists = pd.DataFrame(
        [(EMPLOYEES_LIST, name, is_closed == "да") for name, _, is_closed in employees_list()],
        columns=["list_key", "value", "is_closed"],
    )
    bare = load_state(office.base, DEMO_TODAY)
    state = replace(bare, records={**bare.records, **fbs_records(DEMO_TODAY)}, lists=lists, memo={})
    found = fbs_results(state)
    for key in RESULTS:
        assert check_table(found[key], as_shown(BY_KEY[key], found[key])) == (), key
    absences = found["fbs_absences"]
    assert set(absences["kind"]) == {"неделя отпусков", "один сотрудник", "двое сразу"}
    assert absences["state"][0] == "теряем Средний", "two who back each other up are away in the same week"
    matrix, vacations, _ = team_of_state(state)
    assert len(found["fbs_map"]) == len(found["fbs_team"]) == len(matrix.people) == 11
    assert LEFT not in matrix.people, "who has left can do nothing"
    assert Vacation(LEFT, *_days(state.records["vacations"], LEFT)) in vacations
    assert {"некому", "первый бэкапер", "второй бэкапер"} == set(found["fbs_substitutions"]["state"])
    team = found["fbs_team"]
    assert team["load_after"].max() < team["load"].max()
    assert set(found["fbs_trainings"]["state"]) == {"обучить"}
    assert found[SHEET_LINES.key]["line"].map(len).max() < 200


def _days(vacations: pd.DataFrame, name: str) -> list[object]:
    row = vacations.set_index("employee").loc[name]
    return [pd.Timestamp(row[key]).date() for key in ("away_from", "away_to")]


@pytest.mark.figure
@pytest.mark.parametrize(
    "settings",
    [FbsSettings(), FbsSettings(new_functions_max=2, load_max=14), FbsSettings(new_functions_max=1, load_max=20)],
)
@pytest.mark.parametrize("backups", [0.005, 0.02])
def test_sixty_employees_and_two_hundred_functions_take_less_than_ten_seconds(
    settings: FbsSettings, backups: float
) -> None:
    matrix = large(60, 200, seed=5, backups=backups)
    begun = time.perf_counter()
    found = solved_tables(matrix, settings)
    assert time.perf_counter() - begun < 10
    assert all(text for _, text in found.values())
