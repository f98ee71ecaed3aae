"""The FBS in files: roles come home under the right names, nothing of anybody's is lost (METHOD sections 7 and 15)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.users import add_user
from clientbase_xl.errors import WriteRefused
from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FIRST_BACKUP, OWNER, SECOND_BACKUP
from clientbase_xl.schemas.typed_cells import typed_digest
from clientbase_xl.schemas.users import HEAD
from clientbase_xl.workflows.cell_history import field_history
from clientbase_xl.workflows.refresh import refresh
from tests.support.fake_book import open_book
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

pytestmark = pytest.mark.long

ORDERS, CALLS = "00000000-1", "00000000-2"
ANNA, BORIS = "employee:Алёна Белова", "employee:Боря"
Roles = dict[tuple[str, str], str]


@pytest.fixture
def firm(team: Office) -> Office:
    """Return the office with two employees and two functions."""
    cells = {ORDERS: ("Приём заявок", "Высший (1)"), CALLS: ("Холодные звонки", "Средний (2)")}
    changes = [
        Change("fbs_functions", (number,), key, None, text)
        for number, (name, level) in cells.items()
        for key, text in (("department", "Группа продаж"), ("function", name), ("level", level))
    ]
    with team.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, ["Алёна Белова", "Боря"], at=team.now(), by="шеф")
        apply_changes(connection, changes, at=team.now(), by="шеф", source="тест")
    return team


def roles(office: Office) -> Roles:
    """Return the roles of the base by number of the function and name."""
    rows = read_rows(office.base, "fbs_roles").itertuples(index=False)
    return {(str(row.function_id), str(row.employee)): str(row.role) for row in rows}


def shown_problems(office: Office, name: str) -> str:
    """Return the sentences of «Проблемы» in a new workbook."""
    sheet = OwnBook(office.book(name, user="шеф")).sheet("problems")
    return "\n".join(" ".join(str(cell) for cell in row if cell) for row in sheet.iter_rows(values_only=True))


def test_roles_are_typed_written_in_any_way_and_emptied_again(firm: Office) -> None:
    with edited(firm.book(user="шеф")) as book:
        book.type("fbs_matrix", ORDERS, **{ANNA: " владелец ", BORIS: "1-й  Бэкапер"})
        book.type("fbs_matrix", CALLS, **{ANNA: "хозяин", BORIS: "Владелец; 1 бэкапер"})
    report = firm.send(book.path, "шеф")
    assert roles(firm) == {(ORDERS, "Алёна Белова"): OWNER, (ORDERS, "Боря"): FIRST_BACKUP}
    assert [one.message.partition(":")[0] for one in report.problems] == [
        "Холодные звонки / Алёна Белова",
        "Холодные звонки / Боря",
    ]
    with edited(firm.book("вторая", user="шеф")) as book:
        book.type("fbs_matrix", ORDERS, **{BORIS: None})
    assert firm.send(book.path, "шеф").problems == ()
    assert roles(firm) == {(ORDERS, "Алёна Белова"): OWNER}
    history = field_history(firm.base, "FBS матрица", f"{ORDERS}/Боря", "Роль")
    assert [(one.old, one.new) for one in history.changes] == [(None, FIRST_BACKUP), (FIRST_BACKUP, None)]
    assert firm.is_whole()


def test_only_the_head_gives_roles(firm: Office) -> None:
    with edited(firm.book(user="ветров")) as book:
        book.type("fbs_matrix", ORDERS, **{ANNA: OWNER})
        book.add_record("vacations", employee="Боря", away_from=TODAY, away_to=TODAY)
    report = firm.send(book.path, "ветров")
    assert roles(firm) == {}
    assert [one.message for one in report.problems] == [
        "Приём заявок / Алёна Белова: не принято: это поле меняет только РОП"
    ]
    assert read_rows(firm.base, "vacations")["employee"].tolist() == ["Боря"]


def test_a_person_typed_over_a_column_by_hand_is_read_and_named(firm: Office) -> None:
    with edited(firm.book(user="шеф")) as book:
        sheet = book.sheet("fbs_matrix")
        header, places = book.header("fbs_matrix")
        sheet.cell(header, places[BORIS]).value = "алена  белова"
        sheet.cell(header, sheet.max_column + 1).value = "Новый Человек"
        book.type("fbs_matrix", ORDERS, **{"employee:алена  белова": SECOND_BACKUP, "employee:Новый Человек": OWNER})
    report = firm.send(book.path, "шеф")
    assert roles(firm) == {(ORDERS, "Алёна Белова"): SECOND_BACKUP, (ORDERS, "Новый Человек"): OWNER}
    assert "«Новый Человек» нет в списке сотрудников" in " ".join(one.message for one in report.problems)
    again = OwnBook(firm.book("после", user="шеф"))
    assert again.value("fbs_matrix", ORDERS, "employee:Новый Человек") == OWNER
    assert "«Новый Человек» нет в списке сотрудников, а роли в матрице остались: функций — 1" in shown_problems(
        firm, "проблемы"
    )


def test_an_employee_who_left_keeps_his_roles_in_sight(firm: Office) -> None:
    with edited(firm.book(user="шеф")) as book:
        book.type("fbs_matrix", ORDERS, **{BORIS: OWNER})
        book.type("lists", f"{EMPLOYEES_LIST}/Боря", is_closed="да")
    assert firm.send(book.path, "шеф").problems == ()
    again = OwnBook(firm.book("после", user="шеф"))
    assert again.value("fbs_matrix", ORDERS, BORIS) == OWNER
    assert "«Боря» нет в списке сотрудников, а роли в матрице остались: функций — 1" in shown_problems(firm, "снова")
    assert firm.send(again.path, "шеф").is_empty


def test_roles_follow_the_function_that_a_copy_of_the_workbook_gives_a_number_of_its_own(firm: Office) -> None:
    first = firm.book(user="шеф")
    second = Path(shutil.copy(first, first.with_name("копия.xlsx")))
    for path, name in ((first, "Первая"), (second, "Вторая")):
        with edited(path) as book:
            number = book.add_record("fbs_functions", department="Группа продаж", function=name, level="Обычный (3)")
            book.type("fbs_matrix", number, **{ANNA: OWNER if path == first else FIRST_BACKUP})
    firm.send(first, "шеф")
    add_user(firm.base, "зам", HEAD, at=firm.now(), by="шеф")
    firm.send(second, "зам")
    functions = read_rows(firm.base, "fbs_functions").set_index("function")["row_id"]
    assert functions["Первая"] != functions["Вторая"]
    assert roles(firm) == {
        (functions["Первая"], "Алёна Белова"): OWNER,
        (functions["Вторая"], "Алёна Белова"): FIRST_BACKUP,
    }
    assert firm.send(second, "зам").is_empty


def test_a_workbook_in_which_nobody_typed_is_written_over_without_a_word(firm: Office) -> None:
    change = Change("fbs_roles", (CALLS, "Боря"), "role", None, OWNER)
    with firm.base.writing() as connection:
        apply_changes(connection, [change], at=firm.now(), by="шеф", source="тест")
    made = read_own_workbook(firm.book(user="шеф"))
    assert made.marks["clientbase_typed_digest"] == typed_digest(made.tables)
    assert (made.problems, made.added) == ((), ())
    assert firm.send(firm.book(user="шеф"), "шеф").is_empty


def test_a_workbook_with_roles_not_sent_is_not_written_over(firm: Office) -> None:
    with edited(firm.book(user="шеф")) as book:
        book.type("fbs_matrix", CALLS, **{ANNA: OWNER})
    with pytest.raises(WriteRefused, match="«FBS матрица», Холодные звонки / Алёна Белова, «Роль»: в базе «»"):
        firm.book(user="шеф")


def test_a_column_comes_into_an_open_book_and_what_is_typed_there_stays(firm: Office) -> None:
    book = open_book(firm.base)
    matrix = book.tables()["t_fbs_matrix"]
    matrix.body[0][matrix.head.index("Боря")] = OWNER
    with firm.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, ["Вера"], at=firm.now(), by="шеф")
        role = Change("fbs_roles", (ORDERS, "Вера"), "role", None, FIRST_BACKUP)
        apply_changes(connection, [role], at=firm.now(), by="шеф", source="тест")
    report = refresh(firm.base, book, TODAY)
    assert report.not_found == ()
    assert matrix.head[4:9] == ["Нужно бэкаперов", "Алёна Белова", "Боря", "Вера", "№ функции"]
    assert matrix.cells("employee:Боря") == [OWNER, None]
    assert matrix.cells("employee:Вера") == [FIRST_BACKUP, None]
    writes = matrix.count_writes
    refresh(firm.base, book, TODAY)
    assert matrix.count_writes == writes
