"""The door: what it writes, what it refuses, and that nobody writes past it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import clientbase_xl
from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.door import cell_text
from clientbase_xl.base.journal import Change, entries, head, history
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED, TABLES
from clientbase_xl.errors import BadUse
from tests.support.governed import card, change, put, replayed, standing

PACKAGE = Path(clientbase_xl.__file__).parent
WRITERS = {"door.py", "carry_over.py", "canonical_rows.py"}
"""The door, what begins a journal, and what fills an empty database from a backup that is verified before it counts."""
OPEN_TABLES = {
    *("SNAPSHOTS", "BACKUPS"),
    *("JOURNAL", "JOURNAL_CHANGES", "PERSONAL_VALUES", "REQUESTS_TABLE", "META"),
    *("IMPORTS_TABLE", "IMPORT_UNDOS", "CLIENT_IMPORTS", "PROBLEMS_TABLE"),
}
"""Tables that are written elsewhere: the journal itself, and what the journal notes or does not govern."""

DAYS = ("2026-11-01", "2026-12-01")


def setting(address: str, old: str | None, new: str | None) -> Change:
    """Return a change of a setting."""
    return Change("settings", (address,), "value", old, new)


def contact(number: str, column_key: str, old: str | None, new: str | None) -> Change:
    """Return a change of a contact's cell."""
    return Change("contacts", (number,), column_key, old, new)


def test_a_change_stands_in_its_table_and_in_the_journal(base: Base) -> None:
    put(base, *card("К1", client_name="Ромашка", potential_rub="1000.50", is_target="да", contract_until="2027-01-31"))
    found = read_cards(base).set_index("client_code").loc["К1"]
    assert (found["client_name"], found["potential_rub"], found["is_target"]) == ("Ромашка", 1000.5, True)
    assert f"{found['contract_until']:%d.%m.%Y}" == "31.01.2027"
    assert standing(base) == replayed(base)


def test_the_journal_holds_what_the_table_keeps_not_what_was_given(base: Base) -> None:
    put(base, *card("К1", client_name=" Ромашка ", potential_rub="0.125", payment_delay_days="14.0"))
    assert standing(base)["clients"][("К1",)] == {
        "client_code": "К1",
        "client_name": "Ромашка",
        "potential_rub": "0.13",
        "payment_delay_days": "14",
        "is_from_lines": "нет",
    }
    assert standing(base) == replayed(base)


def test_what_changes_nothing_is_no_entry(base: Base) -> None:
    put(base, *card("К1", client_name="Ромашка"))
    before = head(base)
    assert put(base, change("К1", "client_name", "Ромашка", "Ромашка ")) is None
    assert put(base) is None
    assert head(base) == before


def test_an_old_value_that_does_not_hold_is_refused_and_nothing_is_written(base: Base) -> None:
    put(base, *card("К1", client_name="Ромашка"))
    before = head(base)
    with pytest.raises(BadUse, match="в базе «Ромашка», а ожидалось «Лютик»"):
        put(base, *card("К2"), change("К1", "client_name", "Лютик", "Мак"))
    assert head(base) == before
    assert list(read_cards(base)["client_code"]) == ["К1"]


