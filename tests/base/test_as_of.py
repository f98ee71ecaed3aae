"""What a base said at an entry or a moment: cards, lists, settings, rows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd
from pandas.testing import assert_frame_equal

from clientbase_xl.base.cards import read_cards, set_preliminary_categories
from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.replay import replay, states_of
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.settings_store import load_field_values, load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED, stored_columns
from tests.support.governed import NOON, card, change, put
from tests.support.importer import NOW, export, import_export

DAY = timedelta(days=1)


def test_as_of_now_is_what_stands_with_the_same_columns_and_types(base: Base) -> None:
    import_export(base, export(1))
    import_export(base, export(2))
    put(base, *card("К7", client_name="Семь", potential_rub="10.5", is_target="нет", contract_until="2026-12-31"))
    put(base, Change("contacts", ("а-1",), "contacted_on", None, "2026-11-20"))
    set_preliminary_categories(base, {"К1": "A", "К7": "C"}, at=NOON, by="я")
    last, _ = head(base)
    for moment in (last, NOON + DAY):
        assert_frame_equal(read_cards(base, moment), read_cards(base))
        assert_frame_equal(read_lists(base, moment), read_lists(base))
        assert load_settings(base, moment) == load_settings(base)
        for key in ("contacts", "tasks", "contact_persons", "reactivation"):
            assert_frame_equal(read_rows(base, key, moment), read_rows(base, key))


def test_records_stand_in_the_order_of_their_numbers_as_people_count(base: Base) -> None:
    for number in ("а-10", "а-9", "а-9-beef", "а-1"):
        put(base, Change("contacts", (number,), "contacted_on", None, "2026-11-20"))
    for moment in (None, NOON + DAY):
        assert read_rows(base, "contacts", moment)["row_id"].tolist() == ["а-1", "а-9", "а-9-beef", "а-10"]


def test_a_card_of_the_past_is_as_it_was(base: Base) -> None:
    put(base, *card("К1", client_name="Было"), at=NOON)
    first, _ = head(base)
    put(base, change("К1", "client_name", "Было", "Стало"), *card("К2"), at=NOON + DAY)
    for then in (first, NOON, NOON + DAY - timedelta(microseconds=1)):
        assert list(read_cards(base, then)[["client_code", "client_name"]].itertuples(index=False, name=None)) == [
            ("К1", "Было")
        ]
    assert list(read_cards(base, NOON + DAY)["client_name"]) == ["Стало", None]
    assert read_cards(base, NOON - DAY).empty


def test_cards_of_an_import_come_and_go_with_it(base: Base) -> None:
    import_export(base, export(1))
    imported, _ = head(base)
    import_export(base, export(2))
    undo_import(base, 1, NOW + DAY, "я")
    assert list(read_cards(base)["client_code"]) == ["К2"]
    assert list(read_cards(base, imported)["client_code"]) == ["К1"]
    assert list(read_cards(base, NOW)["client_code"]) == ["К1", "К2"]
    assert list(read_cards(base, NOW + DAY)["client_code"]) == ["К2"]


def test_settings_and_classes_of_fields_of_the_past(base: Base) -> None:
    put(base, Change("settings", ("status.new_days",), "value", "90", "60"), at=NOON)
    put(base, Change("settings", ("fields.clients.phone",), "value", "свободно", "только РОП"), at=NOON + DAY)
    put(base, Change("settings", ("status.new_days",), "value", "60", None), at=NOON + 2 * DAY)
    assert [load_settings(base, NOON + count * DAY).status.new_days for count in (-1, 0, 1, 2)] == [90, 60, 60, 90]
    assert load_field_values(base, NOON) == {}
    assert load_field_values(base) == load_field_values(base, NOON + DAY) == {"fields.clients.phone": "только РОП"}


def test_lists_of_the_past(base: Base) -> None:
    made, _ = head(base)
    put(base, *card("К1", manager="Иванова"))
    assert "managers" not in set(read_lists(base, made)["list_key"])
    assert "managers" in set(read_lists(base)["list_key"])
    assert read_lists(base, datetime(2000, 1, 1)).empty  # noqa: DTZ001


def test_replay_gives_every_governed_table_with_its_stored_columns(base: Base) -> None:
    tables = replay(base)
    assert set(tables) == set(GOVERNED)
    for key, sheet in GOVERNED.items():
        assert list(tables[key].columns)[: len(stored_columns(sheet))] == [
            column.key for column in stored_columns(sheet)
        ]
    assert set(replay(base, sheet_keys=["lists"])) == {"lists"}


def test_unshown_flags_of_the_past(base: Base) -> None:
    import_export(base, export(1))
    put(base, *card("К5"))
    set_preliminary_categories(base, {"К1": "A"}, at=NOON, by="я")
    clients: pd.DataFrame = replay(base)["clients"].set_index("client_code")
    assert list(clients.loc[["К1", "К5"], "is_from_lines"]) == [True, False]
    assert list(clients.loc[["К1", "К5"], "is_category_preliminary"]) == [True, False]


def test_the_states_of_a_row_are_what_it_said_after_each_act(base: Base) -> None:
    row = ("contacts", ("а-1",))
    put(base, Change(*row, "client_code", None, "1"), Change(*row, "description", None, "раз"))
    put(base, Change(*row, "description", "раз", None))
    put(base, Change("contacts", ("а-2",), "client_code", None, "2"))
    with base.reading() as connection:
        states = states_of(connection, "contacts", {("а-1",)})
    assert states == {("а-1",): [{"client_code": "1", "description": "раз"}, {"client_code": "1"}]}
