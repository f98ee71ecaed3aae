"""Tampering with the file by another program is found, and the first broken place is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from clientbase_xl.base.erase import erase_personal
from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.requests import decide, submit
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user
from clientbase_xl.base.verify import BrokenLink, verify
from clientbase_xl.errors import BadUse
from tests.support.engines import tamper
from tests.support.governed import NOON, card, change, put, staff
from tests.support.importer import NOW, export, import_export

EVENING = datetime.fromisoformat("2026-11-21T18:00")


def broken(base: Base, known_head: str = "") -> BrokenLink:
    """Return the broken link of a base that has one."""
    found = verify(base, known_head)
    assert found is not None
    return found


@pytest.fixture
def lived(base: Base) -> Base:
    """Return a base with every sort of act behind it: entries 1–13, the last one a rejection."""
    staff(base)  # 2–5
    import_export(base, export(1))  # 6
    import_export(base, export(2))  # 7
    undo_import(base, 2, NOW, "рожкова")  # 8
    put(base, *card("К5", client_name="Пять", phone="+7 900", comment="было"), by="иванова")  # 9
    put(base, Change("settings", ("status.new_days",), "value", "90", "60"))  # 10
    with base.writing() as connection:  # 11
        cells = [
            change("К5", "comment", "было", "стало"),
            change("К5", "inn", None, "1"),
            change("К5", "kpp", None, "2"),
        ]
        submit(connection, cells, at=NOON, by="иванова", reason="причина")
    decide(base, [1], approve=True, by="рожкова", at=EVENING, why="верно")  # 12
    decide(base, [2], approve=False, by="рожкова", at=EVENING, why="нет")  # 13
    return base


def test_an_untouched_base_holds(base: Base, lived: Base) -> None:
    assert verify(base) is None
    assert head(lived)[0] == 13


def test_every_head_that_was_ever_printed_still_holds_whole_or_shortened(lived: Base) -> None:
    older = head(lived)[1]
    put(lived, change("К5", "comment", "стало", "потом"))
    for known in (older, head(lived)[1], older[:8], older[:16].upper(), f" {older} "):
        assert verify(lived, known) is None


@pytest.mark.parametrize("wrong", ["1234567", "отпечаток", "не хеш!!"])
def test_a_head_that_is_no_hash_is_refused(lived: Base, wrong: str) -> None:
    with pytest.raises(BadUse, match="не отпечаток"):
        verify(lived, wrong)


CHAIN: list[tuple[str, int, str, list[str]]] = [
    (
        "a field of an entry",
        9,
        "переписана",
        [
            "UPDATE journal SET by = 'петров' WHERE seq = 9",
        ],
    ),
    (
        "the moment of an entry",
        9,
        "переписана",
        [
            "UPDATE journal SET at = '2020-01-01 00:00:00.000000' WHERE seq = 9",
        ],
    ),
    (
        "a reason",
        12,
        "переписана",
        [
            "UPDATE journal SET reason = '' WHERE seq = 12",
        ],
    ),
    (
        "a value",
        9,
        "изменения записи № 9 переписаны",
        [
            "UPDATE journal_changes SET new = 'x' WHERE column_key = 'client_name' AND seq = 9",
        ],
    ),
    (
        "the column of a value",
        9,
        "изменения записи № 9 переписаны",
        [
            "UPDATE journal_changes SET column_key = 'region' WHERE column_key = 'comment' AND seq = 9",
        ],
    ),
    (
        "one change",
        9,
        "часть удалена",
        [
            "DELETE FROM journal_changes WHERE seq = 9 AND number = 2",
        ],
    ),
    (
        "a change more",
        10,
        "часть удалена или добавлена",
        [
            "INSERT INTO journal_changes SELECT 10, 2, sheet_key, row_key, column_key, old, new, NULL, NULL "
            "FROM journal_changes WHERE seq = 9 AND number = 1",
        ],
    ),
    (
        "an entry in the middle",
        10,
        "записи № 10 нет",
        [
            "DELETE FROM journal_changes WHERE seq = 10",
            "DELETE FROM journal WHERE seq = 10",
        ],
    ),
    (
        "an entry without its changes",
        10,
        "записи № 10 нет",
        [
            "DELETE FROM journal WHERE seq = 10",
        ],
    ),
    (
        "the first entry",
        1,
        "записи № 1 нет",
        [
            "DELETE FROM journal_changes WHERE seq = 1",
            "DELETE FROM journal WHERE seq = 1",
        ],
    ),
    (
        "two entries changing places",
        9,
        "не продолжает",
        [
            "UPDATE journal SET seq = -1 WHERE seq = 9",
            "UPDATE journal SET seq = 9 WHERE seq = 10",
            "UPDATE journal SET seq = 10 WHERE seq = -1",
        ],
    ),
    (
        "numbers of entries closed over a gap",
        10,
        "не продолжает",
        [
            "DELETE FROM journal_changes WHERE seq = 10",
            "DELETE FROM journal WHERE seq = 10",
            "UPDATE journal SET seq = seq - 1 WHERE seq > 10",
            "UPDATE journal_changes SET seq = seq - 1 WHERE seq > 10",
        ],
    ),
    (
        "the identity of the base",
        1,
        "не продолжает",
        [
            "UPDATE meta SET value = 'другая'",
        ],
    ),
    (
        "changes of an entry that is not there",
        14,
        "самой записи нет",
        [
            "INSERT INTO journal_changes SELECT 14, 1, sheet_key, row_key, column_key, old, new, NULL, NULL "
            "FROM journal_changes WHERE seq = 9 AND number = 1",
        ],
    ),
    (
        "a personal value",
        9,
        "персональное значение",
        [
            "UPDATE personal_values SET value = '+7 999'",
        ],
    ),
    (
        "a personal value that nobody entered",
        9,
        "персональное значение",
        [
            "UPDATE personal_values SET number = 77 WHERE value = '+7 900'",
        ],
    ),
]


@pytest.mark.parametrize(("seq", "why", "statements"), [case[1:] for case in CHAIN], ids=[case[0] for case in CHAIN])
@pytest.mark.long
def test_a_changed_past_is_named_by_its_entry(lived: Base, seq: int, why: str, statements: list[str]) -> None:
    tamper(lived, *statements)
    found = broken(lived)
    assert (found.seq, why in found.why) == (seq, True), found


TABLES: list[tuple[str, int, str, str]] = [
    (
        "a cell",
        9,
        "«Клиенты», К5: «Клиент» изменён мимо журнала: в базе «Шесть», по журналу «Пять»",
        "UPDATE clients SET client_name = 'Шесть' WHERE client_code = 'К5'",
    ),
    (
        "a personal cell, whose values are not told",
        9,
        "«Клиенты», К5: «Телефон» изменён мимо журнала",
        "UPDATE clients SET phone = '8' WHERE client_code = 'К5'",
    ),
    (
        "a flag that no sheet shows",
        13,
        "«Клиенты», К1",
        "UPDATE clients SET is_from_lines = FALSE WHERE client_code = 'К1'",
    ),
    (
        "a deleted row",
        9,
        "«Клиенты», К5: строка удалена мимо журнала",
        "DELETE FROM clients WHERE client_code = 'К5'",
    ),
    (
        "a new row",
        13,
        "«Задачи», з-1: строка появилась мимо журнала",
        "INSERT INTO tasks (row_id, task) VALUES ('з-1', 'сделать')",
    ),
    (
        "a setting",
        10,
        "«Настройки», status.new_days",
        "UPDATE settings SET value = '30'",
    ),
    (
        "a value of another kind",
        13,
        "значение не своего вида",
        "UPDATE clients SET contract_until = 'скоро' WHERE client_code = 'К5'",
    ),
    (
        "money of another kind",
        13,
        "значение не своего вида",
        "UPDATE clients SET potential_rub = 'много' WHERE client_code = 'К5'",
    ),
    (
        "a role",
        4,
        "«Пользователи», иванова: «Роль» изменён мимо журнала: в базе «РОП», по журналу «менеджер»",
        "UPDATE users SET role = 'РОП' WHERE name = 'иванова'",
    ),
    (
        "an import's amount",
        6,
        "1: «Сумма",
        "UPDATE imports SET amount_rub = 1 WHERE import_id = 1",
    ),
    (
        "an import undone",
        13,
        "1: «Отменён»",
        "INSERT INTO import_undos VALUES (1, '2026-02-01 12:00:00.000000', 'петров')",
    ),
    (
        "a link between an import and its client, without which the card is shown nowhere",
        6,
        "«Загрузки», 1",
        "DELETE FROM client_imports WHERE import_id = 1",
    ),
    (
        "an undo taken back",
        8,
        "2: «Отменён»",
        "DELETE FROM import_undos",
    ),
    (
        "the words of a request",
        11,
        "заявка № 3 переписана",
        "UPDATE requests SET new = '7' WHERE request_id = 3",
    ),
    (
        "the person of a request",
        11,
        "заявка № 3 переписана",
        "UPDATE requests SET submitted_by = 'петров' WHERE request_id = 3",
    ),
    (
        "a forged approval",
        11,
        "заявка № 3 решена мимо журнала",
        "UPDATE requests SET status = 'утверждена' WHERE request_id = 3",
    ),
    (
        "the person of a decision",
        12,
        "заявка № 1 решена мимо журнала",
        "UPDATE requests SET decided_by = 'админ' WHERE request_id = 1",
    ),
    (
        "the reason of a decision",
        13,
        "заявка № 2 решена мимо журнала",
        "UPDATE requests SET decision_reason = NULL WHERE request_id = 2",
    ),
    (
        "a deleted request",
        11,
        "заявка № 3 удалена",
        "DELETE FROM requests WHERE request_id = 3",
    ),
    (
        "a forged request",
        13,
        "заявка № 9 появилась мимо журнала",
        "INSERT INTO requests SELECT 9, submitted_at, submitted_by, sheet_key, row_key, column_key, "
        "old, new, reason, kind, 9, workbook_id, salt, status, NULL, NULL, NULL FROM requests WHERE "
        "request_id = 3",
    ),
]


@pytest.mark.parametrize(("seq", "why", "statement"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
@pytest.mark.long
def test_a_table_that_is_not_what_the_journal_says_is_named(lived: Base, seq: int, why: str, statement: str) -> None:
    if "своего вида" in why and not lived.is_embedded:
        pytest.skip("PostgreSQL holds no value of another kind")
    tamper(lived, statement)
    found = broken(lived)
    assert (found.seq, why in found.why) == (seq, True), found


def test_last_entries_cut_off_together_with_what_they_did_are_found_by_a_printed_head(lived: Base) -> None:
    printed = head(lived)[1]
    tamper(
        lived,
        "DELETE FROM journal_changes WHERE seq >= 13",
        "DELETE FROM journal WHERE seq >= 13",
        "UPDATE requests SET status = 'на согласовании', decided_at = NULL, decided_by = NULL,"
        " decision_reason = NULL WHERE request_id = 2",
    )
    assert verify(lived) is None  # nothing inside the file can tell
    found = broken(lived, printed[:16])
    assert (found.seq, "удалены или переписаны" in found.why) == (12, True)


def test_a_chain_computed_anew_is_found_by_a_printed_head(lived: Base) -> None:
    """Somebody with this program rewrites the last act: the chain fits again, the head does not."""
    printed = head(lived)[1]
    tamper(lived, "DELETE FROM journal_changes WHERE seq = 13", "DELETE FROM journal WHERE seq = 13")
    tamper(
        lived,
        "UPDATE requests SET status = 'на согласовании', decided_at = NULL, decided_by = NULL,"
        " decision_reason = NULL WHERE request_id = 2",
    )
    decide(lived, [2], approve=True, by="рожкова", at=EVENING, why="передумали")
    assert verify(lived) is None
    assert broken(lived, printed).seq == 13


def test_an_erased_personal_value_does_not_break_the_chain(lived: Base) -> None:
    erase_personal(lived, "clients", ("К5",), at=EVENING, by="рожкова", reason="просьба клиента")
    assert verify(lived) is None


def test_a_personal_value_erased_by_another_hand_leaves_the_table_in_question(lived: Base) -> None:
    tamper(lived, "DELETE FROM personal_values WHERE value = '+7 900'")
    assert "«Телефон»" in broken(lived).why


@pytest.mark.parametrize("act", [lambda base: add_user(base, "новый", "менеджер", at=NOON, by="админ")])
def test_an_honest_act_after_all_that_holds(lived: Base, act: Callable[[Base], None]) -> None:
    act(lived)
    assert verify(lived) is None
