"""Cards: sales lines fill what is empty, people's words stay, undone imports leave no ghosts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from clientbase_xl.base.cards import CardsPlan, read_cards, set_preliminary_categories, store_cards
from clientbase_xl.base.erase import erase_client
from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import CLIENTS_TABLE, stored_columns
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.clients import CLIENTS
from tests.support.governed import put
from tests.support.importer import NOW, export, import_export


def from_lines(base: Base, number: int, *rows: dict[str, Any]) -> int:
    """Store cards that an import brings; return how many clients are new."""
    with base.writing() as connection:
        return store_cards(
            connection, pd.DataFrame(rows), at=NOW, by="я", is_from_lines=True, import_id=number
        ).count_new


def from_file(base: Base, *rows: dict[str, Any]) -> int:
    """Store cards that a file of cards brings; return how many clients are new."""
    with base.writing() as connection:
        return store_cards(connection, pd.DataFrame(rows), at=NOW, by="я").count_new


def brought(base: Base, *rows: dict[str, Any], of_whole_clients: bool = False) -> CardsPlan:
    """Store cards that a file of cards brings; return what it changed and what it left."""
    with base.writing() as connection:
        return store_cards(connection, pd.DataFrame(rows), at=NOW, by="я", of_whole_clients=of_whole_clients)


def merge(base: Base, kept: str, gone: str) -> None:
    """Merge two cards."""
    pair = (min(kept, gone), max(kept, gone))
    put(
        base,
        Change("client_pairs", pair, "decision", None, "объединить"),
        Change("client_pairs", pair, "kept_code", None, kept),
    )


def card(base: Base, code: str) -> dict[str, Any]:
    """Return one card as the rules receive it."""
    return dict(read_cards(base).set_index("client_code").loc[code])


def a_client(code: str = "К1", name: str | None = "Ромашка", **fields: Any) -> dict[str, Any]:
    """Return the fields of a card."""
    return {"client_code": code, "client_name": name, **fields}


@pytest.fixture
def imported(base: Base) -> Base:
    """Return a base with imports 1 and 2 of clients К1 and К2."""
    import_export(base, export(1))
    import_export(base, export(2))
    return base


def test_an_empty_base_has_no_cards_but_all_columns_with_their_types(imported: Base, tmp_path: Any) -> None:
    empty = read_cards(Base.init(tmp_path / "пустая"))
    expected = (*(column.key for column in stored_columns(CLIENTS)), "is_category_preliminary")
    assert tuple(empty.columns) == expected
    assert dict(empty.dtypes) == dict(read_cards(imported).dtypes)


def test_an_import_makes_cards_with_what_its_lines_say(imported: Base) -> None:
    cards = read_cards(imported)
    assert list(cards["client_code"]) == ["К1", "К2"]
    assert list(cards["client_name"]) == ["Клиент 1", "Клиент 2"]
    assert cards["potential_rub"].isna().all()
    assert not cards["is_category_preliminary"].any()


def test_lines_fill_only_empty_fields(imported: Base) -> None:
    from_file(imported, a_client(name="Набрано руками", channel=None))
    assert from_lines(imported, 2, a_client(name="Из строк", manager="Петров", channel="Опт")) == 0
    found = card(imported, "К1")
    assert (found["client_name"], found["manager"], found["channel"]) == ("Набрано руками", "Иванова", "Опт")


def test_a_file_of_cards_updates_the_fields_it_brings_and_empty_cells_never_erase(base: Base) -> None:
    full = a_client(
        inn="0012345678",
        potential_rub=1000.5,
        contract_until=pd.Timestamp("2026-12-31"),
        payment_delay_days=14,
        is_target=True,
        is_project=False,
        phone="+7 900",
    )
    assert from_file(base, full) == 1
    assert from_file(base, a_client(name=None, potential_rub=None, phone="+7 901", is_target=pd.NA)) == 0
    found = card(base, "К1")
    assert (found["client_name"], found["inn"], found["phone"]) == ("Ромашка", "0012345678", "+7 901")
    assert (found["potential_rub"], found["payment_delay_days"]) == (1000.5, 14)
    assert (found["is_target"], found["is_project"]) == (True, False)
    assert found["contract_until"] == pd.Timestamp(date(2026, 12, 31))
    assert found["is_stopped"] is pd.NA
    assert found["comment"] is None


def test_roubles_are_rounded_half_up_to_kopecks_once(base: Base) -> None:
    from_file(base, a_client(potential_rub="0.125"), a_client("К2", potential_rub=2.675))
    with base.reading() as connection:
        assert list(connection.execute(select(CLIENTS_TABLE.c.potential_rub)).scalars()) == [
            Decimal("0.13"),
            Decimal("2.68"),
        ]


def test_the_later_row_of_a_client_wins_field_by_field(base: Base) -> None:
    assert from_file(base, a_client(phone="1"), a_client(name=None, phone="2"), a_client("К2")) == 2
    assert (card(base, "К1")["client_name"], card(base, "К1")["phone"]) == ("Ромашка", "2")


def test_columns_that_the_base_does_not_keep_are_passed_over(base: Base) -> None:
    from_file(base, a_client(turnover_12m_rub=5, what_if_profit_rub=7, category_approved="A"))
    assert card(base, "К1")["category_approved"] is None


def test_a_card_without_a_code_is_refused_and_nothing_is_written(base: Base) -> None:
    with pytest.raises(BadUse, match="без кода"):
        from_file(base, a_client(), a_client(code=" "))
    with pytest.raises(BadUse, match="нет столбца"):
        from_file(base, {"client_name": "Ромашка"})
    assert len(read_cards(base)) == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("potential_rub", "много"),
        ("potential_rub", 1e16),
        ("potential_rub", float("inf")),
        ("payment_delay_days", 1.5),
        ("contract_until", "31.02.2026"),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_named(base: Base, column: str, value: object) -> None:
    with pytest.raises(BadUse, match=CLIENTS[column].title):
        from_file(base, a_client(**{column: value}))
    assert len(read_cards(base)) == 0


def test_new_managers_and_channels_come_into_the_lists_once_and_sorted(base: Base) -> None:
    from_file(
        base, a_client(manager="Юрьева", backup_manager="Абрамов", channel="Опт"), a_client("К2", manager="Абрамов")
    )
    from_file(base, a_client(manager="Юрьева"))
    lists = read_lists(base)
    assert list(lists.loc[lists["list_key"] == "managers", "value"]) == ["Абрамов", "Юрьева"]
    assert list(lists.loc[lists["list_key"] == "channels", "value"])[-1] == "Опт"


def test_a_card_that_only_an_undone_import_made_is_not_shown(imported: Base) -> None:
    undo_import(imported, 1, NOW, "я")
    assert list(read_cards(imported)["client_code"]) == ["К2"]


@pytest.mark.parametrize("kept_by", ["another import", "a file of cards"])
def test_a_card_stays_while_anything_else_speaks_for_it(imported: Base, kept_by: str) -> None:
    if kept_by == "another import":
        from_lines(imported, 2, a_client())
    else:
        from_file(imported, a_client(phone="1"))
    undo_import(imported, 1, NOW, "я")
    assert "К1" in set(read_cards(imported)["client_code"])


def test_a_card_of_an_undone_import_starts_anew_with_the_next_one(imported: Base) -> None:
    set_preliminary_categories(imported, {"К1": "A"}, at=NOW, by="я")
    undo_import(imported, 1, NOW, "я")
    assert from_lines(imported, 2, a_client(name="Правильное имя")) == 1
    found = card(imported, "К1")
    assert (found["client_name"], found["manager"], found["category_approved"]) == ("Правильное имя", None, None)


def test_the_first_computed_category_is_approved_as_preliminary_once(imported: Base) -> None:
    assert set_preliminary_categories(imported, {"К1": "A", "нет такого": "B"}, at=NOW, by="я") == 1
    assert set_preliminary_categories(imported, {"К1": "D", "К2": "C"}, at=NOW, by="я") == 1
    assert set_preliminary_categories(imported, {"К1": "D", "К2": "D"}, at=NOW, by="я") == 0
    cards = read_cards(imported).set_index("client_code")
    assert list(cards["category_approved"]) == ["A", "C"]
    assert cards["is_category_preliminary"].all()


def test_a_letter_outside_a_to_e_is_refused(imported: Base) -> None:
    with pytest.raises(BadUse, match="Категория «F»"):
        set_preliminary_categories(imported, {"К1": "A", "К2": "F"}, at=NOW, by="я")
    assert read_cards(imported)["category_approved"].isna().all()


def test_approving_nothing_does_not_wait_for_the_write_lock(imported: Base) -> None:
    with imported.writing():
        assert set_preliminary_categories(imported, {}, at=NOW, by="я") == 0


def test_a_file_of_cards_does_not_bring_back_what_was_erased_until_somebody_types_it(base: Base) -> None:
    anna = {"contact_name": "Анна", "phone": "8 900 1", "email": "a@example.test"}
    from_file(base, a_client(**anna), a_client("К2", phone="8 900 2"))
    put(base, Change("clients", ("К1",), "email", "a@example.test", None))
    erase_client(base, "К1", at=NOW, by="я", reason="письмо")
    plan = brought(base, a_client(region="Тверь", **anna), a_client("К2", phone="8 900 3", email="b@example.test"))
    assert plan.erased == [("К1", "contact_name"), ("К1", "email"), ("К1", "phone")]
    found = card(base, "К1")
    assert (found["contact_name"], found["phone"], found["email"], found["region"]) == (None, None, None, "Тверь")
    assert (card(base, "К2")["phone"], card(base, "К2")["email"]) == ("8 900 3", "b@example.test")
    put(base, Change("clients", ("К1",), "phone", None, "8 900 4"))
    assert brought(base, a_client(phone="8 900 5")).erased == []
    assert card(base, "К1")["phone"] == "8 900 5"
    assert verify(base) is None


def test_the_old_code_of_a_merged_client_brings_nothing_erased_back_either(base: Base) -> None:
    from_file(base, a_client(), a_client("К2", phone="8 900 2"))
    merge(base, "К1", "К2")
    erase_client(base, "К1", at=NOW, by="я", reason="письмо")
    for rows in ([a_client("К2", phone="8 900 2")], [a_client(phone="8 900 2"), a_client("К2", phone="8 900 2")]):
        assert brought(base, *rows).erased == [("К1", "phone")]
    assert card(base, "К1")["phone"] is None


def test_sums_of_a_merged_client_are_added_up_over_all_his_codes(base: Base) -> None:
    for code, debt in (("К1", 100), ("К2", 200), ("К3", 400)):
        from_file(base, a_client(code, overdue_rub=debt, cost_to_serve_12m_rub=10))
    merge(base, "К2", "К3")
    merge(base, "К1", "К2")
    assert card(base, "К1")["overdue_rub"] == 700
    plan = brought(base, *(a_client(code, overdue_rub=debt) for code, debt in (("К1", 150.5), ("К2", 250), ("К3", 0))))
    assert plan.partial == {}
    assert (card(base, "К1")["overdue_rub"], card(base, "К1")["cost_to_serve_12m_rub"]) == (400.5, 30)
    assert (card(base, "К2")["overdue_rub"], card(base, "К3")["overdue_rub"]) == (600, 400), "history stays"
    assert verify(base) is None


def test_a_sum_of_which_the_file_lacks_a_code_is_left_and_the_code_is_named(base: Base) -> None:
    from_file(base, a_client(overdue_rub=100), a_client("К2", overdue_rub=200), a_client("К4", overdue_rub=1))
    merge(base, "К1", "К2")
    assert brought(base, a_client(overdue_rub=150, region="Тверь"), a_client("К4", overdue_rub=2)).partial == {
        ("К1", "overdue_rub"): ("К2",)
    }
    assert (card(base, "К1")["overdue_rub"], card(base, "К1")["region"]) == (300, "Тверь")
    assert card(base, "К4")["overdue_rub"] == 2
    assert brought(base, a_client("К2", overdue_rub=5)).partial == {("К1", "overdue_rub"): ("К1",)}
    assert card(base, "К1")["overdue_rub"] == 300
    brought(base, a_client(overdue_rub=7), of_whole_clients=True)
    assert card(base, "К1")["overdue_rub"] == 7, "a report of settlements speaks of the whole client"
