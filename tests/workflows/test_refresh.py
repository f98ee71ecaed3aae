"""«Пересчитать»: an open workbook shows what the base says, and nothing that people typed is touched (METHOD 1)."""

from __future__ import annotations

from copy import deepcopy

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.origin import MANAGER_MARK
from clientbase_xl.workflows.refresh import ALL, refresh
from tests.support.fake_book import FakeBook, open_book
from tests.support.office import TODAY, Office
from tests.support.sales_more import more_sales


@pytest.fixture
def book(shown_by_the_office: FakeBook) -> FakeBook:
    """Return the open workbook of an office before more was sold."""
    return deepcopy(shown_by_the_office)


@pytest.mark.long
def test_nothing_new_changes_nothing(office: Office, book: FakeBook) -> None:
    before = {name: table.rows() for name, table in book.tables().items()}
    report = refresh(office.base, book, TODAY)
    assert {name: table.rows() for name, table in book.tables().items()} == before
    assert (report.count_added, report.count_gone, report.not_found) == (0, 0, ())
    assert sum(table.count_writes for table in book.tables().values()) == 0, "what is the same is not written"
    assert set(report.rows) == {BY_KEY[key].title for key in ALL}


@pytest.mark.long
def test_every_computed_column_becomes_what_a_new_workbook_would_show(office: Office, book: FakeBook) -> None:
    more_sales(office)
    report = refresh(office.base, book, TODAY)
    fresh = open_book(office.base)
    for name, table in book.tables().items():
        if name.removeprefix("t_") in ALL:
            assert sorted(map(str, table.rows())) == sorted(map(str, fresh.tables()[name].rows())), name
    assert report.count_added > 0
    clients = book.tables()["t_clients"]
    assert clients.cells("client_code") == ["3", "1", "2", "9"], "the order of the book, the new one below"
    assert clients.cells("turnover_12m_rub")[2] == 80300.0


@pytest.mark.long
def test_what_people_typed_and_the_order_they_gave_stay(office: Office, book: FakeBook) -> None:
    more_sales(office)
    clients = book.tables()["t_clients"]
    sheet = BY_KEY["clients"]
    comment = clients.head.index(sheet["comment"].title)
    clients.body.reverse()
    clients.body[0][comment] = "набрал и не отправил"
    clients.body.append(["новый без кода", *[None] * (len(clients.head) - 1)])
    clients.body[-1][0] = None
    clients.body[-1][comment] = "только заметка"
    refresh(office.base, book, TODAY)
    assert clients.cells("client_code") == ["2", "1", "3", None, "9"]
    assert clients.cells("comment")[0] == "набрал и не отправил"
    assert clients.cells("comment")[3] == "только заметка"
    assert clients.cells("turnover_12m_rub")[0] == 80300.0


@pytest.mark.long
def test_columns_moved_by_people_are_found_and_neighbours_are_one_block(office: Office, book: FakeBook) -> None:
    more_sales(office)
    moves = book.tables()["t_akb_moves"]
    moves.head.reverse()
    for row in moves.body:
        row.reverse()
    refresh(office.base, book, TODAY)
    assert "9" in moves.cells("client_code")
    assert moves.count_writes <= 3, "blocks of neighbours that changed, one block for the new row"


@pytest.mark.long
def test_a_workbook_of_one_manager_keeps_his_clients_only(office: Office) -> None:
    book = open_book(office.base, "Ветров")
    more_sales(office)
    refresh(office.base, book, TODAY)
    assert book.tables()["t_clients"].cells("client_code") == ["3", "1"]
    assert book.marks()[MANAGER_MARK] == "Ветров"


@pytest.mark.long
def test_a_deleted_table_and_a_lost_key_are_said_and_the_rest_is_written(office: Office, book: FakeBook) -> None:
    more_sales(office)
    del book.shown["t_reactivation"]
    channels = book.tables()["t_sales_channels"]
    channels.head[channels.head.index(BY_KEY["sales_channels"]["channel"].title)] = "Название канала"
    before = channels.rows()
    report = refresh(office.base, book, TODAY)
    assert [problem.sheet for problem in report.not_found] == ["Каналы продаж", "Реактивация"]
    assert all(problem.remedy for problem in report.not_found)
    assert channels.rows() == before
    assert book.tables()["t_clients"].cells("client_code")[-1] == "9"


@pytest.mark.long
def test_only_the_sheets_of_the_button_are_written(office: Office, book: FakeBook) -> None:
    more_sales(office)
    report = refresh(office.base, book, TODAY, sheets={"reactivation"})
    assert list(report.rows) == ["Реактивация"]
    assert book.tables()["t_clients"].cells("client_code") == ["3", "1", "2"]


@pytest.mark.long
def test_a_workbook_of_another_base_is_refused(office: Office, book: FakeBook) -> None:
    stranger = FakeBook({}, {"clientbase_base_id": "другая"})
    with pytest.raises(BadUse, match="не книга этой базы"):
        refresh(office.base, stranger, TODAY)
    assert book.tables()["t_clients"].count_writes == 0


@pytest.mark.long
def test_progress_is_told_before_the_work(office: Office, book: FakeBook) -> None:
    told: list[str] = []
    refresh(office.base, book, TODAY, sheets={"clients"}, progress=told.append)
    assert told == ["Клиентская база: считаю…", "Клиентская база: пишу «Клиенты»…"]


@pytest.mark.long
def test_what_cannot_be_written_is_said_with_a_remedy_and_the_rest_is_done(office: Office, book: FakeBook) -> None:
    more_sales(office)
    tables = book.tables()
    tables["t_akb_moves"].has_password = True
    retention = tables["t_retention"]
    retention.head[retention.head.index(BY_KEY["retention"]["cohort"].title)] = "Когорты наши"
    kpis = tables["t_base_kpis"]
    kpis.head[kpis.head.index(BY_KEY["base_kpis"]["reason"].title)] = "Мои мысли"
    del book.shown["t_journal"]
    moved, kept = tables["t_akb_moves"].rows(), tables["t_retention"].rows()
    report = refresh(office.base, book, TODAY)
    assert [(problem.sheet, problem.message) for problem in report.not_found] == [
        ("Журнал изменений", "В книге нет таблицы «Журнал изменений»: она не пересчитана"),
        ("Показатели базы", "Столбец «Почему» не пересчитан: на его месте заголовок «Мои мысли»"),
        ("Удержание", "В таблице листа «Удержание» нет столбца «Месяц первой покупки»: она не пересчитана"),
        ("Движение клиентов", "Лист «Движение клиентов» защищён паролем: он не пересчитан"),
    ]
    assert all(problem.remedy for problem in report.not_found)
    assert (tables["t_akb_moves"].rows(), tables["t_retention"].rows()) == (moved, kept)
    assert tables["t_clients"].cells("client_code")[-1] == "9"


@pytest.mark.long
def test_a_table_that_people_gave_another_name_is_known_by_its_headings(office: Office, book: FakeBook) -> None:
    more_sales(office)
    clients = book.tables()["t_clients"]
    del book.shown["t_clients"]
    book.shown["Наши_клиенты"] = clients
    report = refresh(office.base, book, TODAY)
    assert report.not_found == ()
    assert clients.cells("client_code")[-1] == "9"
