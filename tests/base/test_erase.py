"""Personal data goes on request: from cells, journal, requests and the file itself; the chain stays."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.erase import erase_client, erase_personal
from clientbase_xl.base.journal import ERASED, Change, head, history
from clientbase_xl.base.replay import replay
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from tests.support.engines import whole_content
from tests.support.governed import NOON, card, change, put, replayed, staff, standing

PHONE, SECOND = "+7 900 123-45-67", "+7 900 765-43-21"


@pytest.fixture
def known(base: Base) -> Base:
    """Return a base that has known two telephones of К1, the second by a request."""
    staff(base)
    put(base, *card("К1", client_name="Ромашка", phone=PHONE), *card("К2", phone="+7 111"))
    with base.writing() as connection:
        submit(connection, [change("К1", "phone", PHONE, SECOND)], at=NOON, by="иванова")
    decide(base, [1], approve=True, by="рожкова", at=NOON)
    return base


def test_erased_values_are_nowhere_in_the_base(known: Base) -> None:
    assert PHONE.encode() in whole_content(known)
    done = erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    assert done.counts == {"clients": 5}
    assert PHONE.encode() not in whole_content(known)
    assert SECOND.encode() not in whole_content(known)


def test_history_and_the_past_say_that_it_was_erased(known: Base) -> None:
    before = head(known)[0]
    erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    told = [(line.change.old, line.change.new) for line in history(known, "clients", ("К1",), "phone")]
    assert told == [(None, ERASED), (ERASED, ERASED), (ERASED, None)]
    past = replay(known, before, ["clients"])["clients"].set_index("client_code")["phone"]
    assert list(past.loc[["К1", "К2"]]) == [ERASED, "+7 111"]
    assert read_cards(known, before).set_index("client_code").loc["К1", "phone"] == ERASED


def test_the_card_stays_without_its_personal_cells(known: Base) -> None:
    erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    cards = read_cards(known).set_index("client_code")
    assert (cards.loc["К1", "client_name"], cards.loc["К1", "phone"]) == ("Ромашка", None)
    assert cards.loc["К2", "phone"] == "+7 111"
    assert standing(known) == replayed(known)
    (request,) = list_requests(known)
    assert (request.old, request.new, request.submitted_by) == (ERASED, ERASED, "иванова")


def test_the_act_names_who_erased_and_why(known: Base) -> None:
    erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    entry = history(known, "clients", ("К1",), "phone")[-1].entry
    assert (entry.by, entry.source, entry.reason) == ("рожкова", "удаление персональных данных", "письмо клиента")


def test_a_row_whose_personal_cells_were_all_it_had_is_gone(base: Base) -> None:
    put(base, Change("contacts", ("а-1",), "person_name", None, "Сидоров"))
    erase_personal(base, "contacts", ("а-1",), at=NOON, by="я", reason="просьба")
    assert read_rows(base, "contacts").empty
    assert standing(base) == replayed(base)


def test_erasing_is_refused_without_reason_right_or_anything_to_erase(known: Base) -> None:
    with pytest.raises(BadUse, match="по чьей просьбе"):
        erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason=" ")
    with pytest.raises(BadUse, match="менеджер"):
        erase_personal(known, "clients", ("К1",), at=NOON, by="иванова", reason="просьба")
    with pytest.raises(BadUse, match="персональных данных в базе нет"):
        erase_personal(known, "clients", ("К9",), at=NOON, by="рожкова", reason="просьба")
    assert read_cards(known).set_index("client_code").loc["К1", "phone"] == SECOND


def test_a_request_that_waits_is_decided_first(known: Base) -> None:
    with known.writing() as connection:
        submit(connection, [change("К1", "phone", SECOND, "1")], at=NOON, by="петров")
    with pytest.raises(BadUse, match="На согласовании заявки об этих данных: № 2"):
        erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="просьба")


def test_a_client_goes_with_the_people_and_contacts_that_ever_were_his(known: Base) -> None:
    person, contact, moved = ("contact_persons", ("а-1",)), ("contacts", ("а-2",)), ("contacts", ("а-3",))
    put(base := known, Change(*person, "client_code", None, "К1"), Change(*person, "person_name", None, "Анна Личная"))
    put(base, Change(*contact, "client_code", None, "К1"), Change(*contact, "person_name", None, "Анна Личная"))
    put(base, Change(*moved, "client_code", None, "К1"), Change(*moved, "person_name", None, "Анна Личная"))
    put(base, Change(*moved, "client_code", "К1", "К2"))
    put(base, Change("contacts", ("а-4",), "client_code", None, "К2"))
    put(base, Change("contacts", ("а-4",), "person_name", None, "Чужая"))
    counts = erase_client(base, "К1", at=NOON, by="рожкова", reason="письмо клиента").counts
    assert counts == {"clients": 5, "contact_persons": 1, "contacts": 2}
    assert read_rows(base, "contact_persons")["client_code"].tolist() == ["К1"]
    assert sorted(read_rows(base, "contacts")["person_name"].dropna()) == ["Чужая"]
    assert verify(base) is None
    for path in base.folder.iterdir():
        if path.is_file():
            assert "Личная".encode() not in path.read_bytes(), path


@pytest.mark.parametrize("code", ["К1", "п-1"])
def test_a_client_goes_with_what_was_written_down_while_he_was_a_prospect(base: Base, code: str) -> None:
    staff(base)
    rows = (
        ("prospects", "п-1", {"prospect_name": "Ромашка", "contact_name": "Ива", "phone": PHONE, "client_code": "К1"}),
        ("prospects", "п-2", {"prospect_name": "Лютик", "phone": "+7 111"}),
        ("contacts", "к-1", {"client_code": "п-1", "person_name": "Ива", "description": "Знакомство"}),
        ("contacts", "к-2", {"client_code": "п-2", "person_name": "Пётр"}),
    )
    put(base, *card("К1", client_name="Ромашка"))
    put(
        base, *(Change(key, (number,), name, None, text) for key, number, texts in rows for name, text in texts.items())
    )
    counts = erase_client(base, code, at=NOON, by="рожкова", reason="просьба").counts
    assert {key: count for key, count in counts.items() if count} == {"prospects": 2, "contacts": 1}
    left = read_rows(base, "prospects").set_index("row_id")
    assert left.loc["п-1", ["contact_name", "phone"]].isna().all()
    assert left.loc["п-2", "phone"] == "+7 111"
    assert read_rows(base, "contacts").set_index("row_id")["person_name"].to_dict() == {"к-1": None, "к-2": "Пётр"}
    assert standing(base) == replayed(base)


def test_a_client_who_was_only_asked_for_is_erased_too(known: Base) -> None:
    with known.writing() as connection:
        submit(connection, card("К5", client_name="Ива", phone=PHONE), at=NOON, by="иванова", kind="новый клиент")
    decide(known, [2], approve=False, by="рожкова", at=NOON, why="не наш")
    assert erase_client(known, "К5", at=NOON, by="рожкова", reason="просьба").counts == {"clients": 1}
    assert verify(known) is None


def test_a_telephone_cannot_be_guessed_from_the_digest_of_its_request(known: Base) -> None:
    erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    with known.reading() as plain:
        assert plain.execute(text("SELECT salt FROM requests WHERE column_key = 'phone'")).all() == [("",)]
    assert verify(known) is None


def test_a_conflict_about_a_telephone_leaves_no_number_in_the_journal(known: Base) -> None:
    with known.writing() as connection:
        submit(connection, [change("К1", "phone", PHONE, "+7 999 000-00-00")], at=NOON, by="иванова")
    (outcome,) = decide(known, [2], approve=True, by="рожкова", at=NOON)
    assert outcome.status == "конфликт"
    assert outcome.message.endswith("«Телефон»: в базе другое (иванова, 21.11.2026, заявка)")
    erase_personal(known, "clients", ("К1",), at=NOON, by="рожкова", reason="письмо клиента")
    for number in (PHONE, SECOND, "+7 999 000-00-00"):
        assert number.encode() not in whole_content(known), number
    assert verify(known) is None


def test_erasing_a_client_is_refused_for_a_stranger_and_for_nobody(known: Base) -> None:
    with pytest.raises(BadUse, match="менеджер"):
        erase_client(known, "К1", at=NOON, by="иванова", reason="просьба")
    with pytest.raises(BadUse, match="персональных данных в базе нет"):
        erase_client(known, "К9", at=NOON, by="рожкова", reason="просьба")
