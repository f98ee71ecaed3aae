"""`send`, `requests`, `verify`, `users`, `history`, `erase` and `--as-of` as a person and a program meet them."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.requests import submit
from clientbase_xl.base.store import Base
from clientbase_xl.schemas.requests import CHANGE, NEW_CLIENT
from tests.support.desk import Answer, Desk, line
from tests.support.kept_books import KeptBooks
from tests.support.own_book import OwnBook, edited
from tests.support.read_once import sheets_read_once

TODAY = ("--today", "2026-06-01")


class Beginning:
    """A desk made once by commands; tests take copies of its base, and of the workbooks made of it."""

    def __init__(self, folder: Path, desk: Desk, make: Callable[[Desk], None]) -> None:
        """Let commands make something of the empty base of a desk."""
        self.desk = Desk(folder, desk.run)
        shutil.copytree(desk.base, self.desk.base)
        make(self.desk)
        self.head = head(Base.open(self.desk.base))
        self.prepared = folder / "после первой книги"
        (folder / "книги").mkdir()
        self.books = KeptBooks(folder / "книги", date(2026, 6, 1))

    def prepare(self, desk: Desk, *who: str) -> None:
        """Bring an untouched copy to where a first workbook leaves it: with its categories fixed."""
        if head(Base.open(desk.base)) != self.head:
            return
        if self.prepared.exists():
            copied(self.prepared, desk)
            return
        assert desk.call("workbook", "--out", desk.folder / "первая.xlsx", *TODAY, *who).code in (0, 1)
        shutil.copytree(desk.base, self.prepared)


def copied(base: Path, desk: Desk) -> Desk:
    """Put a copy of a base where a desk has its own."""
    shutil.rmtree(desk.base)
    shutil.copytree(base, desk.base)
    return desk


_begun: dict[str, Beginning] = {}
_began_as: dict[Path, Beginning] = {}


def beginning(name: str, desk: Desk, tmp_path_factory: pytest.TempPathFactory, make: Callable[[Desk], None]) -> Desk:
    """Return the desk with a copy of what commands once made of an empty base."""
    if name not in _begun:
        _begun[name] = Beginning(tmp_path_factory.mktemp(name), desk, make)
    _began_as[desk.folder] = _begun[name]
    return copied(_begun[name].desk.base, desk)


@pytest.fixture
def stocked(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk whose base knows two clients of two managers."""
    return beginning("клиенты", desk, tmp_path_factory, stock)


