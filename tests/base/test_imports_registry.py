"""What counts follows from the registry: replacement of days, undo, as of a date."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.base.imports import (
    ImportRecord,
    add_import,
    as_of,
    find_same_content,
    list_imports,
    undo_import,
    valid_parts,
    without,
)
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.imports import IMPORTS

NOON = datetime.fromisoformat("2026-02-01T12:00:00.123456")


def day(number: int) -> date:
    """Return a day counted from 1 January 2026 (day 1)."""
    return date(2025, 12, 31) + timedelta(days=number)


def record(number: int, first: int, last: int, source: str = "1С", **fields: Any) -> ImportRecord:
    """Return an import of a period given by day numbers."""
    values: dict[str, Any] = {
        "import_id": number,
        "imported_at": NOON + timedelta(hours=number),
        "imported_by": "Иванова",
        "file_name": f"{number}.xlsx",
        "source": source,
        "content_sha256": f"sha{number}",
        "part_name": f"{number}.parquet",
        "period_from": day(first),
        "period_to": day(last),
        "count_read": 2,
        "count_accepted": 1,
        "excluded": '{"итоги": 1}',
        "amount_rub": Decimal("10.10"),
        "amount_vat": "с НДС",
        "cost_vat": "без НДС",
    }
    return ImportRecord(**(values | fields))


def in_force(*records: ImportRecord) -> dict[int, tuple[list[tuple[int, int]], bool]]:
    """Return import → its remaining periods as day numbers, and whether it is whole."""
    return {
        item.import_id: ([((first - day(0)).days, (last - day(0)).days) for first, last in periods], is_whole)
        for item, periods, is_whole in valid_parts(records)
    }


def test_the_record_has_the_columns_of_the_catalogue() -> None:
    assert tuple(ImportRecord.__dataclass_fields__) == IMPORTS.keys


def test_periods_side_by_side_are_both_whole() -> None:
    assert in_force(record(1, 1, 31), record(2, 32, 59)) == {1: ([(1, 31)], True), 2: ([(32, 59)], True)}


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (1, 31, None),
        (0, 40, None),
        (31, 40, [(1, 30)]),
        (0, 1, [(2, 31)]),
        (10, 20, [(1, 9), (21, 31)]),
        (10, 10, [(1, 9), (11, 31)]),
        (32, 40, [(1, 31)]),
        (0, 0, [(1, 31)]),
    ],
)
def test_a_later_import_replaces_its_days_ends_included(
    first: int, last: int, left: list[tuple[int, int]] | None
) -> None:
    expected = {2: ([(first, last)], True)}
    if left is not None:
        expected[1] = (left, left == [(1, 31)])
    assert in_force(record(1, 1, 31), record(2, first, last)) == expected


def test_imports_of_other_sources_replace_nothing() -> None:
    assert in_force(record(1, 1, 31), record(2, 1, 31, source="Склад")) == {1: ([(1, 31)], True), 2: ([(1, 31)], True)}


def test_order_of_acceptance_decides_not_the_order_given() -> None:
    assert in_force(record(2, 1, 31), record(1, 1, 31)) == {2: ([(1, 31)], True)}


def test_undoing_a_replacement_brings_back_what_it_replaced() -> None:
    assert in_force(record(1, 1, 31), record(2, 10, 40, undone_at=NOON)) == {1: ([(1, 31)], True)}


def test_undoing_the_replaced_import_leaves_the_replacement() -> None:
    assert in_force(record(1, 1, 31, undone_at=NOON), record(2, 10, 20)) == {2: ([(10, 20)], True)}


def test_an_import_cut_twice_keeps_three_pieces() -> None:
    pieces = in_force(record(1, 1, 31), record(2, 5, 6), record(3, 20, 20))[1]
    assert pieces == ([(1, 4), (7, 19), (21, 31)], False)


periods = st.tuples(st.integers(1, 40), st.integers(0, 15)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))


@given(st.lists(st.tuples(periods, st.sampled_from("AB"), st.booleans()), max_size=8))
def test_each_day_of_a_source_belongs_to_its_last_import_in_force(drawn: list[Any]) -> None:
    records = [
        record(number, *period, source, undone_at=NOON if is_undone else None)
        for number, (period, source, is_undone) in enumerate(drawn, start=1)
    ]
    owners: dict[tuple[str, date], int] = {}
    for item in records:
        if item.undone_at is None:
            for offset in range((item.period_to - item.period_from).days + 1):
                owners[item.source, item.period_from + timedelta(days=offset)] = item.import_id
    found: dict[tuple[str, date], int] = {}
    for item, left, is_whole in valid_parts(records):
        assert is_whole == (left == ((item.period_from, item.period_to),))
        assert list(left) == sorted(left)
        for first, last in left:
            for offset in range((last - first).days + 1):
                key = (item.source, first + timedelta(days=offset))
                assert key not in found, "a day counts once"
                found[key] = item.import_id
    assert found == owners


def test_removing_days_from_no_periods_leaves_none() -> None:
    assert without((), (day(1), day(2))) == ()


def test_the_registry_gives_back_what_was_written_in_ascending_numbers(base: Base) -> None:
    with base.writing() as connection:
        numbers = [add_import(connection, record(99, 1, 31)), add_import(connection, record(99, 32, 33))]
        assert [item.import_id for item in list_imports(base, connection)] == numbers == [1, 2]
    stored = list_imports(base)[0]
    assert stored == record(
        1,
        1,
        31,
        imported_at=NOON + timedelta(hours=99),
        file_name="99.xlsx",
        content_sha256="sha99",
        part_name="99.parquet",
    )


def test_a_period_that_ends_before_it_begins_is_refused(base: Base) -> None:
    with pytest.raises(BadUse, match="раньше"), base.writing() as connection:
        add_import(connection, record(1, 2, 1))
    assert list_imports(base) == []


def test_an_identical_file_is_known_while_it_is_wholly_in_force(base: Base) -> None:
    with base.writing() as connection:
        add_import(connection, record(1, 1, 31))
    found = find_same_content(base, "sha1", "1С")
    assert found is not None
    assert found.import_id == 1
    assert find_same_content(base, "sha1", "Склад") is None
    assert find_same_content(base, "sha2", "1С") is None


def test_an_identical_file_may_come_again_after_undo_or_replacement(base: Base) -> None:
    with base.writing() as connection:
        add_import(connection, record(1, 1, 31))
        add_import(connection, record(2, 31, 31))
        assert find_same_content(base, "sha1", "1С", connection) is None
    undo_import(base, 2, NOON, "Петров")
    assert find_same_content(base, "sha1", "1С") is not None
    undo_import(base, 1, NOON, "Петров")
    assert find_same_content(base, "sha1", "1С") is None


def test_undo_is_recorded_and_happens_once(base: Base) -> None:
    with base.writing() as connection:
        add_import(connection, record(1, 1, 31))
    assert undo_import(base, 1, NOON, "Петров").undone_at == NOON
    assert list_imports(base)[0].undone_at == NOON
    with pytest.raises(BadUse, match=r"уже отменена 01\.02\.2026"):
        undo_import(base, 1, NOON, "Петров")
    with pytest.raises(BadUse, match="Загрузки № 7 нет"):
        undo_import(base, 7, NOON, "Петров")


def test_the_past_knows_neither_later_imports_nor_later_undos() -> None:
    hours = [NOON + timedelta(hours=hour) for hour in range(6)]
    records = [record(1, 1, 31, undone_at=hours[3]), record(2, 1, 31)]
    assert [item.import_id for item in as_of(records, hours[0])] == []
    assert [(item.import_id, item.undone_at) for item in as_of(records, hours[1])] == [(1, None)]
    assert [(item.import_id, item.undone_at) for item in as_of(records, hours[4])] == [(1, hours[3]), (2, None)]
