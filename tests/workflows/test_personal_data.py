"""A person asks what is known of him, or to be forgotten: everything is given, or goes and what remains is named."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import psycopg
import pytest

from clientbase_xl.base.backups import list_backups
from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.journal import ERASED, Change, entries, head, history
from clientbase_xl.base.problem_log import read_problems, save_problems
from clientbase_xl.base.replay import replay
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.snapshots import Snapshot, last_snapshot, save_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem
from clientbase_xl.workflows.backup import make_backup, note_destroyed_backup
from clientbase_xl.workflows.pair_decisions import merge_clients
from clientbase_xl.workflows.personal_data import ErasedData, erase_person, export_person, sweep
from clientbase_xl.workflows.restore import restore_backup
from tests.support.engines import Engine
from tests.support.governed import NOON, card, change, put, replayed, staff, standing
from tests.support.importer import export, import_export
from tests.support.office import Office
from tests.support.own_book import edited

pytestmark = pytest.mark.long

ANNA, PHONE, EARLIER, MAIL = "Анна Сергеевна Личная", "+7 900 123-45-67", "+7 900 555-44-33", "lichnaya@example.test"
ALL_OF_ANNA = (ANNA, PHONE, EARLIER, MAIL, "8 (900) 123 45 67")
OTHER = ("Борис Иной", "+7 911 000-00-00", "inoy@example.test")


embedded_only = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_server_only = pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.long)], indirect=True)


@pytest.fixture
def known(tmp_path: Path, engine: Engine) -> Base:
    """Return a base in which much is known of Анна (а-1 of К5) and something of Борис (а-2 of К5)."""
    base = engine.usual(tmp_path / "База отдела № 1")
    staff(base)
    import_export(base, export(1))
    put(base, *card("К5", client_name="Пять", contact_name=OTHER[0], phone=EARLIER, email=OTHER[2]))
    put(base, change("К5", "contact_name", OTHER[0], ANNA), change("К5", "phone", EARLIER, "8 (900) 123 45 67"))
    put(base, change("К5", "contact_name", ANNA, OTHER[0]))
    for number, cells in (
        ("а-1", {"person_name": ANNA, "phone": EARLIER, "email": MAIL, "job_title": "закупщик"}),
        ("а-2", {"person_name": OTHER[0], "phone": OTHER[1], "email": OTHER[2]}),
    ):
        texts = {"client_code": "К5", **cells}
        put(base, *(Change("contact_persons", (number,), key, None, text) for key, text in texts.items()))
    with base.writing() as connection:
        submit(connection, [Change("contact_persons", ("а-1",), "phone", EARLIER, PHONE)], at=NOON, by="иванова")
        save_problems(connection, None, [Problem(f"Строка 7: телефон {PHONE} не понят", "исправьте", value=PHONE)])
    decide(base, [1], approve=True, by="рожкова", at=NOON)
    for number, name in (("к-1", f"{ANNA}, закупщик"), ("к-2", OTHER[0])):
        put(
            base,
            *(
                Change("contacts", (number,), *cell)
                for cell in (("client_code", None, "К5"), ("person_name", None, name))
            ),
        )
    save_snapshot(base, Snapshot("книга", "refresh", NOON, "иванова", ANNA.encode()))
    return base


def erase(base: Base, client: str = "", contact: str = "", user: str = "рожкова", why: str = "письмо") -> ErasedData:
    """Erase as the person at the desk does."""
    return erase_person(base, client, contact, why=why, now=NOON, user=user)


def bytes_of(base: Base) -> bytes:
    """Return everything that lies in the files of a base, in the ledger too, and in every table of a server."""
    files = [path.read_bytes() for path in sorted(base.folder.rglob("*")) if path.is_file()]
    if base.is_embedded:
        return b"\n".join(files)
    with psycopg.connect(base.address) as server:
        names = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [str(server.execute(f'SELECT t::text FROM "{name}" t').fetchall()) for (name,) in names]
        held = [bytes(one) for (one,) in server.execute("SELECT payload FROM snapshots").fetchall()]
    return b"\n".join([*files, *(text.encode() for text in rows), *held])


def dead_rows(base: Base) -> int:
    """Return how many earlier versions of rows lie in the files of a server's tables."""
    with psycopg.connect(base.address, autocommit=True) as server:
        server.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        tables = ("personal_values", "requests", "problems", "snapshots", "contact_persons", "clients")
        return sum(server.execute(f"SELECT dead_tuple_count FROM pgstattuple('{one}')").fetchone()[0] for one in tables)