@pytest.fixture
def team(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the same desk with a head of sales and a manager."""
    return beginning("отдел", desk, tmp_path_factory, staff)


@pytest.fixture(autouse=True)
def parsed_once() -> Iterator[None]:
    """Parse equal sheets of the workbooks once."""
    with sheets_read_once():
        yield


def stock(desk: Desk) -> None:
    """Import sales of two clients."""
    rows = [line("10.05.2026", "1", "1000,00"), line("11.05.2026", "2", "300,00", manager="Градова")]
    assert desk.call("import", desk.export("продажи.csv", *rows), "--vat", "без НДС").code == 0


def staff(desk: Desk) -> None:
    """Import the same and register two people."""
    stock(desk)
    assert desk.call("users", "--add", "шеф", "--role", "РОП").code == 0
    added = desk.call("users", "--add", "ветров", "--role", "менеджер", "--manager", "Ветров", "--user", "шеф")
    assert added.code == 0, added.err


def book(desk: Desk, user: str = "", name: str = "База.xlsx", **cells: object) -> Path:
    """Make a workbook and type into the card of client 1."""
    path = desk.folder / name
    who = ("--user", user) if user else ()

    def make() -> None:
        answer = desk.call("workbook", "--out", path, *TODAY, *who)
        assert answer.code in (0, 1), answer.err

    if path.exists():
        make()
    else:
        begun = _began_as[desk.folder]
        begun.prepare(desk, *(("--user", "шеф") if user else ()))
        begun.books.bring(Base.open(desk.base), path, user, make)
    if cells:
        with edited(path) as opened:
            opened.type("clients", "1", **cells)
    return path


def sent(desk: Desk, user: str = "ветров", **cells: object) -> Answer:
    """Send a workbook with typed cells."""
    return desk.call("send", book(desk, user, **cells), "--why", "сверка", "--user", user)


@pytest.mark.long
def test_a_single_user_sends_and_everything_is_there(stocked: Desk) -> None:
    path = book(stocked, potential_rub=777000, comment="важный")
    answer = stocked.call("send", path)
    assert (answer.code, "сразу в базу — 2" in answer.out) == (0, True)
    assert "нового нет" in stocked.call("send", path).out
    assert stocked.call("workbook", "--out", path, *TODAY).code in (0, 1)
    assert OwnBook(path).value("clients", "1", "potential_rub") == 777000


@pytest.mark.slow
def test_send_tells_programs_the_same(stocked: Desk) -> None:
    report = json.loads(stocked.call("send", book(stocked, comment="важный"), "--json").out)
    assert (report["count_applied"], report["problems"]) == (1, [])


@pytest.mark.long
def test_what_is_refused_is_printed_with_its_reason_and_exit_code_1(team: Desk) -> None:
    answer = sent(team, credit_limit_rub=5, potential_rub=10)
    assert answer.code == 1
    assert "только РОП" in answer.out
    assert "Ждут решения: заявки № 1" in answer.out


@pytest.mark.long
def test_what_could_not_be_read_is_said_and_the_exit_code_is_1(stocked: Desk) -> None:
    path = book(stocked, comment="важный", phone="8 900", potential_rub="много")
    with edited(path) as opened:
        header, places = opened.header("clients")
        opened.sheet("clients").cell(header, places["phone"]).value = "Тел."
    answer = stocked.call("send", path, "--json")
    report = json.loads(answer.out)
    assert (answer.code, report["count_applied"]) == (1, 1)
    assert [(one["column"] != "", one["value"]) for one in report["problems"]] == [(True, "Тел."), (True, "много")]
    assert "На листе нет столбца «Телефон»" in stocked.call("send", path).out


@pytest.mark.parametrize("name", ["нет.xlsx", "чужая.xlsx", "текст.xlsx"])
def test_a_file_that_is_no_workbook_of_ours_is_refused_in_russian(stocked: Desk, name: str) -> None:
    import openpyxl

    openpyxl.Workbook().save(stocked.folder / "чужая.xlsx")
    (stocked.folder / "текст.xlsx").write_text("не книга", encoding="utf-8")
    answer = stocked.call("send", stocked.folder / name)
    assert (answer.code, answer.out) == (2, "")
    assert name in answer.err
    assert "созданная командой workbook" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.long
def test_requests_are_listed_approved_and_rejected_with_a_reason(team: Desk) -> None:
    sent(team, potential_rub=5000, contract_no="Д-7")
    listed = team.call("requests").out
    assert re.search(r"1 .* ветров  на согласовании  Клиенты, 1 Фирма 1, Потенциал.*«» → «5000» \(сверка\)", listed)
    answer = team.call("requests", "--approve", "1", "--reject", "2", "--why", "нет бумаги", "--user", "шеф")
    assert (answer.code, answer.out) == (0, "Заявка № 2: отклонена.\nЗаявка № 1: утверждена.\n")
    assert "Заявок на согласовании нет" in team.call("requests").out
    shown = json.loads(team.call("requests", "--all", "--json").out)
    assert [(one["status"], one["decided_by"]) for one in shown] == [("утверждена", "шеф"), ("отклонена", "шеф")]


def test_the_reason_of_a_new_client_is_told_once_and_those_of_single_changes_each(team: Desk) -> None:
    reasons = "возможный дубль: 1 «Фирма 1»", "уточнили"
    base = Base.open(team.base)
    with base.writing() as connection:
        for reason, kind, code in zip(reasons, (NEW_CLIENT, CHANGE), ("9", "1"), strict=True):
            changes = [Change("clients", (code,), key, None, "9") for key in ("client_code", "contract_no", "inn")]
            wanted = changes if kind == NEW_CLIENT else changes[1:]
            submit(connection, wanted, at=datetime.fromisoformat("2026-06-01"), by="ветров", reason=reason, kind=kind)
    listed = team.call("requests").out
    assert [listed.count(reason) for reason in reasons] == [1, 2]
    assert listed.count("на согласовании") == 5
    asked = json.loads(team.call("requests", "--json").out)
    assert [one["reason"] for one in asked] == [reasons[0]] * 3 + [reasons[1]] * 2


@pytest.mark.long
def test_who_may_not_decide_does_not(team: Desk) -> None:
    sent(team, potential_rub=5000)
    for user in ("ветров", "прохожий"):
        answer = team.call("requests", "--approve", "1", "--user", user)
        assert (answer.code, "ШЕФ" in answer.out) == (2, False)
    answer = team.call("requests", "--reject", "1", "--user", "шеф")
    assert (answer.code, "причина" in answer.err) == (2, True)
    assert json.loads(team.call("requests", "--json").out)[0]["status"] == "на согласовании"


@pytest.mark.long
def test_the_head_does_not_approve_his_own_request(team: Desk) -> None:
    sent(team, "шеф", potential_rub=5000)
    answer = team.call("requests", "--approve", "1", "--user", "ШЕФ")
    assert (answer.code, "Свою заявку" in answer.out) == (1, True)


@pytest.mark.slow
def test_a_conflict_is_shown_with_both_values(team: Desk) -> None:
    sent(team, potential_rub=5000)
    again = book(team, "шеф", "другая.xlsx", potential_rub=6000)
    team.call("requests", "--approve", "1", "--user", "шеф")
    answer = team.call("send", again, "--user", "шеф")
    assert (answer.code, "в конфликте — 1" in answer.out) == (1, True)
    listed = team.call("requests").out
    assert all(word in listed for word in ("конфликт", "«6000»", "сейчас «5000»", "ветров"))


@pytest.mark.parametrize("numbers", ["x", "0x1", "1-99999999", "-1"])
def test_numbers_of_requests_that_make_no_sense_are_refused(team: Desk, numbers: str) -> None:
    answer = team.call("requests", f"--approve={numbers}", "--user", "шеф")
    assert (answer.code, numbers in answer.err) == (2, True)


@pytest.mark.slow
def test_one_request_is_not_both_approved_and_rejected(team: Desk) -> None:
    sent(team, potential_rub=5000)
    answer = team.call("requests", "--approve", "1", "--reject", "1", "--why", "а", "--user", "шеф")
    assert (answer.code, "№ 1" in answer.err) == (2, True)


@pytest.mark.slow
def test_verify_prints_the_head_and_finds_tampering(stocked: Desk) -> None:
    stocked.call("send", book(stocked, comment="важный"))
    found = re.search(r"отпечаток ([0-9a-f]{64})", stocked.call("verify").out)
    assert found
    stocked.call("send", book(stocked, comment="очень важный"))
    assert stocked.call("verify", "--head", found[1][:12]).code == 0
    with closing(sqlite3.connect(stocked.base / "base.sqlite")) as base, base:
        base.execute("UPDATE clients SET comment = 'подделка' WHERE client_code = '1'")
    answer = stocked.call("verify")
    assert (answer.code, "в обход программы" in answer.out) == (1, True)
    assert json.loads(stocked.call("verify", "--json").out)["is_whole"] is False
    assert stocked.call("verify", "--head", "нет").code == 2


@pytest.mark.slow
def test_the_head_on_the_weekly_page_is_the_one_that_verify_knows(stocked: Desk) -> None:
    import openpyxl

    assert stocked.call("weekly", "--out", stocked.folder / "недели", *TODAY).code == 0
    (path,) = (stocked.folder / "недели").iterdir()
    sheet = openpyxl.load_workbook(path)["Отдел"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    texts += [
        str(part) for part in (sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text)
    ]
    found = [match[0] for text in texts if (match := re.search(r"[0-9a-f]{12,64}", text))]
    assert found
    assert stocked.call("verify", "--head", found[0]).code == 0


def test_users_are_shown_named_and_dropped(team: Desk) -> None:
    assert team.call("users").out == "ветров: менеджер, менеджер «Ветров»\nшеф: РОП\n"
    assert team.call("users", "--add", "я", "--role", "царь", "--user", "шеф").code == 2
    assert team.call("users", "--add", "ветров", "--role", "РОП", "--user", "ветров").code == 2
    assert team.call("users", "--remove", "ветров", "--user", "шеф").code == 0
    assert json.loads(team.call("users", "--json").out)[0]["name"] == "шеф"


@pytest.mark.slow
def test_the_history_of_a_field_says_who_what_and_why(team: Desk) -> None:
    sent(team, potential_rub=5000)
    team.call("requests", "--approve", "1", "--user", "шеф", "--why", "согласен")
    out = team.call("history", "Клиенты", "1", "Потенциал, ₽ в год").out
    assert "сейчас «5000»" in out
    for part in ("ветров", "«» → «5000»", "заявка № 1", "сверка", "утверждено: шеф", "согласен"):
        assert part in out
    shown = json.loads(team.call("history", "lists", "Каналы продаж/Опт", "value", "--json").out)
    assert shown["changes"][0]["new"] == "Опт"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("Продажи", "1", "Сумма"), "«Клиенты»"),
        (("Клиенты", "1", "Рост"), "«Потенциал, ₽ в год»"),
        (("Клиенты", "99", "Клиент"), "99"),
        (("Справочники", "Опт", "Значение"), "Каналы продаж/"),
    ],
)
def test_a_field_that_does_not_exist_is_refused_with_what_there_is(
    stocked: Desk, arguments: tuple[str, ...], named: str
) -> None:
    answer = stocked.call("history", *arguments)
    assert (answer.code, named in answer.err) == (2, True)


@pytest.mark.slow
def test_erased_personal_data_is_gone_and_the_base_is_whole(team: Desk) -> None:
    team.call("send", book(team, "шеф", phone="8 900 123-45-67"), "--user", "шеф")
    assert team.call("erase", "Клиенты", "1", "--user", "ветров", "--why", "просьба").code == 2
    assert team.call("erase", "Клиенты", "1", "--user", "шеф").code == 2
    assert team.call("erase", "Клиенты", "1", "--user", "шеф", "--why", "просьба клиента").code == 0
    history = team.call("history", "Клиенты", "1", "Телефон").out
    assert "удалено по запросу" in history
    assert "123-45-67" not in history
    assert team.call("verify").code == 0
    assert team.call("send", team.folder / "База.xlsx", "--user", "шеф").code == 0
    assert "123-45-67" not in team.call("history", "Клиенты", "1", "Телефон").out


@pytest.mark.slow
def test_a_client_is_erased_with_his_people_and_contacts_and_the_past_says_so(team: Desk) -> None:
    path = book(team, "шеф", phone="8 900 123-45-67")
    with edited(path) as opened:
        opened.add_record("contact_persons", client_code="1", person_name="Анна Личная", phone="8 900 765-43-21")
        opened.add_record(
            "contacts", client_code="1", manager="Ветров", person_name="Анна Личная", description="звонок"
        )
    assert team.call("send", path, "--user", "шеф").code in (0, 1)
    assert team.call("erase", "1", "--user", "ветров", "--why", "просьба").code == 2
    answer = team.call("erase", "1", "--user", "шеф", "--why", "письмо клиента", "--json")
    assert (answer.code, json.loads(answer.out)) == (0, {"Клиенты": 1, "Контактные лица": 2, "Контакты": 1})
    assert team.call("erase", "1", "--user", "шеф", "--why", "ещё раз").code == 2
    assert team.call("verify").code == 0
    # As of tomorrow the erased card is as now; the day before the base there was nothing to erase.
    then = team.folder / "тогда.xlsx"
    team.call("workbook", "--out", then, "--user", "шеф", "--as-of", "2090-01-01", *TODAY)
    assert OwnBook(then).value("contacts", OwnBook(then).rows("contacts").popitem()[0], "person_name") is None
    assert "удалено по запросу" in team.call("history", "Клиенты", "1", "Телефон").out
    assert team.call("send", path, "--user", "шеф").code in (0, 1)
    for file in team.base.iterdir():
        assert file.is_dir() or "Личная".encode() not in file.read_bytes(), file


def test_a_managers_file_of_cards_becomes_requests(team: Desk) -> None:
    path = team.folder / "карточки.csv"
    path.write_text(
        "Код;Клиент;Менеджер;Потенциал;Кредитный лимит;Комментарий\n"
        "1;Фирма 1;Ветров;5000;900;хороший\n2;Фирма 2;Градова;7000;;чужой\n9;Новая;Ветров;;;\n",
        encoding="utf-8-sig",
    )
    answer = team.call("import", path, "--user", "ветров")
    assert answer.code == 1
    for word in ("только РОП", "Градова", "Новый клиент не принят", "Ждут решения заявки № 1"):
        assert word in answer.out, word
    assert "«хороший»" in team.call("history", "Клиенты", "1", "Комментарий").out
    assert [one["new"] for one in json.loads(team.call("requests", "--json").out)] == ["5000"]
    assert team.call("import", path, "--user", "шеф").code in (0, 1)
    assert "сейчас «900»" in team.call("history", "Клиенты", "1", "Кредитный лимит, ₽").out
    assert team.call("verify").code == 0


def test_a_manager_does_not_undo_an_import(team: Desk) -> None:
    assert team.call("imports", "--undo", "1", "--user", "ветров").code == 2
    assert team.call("imports", "--undo", "1", "--user", "шеф").code == 0


def facts(desk: Desk, *options: str) -> list[dict[str, str]]:
    """Return the facts of a base."""
    path = desk.folder / "факты.csv"
    answer = desk.call("facts", "--out", path, *options)
    assert answer.code == 0, answer.err
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.long
def test_as_of_a_day_before_the_base_there_was_nothing_and_as_of_later_all(stocked: Desk) -> None:
    assert facts(stocked, "--as-of", "2020-01-01", *TODAY) == []
    assert len(facts(stocked, "--as-of", "2090-01-01", *TODAY)) == 2
    assert "Загрузок пока нет" in stocked.call("imports", "--as-of", "2020-01-01").out
    assert "продажи.csv" in stocked.call("imports", "--as-of", "2090-01-01").out


@pytest.mark.long
def test_as_of_is_for_every_reading_command(stocked: Desk) -> None:
    early = ("--as-of", "2020-01-01")
    path = stocked.folder / "тогда.xlsx"
    assert stocked.call("workbook", "--out", path, *early).code == 0
    assert OwnBook(path).rows("clients").keys() <= {"Клиентов пока нет: загрузите продажи командой import."}
    assert stocked.call("weekly", "--out", stocked.folder / "тогда", *early).code == 0
    assert stocked.call("compute", "categories", "--out", stocked.folder / "т.csv", *early).code == 0
    answer = stocked.call("facts", "--out", stocked.folder / "т.csv", "--as-of", "вчера")
    assert (answer.code, "вчера" in answer.err) == (2, True)


@pytest.mark.long
def test_requests_history_and_users_are_shown_as_of_a_day_too(team: Desk) -> None:
    sent(team, potential_rub=5000)
    early, late = ("--as-of", "2020-01-01"), ("--as-of", "2090-01-01")
    place = ("history", "Клиенты", "1", "Клиент")
    assert "Заявок на согласовании нет" in team.call("requests", *early).out
    assert "→ «5000»" in team.call("requests", *late).out
    assert "Пользователей нет" in team.call("users", *early).out
    assert team.call("users", *late).out == team.call("users").out
    assert team.call(*place, *early).code == 2
    assert "на 2090-01-01 «Фирма 1»" in team.call(*place, *late).out
    answer = team.call("requests", "--approve", "1", "--user", "шеф", *late)
    assert (answer.code, "--as-of" in answer.err) == (2, True)


@pytest.mark.long
def test_a_workbook_of_the_past_leaves_the_base_as_it_is(stocked: Desk) -> None:
    before = stocked.call("verify").out
    stocked.call("workbook", "--out", stocked.folder / "тогда.xlsx", "--as-of", "2090-01-01", *TODAY)
    assert stocked.call("verify").out == before


@pytest.mark.long
def test_a_base_in_a_synchronised_folder_is_for_one_person(desk: Desk) -> None:
    cloud = Desk(desk.folder / "OneDrive", desk.run)
    cloud.folder.mkdir()
    made = desk.run("init", "--base", cloud.base)
    assert (made.code, "только один" in made.err) == (0, True)
    assert cloud.call("users", "--add", "шеф", "--role", "РОП", "--user", "шеф").code == 0
    answer = cloud.call("users", "--add", "ветров", "--role", "менеджер", "--user", "шеф")
    assert (answer.code, "PostgreSQL" in answer.err, "OneDrive" in answer.err) == (2, True, True)
    assert cloud.call("workbook", "--out", cloud.folder / "книга.xlsx", "--user", "шеф", *TODAY).code == 0


@pytest.mark.slow
def test_a_base_of_a_team_that_was_moved_to_a_synchronised_folder_takes_nothing(team: Desk) -> None:
    path = book(team, "ветров", comment="важный")
    cloud = Desk(team.folder / "Яндекс.Диск", team.run)
    shutil.copytree(team.base, cloud.base)
    answer = cloud.call("send", path, "--user", "ветров")
    assert (answer.code, "Яндекс.Диск" in answer.err) == (2, True)
    assert cloud.call("users").code == 0
    assert cloud.call("users", "--remove", "ветров", "--user", "шеф").code == 0
    assert cloud.call("send", path, "--user", "шеф").code == 0


@pytest.mark.parametrize(
    "command", [("weekly", "--out", "н"), ("facts", "--out", "ф.csv"), ("compute", "statuses", "--out", "п.csv")]
)
def test_what_shows_the_clients_of_all_is_not_for_a_manager(team: Desk, command: tuple[str, ...]) -> None:
    answer = team.call(*command[:-1], team.folder / command[-1], *TODAY, "--user", "ветров")
    assert (answer.code, "роль «ветров» — менеджер" in answer.err) == (2, True)
    assert "clientbase workbook" in answer.err
    assert not (team.folder / command[-1]).exists()
    assert team.call("facts", "--out", team.folder / "ф.parquet", *TODAY, "--user", "шеф").code == 0
