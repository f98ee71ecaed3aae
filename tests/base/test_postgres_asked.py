"""What a manager may ask about on a server, and what he is told of rows that are not his (METHOD section 7)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, head_until
from clientbase_xl.base.requests import decide, list_requests, submit
from clientbase_xl.base.rights.asking import NEVER_ASKED
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.errors import BaseRefused
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, PETROV, ROZHKOVA, SECRET, Team, found_team, now

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head, two managers and a stranger."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def ask(team: Team, name: str, *changes: Change, base: Base | None = None, **more: str) -> list[int]:
    """Submit requests with a person's login."""
    with (base or team.opened(name)).writing() as connection:
        return submit(connection, changes, at=now(), by=team.login(name), **more)


def foreign_cells(team: Team) -> Iterator[Change]:
    """Yield a cell of each row that Иванова does not see, as a change of what stands there."""
    asked = (
        "SELECT DISTINCT ON (sheet_key, row_key) sheet_key, row_key, column_key, new FROM journal_changes ORDER BY 1, 2"
    )
    hers = {row[:2] for row in team.rows(IVANOVA, asked)}
    for sheet_key, row_key, column_key, new in team.asked(asked):
        if sheet_key in GOVERNED and (sheet_key, row_key) not in hers:
            yield Change(sheet_key, tuple(json.loads(row_key)), column_key, new, None)


def test_nobody_asks_about_a_row_that_he_does_not_see(team: Team) -> None:
    """Neither waiting nor in conflict, whatever the old value: a head who presses the button would answer."""
    before, tried, base = len(list_requests(team.base)), set[str](), team.opened(IVANOVA)
    for change in foreign_cells(team):
        for more in ({}, {"conflict": "моими словами"}):
            for old in (change.old, "догадка"):
                with pytest.raises(BaseRefused, match=r"другого менеджера|заявок нет"):
                    ask(team, IVANOVA, change._replace(old=old), base=base, **more)
        tried.add(change.sheet_key)
    new = [Change("client_plans", ("K2", "2031-01-01"), "plan_rub", None, "5.00")]
    new += [Change("contacts", ("новая",), "client_code", None, code) for code in ("K2", "prospects-K2")]
    for change in new:
        with pytest.raises(BaseRefused, match="другого менеджера"):
            ask(team, IVANOVA, change, base=base)
    assert {"clients", "contacts", "profiles", "client_plans", "client_pairs", "prospects"} <= tried
    assert len(list_requests(team.base)) == before


@pytest.mark.parametrize("sheet", NEVER_ASKED)
def test_of_people_and_of_acts_nobody_asks(team: Team, sheet: str) -> None:
    """An act is signed: a correction of it is another act."""
    key = tuple("2031-01-01" if name.endswith("_on") else "K1" for name in GOVERNED[sheet].key_columns)
    column = next(one.key for one in GOVERNED[sheet] if one.key not in GOVERNED[sheet].key_columns)
    for name in (IVANOVA, ROZHKOVA):
        with pytest.raises(BaseRefused):
            ask(team, name, Change(sheet, key, column, None, None))


def test_an_own_row_and_a_new_client_are_asked_for(team: Team) -> None:
    """What the procedure is for goes on."""
    assert ask(team, IVANOVA, Change("contacts", ("contacts-K1",), "description", OWN, f"{OWN} 2"))
    assert ask(team, IVANOVA, Change("contacts", ("contacts-K1-1",), "client_code", None, "K1"), kind="новая запись")
    cells = {"client_code": "K77", "client_name": "Новый", "manager": "Иванова"}
    assert ask(
        team,
        IVANOVA,
        *(Change("clients", ("K77",), name, None, text) for name, text in cells.items()),
        kind="новый клиент",
    )


def test_the_reason_of_a_conflict_says_nothing_of_a_client_handed_over(team: Team) -> None:
    """The head is told the value; the asker, whose client it is no longer, is not."""
    (number,) = ask(team, PETROV, Change("clients", ("K2",), "holding", SECRET, "мой"))
    for column, old, new in (("manager", "Петров", "Сидоров"), ("holding", SECRET, "холдинг Сидорова")):
        with team.base.writing() as connection:
            passed = [Change("clients", ("K2",), column, old, new)]
            apply_changes(connection, passed, at=now(), by="владелец", source="тест")
    (outcome,) = decide(team.opened(ROZHKOVA), [number], approve=True, by=team.login(ROZHKOVA), at=now())
    assert (outcome.status, "холдинг Сидорова" in outcome.message) == ("конфликт", True)
    (told,) = (one for one in list_requests(team.opened(PETROV)) if one.request_id == number)
    assert (told.status, told.decision_reason) == ("конфликт", "«Холдинг»: в базе другое")
    assert "холдинг Сидорова" not in str(team.rows(PETROV, "SELECT c::text FROM journal_changes c"))


def test_functions_tell_neither_when_others_wrote_nor_how_much(team: Team) -> None:
    """The chain goes on from the last entry; sizes and moments of acts are shown by the policies of the journal."""
    hers = {row[0] for row in team.rows(IVANOVA, "SELECT seq FROM journal")}
    last = team.asked("SELECT max(seq) FROM journal")[0][0]
    assert set(range(1, last + 1)) - hers, "there are entries that she does not see"
    assert team.rows(IVANOVA, f"SELECT s FROM generate_series(1, {last}) s WHERE cb_count_changes(s) IS NOT NULL") == []
    assert team.rows(IVANOVA, "SELECT seq FROM cb_head(NULL, NULL)") == [(last,)]
    assert team.rows(IVANOVA, "SELECT seq FROM cb_head(NULL, now()::timestamp)") == []
    with team.opened(IVANOVA).reading() as connection:
        until = head_until(connection, now())
        assert until is not None
        assert until[0] == max(hers)
