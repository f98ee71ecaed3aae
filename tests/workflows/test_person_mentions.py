"""Whoever is forgotten or asks what is known of him is found in free texts, requests and reasons as well."""

from __future__ import annotations

import json
from datetime import UTC, date
from pathlib import Path

import pytest

from clientbase_xl.base import journal
from clientbase_xl.base.erase import erased_cells
from clientbase_xl.base.journal import ERASED, Change, head, history
from clientbase_xl.base.replay import replay
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.workflows.backup import make_backup
from clientbase_xl.workflows.personal_data import erase_person, erase_row, export_person
from tests.support.engines import Engine, whole_content
from tests.support.governed import NOON, card, change, put, replayed, staff, standing

pytestmark = pytest.mark.long

NAME, PHONE, MAIL = "Секретова Ия Олеговна", "+7 900 123-45-67", "sekret@example.test"
TALK = "Был разговор у Секретовой, тел 89001234567"


@pytest.fixture
def known(tmp_path: Path, engine: Engine) -> Base:
    """Return a base in which Ия (а-1 of К1) is named in a talk, a card, a request, reasons and another's record."""
    base = engine.usual(tmp_path / "база")
    staff(base)
    put(base, *card("К1", client_name="Ромашка", comment="обычный"), *card("К9", contact_name="Секретова Ия"))
    for key, number, cells in (
        ("contact_persons", "а-1", {"client_code": "К1", "person_name": NAME, "phone": PHONE, "email": MAIL}),
        ("contact_persons", "а-3", {"client_code": "К9", "person_name": "Секретова Ия"}),
        ("contacts", "к-1", {"client_code": "К1", "description": TALK, "next_step": "позвонить"}),
    ):
        put(base, *(Change(key, (number,), name, None, text) for name, text in cells.items()), by="иванова")
    with base.writing() as connection:
        asked = [change("К1", "comment", "обычный", f"писать на {MAIL}")]
        submit(connection, asked, at=NOON, by="иванова", reason="просила Секретова")
    decide(base, [1], approve=False, by="рожкова", at=NOON, why="Секретовой откажем")
    put(base, change("К1", "comment", "обычный", None), reason="звонок 8 900 123-45-67")
    return base


def erase(base: Base, **which: str) -> list[str]:
    """Erase as the person at the desk does; return what he is told."""
    return erase_person(base, **{"client": "", "why": "письмо", **which}, now=NOON, user="рожкова").sentences()  # type: ignore[arg-type]


def erase_field(base: Base, sheet: str, row: str, field: str) -> list[str]:
    """Erase one cell; return what the person at the desk is told."""
    return erase_row(base, sheet, row, why="письмо", now=NOON, user="рожкова", field=field).sentences()


def test_every_place_that_names_the_person_is_told_with_what_can_be_done(known: Base) -> None:
    told = "\n".join(erase(known, contact="а-1"))
    for words in (
        "«Контакты», к-1, «Содержание» (21.11.2026, иванова). Стереть: clientbase erase",
        "«Клиенты», К9, «Контактное лицо» (21.11.2026, я). Стереть: clientbase erase",
        "«Контактные лица», а-3, «Фамилия, имя, отчество» (21.11.2026, иванова). Если это он: clientbase person erase",
        "заявка № 1, «Клиенты», К1, «Комментарий» (21.11.2026, иванова). Стереть: ",
        "основание заявки № 1, «Клиенты», К1, «Комментарий» (21.11.2026, иванова). Из журнала это не стереть",
        "Похожие контактные лица, проверьте и их: а-3",
    ):
        assert words in told, words
    assert told.count("Ещё назван: основание записи №") == 3  # the request, its refusal, the comment
    assert "Секретов" not in told
    assert "9001234567" not in told


