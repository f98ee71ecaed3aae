"""The program with the login of a manager or a head on a server: what works, what is refused and who does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.base import journal
from clientbase_xl.base.door import apply_changes, cell_text
from clientbase_xl.base.journal import ERASED, Change, head
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.cell_history import field_history
from clientbase_xl.workflows.check_file import check_file
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.login import acting_name
from clientbase_xl.workflows.people import name_user
from clientbase_xl.workflows.personal_data import erase_row
from clientbase_xl.workflows.requests import decide_requests, requests_shown
from clientbase_xl.workflows.send import send_workbook
from clientbase_xl.workflows.verify_base import verify_base
from tests.support.desk import HEADER, line
from tests.support.own_book import OwnBook
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, ROZHKOVA, SECRET, Team, found_team, now

pytestmark = pytest.mark.long

TODAY = date(2026, 11, 21)
VAT = ("без НДС", "без НДС")


def bring(team: Team, name: str, file: Path) -> None:
    """Import a file of sales with a person's login."""
    order = ImportOrder((file,), "1С", vat=VAT[0], cost_vat=VAT[1])
    base, user = team.opened(name), team.login(name)
    import_files(base, order, now=now(), user=user, confirm=lambda _: True, ask_vat=lambda _: VAT)


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head and two managers, and sales that the head imported with his login."""
    folder = tmp_path_factory.mktemp("отдел")
    made = found_team(postgres, postgres.create(), folder)
    sales = [
        line(f"{day:02d}.{month:02d}.2026", "K1", "1000,00", manager="Иванова") for month in (3, 4) for day in (3, 9)
    ]
    # K2 is led by Петров, whoever made out his last document; K9 has no card yet.
    sales += [
        line("10.05.2026", "K2", "300,00", manager="Иванова"),
        line("11.05.2026", "K9", "70,00", manager="Петров"),
    ]
    (folder / "продажи.csv").write_text(HEADER + "".join(row + "\n" for row in sales), encoding="utf-8-sig")
    bring(made, ROZHKOVA, folder / "продажи.csv")
    yield made
    made.drop()


@pytest.fixture(scope="module")
def book(team: Team, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook that Иванова made with her own login."""
    path = tmp_path_factory.mktemp("книги") / "Иванова.xlsx"
    make_workbook(team.opened(IVANOVA), path, TODAY, now=now(), user=team.login(IVANOVA))
    return path


def test_who_acts_is_the_login_whatever_is_given(team: Team) -> None:
    """`--user` and the name at the computer count on an embedded base only."""
    assert acting_name(team.opened(IVANOVA), "рожкова") == team.login(IVANOVA)


def test_a_managers_workbook_holds_his_clients_only(team: Team, book: Path) -> None:
    """And continues from the whole journal, of which he sees a part."""
    opened = OwnBook(book)
    whole = opened.book
    assert list(opened.rows("clients")) == ["K1"]
    assert "contacts-K1" in opened.rows("contacts")
    texts = {str(cell.value) for sheet in whole for row in sheet.iter_rows() for cell in row}
    assert not [text for text in texts if SECRET in text or "K2" in text]
    assert head(team.opened(IVANOVA)) == head(team.base)


def test_a_manager_sends_his_workbook(team: Team, book: Path, tmp_path: Path) -> None:
    """Free cells at once, others as requests that the head decides with his login; a second sending changes nothing."""
    typed = OwnBook(book)
    typed.type("clients", "K1", comment="позвонить", inn="7707083893")
    number = typed.add_record("contacts", client_code="K1", result="заказ", contact_kind="звонок")
    strange = typed.add_record("contacts", client_code="K2", result="заказ", contact_kind="звонок")
    typed.save(tmp_path / "Иванова.xlsx")
    mine, heads = team.opened(IVANOVA), team.opened(ROZHKOVA)
    report = send_workbook(mine, tmp_path / "Иванова.xlsx", now=now(), user=team.login(IVANOVA))
    assert (report.count_applied, report.count_requested, report.count_conflicts) == (4, 1, 0), report.problems
    assert [one for one in report.problems if f"{strange}: Чужая запись не изменена" in one.message], report.problems
    (request,) = report.request_ids
    assert request in [one.request_id for one in requests_shown(mine)]
    (outcome,) = decide_requests(heads, [request], [], why="", now=now(), user=team.login(ROZHKOVA))
    assert outcome.status == "утверждена", outcome.message
    again = send_workbook(mine, tmp_path / "Иванова.xlsx", now=now(), user=team.login(IVANOVA))
    assert (again.count_applied, again.count_requested) == (0, 0), again
    assert team.asked(f"SELECT result FROM contacts WHERE row_id = '{number}'") == [("заказ",)]
    assert [one.by for one in field_history(mine, "clients", "K1", "inn").changes][-1] == team.login(IVANOVA)
    with pytest.raises(BadUse):
        field_history(mine, "clients", "K2", "comment")
    assert verify(team.base) is None


def test_what_a_managers_login_cannot_do_is_refused_in_words(team: Team, tmp_path: Path) -> None:
    """Before anything is begun, with who can."""
    mine, who = team.opened(IVANOVA), team.login(IVANOVA)
    with pytest.raises(BadUse, match="РОП, администратор базы"):
        verify_base(mine)
    with pytest.raises(BadUse, match="РОП, администратор базы"):
        bring(team, IVANOVA, tmp_path / "нет.xlsx")
    with pytest.raises(BadUse, match="РОП, администратор базы"):
        name_user(mine, team.login(PETROV), "РОП", manager="", now=now(), user=who)
    changes = [Change("users", (who,), "role", "менеджер", "РОП")]
    with pytest.raises(BaseRefused), mine.writing() as connection:
        apply_changes(connection, changes, at=now(), by=who, source="команда")


