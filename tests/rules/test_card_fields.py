"""What stands in the card and where it comes from (METHOD section 1, «Карточка»)."""

from __future__ import annotations

from clientbase_xl.rules.card_fields import CARD_FIELDS, CARD_LISTS, INDEX_FIELDS
from clientbase_xl.rules.new_client import required_parameters
from clientbase_xl.schemas.client_card import CLIENT_CARD_INDEX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.settings import Settings


def test_every_cell_names_columns_that_exist() -> None:
    assert {part.column for field in CARD_FIELDS for part in field.parts} <= set(CLIENTS.keys)
    for one in CARD_LISTS:
        assert {part.column for _, _, parts in one.cells for part in parts} <= set(one.sheet.keys)
        assert one.index_key in CLIENT_CARD_INDEX
        assert one.empty_in in {key for key, _, _ in one.cells}
    assert {key for key, _, _ in INDEX_FIELDS} <= set(CLIENT_CARD_INDEX.keys)


def test_keys_of_cells_do_not_repeat() -> None:
    keys = [field.key for field in CARD_FIELDS] + [key for key, _, _ in INDEX_FIELDS]
    assert len(set(keys)) == len(keys)


def test_the_card_shows_every_parameter_that_a_client_must_have() -> None:
    shown = {part.column for field in CARD_FIELDS for part in field.parts}
    assert {key for _, keys in required_parameters(Settings()) for key in keys} <= shown