def test_a_contact_person_is_gone_from_every_byte_of_the_base_and_others_stay(known: Base) -> None:
    assert all(text.encode() in bytes_of(known) for text in (*ALL_OF_ANNA, *OTHER))
    before = head(known)[1]
    told = erase(known, contact="а-1")
    left = bytes_of(known)
    assert [text for text in ALL_OF_ANNA if text.encode() in left] == []
    assert all(text.encode() in left for text in OTHER)
    assert verify(known, before) is None
    assert standing(known) == replayed(known)
    assert told.counts == {"Контактные лица": 7, "Клиенты": 5, "Контакты": 1}
    people = read_rows(known, "contact_persons").set_index("row_id")
    assert people.loc["а-1", ["person_name", "phone", "email"]].isna().all()
    assert people.loc["а-1", "job_title"] == "закупщик"
    card_now = read_cards(known).set_index("client_code").loc["К5"]
    assert (card_now["contact_name"], card_now["phone"], card_now["email"]) == (OTHER[0], None, OTHER[2])
    assert read_rows(known, "contacts").set_index("row_id")["person_name"].to_dict() == {"к-1": None, "к-2": OTHER[0]}
    assert last_snapshot(known, "книга") is None
    (problem,) = (one for one in read_problems(known) if "Строка 7" in one.message)
    assert (problem.message, problem.value) == (f"Строка 7: телефон {ERASED} не понят", ERASED)


@embedded_only
def test_a_client_is_erased_with_the_card_that_was_merged_with_his(known: Base) -> None:
    put(known, *card("К6", client_name="Пять и К", phone="+7 922 111-22-33", email="third@example.test"))
    merge_clients(known, ("К5", "К6"), keep="К5", why="одна фирма", now=NOON, user="рожкова")
    erase(known, "К6")
    left = bytes_of(known)
    texts = (*ALL_OF_ANNA, *OTHER, "+7 922 111-22-33", "third@example.test")
    assert [text for text in texts if text.encode() in left] == []
    assert verify(known) is None


def test_history_requests_and_the_past_say_that_it_was_erased(known: Base) -> None:
    before = head(known)[0]
    erase(known, contact="а-1")
    told = [(line.change.old, line.change.new) for line in history(known, "contact_persons", ("а-1",), "phone")]
    assert told == [(None, ERASED), (ERASED, ERASED), (ERASED, None)]
    names = [(line.change.old, line.change.new) for line in history(known, "clients", ("К5",), "contact_name")]
    assert names == [(None, OTHER[0]), (OTHER[0], ERASED), (ERASED, OTHER[0])]
    past = replay(known, before, ["contact_persons"])["contact_persons"].set_index("row_id")
    assert past["person_name"].to_dict() == {"а-1": ERASED, "а-2": OTHER[0]}
    (request,) = list_requests(known)
    assert (request.old, request.new) == (ERASED, ERASED)
    act = entries(known)[-1]
    assert (act.by, act.source, act.reason) == ("рожкова", "удаление персональных данных", "письмо")


def test_backups_that_hold_it_are_named_until_they_are_destroyed(known: Base, tmp_path: Path) -> None:
    make_backup(known, tmp_path / "с данными.zip", now=NOON, user="рожкова", zone=UTC)
    make_backup(known, tmp_path / "уничтоженная.zip", now=NOON, user="рожкова", zone=UTC)
    note_destroyed_backup(known, 2, now=NOON, user="рожкова")
    told = erase(known, contact="а-1")
    assert [one.file_name for one in told.backups] == ["с данными.zip"]
    said = "\n".join(told.sentences())
    assert "Есть в копии № 1 «с данными.zip» от 21.11.2026 (рожкова): уничтожьте до 21.12.2026" in said
    assert "не дольше чем до 20.05.2027" in said
    assert "на дисках людей" in said
    make_backup(known, tmp_path / "после.zip", now=NOON, user="рожкова", zone=UTC)
    restore_backup(tmp_path / "после.zip", tmp_path / "вторая", now=NOON, user="рожкова")
    restored = bytes_of(Base.open(tmp_path / "вторая"))
    assert [text for text in ALL_OF_ANNA if text.encode() in restored] == []
    assert verify(Base.open(tmp_path / "вторая")) is None


def test_a_backup_from_before_a_person_was_known_is_not_named(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "база", at=datetime.fromisoformat("2026-01-01T09:00"))
    make_backup(base, tmp_path / "до.zip", now=NOON, user="я", zone=UTC)
    put(base, *card("К1", phone=PHONE))
    make_backup(base, tmp_path / "после.zip", now=NOON, user="я", zone=UTC)
    assert [one.file_name for one in erase(base, "К1", user="я").backups] == ["после.zip"]
    assert len(list_backups(base)) == 2


def test_erasing_a_client_takes_all_his_people(known: Base) -> None:
    erase(known, "К5")
    left = bytes_of(known)
    assert [text for text in (*ALL_OF_ANNA, *OTHER) if text.encode() in left] == []
    assert verify(known) is None
    assert standing(known) == replayed(known)


@embedded_only
def test_what_an_ordinary_change_left_in_free_pages_goes_too(known: Base) -> None:
    with closing(sqlite3.connect(known.folder / "base.sqlite")) as plain:
        plain.execute("PRAGMA secure_delete=OFF")
        plain.execute("CREATE TABLE t (x)")
        plain.executemany("INSERT INTO t VALUES (?)", [(f"{ANNA} {number}",) for number in range(500)])
        plain.commit()
        plain.execute("DROP TABLE t")
        plain.commit()
    assert f"{ANNA} 77".encode() in bytes_of(known)
    erase(known, contact="а-1")
    assert ANNA.encode() not in bytes_of(known)


