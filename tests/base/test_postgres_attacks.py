"""Ways past the rights that a second reader found with a manager's or a head's login and any SQL client (METHOD 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from inspect import signature
from typing import Any

import pandas as pd
import psycopg
import pytest
from sqlalchemy import text

from clientbase_xl.base import erase, reconciliations
from clientbase_xl.base.cards import set_preliminary_categories, store_cards
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.requests import _decided, decide, list_requests, submit
from clientbase_xl.base.rights import approvals
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from clientbase_xl.schemas.requests import APPROVED
from clientbase_xl.workflows import alarm_tasks, pair_decisions
from clientbase_xl.workflows.origin import Origin
from clientbase_xl.workflows.pair_decisions import merge_clients, unmerge_client
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, ROZHKOVA, SECRET, Team, found_team, now

pytestmark = pytest.mark.long

SENT = "отправка книги 0a1b2c3d"
NUMBER = "0a1b2c3d-"
"""How the numbers of the records of a workbook begin."""


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head and two managers."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def door(team: Team, name: str, *changes: Change, source: str = SENT, minutes: int = 0) -> None:
    """Write changes by the program's own door with a person's login."""
    with team.opened(name).writing() as connection:
        at = now() + timedelta(minutes=minutes)
        apply_changes(connection, changes, at=at, by=team.login(name), source=source)


def note(team: Team, *acts: list[Change], before: str = "") -> None:
    """Write entries of the journal alone in one transaction, as a forged program of Иванова would."""
    with team.opened(IVANOVA).writing() as connection:
        if before:
            connection.execute(text(before))
        for changes in acts:
            record(connection, changes, at=now(), by=team.login(IVANOVA), source=SENT)


def approve_with(team: Team, number: int, *changes: Change) -> None:
    """Approve a request of Иванова as the head's program does, and carry out what one likes."""
    heads, at, by = team.opened(ROZHKOVA), now(), team.login(ROZHKOVA)
    with heads.writing() as connection:
        group = [one for one in list_requests(heads, connection=connection) if one.request_id == number]
        noted = _decided(connection, group, APPROVED, at=at, by=by, why="")
        asker = team.login(IVANOVA)
        apply_changes(connection, changes, at=at, by=asker, source="заявка", request_id=number, also=noted)


def born(sheet: str, number: str, **cells: str) -> list[Change]:
    """Return the changes that make a record."""
    return [Change(sheet, (number,), key, None, text) for key, text in cells.items()]


def seen(connection: psycopg.Connection[Any]) -> str:
    """Return all that a connection shows of clients, their records and the journal."""
    tables = ("clients", "contacts", "contact_persons", "profiles", "journal_changes", "personal_values")
    return str([connection.execute(f"SELECT t::text FROM {table} t").fetchall() for table in tables])  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["K2", "prospects-K2", "К002", "0A1B2C3D-1", "0a1b2c3d-1 ", "0a1b2c3d-1\n", ""])
def test_a_prospect_gets_no_number_but_a_workbooks(team: Team, number: str) -> None:
    """The number of a prospect is a code of its manager's: that of a foreign client would open him at once."""
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("INSERT INTO prospects (row_id, manager) VALUES (%s, 'Иванова')", (number,))
    assert refused.value.sqlstate == "CB001"
    with pytest.raises(BaseRefused, match="Номер записи"):
        door(team, IVANOVA, *born("prospects", number or "K2", prospect_name="Он же", manager="Иванова"))


def test_a_client_with_the_number_of_a_prospect_opens_nothing(team: Team) -> None:
    """Accounting may give a client any code, also one that a manager has waited for."""
    code = f"{NUMBER}77"
    door(team, IVANOVA, *born("prospects", code, prospect_name="Будущий", manager="Иванова"))
    with team.base.writing() as connection:
        card = [Change("clients", (code,), key, None, text) for key, text in _card(code, "Петров").items()]
        about = born("contacts", f"{NUMBER}78", client_code=code, description=f"{SECRET}: о новом")
        apply_changes(connection, [*card, *about], at=now(), by="владелец", source="тест")
    with team.plain(IVANOVA) as connection:
        assert SECRET not in seen(connection)
    assert SECRET in str(team.rows(PETROV, "SELECT description FROM contacts"))


def test_a_card_asked_for_under_the_number_of_a_foreign_prospect_is_not_made(team: Team) -> None:
    """Approving it would open the talks with that prospect to who asked."""
    number = f"{NUMBER}55"
    door(team, PETROV, *born("prospects", number, prospect_name=SECRET, manager="Петров"))
    with team.plain(ROZHKOVA) as connection, pytest.raises(psycopg.Error, match="номер потенциального клиента"):
        connection.execute(
            "INSERT INTO clients (client_code, manager, is_from_lines, is_category_preliminary, is_archived) "
            "VALUES (%s, 'Иванова', false, false, false)",
            (number,),
        )


