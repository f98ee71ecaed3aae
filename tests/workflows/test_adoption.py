"""A template becomes a workbook of a base: what was typed into it before is sent afterwards, nothing else is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.journal import head
from clientbase_xl.base.replay import replay
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.reading.own_workbook import read_grids
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.workflows.adoption import template_rows
from clientbase_xl.workflows.empty_workbook import empty_content
from clientbase_xl.workflows.origin import BASE_MARK, IDENTITY_MARK, MANAGER_MARK, SEQ_MARK, TEMPLATE_MARK, is_template
from clientbase_xl.workflows.refresh import Press, Refreshed, refresh
from clientbase_xl.workflows.send import SendReport, send_book
from clientbase_xl.workflows.undo_refresh import undo_refresh
from clientbase_xl.workflows.workbook_edits import typed_rows
from tests.support.fake_book import FakeBook, FakeTable, open_template
from tests.support.office import NOW, TODAY, Office

pytestmark = pytest.mark.long


def pressed(office: Office, book: FakeBook, user: str = "тест", **options: Any) -> Refreshed:
    """Press «Пересчитать всё»."""
    return refresh(office.base, book, TODAY, press=Press("Пересчитать всё", office.now(), user), **options)


def sent(office: Office, book: FakeBook, user: str = "тест") -> SendReport:
    """Press «Отправить изменения»."""
    typed = read_grids(book.name, book.grids(), book.visible(), book.marks())
    return send_book(office.base, typed, now=office.now(), user=user)


def people(office: Office) -> pd.DataFrame:
    """Return the contact persons of the base."""
    return replay(office.base, sheet_keys=["contact_persons"])["contact_persons"]


def table(book: FakeBook, key: str) -> FakeTable:
    return book.shown[BY_KEY[key].table_name]


def type_in(book: FakeBook, key: str, row: int, **cells: Any) -> None:
    """Type into cells of a row (from 0) by catalogue keys."""
    shown = table(book, key)
    for name, value in cells.items():
        shown.body[row][shown.head.index(BY_KEY[key][name].title)] = value


def set_threshold(book: FakeBook, address: str, value: object) -> None:
    row = table(book, "settings").cells("address").index(address)
    type_in(book, "settings", row, value=value)


def threshold(book: FakeBook, address: str) -> object:
    shown = table(book, "settings")
    return shown.cells("value")[shown.cells("address").index(address)]


def test_the_typed_cells_of_a_template_are_those_that_the_product_comes_with() -> None:
    tables = empty_content().tables
    shown = {
        sheet.key: {
            key: {name: text for name, text in cells.items() if text}
            for key, cells in typed_rows(sheet, tables[sheet.key])
            if any(cells.values())
        }
        for sheet in ALL_SHEETS
        if sheet.key in tables and sheet.wide is None
    }
    assert {key: rows for key, rows in shown.items() if rows} == template_rows()


def test_an_untouched_template_becomes_a_workbook_of_the_base_that_has_nothing_to_send(office: Office) -> None:
    book = open_template()
    done = pressed(office, book)
    marks = book.marks()
    assert done.is_adopted
    assert done.not_found == ()
    assert not is_template(marks)
    assert (marks[BASE_MARK] != "", marks[SEQ_MARK], marks[TEMPLATE_MARK]) == (True, str(head(office.base)[0]), "")
    assert sorted(filter(None, table(book, "clients").cells("client_code"))) == ["1", "2", "3"]
    report = sent(office, book)
    assert report.is_empty, report
    assert not pressed(office, book).is_adopted
    assert book.marks()[IDENTITY_MARK] == marks[IDENTITY_MARK]


def test_a_contact_person_typed_before_the_base_is_known_is_sent_afterwards(office: Office) -> None:
    book = open_template()
    type_in(book, "contact_persons", 0, client_code="1", person_name="Анна Ким", phone="8 900 000-00-00")
    pressed(office, book)
    assert table(book, "contact_persons").cells("person_name")[0] == "Анна Ким"
    report = sent(office, book)
    assert (report.count_applied, report.count_conflicts) == (3, 0), report
    kept = people(office)
    assert kept["person_name"].tolist() == ["Анна Ким"]
    assert kept["row_id"].iloc[0].startswith(book.marks()[IDENTITY_MARK][:8])
    assert sent(office, book).count_applied == 0
    assert office.is_whole()


def test_two_templates_of_one_base_never_give_two_records_one_number(office: Office) -> None:
    for name in ("Анна Ким", "Пётр Лис"):
        book = open_template()
        type_in(book, "contact_persons", 0, client_code="1", person_name=name)
        pressed(office, book)
        assert sent(office, book).count_applied == 2
    kept = people(office)
    assert sorted(kept["person_name"]) == ["Анна Ким", "Пётр Лис"]
    assert table(book, "contact_persons").cells("person_name")[:2] == ["Пётр Лис", "Анна Ким"]


def test_cells_nobody_typed_take_the_base_and_typed_ones_are_named_and_sent(office: Office) -> None:
    first = open_template()
    pressed(office, first)
    set_threshold(first, "status.new_days", 100)
    row = table(first, "clients").cells("client_code").index("1")
    type_in(first, "clients", row, comment="как в базе", phone="111")
    assert sent(office, first).count_applied == 3
    book = open_template()
    set_threshold(book, "status.active_months", 15)
    type_in(book, "clients", 0, client_code="1", phone="8 900 000-00-00")
    done = pressed(office, book)
    assert threshold(book, "status.new_days") == 100
    assert table(book, "clients").cells("comment")[0] == "как в базе"
    assert table(book, "clients").cells("phone")[0] == "8 900 000-00-00"
    assert table(book, "clients").cells("client_name")[0] == "Фирма 1"
    assert [one.message.split(": ", 1)[1] for one in done.not_found] == [
        "в базе «111», в книге введено «8 900 000-00-00»",
        "в базе «12», в книге введено «15»",
    ]
    report = sent(office, book)
    assert (report.count_applied, report.count_conflicts, report.count_known) == (2, 0, 0), report
    assert office.card("1", "phone") == "8 900 000-00-00"
    assert office.card("1", "comment") == "как в базе"


def test_a_value_added_to_a_list_of_the_template_comes_into_the_base(office: Office) -> None:
    book = open_template()
    free = next(
        row
        for row, cells in enumerate(table(book, "lists").rows())
        if "channels" in cells and table(book, "lists").cells("value")[row] is None
    )
    type_in(book, "lists", free, value="Ярмарка")
    pressed(office, book)
    assert sent(office, book).count_applied == 1
    lists = replay(office.base, sheet_keys=["lists"])["lists"]
    assert "Ярмарка" in lists.loc[lists["list_key"] == "channels", "value"].tolist()


def test_the_template_of_a_manager_holds_his_clients_only_and_a_stranger_gets_nothing(team: Office) -> None:
    book = open_template()
    with pytest.raises(BadUse, match="не зарегистрирован"):
        pressed(team, book, "чужой")
    assert is_template(book.marks())
    pressed(team, book, "ветров")
    assert book.marks()[MANAGER_MARK] == "Ветров"
    assert sorted(filter(None, table(book, "clients").cells("client_code"))) == ["1", "3"]


def test_only_the_whole_recalculation_makes_a_template_a_workbook_of_the_base(office: Office) -> None:
    book = open_template()
    for act in (
        lambda: pressed(office, book, sheets=("clients",)),
        lambda: refresh(office.base, book, TODAY),
        lambda: undo_refresh(office.base, book),
        lambda: sent(office, book),
    ):
        with pytest.raises(BadUse, match="Нажмите «Пересчитать всё»"):
            act()
    assert is_template(book.marks())


def test_a_sheet_with_a_password_of_somebody_stops_it_before_anything_is_written(office: Office) -> None:
    book = open_template()
    table(book, "contact_persons").has_password = True
    before = {name: one.rows() for name, one in book.shown.items()}
    with pytest.raises(BadUse, match="под паролем листы «Контактные лица»"):
        pressed(office, book)
    assert is_template(book.marks())
    assert {name: one.rows() for name, one in book.shown.items()} == before


def test_the_first_recalculation_of_a_template_is_not_taken_back(office: Office) -> None:
    book = open_template()
    pressed(office, book)
    with pytest.raises(BadUse, match="возвращать нечего"):
        undo_refresh(office.base, book)


def test_an_adopted_template_is_a_stranger_to_another_base(office: Office) -> None:
    book = open_template()
    pressed(office, book)
    other = Base.init(office.folder / "другая база", at=NOW, by="тест")
    with pytest.raises(BadUse, match="не книга этой базы"):
        refresh(other, book, TODAY, press=Press("Пересчитать всё", office.now(), "тест"))
    typed = read_grids(book.name, book.grids(), book.visible(), book.marks())
    with pytest.raises(BadUse, match="книга другой базы"):
        send_book(other, typed, now=office.now(), user="тест")
