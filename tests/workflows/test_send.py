"""What people type in the workbook comes home by the procedure, once, and is never lost (METHOD section 7)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.base.erase import erase_client
from clientbase_xl.base.journal import entries, head
from clientbase_xl.base.requests import list_requests
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.problems import Severity
from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, WAITING
from clientbase_xl.workflows.build_workbook import make_workbook
from tests.support.office import NEW_CLIENT, NOW, TODAY, Office
from tests.support.own_book import OwnBook, edited


@pytest.mark.long
def test_nothing_typed_changes_nothing(office: Office) -> None:
    path, before = office.book(), head(office.base)
    report = office.send(path)
    assert report.is_empty, report
    assert head(office.base) == before


@pytest.mark.long
def test_a_single_users_cells_are_stored_at_once_and_journalled(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "1", comment="звонить утром", potential_rub=150000.5, is_target="Да")
    report = office.send(book.path, reason="встреча")
    assert (report.count_applied, report.request_ids, report.problems) == (3, (), ())
    assert office.card("1", "comment") == "звонить утром"
    assert office.card("1", "potential_rub") == 150000.5
    assert bool(office.card("1", "is_target"))
    assert set(office.statuses()) == {APPROVED}
    assert {request.decision_reason for request in list_requests(office.base)} == {"один пользователь"}
    assert any("встреча" in entry.reason for entry in entries(office.base))
    assert office.is_whole()


@pytest.mark.long
def test_sending_the_same_file_twice_changes_nothing(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("clients", "1", comment="а", potential_rub=5000, credit_limit_rub=1)
        book.add("clients", **NEW_CLIENT)
        book.add_record("contacts", client_code="1", contacted_on=date(2026, 5, 30), manager="Ветров")
        book.add("tasks", task="Без номера", manager="Ветров", due_on=date(2026, 6, 5))
    team.send(book.path, "шеф")
    before = head(team.base), team.statuses()
    report = team.send(book.path, "шеф")
    assert (head(team.base), team.statuses()) == before
    assert (report.count_applied, report.count_requested, report.count_conflicts) == (0, 0, 0)
    assert team.is_whole()


@pytest.mark.long
def test_the_class_of_a_field_decides_on_its_way(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", comment="а", potential_rub=5000, credit_limit_rub=70000)
    report = team.send(book.path, "ветров", "клиент вырос")
    assert (report.count_applied, report.count_requested) == (1, 1)
    (problem,) = report.problems
    assert ("только РОП" in problem.message, problem.column) == (True, "Кредитный лимит, ₽")
    assert team.card("1", "comment") == "а"
    assert team.card("1", "potential_rub") is None
    (request,) = list_requests(team.base, WAITING)
    assert (request.submitted_by, request.old, request.new, request.reason) == ("ветров", None, "5000", "клиент вырос")
    team.approve(request.request_id)
    assert team.card("1", "potential_rub") == 5000
    assert team.is_whole()


@pytest.mark.long
def test_a_manager_touches_his_own_clients_only(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.type("clients", "2", comment="чужой")
        book.type("reactivation", "3", answer="перезвонить")
    report = team.send(path, "ветров")
    assert report.count_applied == 1
    (problem,) = report.problems
    assert "Градова" in problem.message
    assert team.card("2", "comment") is None
    assert read_rows(team.base, "reactivation")["answer"].tolist() == ["перезвонить"]


@pytest.mark.long
def test_a_managers_workbook_is_his_own_whatever_he_asks(team: Office) -> None:
    book = OwnBook(team.book(user="ветров"))
    assert set(book.rows("clients")) == {"1", "3"}
    with pytest.raises(BadUse, match="Градова"):
        team.book("чужая", user="ветров", manager="Градова")
    with pytest.raises(BadUse, match="не зарегистрирован"):
        team.book("ничья", user="прохожий")


@pytest.mark.long
def test_a_stranger_sends_nothing(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("clients", "1", comment="а")
    with pytest.raises(BadUse, match="не зарегистрирован"):
        team.send(book.path, "прохожий")
    assert team.card("1", "comment") is None


@pytest.mark.long
def test_two_people_and_one_field_the_second_gets_a_conflict(team: Office) -> None:
    first, second = team.book("первая", user="шеф"), team.book("вторая", user="шеф")
    with edited(first) as book:
        book.type("clients", "1", comment="сказал Ветров")
    with edited(second) as book:
        book.type("clients", "1", comment="сказал шеф")
    team.send(first, "ветров")
    report = team.send(second, "шеф")
    assert (report.count_applied, report.count_conflicts) == (0, 1)
    assert team.card("1", "comment") == "сказал Ветров"
    (request,) = list_requests(team.base, CONFLICT)
    assert "в базе другое (ветров, 01.06.2026, " in str(request.decision_reason)
    assert request.new == "сказал шеф"  # a free text stays erasable: the journal keeps the sentence, not the value
    assert "сказал Ветров" in report.problems[0].message


@pytest.mark.long
def test_a_conflict_about_a_telephone_names_who_and_when_but_keeps_no_number_in_the_journal(team: Office) -> None:
    first, second = team.book("первая", user="шеф"), team.book("вторая", user="шеф")
    for path, phone in ((first, "8 900 111-11-11"), (second, "8 900 222-22-22")):
        with edited(path) as book:
            book.type("clients", "1", phone=phone)
    team.send(first, "ветров")
    team.send(second, "шеф")
    (request,) = list_requests(team.base, CONFLICT)
    assert (request.new, "ветров" in str(request.decision_reason)) == ("8 900 222-22-22", True)
    assert "900" not in str(request.decision_reason)
    erase_client(team.base, "1", at=team.now(), by="шеф", reason="просьба")
    for file in team.base.folder.iterdir():
        assert file.is_dir() or not any(part in file.read_bytes() for part in (b"111-11-11", b"222-22-22")), file
    assert team.is_whole()


@pytest.mark.long
def test_the_same_value_from_two_people_is_no_conflict(team: Office) -> None:
    first, second = team.book("первая", user="шеф"), team.book("вторая", user="шеф")
    for path in (first, second):
        with edited(path) as book:
            book.type("clients", "1", comment="одно и то же")
    team.send(first, "ветров")
    assert team.send(second, "шеф").is_empty
    assert list_requests(team.base) == []


@pytest.mark.long
def test_a_cell_typed_again_in_the_same_workbook_follows(team: Office) -> None:
    path = team.book(user="ветров")
    for word in ("раз", "два"):
        with edited(path) as book:
            book.type("clients", "1", comment=word)
        report = team.send(path, "ветров")
        assert (report.count_applied, report.count_conflicts) == (1, 0)
    assert team.card("1", "comment") == "два"


@pytest.mark.long
def test_an_old_file_sent_again_does_not_fight_what_came_later(team: Office) -> None:
    old = team.book("старая", user="ветров")
    with edited(old) as book:
        book.type("clients", "1", comment="раз")
    team.send(old, "ветров")
    with edited(team.book("новая", user="шеф")) as book:
        book.type("clients", "1", comment="позже")
    team.send(book.path, "шеф")
    assert team.send(old, "ветров").is_empty
    assert team.card("1", "comment") == "позже"


@pytest.mark.long
def test_a_workbook_older_than_the_base_brings_only_what_was_typed(team: Office) -> None:
    old = team.book("старая", user="шеф")
    with edited(team.book("новая", user="шеф")) as book:
        book.type("clients", "1", comment="новое", region="Тверь")
    team.send(book.path, "шеф")
    with edited(old) as book:
        book.type("clients", "1", holding="Север")
    report = team.send(old, "шеф")
    assert (report.count_applied, report.count_conflicts) == (1, 0)
    assert [team.card("1", key) for key in ("comment", "region", "holding")] == ["новое", "Тверь", "Север"]


@pytest.mark.long
def test_a_copy_in_which_nobody_typed_takes_nothing_back(team: Office) -> None:
    path = team.book(user="шеф")
    copy = path.with_name("копия.xlsx")
    copy.write_bytes(path.read_bytes())
    with edited(path) as book:
        book.type("clients", "1", comment="новое")
    team.send(path, "шеф")
    report = team.send(copy, "шеф")
    assert (report.count_applied, len(report.problems)) == (0, 1)
    assert "новое" in report.problems[0].message
    assert team.card("1", "comment") == "новое"


@pytest.mark.slow
def test_two_workbooks_of_one_state_give_two_records(team: Office) -> None:
    for name in ("первая", "вторая"):
        with edited(team.book(name, user="шеф")) as book:
            book.add_record("contacts", client_code="1", manager="Ветров", description=name)
    for name in ("первая", "вторая"):
        team.send(team.folder / f"{name}.xlsx", "шеф")
    assert sorted(read_rows(team.base, "contacts")["description"]) == ["вторая", "первая"]


@pytest.mark.long
def test_a_workbook_of_another_base_is_refused(office: Office, tmp_path: Path) -> None:
    (tmp_path / "другая").mkdir()
    other = Office.found(tmp_path / "другая")
    with edited(other.book()) as book:
        book.type("clients", "1", comment="а")
    with pytest.raises(BadUse, match="другой базы"):
        office.send(book.path)
    with pytest.raises(WriteRefused, match="не этой базы"):
        make_workbook(office.base, book.path, TODAY, now=NOW, user="тест")


@pytest.mark.long
def test_a_new_client_waits_for_approval_as_a_whole(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add("clients", **NEW_CLIENT, credit_limit_rub=5)
    report = team.send(book.path, "ветров")
    assert report.count_requested == len(NEW_CLIENT)
    assert ["Кредитный лимит" in problem.column for problem in report.problems] == [True]
    assert team.card("77", "client_name") is None
    waiting = list_requests(team.base, WAITING)
    assert {request.kind for request in waiting} == {"новый клиент"}
    team.approve(waiting[0].request_id)
    assert team.card("77", "client_name") == "ООО «Ладья»"
    assert team.is_whole()


@pytest.mark.long
def test_a_new_client_without_mandatory_parameters_is_refused_by_name(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add("clients", client_code="77", client_name="Ладья", manager="Ветров", channel="Опт")
    report = team.send(book.path, "ветров")
    assert (report.count_requested, list_requests(team.base)) == (0, [])
    (problem,) = report.problems
    for word in ("ИНН", "Контактное лицо", "Телефон или E-mail", "Адрес доставки"):
        assert word in problem.message


@pytest.mark.long
def test_a_possible_double_is_named_to_who_decides(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add("clients", **(NEW_CLIENT | {"client_name": "«фирма 2», ООО"}))
    report = team.send(book.path, "ветров", "новый")
    assert any("возможный дубль: 2 «Фирма 2»" in problem.message for problem in report.problems)
    request = list_requests(team.base, WAITING)[0]
    assert request.reason == "новый; возможный дубль: 2 «Фирма 2» (то же наименование)"


@pytest.mark.long
def test_a_rejected_new_client_may_come_again_mended(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add("clients", **NEW_CLIENT)
    first = team.send(book.path, "ветров").request_ids
    with edited(book.path) as book:
        book.type("clients", "77", delivery_address="Тверь, Советская, 1")
    assert "на согласовании" in team.send(book.path, "ветров").problems[0].message
    team.reject(first[0], why="нет улицы")
    report = team.send(book.path, "ветров")
    assert report.count_requested == len(NEW_CLIENT)
    team.approve(report.request_ids[0])
    assert team.card("77", "delivery_address") == "Тверь, Советская, 1"


@pytest.mark.long
def test_a_deleted_row_deletes_nothing_and_is_said(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.sheet("clients").delete_rows(book.rows("clients")["2"])
    (notice,) = team.send(path, "шеф").problems
    assert ("удалены" in notice.message, "Архив" in notice.remedy) == (True, True)
    assert team.card("2", "client_name") == "Фирма 2"


@pytest.mark.long
def test_archiving_is_a_field_of_the_head(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.type("clients", "2", is_archived="да")
    assert team.send(path, "шеф").count_applied == 1
    assert "2" not in OwnBook(team.book("после", user="шеф")).rows("clients")


@pytest.mark.long
def test_a_wrong_threshold_is_refused_with_the_reason_and_a_sound_one_goes_on(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("settings", "reactivation.window_months", value=900)
        book.type("settings", "status.new_days", value="30")
        book.type("settings", "fields.clients.phone", value="только РОП")
    report = office.send(book.path)
    assert report.count_applied == 2
    (problem,) = report.problems
    assert "не больше 60" in problem.message
    settings = load_settings(office.base)
    assert (settings.status.new_days, settings.reactivation.window_months) == (30, 9)
    assert office.send(book.path).count_applied == 0


@pytest.mark.slow
def test_a_class_typed_in_capitals_is_no_edit_of_the_next_workbook(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.type("settings", "fields.clients.credit_limit_rub", value="Свободно")
        book.type("settings", "grid.max_max", value="В")  # a Cyrillic one: METHOD section 0
    assert team.send(path, "шеф").count_applied == 2
    assert load_settings(team.base).grid.max_max == "B"
    assert team.send(path, "шеф").is_empty
    assert team.send(team.book("ветрова", user="ветров"), "ветров").is_empty
    team.book(user="шеф")


@pytest.mark.long
def test_settings_and_lists_are_the_heads(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.type("settings", "status.new_days", value=30)
        book.type("lists", "channels/Опт", note="главный")
    assert team.send(path, "ветров").count_applied == 0
    assert load_settings(team.base).status.new_days == 90
    assert team.send(path, "шеф").count_applied == 2


@pytest.mark.long
def test_a_cell_that_is_not_of_its_kind_is_refused_and_named(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "1", potential_rub="много", payment_delay_days=400, inn="12", contract_until="15.07.2026")
    report = office.send(book.path)
    assert {problem.column for problem in report.problems} == {"Потенциал, ₽ в год", "Отсрочка, дн.", "ИНН"}
    assert report.count_applied == 1
    assert str(office.card("1", "contract_until"))[:10] == "2026-07-15"


@pytest.mark.long
def test_a_number_too_large_is_refused_and_the_rest_goes_on(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "1", potential_rub=1e17, count_outlets=10**25, payment_delay_days=10**19, comment="а")
    report = office.send(book.path)
    assert {problem.column for problem in report.problems} == {
        "Потенциал, ₽ в год",
        "Торговых точек",
        "Отсрочка, дн.",
    }
    assert (report.count_applied, office.card("1", "comment")) == (1, "а")


@pytest.mark.long
def test_a_row_in_the_name_of_a_stranger_is_stored_and_pointed_at(office: Office) -> None:
    with edited(office.book()) as book:
        row = next(iter(book.rows("sales_channels")))
        book.type("sales_channels", row, channel="Марс", strategy="летать")
    report = office.send(book.path)
    (problem,) = report.problems
    assert (problem.severity, problem.sheet) == (Severity.NOTICE, "Каналы продаж")
    assert "«Марс» нет ни на листе «Справочники», ни в карточках" in problem.message
    assert "Марс" in read_rows(office.base, "sales_channels")["channel"].tolist()


@pytest.mark.long
def test_an_emptied_cell_empties_it_in_the_base_but_a_name_stays(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "1", comment="а")
    office.send(book.path)
    with edited(office.book("вторая")) as book:
        book.type("clients", "1", comment=None, client_name=None)
    report = office.send(book.path)
    assert (office.card("1", "comment"), office.card("1", "client_name")) == (None, "Фирма 1")
    assert ["не стирают" in problem.message for problem in report.problems] == [True]


@pytest.mark.long
def test_decisions_typed_in_the_workbook_are_carried_out(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000, contract_no="7")
    numbers = team.send(book.path, "ветров").request_ids
    path = team.book("шефа", user="шеф")
    with edited(path) as book:
        book.type("requests", str(numbers[0]), decision="утвердить")
        book.type("requests", str(numbers[1]), decision="отклонить")
    report = team.send(path, "шеф")
    assert [one.status for one in report.decided] == [APPROVED]
    (problem,) = report.problems
    assert "Заполните в этой строке «Причина решения» и отправьте книгу снова" in problem.message
    assert "--why" not in problem.message
    with edited(path) as book:
        book.type("requests", str(numbers[1]), decision="отклонить", decision_reason="нет бумаги")
    assert [one.status for one in team.send(path, "шеф").decided] == [REJECTED]
    assert team.send(path, "шеф").is_empty
    assert team.card("1", "potential_rub") == 5000
    assert team.card("1", "contract_no") is None


@pytest.mark.long
def test_a_record_of_a_client_who_is_not_there_is_stored_and_pointed_at(office: Office) -> None:
    with edited(office.book()) as book:
        book.add_record("contacts", client_code="1O", contacted_on=date(2026, 5, 30), manager="Ветров")
    report = office.send(book.path)
    assert [(one.severity, one.value) for one in report.problems if one.column] == [(Severity.WARNING, "1O")]
    assert read_rows(office.base, "contacts")["client_code"].tolist() == ["1O"]
    assert office.send(book.path).is_empty


@pytest.mark.long
def test_a_record_of_a_client_who_comes_with_it_is_nothing_to_point_at(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.add("clients", **NEW_CLIENT)
        book.add_record("contacts", client_code="77", contacted_on=date(2026, 5, 30), manager="Ветров")
    assert [one for one in team.send(book.path, "ветров").problems if one.severity is not Severity.NOTICE] == []
    with edited(book.path) as again:
        again.add_record("contacts", client_code="77", contacted_on=date(2026, 5, 31), manager="Ветров")
    assert [one for one in team.send(book.path, "ветров").problems if one.severity is not Severity.NOTICE] == []


@pytest.mark.long
def test_forged_rows_of_requests_change_nothing(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000)
    (number,) = team.send(book.path, "ветров").request_ids
    path = team.book("подделка", user="ветров")
    with edited(path) as book:
        book.type("requests", str(number), status="утверждена", decided_by="шеф", new="9999999")
    assert team.send(path, "ветров").is_empty
    with edited(path) as book:
        book.type("requests", str(number), decision="утвердить", decided_by="шеф")
        book.add("requests", request_id=999, status="на согласовании", decision="утвердить", decided_by="шеф")
    report = team.send(path, "ветров")
    assert report.decided == ()
    assert len(report.problems) == 2
    assert team.statuses() == [WAITING]
    assert team.card("1", "potential_rub") is None


@pytest.mark.slow
def test_a_head_who_sends_a_managers_workbook_does_not_sign_what_the_manager_decided_in_it(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000)
    (number,) = team.send(book.path, "ветров").request_ids
    path = team.book("ветрова", user="ветров")
    with edited(path) as book:
        book.type("requests", str(number), decision="утвердить")
        book.type("clients", "1", comment="от менеджера")
    report = team.send(path, "шеф")
    assert (report.decided, report.count_applied, team.statuses()) == ((), 1, [WAITING])
    assert "книга менеджера «Ветров»" in report.problems[0].message


@pytest.mark.long
def test_the_requester_never_approves_his_own_request(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("clients", "1", potential_rub=5000)
    (number,) = team.send(book.path, "шеф").request_ids
    with edited(team.book("решения", user="шеф")) as book:
        book.type("requests", str(number), decision="утвердить")
    report = team.send(book.path, "шеф")
    assert "Свою заявку" in report.problems[0].message
    assert team.statuses() == [WAITING]


@pytest.mark.long
def test_two_copies_of_one_workbook_give_two_records(team: Office) -> None:
    path = team.book(user="шеф")
    copy = path.with_name("копия.xlsx")
    copy.write_bytes(path.read_bytes())
    for target, words in ((path, "от Ветрова"), (copy, "от шефа")):
        with edited(target) as book:
            book.add_record("contacts", client_code="1", manager="Ветров", description=words)
    team.send(path, "ветров")
    report = team.send(copy, "шеф")
    assert report.count_conflicts == 0
    assert sorted(read_rows(team.base, "contacts")["description"]) == ["от Ветрова", "от шефа"]
    assert team.send(copy, "шеф").count_applied == 0


@pytest.mark.long
def test_a_copied_row_with_the_number_of_another_becomes_a_record_of_its_own(office: Office) -> None:
    with edited(office.book()) as book:
        number = book.add_record("contacts", client_code="1", manager="Ветров", description="первый")
        book.add("contacts", row_id=number, client_code="1", manager="Ветров", description="второй")
    office.send(book.path)
    rows = read_rows(office.base, "contacts").set_index("row_id")["description"]
    assert (rows[number], sorted(rows)) == ("первый", ["второй", "первый"])
    assert office.send(book.path).count_applied == 0
