"""What a login of the server may not put into the base of a team: acts that are kept, texts that no program writes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from clientbase_xl.base.backups import one_state
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.erase import SOURCE, erase_contact
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.rights.values import ERASING_ACT
from clientbase_xl.base.tables import FROZEN, GOVERNED
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BaseRefused
from clientbase_xl.schemas.typed_cells import canonical
from tests.support.engines import tamper
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, OWN, ROZHKOVA, Team, found_team, now

pytestmark = pytest.mark.long

SENT = "отправка книги 0a1b2c3d"
"""The source of what a workbook brings."""


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with a head, two managers and rows of both in every table."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def _refused(team: Team, name: str, statement: str, *changes: Change) -> str:
    """Run a statement with its entry of the journal, as a forger would; return why it was refused, and nothing came."""
    whole = (
        f"SELECT (SELECT max(seq) FROM journal), (SELECT md5(string_agg(t::text, '|')) FROM {changes[0].sheet_key} t)"
    )
    before = team.asked(whole)
    with pytest.raises(BaseRefused) as refused:
        _forge(team, name, statement, *changes)
    assert team.asked(whole) == before
    return str(refused.value)


def _forge(team: Team, name: str, statement: str, *changes: Change, **more: Any) -> None:
    """Run a statement and write the entry that says what it did, in one transaction."""
    with team.opened(name).writing() as connection:
        connection.exec_driver_sql(statement)
        record(connection, changes, at=now(), by=team.login(name), **{"source": SENT, **more})


@pytest.mark.parametrize("table", sorted(FROZEN))
@pytest.mark.parametrize("name", [IVANOVA, ROZHKOVA])
def test_an_act_of_reconciliation_stays_as_it_was_kept(team: Team, table: str, name: str) -> None:
    """Neither her own line nor anybody's, with an entry of the journal that says so; the head neither."""
    sheet = GOVERNED[table]
    key = tuple(str(part) for part in team.asked(f"SELECT {', '.join(sheet.key_columns)} FROM {table}")[0])
    column, old, new = {
        "reconciliation_acts": ("made_by", "общее", "никто"),
        "reconciliation_figures": ("completeness", "0.5", "1"),
        "reconciled_prospects": ("completeness", "0.5", "1"),
    }[table]
    mine = " AND ".join(f"{name} = '{part}'" for name, part in zip(sheet.key_columns, key, strict=True))
    change = Change(table, key, column, old, new)
    _refused(team, name, f"UPDATE {table} SET {column} = '{new}' WHERE {mine}", change)
    _refused(team, name, f"DELETE FROM {table} WHERE {mine}", change._replace(new=None))


@pytest.mark.parametrize("table", sorted(FROZEN - {"reconciliation_acts"}))
def test_a_manager_adds_no_line_to_an_act(team: Team, table: str) -> None:
    """Of his own client or prospect, through the door itself."""
    added = Change(table, ("K1", "2026-12-31"), "manager", None, "Иванова")
    with pytest.raises(BaseRefused, match="нет права"):
        _apply(team, IVANOVA, added)