def test_a_free_text_goes_from_table_requests_history_and_the_past(known: Base) -> None:
    before = head(known)
    erase_field(known, "Контакты", "к-1", "Содержание")
    erase_field(known, "clients", "К1", "comment")
    left = whole_content(known)
    assert [text for text in (TALK, f"писать на {MAIL}") if text.encode() in left] == []
    assert verify(known, before[1]) is None
    assert standing(known) == replayed(known)
    talk = read_rows(known, "contacts").set_index("row_id").loc["к-1"]
    assert (talk["description"], talk["next_step"]) == (None, "позвонить")
    lines = [(one.change.old, one.change.new) for one in history(known, "contacts", ("к-1",), "description")]
    assert lines == [(None, ERASED), (ERASED, None)]
    assert replay(known, before[0], ["contacts"])["contacts"]["description"].tolist() == [ERASED]
    (request,) = list_requests(known)
    assert (request.old, request.new) == (ERASED, ERASED)
    assert read_rows(known, "contact_persons").set_index("row_id").loc["а-1", "phone"] == PHONE


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_no_free_text_or_is_not_there_is_refused(known: Base) -> None:
    with pytest.raises(BadUse, match="«Клиент» — не свободный текст"):
        erase_field(known, "clients", "К1", "client_name")
    with pytest.raises(BadUse, match="стирать нечего"):
        erase_field(known, "contacts", "к-9", "description")
    with pytest.raises(BadUse, match="не менеджер"):
        erase_row(known, "contacts", "к-1", why="письмо", now=NOON, user="иванова", field="description")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_export_gives_the_free_texts_that_name_the_person(known: Base, tmp_path: Path) -> None:
    held = export_person(known, "", "а-1", tmp_path / "о себе.json", user="рожкова", today=date(2026, 11, 21))
    rows = json.loads((tmp_path / "о себе.json").read_text())["Персональные данные"]
    given = {(row["Раздел"], row["Лист"], row["Запись"], row["Поле"], row["Значение"]) for row in rows}
    assert {
        ("Упоминание: запись", "Контакты", "к-1", "Содержание", TALK),
        ("Упоминание: запись", "Клиенты", "К9", "Контактное лицо", "Секретова Ия"),
        ("Упоминание: заявка", "Клиенты", "К1", "Комментарий", f"писать на {MAIL}"),
        ("Упоминание: основание", "Клиенты", "К1", "Комментарий", "просила Секретова"),
    } <= given
    assert not any(row["Раздел"].startswith("Упоминание") and row["Запись"] == "а-1" for row in rows)
    assert held.look_alikes == ("а-3",)


def test_a_text_of_an_earlier_program_is_named_as_one_that_stays(known: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(journal, "_ERASABLE", {})
        seq = put(known, Change("contacts", ("к-1",), "next_step", "позвонить", "к Секретовой"))
    put(known, Change("contacts", ("к-1",), "next_step", "к Секретовой", "сделано"))
    (stays,) = [one for one in erase(known, contact="а-1") if "«Следующий шаг»" in one]
    assert stays.endswith("Из журнала это не стереть.")
    told = erase_field(known, "contacts", "к-1", "next_step")
    assert any(f"записи № {seq}: оттуда его не стереть" in one for one in told)
    assert verify(known) is None
    assert standing(known) == replayed(known)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_only_backups_made_since_a_text_was_there_are_named(known: Base, tmp_path: Path) -> None:
    make_backup(known, tmp_path / "до.zip", now=NOON, user="рожкова", zone=UTC)
    put(known, Change("contact_persons", ("а-5",), "client_code", None, "К1"))
    make_backup(known, tmp_path / "без имени.zip", now=NOON, user="рожкова", zone=UTC)
    put(known, Change("contact_persons", ("а-5",), "person_name", None, "Тихих Вера"))
    make_backup(known, tmp_path / "с именем.zip", now=NOON, user="рожкова", zone=UTC)
    erased = erase_person(known, "", "а-5", why="письмо", now=NOON, user="рожкова")
    assert [one.file_name for one in erased.backups] == ["с именем.zip"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_workbook_does_not_ask_for_a_name_that_was_erased(known: Base) -> None:
    put(known, Change("contact_persons", ("а-7",), "client_code", None, "К1"))
    erase(known, contact="а-1")
    sheet, erased = CONTACT_PERSONS, erased_cells(known)["contact_persons"]
    people = read_rows(known, sheet.key)
    keys = ["row_id", "person_name", "phone"]
    found = check_table(people[keys], sheet, keys=keys, erased=erased)
    assert [(one.record, one.column) for one in found] == [(("а-7",), sheet["person_name"].title)]  # type: ignore[attr-defined]