@pytest.mark.parametrize("sheet", ["contact_persons", "contacts", "prospects"])
def test_the_number_of_a_foreign_record_that_is_gone_opens_no_history(team: Team, sheet: str) -> None:
    """Whoever made a row of that number again would read what the journal knows of it."""
    number = f"{NUMBER}31"
    cells = {"client_code": "K2"} | ({"description": SECRET} if sheet == "contacts" else {"phone": SECRET})
    if sheet == "prospects":
        cells = {"manager": "Петров", "phone": SECRET}
    rows = born(sheet, number, **cells)
    door(team, PETROV, *rows)
    door(team, PETROV, *(one._replace(old=one.new, new=None) for one in rows))
    owner = "manager" if sheet == "prospects" else "client_code"
    with team.plain(IVANOVA) as connection, pytest.raises(psycopg.Error, match="другого человека"):
        connection.execute(
            f"INSERT INTO {sheet} (row_id, {owner}) VALUES (%s, %s)",  # type: ignore[arg-type]
            (number, "Иванова" if sheet == "prospects" else "K1"),
        )


def test_a_forged_entry_that_nobody_has_checked_opens_no_history(team: Team) -> None:
    """It would be refused at the end of the transaction; until then it must not count as proof of anything."""
    with team.opened(IVANOVA).trying() as connection:
        record(
            connection,
            [
                Change("clients", ("K2",), "manager", None, "Иванова"),
                Change("contacts", ("contacts-K2",), "client_code", None, "K1"),
                Change("prospects", ("prospects-K2",), "manager", None, "Иванова"),
            ],
            at=now(),
            by=team.login(IVANOVA),
            source=SENT,
        )
        raw: Any = connection.connection.dbapi_connection
        assert SECRET not in seen(raw)


def test_a_forged_entry_makes_no_nameless_record_ones_own(team: Team) -> None:
    """A record of no client and no manager is of who made it, as far as that is proven."""
    with team.base.writing() as connection:
        changes = born("contacts", f"{NUMBER}90", description=f"{SECRET}: ни о ком")
        apply_changes(connection, changes, at=now(), by=team.login(PETROV), source="тест")
    with team.opened(IVANOVA).trying() as connection:
        forged = born("contacts", f"{NUMBER}90", result="x")
        record(connection, forged, at=now(), by=team.login(IVANOVA), source=SENT)
        raw: Any = connection.connection.dbapi_connection
        assert SECRET not in seen(raw)
    assert "ни о ком" in str(team.rows(PETROV, "SELECT description FROM contacts"))


def test_an_entry_that_changes_nothing_is_no_entry(team: Team) -> None:
    """There and back in one act, the same value, another notation of it: nothing that row-level security has judged."""
    cell = ("contacts", ("contacts-K2",), "description")
    here = Change("contacts", ("contacts-K2",), "description", SECRET, "клиент — мошенник")
    amount = ("client_plans", ("K2", "2026-11-02"), "plan_rub")
    there = Change("prospects", ("prospects-K2",), "manager", "Петров", "Иванова")
    for changes in (
        [here, Change(*cell, "клиент — мошенник", SECRET)],
        [Change(*cell, SECRET, SECRET)],
        [Change(*amount, "100.00", "100.0")],
        [Change("contact_persons", ("contact_persons-K2",), "phone", SECRET, SECRET)],
        [there, there._replace(old="Иванова", new="Петров")],
    ):
        with pytest.raises(BaseRefused, match=r"Журнал говорит не то|нет права") as right:
            note(team, changes)
        wrong = [one._replace(old="7", new="7" if one.new == one.old else one.new) for one in changes]
        with pytest.raises(BaseRefused) as guessed:
            note(team, wrong)
        if len(changes) == 1:
            assert str(guessed.value) == str(right.value), "no right guess is told from a wrong one"


def test_a_cell_goes_there_and_back_in_no_two_entries_of_one_transaction(team: Team) -> None:
    """Two acts of one sending are the program's own way, about different cells."""
    cell = ("contacts", ("contacts-K2",), "description")
    for sheet_key, row_key, column_key in (cell, ("contacts", ("contacts-K1",), "description")):
        held = SECRET if "K2" in row_key[0] else OWN
        changes = [Change(sheet_key, row_key, column_key, *pair) for pair in ((held, "иначе"), ("иначе", held))]
        with pytest.raises(BaseRefused, match=r"Журнал говорит не то|нет права"):
            note(team, *([one] for one in changes))


def test_a_lie_about_a_personal_value_of_ones_own_client_is_refused(team: Team) -> None:
    """The old value of an entry is what the entry before it has made, in personal fields too."""
    row = ("contact_persons", ("contact_persons-K1",), "phone")
    write = "UPDATE contact_persons SET phone = '+7 900' WHERE row_id = 'contact_persons-K1'"
    with pytest.raises(BaseRefused, match="Журнал говорит не то"):
        note(team, [Change(*row, "ложь", "+7 900")], before=write)
    door(team, IVANOVA, Change(*row, OWN, "+7 900"))
    door(team, IVANOVA, Change(*row, "+7 900", OWN))