@embedded_only
def test_while_somebody_reads_it_is_said_that_traces_may_be_left(known: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientbase_xl.base.freed_pages.TRIES_SECONDS", 0.1)
    with closing(sqlite3.connect(known.folder / "base.sqlite", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM journal").fetchone()
        told = erase(known, contact="а-1")
        assert "person sweep" in told.not_swept
        assert told.not_swept in told.sentences()
    assert sweep(known, user="рожкова") == ""
    assert [text for text in ALL_OF_ANNA if text.encode() in bytes_of(known)] == []


@on_server_only
def test_earlier_versions_of_rows_go_from_the_tables_of_a_server(known: Base) -> None:
    put(known, change("К5", "phone", "8 (900) 123 45 67", PHONE))
    told = erase(known, contact="а-1")
    assert told.not_swept == ""
    assert dead_rows(known) == 0
    assert any("администратор сервера" in one for one in told.sentences())


def test_refusals(known: Base, tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="не менеджер"):
        erase(known, contact="а-1", user="иванова")
    with pytest.raises(BadUse, match="по чьей просьбе"):
        erase(known, contact="а-1", why=" ")
    with pytest.raises(BadUse, match="Контактное лицо «а-9»: персональных данных в базе нет"):
        erase(known, contact="а-9")
    for client, contact in (("", ""), ("К5", "а-1")):
        with pytest.raises(BadUse, match="или клиента, или одно"):
            erase(known, client, contact)
    with known.writing() as connection:
        submit(connection, [change("К5", "phone", "8 (900) 123 45 67", EARLIER)], at=NOON, by="иванова")
    with pytest.raises(BadUse, match="На согласовании заявки об этих данных: № 2"):
        erase(known, contact="а-1")
    for out, user, contact in (("а.txt", "рожкова", "а-1"), ("а.json", "иванова", "а-1"), ("а.json", "рожкова", "а-9")):
        with pytest.raises(BadUse):
            export_person(known, "", contact, tmp_path / out, user=user, today=date(2026, 11, 21))
        assert not (tmp_path / out).exists()


@pytest.mark.parametrize("name", ["о себе.json", "о себе.xlsx"])
def test_everything_known_of_a_person_is_given_and_nothing_of_others(known: Base, tmp_path: Path, name: str) -> None:
    make_backup(known, tmp_path / "копия.zip", now=NOON, user="рожкова", zone=UTC)
    put(known, Change("contact_persons", ("а-3",), "email", None, MAIL))
    held = export_person(known, "", "а-1", tmp_path / name, user="рожкова", today=date(2026, 11, 21))
    assert held.look_alikes == ("а-3",)
    if name.endswith("json"):
        rows = [tuple(row.values()) for row in json.loads((tmp_path / name).read_text())["Персональные данные"]]
    else:
        book = openpyxl.load_workbook(tmp_path / name)
        rows = [tuple(cell or "" for cell in row) for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    shown = {row[:6] for row in rows}
    assert {
        ("Сейчас в базе", "Контактные лица", "а-1", "Телефон", "", PHONE),
        ("Сейчас в базе", "Контактные лица", "а-1", "Должность", "", "закупщик"),
        ("Сейчас в базе", "Клиенты", "К5", "Телефон", "", "8 (900) 123 45 67"),
        ("Сейчас в базе", "Контакты", "к-1", "С кем", "", f"{ANNA}, закупщик"),
        ("История", "Контактные лица", "а-1", "Телефон", EARLIER, PHONE),
        ("История", "Клиенты", "К5", "Контактное лицо", OTHER[0], ANNA),
        ("Заявка № 1", "Контактные лица", "а-1", "Телефон", EARLIER, PHONE),
        ("Копии базы", "", "", "", "", "№ 1 «копия.zip» от 21.11.2026"),
    } <= shown
    (problem,) = (row[5] for row in rows if row[0] == "Проблемы загрузок")
    assert problem == f"Строка 7: телефон {PHONE} не понят: {PHONE}"
    assert not any(OTHER[1] in str(row) or OTHER[2] in str(row) for row in rows)


def test_an_old_workbook_sent_again_brings_nothing_back_and_says_so(office: Office) -> None:
    with edited(office.book()) as first:
        first.type("clients", "1", phone=PHONE, contact_name=ANNA)
    office.send(first.path)
    old = office.book("старая")
    erase_person(office.base, "1", "", why="письмо", now=office.now(), user="тест")
    for path in (first.path, old):
        report = office.send(path)
        assert (report.count_applied, report.count_requested, report.count_conflicts) == (0, 0, 0)
        (problem,) = [one for one in report.problems if "по запросу" in one.message]
        assert "не возвращены" in problem.message
    assert office.card("1", "phone") is None
    left = bytes_of(office.base)
    assert PHONE.encode() not in left
    assert ANNA.encode() not in left
    assert office.is_whole()