def test_the_owner_himself_changes_no_act(team: Team) -> None:
    """Nor cuts a table off: the guards ask nobody who he is."""
    for table in FROZEN:
        for statement in (
            f"UPDATE {table} SET reconciled_on = '2020-01-01'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation, match="act of reconciliation stays"):
                team.asked(statement)


UNREADABLE = (
    ("contacts", "contacted_on", "99999-01-01", "99999-01-01"),
    ("contacts", "contacted_on", "infinity", "infinity"),
    ("contacts", "contacted_on", "0044-03-15 BC", "0044-03-15 BC"),
    ("contacts", "contacted_on", "0999-11-02", "0999-11-02"),
    ("contacts", "contacted_on", "2026-11-03", "03 Nov 2026"),
    ("contacts", "contacted_on", "2026-11-03", " 2026-11-03"),
    ("contacts", "description", "", ""),
    ("contacts", "description", " а  б ", " а  б "),
    ("contacts", "description", "а\u00a0", "а\u00a0"),
    ("contacts", "description", "а\r\nб", "а\r\nб"),
    ("contact_persons", "person_name", " Пётр ", " Пётр "),
    ("profiles", "count_suppliers", "4", "4.0"),
    ("profiles", "count_suppliers", "4", "04"),
    ("profiles", "plan_change", "NaN", "NaN"),
    ("profiles", "plan_change", "Infinity", "Infinity"),
    ("profiles", "plan_change", "1e300", "1e300"),
    ("profiles", "plan_change", "1e300", f"1{'0' * 300}"),
    ("profiles", "plan_change", "0.12345678", "0.12345678"),
    ("profiles", "plan_change", "0.12345678", "0.123457"),
    ("profiles", "average_order_rub", "100.50", "100.50"),
    ("profiles", "average_order_rub", "999999999999999.99", "999999999999999.99"),
)
"""Sheet, column, what is put into the table, what the journal says of it."""
GOOD = {"contacted_on": "2026-11-03", "count_suppliers": "4", "plan_change": "0.25", "average_order_rub": "100.5"}
SAID_OTHERWISE = "в обход журнала"


@pytest.mark.parametrize(("table", "column", "value", "said"), UNREADABLE)
def test_a_value_that_the_program_could_not_read_back_is_refused(
    team: Team, table: str, column: str, value: str, said: str
) -> None:
    """One such line would stop `workbook`, `verify` and `backup` of the whole department."""
    assert SAID_OTHERWISE in _refused(team, IVANOVA, *_written(team, table, column, value, said))


def test_a_value_as_the_program_writes_it_is_taken_from_any_client(team: Team) -> None:
    """The statements of the test above are refused for their values only."""
    for table, column in {row[:2]: None for row in UNREADABLE}:
        held = _held(team, table, column)
        _forge(team, IVANOVA, *_written(team, table, column, *[GOOD.get(column, "Иной")] * 2))
        _forge(team, IVANOVA, *_written(team, table, column, *[held] * 2))
    assert verify(team.base) is None


def test_digits_that_a_session_hides_are_compared_all_the_same(team: Team) -> None:
    """Of 0.123 a session may be shown 0.1: the checks look at what is kept."""
    change = Change("profiles", ("profiles-K1",), "plan_change", "0.5", "0.1")
    statement = (
        "SET LOCAL extra_float_digits = -14; UPDATE profiles SET plan_change = 0.123 WHERE row_id = 'profiles-K1'"
    )
    assert SAID_OTHERWISE in _refused(team, IVANOVA, statement, change)


def test_a_letter_that_is_none_is_refused_to_a_head_too(team: Team) -> None:
    change = Change("cost_cuts", ("cost_cuts-K1",), "category", "A", "Я")
    statement = "UPDATE cost_cuts SET category = 'Я' WHERE row_id = 'cost_cuts-K1'"
    assert SAID_OTHERWISE in _refused(team, ROZHKOVA, statement, change)


@pytest.mark.parametrize("month", ["99999-01-01", "infinity"])
def test_a_key_that_the_program_could_not_read_back_is_refused(team: Team, month: str) -> None:
    statement = f"INSERT INTO client_plans (client_code, month_on, plan_rub) VALUES ('K1', '{month}', 1)"
    said = Change("client_plans", ("K1", month), "plan_rub", None, "1")
    assert "Ключ строки" in _refused(team, IVANOVA, statement, said)


@pytest.mark.parametrize(("list_key", "place"), [("regions", 2**63 - 1), ("неведомый", 1)])
def test_a_value_of_a_list_comes_after_the_others(team: Team, list_key: str, place: int) -> None:
    """After the last place that there is no other value could ever come."""
    statement = f"INSERT INTO lists (list_key, value, position) VALUES ('{list_key}', 'Урал', {place})"
    said = Change("lists", (list_key, "Урал"), "value", None, "Урал")
    assert "справочник" in _refused(team, IVANOVA, statement, said)


def test_values_of_every_kind_go_through_the_door(team: Team) -> None:
    """What the program itself writes is in its own form: fractions, great sums, odd characters inside a text."""
    cells = (
        ("profiles", "profiles-K1", "plan_change", "0.5", "-0.123457"),
        ("profiles", "profiles-K1", "plan_change", "-0.123457", "1234567890.123456"),
        ("profiles", "profiles-K1", "average_order_rub", "100", "1234567890123.45"),
        ("profiles", "profiles-K1", "count_suppliers", "3", "12"),
        ("client_stock", "client_stock-K1", "stock_units", "2", "0.0005"),
        ("contacts", "contacts-K1", "contacted_on", "2026-11-02", "1999-12-31"),
        ("contacts", "contacts-K1", "description", OWN, "таб\x0bв\tтексте\nи \x01\u00a0знак"),
        ("contacts", "contacts-K1", "description", "таб\x0bв\tтексте\nи \x01\u00a0знак", OWN),
        ("contact_persons", "contact_persons-K1", "consent_on", "2026-11-02", None),
        ("contacts", "contacts-K1", "sales_channel", "общее", "Новый канал"),
    )
    for table, number, column, old, new in cells:
        if column in GOVERNED[table]:
            _apply(team, IVANOVA, Change(table, (number,), column, old, new))
    assert verify(team.opened(ROZHKOVA)) is None


def test_a_head_erases_no_personal_value_past_the_program(team: Team) -> None:
    """Neither by himself nor under an entry that says so while the table still holds the value; a manager none."""
    assert ERASING_ACT == SOURCE
    before = team.asked("SELECT count(*) FROM personal_values")
    for name, source, why in (
        (ROZHKOVA, SENT, "стирают программой"),
        (ROZHKOVA, SOURCE, "в таблице осталось"),
        (IVANOVA, SOURCE, "нет права"),
    ):
        with pytest.raises(BaseRefused, match=why):
            _forge(team, name, "DELETE FROM personal_values", source=source)
    assert team.asked("SELECT count(*) FROM personal_values") == before


def test_a_head_erases_at_a_persons_request(team: Team) -> None:
    """What stands in the base, then what only the past holds: each time an entry of the journal says so."""
    _apply(team, IVANOVA, Change("contact_persons", ("contact_persons-K1",), "person_name", OWN, "Пётр Новиков"))
    asked: dict[str, Any] = {"at": now(), "by": team.login(ROZHKOVA), "reason": "письмо"}
    base = team.opened(ROZHKOVA)
    assert erase_contact(base, "contact_persons-K1", **asked).counts["contact_persons"] > 1
    cells = {"client_code": "K1", "person_name": "Анна Зорина"}
    _apply(team, IVANOVA, *(Change("contact_persons", ("новое-1",), key, None, text) for key, text in cells.items()))
    _apply(team, IVANOVA, *(Change("contact_persons", ("новое-1",), key, text, None) for key, text in cells.items()))
    known = team.asked("SELECT max(seq) FROM journal")[0][0]
    assert erase_contact(base, "новое-1", **asked | {"at": now()}).counts == {"contact_persons": 2}
    assert team.asked(f"SELECT source FROM journal WHERE seq > {known}") == [(SOURCE,)]
    assert not team.asked("SELECT 1 FROM personal_values WHERE value LIKE '%Зорина%' OR value LIKE '%Новиков%'")
    assert verify(team.base) is None


def test_a_broken_base_is_not_taken_for_hidden_rows(team: Team) -> None:
    """A head whose login sees everything is told what is broken; a manager still that he does not see all."""
    tamper(team.base, "UPDATE contacts SET description = 'мимо' WHERE row_id = 'contacts-K1'")
    for name, why in ((ROZHKOVA, "не сходится с журналом, запись № .*contacts-K1"), (IVANOVA, "видна не вся база")):
        with pytest.raises(BaseRefused, match=why), one_state(team.opened(name)):
            pass
    tamper(team.base, f"UPDATE contacts SET description = '{OWN}' WHERE row_id = 'contacts-K1'")
    with one_state(team.opened(ROZHKOVA)) as state:
        assert state.head_seq > 0


def test_after_all_that_the_base_verifies(team: Team) -> None:
    """The last of this module: what was tried left the journal and the tables in agreement."""
    assert verify(team.base) is None


def _held(team: Team, table: str, column: str) -> str:
    ((held,),) = team.asked(f"SELECT {column} FROM {table} WHERE row_id = '{table}-K1'")
    return canonical(held, GOVERNED[table][column].kind)


def _written(team: Team, table: str, column: str, value: str, said: str) -> tuple[str, Change]:
    """Return the statement that puts a value into a row of Иванова, and what the journal is told."""
    change = Change(table, (f"{table}-K1",), column, _held(team, table, column), said)
    return f"UPDATE {table} SET {column} = '{value}' WHERE row_id = '{table}-K1'", change


def _apply(team: Team, name: str, *changes: Change, **more: Any) -> None:
    """Write changes by the program's own door with a person's login."""
    with team.opened(name).writing() as connection:
        apply_changes(connection, changes, at=now(), by=team.login(name), source=SENT, **more)