def test_a_head_moves_a_client_by_no_entry_of_his_own(team: Team) -> None:
    """Neither alone, nor under a request of another cell, nor beside a merge of other clients."""
    move = Change("clients", ("K2",), "manager", "Петров", "Иванова")
    for source in (SENT, "команда", "первый расчёт", "мониторинг", "удаление персональных данных", "заявка"):
        with pytest.raises(BaseRefused, match="утверждает другой"):
            door(team, ROZHKOVA, move, source=source)
    with team.opened(IVANOVA).writing() as connection:
        asked = [Change("clients", ("K1",), "inn", OWN, "7707083893")]
        (number,) = submit(connection, asked, at=now(), by=team.login(IVANOVA), reason="просьба")
    with pytest.raises(BaseRefused, match="утверждает другой"):
        approve_with(team, number, *asked, move)
    pair = Change("client_pairs", ("K1", "K2"), "decision", "не дубль", "объединить")
    with pytest.raises(BaseRefused, match="утверждает другой"):
        door(team, ROZHKOVA, pair, pair._replace(column_key="kept_code", old=None, new="K1"), move)
    (outcome,) = decide(team.opened(ROZHKOVA), [number], approve=True, by=team.login(ROZHKOVA), at=now())
    assert outcome.status == APPROVED, outcome.message
    assert team.asked("SELECT manager FROM clients WHERE client_code = 'K2'") == [("Петров",)]


def test_what_a_head_decides_alone_goes_on(team: Team) -> None:
    """A file of cards, the category, the first computed one, a merge and its undoing, an erasure."""
    heads, by = team.opened(ROZHKOVA), team.login(ROZHKOVA)
    with heads.writing() as connection:
        frame = pd.DataFrame([{"client_code": "K5", "client_name": OWN, "manager": "Петров", "inn": "7707083893"}])
        store_cards(connection, frame, at=now(), by=by, reason="Файл «карточки»")
        store_cards(connection, frame.assign(client_code="K6", inn=None), at=now(), by=by)
    set_preliminary_categories(heads, {"K5": "B"}, at=now(), by=by)
    door(team, ROZHKOVA, Change("clients", ("K5",), "category_approved", "B", "A"))
    merge_clients(heads, ("K5", "K6"), keep="K6", why="одна фирма", now=now(), user=by)
    assert team.asked("SELECT inn FROM clients WHERE client_code = 'K6'") == [("7707083893",)]
    unmerge_client(heads, "K5", why="разные", now=now(), user=by)
    assert team.asked("SELECT inn FROM clients WHERE client_code = 'K6'") == [(None,)]


@pytest.mark.parametrize("source", ["сверка", "дубли", "мониторинг", "заявка", "команда", "отправка книги K1", ""])
def test_a_manager_writes_under_no_name_but_his_programs(team: Team, source: str) -> None:
    """What the journal shows as a reconciliation or a command was one."""
    with pytest.raises(BaseRefused, match=r"под именем|утвердил"):
        door(team, IVANOVA, Change("contacts", ("contacts-K1",), "description", OWN, "иначе"), source=source)


def test_a_managers_program_writes_under_its_own_names(team: Team) -> None:
    """Requests about duplicates and by an act of reconciliation, a file of cards, the task that an alarm opens."""
    for source, column in (("дубли", "inn"), ("сверка", "kpp"), ("импорт", "contract_no")):
        with team.opened(IVANOVA).writing() as connection:
            asked = [Change("clients", ("K1",), column, _held(team, column), "770708389")]
            assert submit(connection, asked, at=now(), by=team.login(IVANOVA), source=source)
    task = born("tasks", f"м-{NUMBER}1-1", task="позвонить", client_code="K1", manager="Иванова")
    door(team, IVANOVA, *task, source="мониторинг")
    assert f"м-{NUMBER}1-1" in str(team.rows(IVANOVA, "SELECT row_id FROM tasks"))


def test_a_manager_backdates_nothing(team: Team) -> None:
    """By more than the clocks of two computers differ."""
    change = Change("contacts", ("contacts-K1",), "description", OWN, "иначе")
    for minutes in (-59, -11, 11):
        with pytest.raises(BaseRefused, match="10 минут"):
            door(team, IVANOVA, change, minutes=minutes)


def test_sources_are_called_as_those_who_write_them_call_them() -> None:
    """The rights cannot ask the workflows above them."""
    assert Origin("", "0a1b2c3d-0000", 0).source == f"{approvals.SENT} 0a1b2c3d"
    assert signature(submit).parameters["source"].default == approvals.SENT
    assert signature(store_cards).parameters["source"].default == approvals.FILE
    written = (pair_decisions.SOURCE, reconciliations.SOURCE, alarm_tasks.SOURCE, erase.SOURCE)
    assert written == (approvals.PAIRS, approvals.ACT, approvals.ALARMS, approvals.ERASURE)


def test_after_all_attacks_the_base_verifies(team: Team) -> None:
    """Nothing of them has stayed."""
    assert verify(team.base) is None


def _card(code: str, manager: str) -> dict[str, str]:
    return {"client_code": code, "client_name": OWN, "manager": manager}


def _held(team: Team, column: str) -> Any:
    return team.asked(f"SELECT {column} FROM clients WHERE client_code = 'K1'")[0][0]