@pytest.mark.parametrize(
    ("column_key", "wrong"),
    [
        ("potential_rub", "много"),
        ("potential_rub", "1e17"),
        ("payment_delay_days", "1.5"),
        ("contract_until", "31.02.2026"),
        ("is_target", "может быть"),
        ("category_approved", "F"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_column(base: Base, column_key: str, wrong: str) -> None:
    put(base, *card("К1"))
    with pytest.raises(BadUse, match="не подходит столбцу"):
        put(base, change("К1", column_key, None, wrong))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (change("К9", "comment", None, "x"), "такой строки в базе нет"),
        (change("К9", "client_code", None, "К8"), "ключ строки не меняют"),
        (change("", "client_code", None, "К8"), "у строки нет ключа"),
        (Change("lists", ("цвета", "красный"), "value", None, "красный"), "Справочника «цвета» нет"),
        (Change("lists", ("managers",), "value", None, "Иванова"), "у строки нет ключа"),
    ],
)
def test_a_row_without_identity_is_refused(base: Base, wrong: Change, why: str) -> None:
    with pytest.raises(BadUse, match=why):
        put(base, wrong)


def test_a_row_whose_key_nobody_types_lives_while_any_cell_is_filled(base: Base) -> None:
    put(base, contact("аб-1", "contacted_on", None, "2026-11-20"), contact("аб-1", "result", None, "заказ"))
    put(base, contact("аб-1", "result", "заказ", None))
    assert list(read_rows(base, "contacts")["row_id"]) == ["аб-1"]
    put(base, contact("аб-1", "contacted_on", "2026-11-20", None))
    assert read_rows(base, "contacts").empty
    assert standing(base) == replayed(base)
    put(base, contact("аб-1", "description", None, "снова"))
    assert list(read_rows(base, "contacts")["description"]) == ["снова"]


def test_a_value_of_a_list_is_deleted_with_its_note_and_comes_again_at_the_end(base: Base) -> None:
    row = ("programmes", "Дилерский склад")
    put(base, Change("lists", row, "note", None, "пояснение"))
    put(base, Change("lists", row, "value", row[1], None))
    assert [line.change.new for line in history(base, "lists", row, "note")] == ["пояснение", None]
    assert standing(base) == replayed(base)
    put(base, Change("lists", row, "value", None, row[1]))
    now = read_lists(base)
    assert list(now.loc[now["list_key"] == "programmes", "value"])[-1] == row[1]
    assert list(read_lists(base, head(base)[0])["value"]) == list(now["value"])


def test_a_setting_is_journalled_from_its_default_and_back(base: Base) -> None:
    put(base, setting("status.new_days", "90", "60"))
    assert load_settings(base).status.new_days == 60
    put(base, setting("status.new_days", "60", None))
    assert load_settings(base).status.new_days == 90
    with base.reading() as connection:
        assert cell_text(connection, "settings", ("status.new_days",), "value") == "90"
    told = [(one.change.old, one.change.new) for one in history(base, "settings", ("status.new_days",), "value")]
    assert told == [("90", "60"), ("60", None)]
    assert put(base, setting("status.new_days", "90", None)) is None


@pytest.mark.parametrize(
    ("address", "old", "wrong"),
    [
        ("status.new_days", "90", "0"),
        ("status.new_days", "90", "скоро"),
        ("reactivation.is_seasonal_apart", "нет", "иногда"),
        ("reactivation.silent_from_days", "60", "200"),
        ("fields.clients.phone", "свободно", "никому"),
        ("fields.clients.нет", None, "свободно"),
    ],
)
def test_a_setting_that_is_not_allowed_is_refused(base: Base, address: str, old: str | None, wrong: str) -> None:
    with pytest.raises(BadUse, match="Настройка"):
        put(base, setting(address, old, wrong))
    assert standing(base)["settings"] == {}


def test_settings_that_only_hold_together_are_checked_together(base: Base) -> None:
    put(
        base,
        setting("reactivation.silent_to_days", "180", "400"),
        setting("reactivation.silent_from_days", "60", "300"),
        setting("reactivation.is_seasonal_apart", "нет", "да"),
        setting("fields.clients.phone", "свободно", "только РОП"),
    )
    assert load_settings(base).reactivation.silent_from_days == 300
    assert load_settings(base).reactivation.is_seasonal_apart is True


def test_a_value_new_to_its_list_comes_into_it_with_the_same_act(base: Base) -> None:
    since, _ = head(base)
    put(base, *card("К1", manager="Юрьева", backup_manager="Абрамов"), contact("а-1", "manager", None, "Юрьева"))
    assert len(entries(base, since)) == 1
    lists = read_lists(base)
    assert list(lists.loc[lists["list_key"] == "managers", "value"]) == ["Абрамов", "Юрьева"]
    assert standing(base) == replayed(base)


def test_every_governed_table_takes_a_row_and_gives_it_back(base: Base) -> None:
    """A sheet declared later is covered by that alone."""
    from clientbase_xl.base.tables import birth_column, governed_columns
    from clientbase_xl.schemas.model import Kind

    samples = {Kind.DATE: "2026-01-31", Kind.MOMENT: "2026-01-31 10:00:00", Kind.FLAG: "да", Kind.LETTER: "B"}
    for key, sheet in GOVERNED.items():
        if key == "settings":
            continue
        row = tuple(
            "managers" if name == "list_key" else samples[Kind.DATE] if sheet[name].kind is Kind.DATE else "ключ"
            for name in sheet.key_columns
        )
        cells = {
            column.key: "нет" if column.key == "is_from_lines" else samples.get(column.kind, "7")
            for column in governed_columns(sheet)
            if column.key not in sheet.key_columns
        }
        birth = birth_column(sheet)
        made = [Change(key, row, birth, None, "ключ")] if birth else []
        put(base, *made, *(Change(key, row, name, None, text) for name, text in cells.items()))
        assert standing(base)[key][row] == cells | ({birth: "ключ"} if birth else {})
    assert standing(base) == replayed(base)


def test_a_row_may_be_known_by_a_day_and_a_key_of_another_kind_is_refused(base: Base) -> None:
    november, december = (Change("plan_forecast", ("Иванова", day), "plan_rub", None, "7") for day in DAYS)
    put(base, november, december)
    put(base, november._replace(old="7", new="8"), december._replace(old="7", new=None))
    assert standing(base)["plan_forecast"] == {("Иванова", DAYS[0]): {"plan_rub": "8"}}
    assert standing(base) == replayed(base)
    with pytest.raises(BadUse, match="«ноябрь» не подходит столбцу «Месяц с»"):
        put(base, Change("plan_forecast", ("Иванова", "ноябрь"), "plan_rub", None, "7"))


def written_tables(path: Path) -> set[str]:
    """Return what a module hands to SQLAlchemy's insert, update and delete."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    verbs = ("insert", "update", "delete", "delete_from")
    return {
        ast.unparse(call.args[0])
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in verbs and call.args
    }


def test_nobody_writes_a_governed_table_past_the_door() -> None:
    """SQLAlchemy is imported in base only (a contract of the layers), so its modules are all that can write."""
    modules = [path for path in (PACKAGE / "base").glob("*.py") if path.name not in WRITERS]
    past = {path.name: written_tables(path) - OPEN_TABLES for path in modules}
    helper = {"many_rows.py": {"table"}}  # writes whatever it is given; its callers are those above
    assert {name: tables for name, tables in past.items() if tables} == helper
    assert "table" in written_tables(PACKAGE / "base" / "door.py")
    for path in modules:
        handed = re.findall(r"insert_rows\(connection, (\w+)", path.read_text(encoding="utf-8"))
        assert set(handed) <= OPEN_TABLES, path


def test_rows_of_a_backup_fill_a_database_that_is_being_restored_and_no_other() -> None:
    users = {path.name for path in (PACKAGE / "base").glob("*.py") if "load_lines(" in path.read_text(encoding="utf-8")}
    assert users == {"canonical_rows.py", "restored.py"}


def test_nobody_writes_tables_with_bare_sql() -> None:
    bare = re.compile(r"[\"'](?:INSERT|UPDATE|DELETE|REPLACE)\b.*\b(?:INTO|SET|FROM)\b(?! @S\.rights_)")
    for path in PACKAGE.rglob("*.py"):
        if not {"versions", "rights"} & set(path.parts):
            assert not bare.search(path.read_text(encoding="utf-8")), path
    own = re.compile(
        r"(?:INSERT INTO|DELETE FROM|UPDATE) +@S\.(\w+)"
    )  # its own lists: who may what, whose act an entry is
    rights = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "base" / "rights").glob("*.py"))
    assert {table for table in own.findall(rights) if not table.startswith("rights_")} == {"journal_logins"}


def test_the_tables_of_the_catalogue_that_people_fill_are_all_governed() -> None:
    assert set(TABLES) - set(GOVERNED) == {"imports", "problems"}