def test_a_file_has_the_same_new_clients_for_a_manager_as_for_the_head(team: Team, tmp_path: Path) -> None:
    """Clients of other managers are known to the base, though not shown."""
    rows = [line("12.05.2026", code, "10,00") for code in ("K1", "K2", "K9", "K10")]
    file = tmp_path / "ещё.csv"
    file.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    mapping: dict[str, str] = {}
    counts = {name: check_file(file, mapping, base=team.opened(name)).count_new_clients for name in (IVANOVA, ROZHKOVA)}
    assert counts[IVANOVA] == counts[ROZHKOVA]
    assert counts[IVANOVA] == 4 - len(team.asked("SELECT 1 FROM clients WHERE client_code IN ('K1', 'K2', 'K9')"))


def test_the_head_names_people_by_their_logins(team: Team) -> None:
    """A login that is not there is refused with the SQL to run; one that is there can come in at once."""
    heads, who = team.opened(ROZHKOVA), team.login(ROZHKOVA)
    with pytest.raises(BadUse, match=r'CREATE ROLE "нет такого" LOGIN;'):
        name_user(heads, "нет такого", "менеджер", manager="Новый", now=now(), user=who)
    name_user(heads, team.login("stranger"), "менеджер", manager="Новый", now=now(), user=who)
    assert team.rows("stranger", "SELECT client_code FROM clients") == []
    assert team.rows("stranger", "SELECT role FROM users") == [("менеджер",)]
    assert verify_base(heads).is_whole


def test_the_head_erases_personal_data_with_his_login(team: Team) -> None:
    """The chain verifies, and nothing of the value is left in any table."""
    assert SECRET in str(team.asked("SELECT phone FROM clients WHERE client_code = 'K2'"))
    erase_row(
        team.opened(ROZHKOVA),
        "contact_persons",
        "contact_persons-K2",
        why="письмо",
        now=now(),
        user=team.login(ROZHKOVA),
    )
    assert team.asked("SELECT phone FROM contact_persons WHERE row_id = 'contact_persons-K2'") == [(None,)]
    assert verify(team.base) is None


def test_a_text_of_an_earlier_program_is_changed_and_erased_with_a_login(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The act before holds it plainly; what is written now is a digest, and goes."""
    heads, who, row = team.opened(ROZHKOVA), team.login(ROZHKOVA), ("contacts", ("contacts-K2",), "next_step")
    with monkeypatch.context() as earlier, team.base.writing() as connection:
        earlier.setattr(journal, "_ERASABLE", {})
        was = Change(*row, cell_text(connection, *row), "раньше")
        apply_changes(connection, [was], at=now(), by=who, source="тест")
    with heads.writing() as connection:
        apply_changes(connection, [Change(*row, "раньше", "у Секретовой")], at=now(), by=who, source="тест")
    erase_row(heads, "contacts", "contacts-K2", why="письмо", now=now(), user=who, field="next_step")
    assert "Секретовой" not in str(team.asked("SELECT p::text FROM personal_values p"))
    assert [one.new for one in field_history(heads, "contacts", "contacts-K2", "next_step").changes][-2:] == [
        ERASED,
        None,
    ]
    assert verify(team.base) is None


def test_a_client_handed_over_goes_with_his_records(team: Team, book: Path, tmp_path: Path) -> None:
    """Its history stays with who led it up to that day; his old workbook changes nothing of it and makes no double."""
    with team.base.writing() as connection:
        passed = [Change("clients", ("K1",), "manager", "Иванова", "Петров")]
        number = apply_changes(connection, passed, at=now(), by=team.login(ROZHKOVA), source="заявка")
        later = [Change("contacts", ("contacts-K1",), "description", OWN, "после передачи")]
        apply_changes(connection, later, at=now(), by=team.login(ROZHKOVA), source="тест")
    hers = team.rows(IVANOVA, "SELECT max(seq) FROM journal_changes WHERE row_key = '[\"K1\"]'")
    assert hers == [(number,)]
    assert team.rows(IVANOVA, "SELECT * FROM clients") == []
    assert "после передачи" not in str(team.rows(IVANOVA, "SELECT p::text FROM personal_values p"))
    assert "после передачи" in str(team.rows(PETROV, "SELECT p::text FROM personal_values p"))
    typed = OwnBook(book)
    typed.type("clients", "K1", comment="ещё раз")
    typed.type("contacts", "contacts-K1", description="ещё раз")
    typed.save(tmp_path / "Иванова.xlsx")
    report = send_workbook(team.opened(IVANOVA), tmp_path / "Иванова.xlsx", now=now(), user=team.login(IVANOVA))
    assert (report.count_applied, report.count_requested, report.count_conflicts) == (0, 0, 0), report
    told = [problem.message for problem in report.problems]
    assert [text for text in told if text.startswith("contacts-K1: Клиента передали")], told
    assert team.asked("SELECT comment FROM clients WHERE client_code = 'K1'") != [("ещё раз",)]
    assert verify(team.base) is None
