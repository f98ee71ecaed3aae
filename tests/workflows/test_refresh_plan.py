"""A recalculation writes computed columns by key and leaves what people typed, sorted and added (EXCEL.md)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.schemas.model import ROW_ID, Column, Kind, Mode, Sheet
from clientbase_xl.workflows.refresh_plan import ShownTable, plan_refresh

MIXED = Sheet(
    key="mixed",
    title="Смешанный",
    grain="One client.",
    purpose="Для проверки.",
    key_columns=("client_code",),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код."),
        Column("comment", "Заметка", Kind.TEXT, "Заметка.", mode=Mode.TYPED),
        Column("turnover_rub", "Оборот, ₽", Kind.MONEY, "Оборот.", unit="₽"),
        Column("double_rub", "Вдвое, ₽", Kind.MONEY, "Вдвое.", mode=Mode.LIVE, formula="{turnover_rub}*2"),
        Column("last_on", "Последняя", Kind.DATE, "День."),
    ),
)
COMPUTED_ONLY = Sheet(
    key="computed_only",
    title="Расчётный",
    grain="One line.",
    purpose="Для проверки.",
    key_columns=("rank",),
    columns=(Column("rank", "№", Kind.INTEGER, "Место."), Column("name", "Кто", Kind.TEXT, "Имя.")),
)


def shown(*rows: tuple[Any, ...], sheet: Sheet = MIXED, order: tuple[str, ...] = ()) -> ShownTable:
    """Return a table of an open book whose columns stand in `order`, by default as declared."""
    return ShownTable(sheet, {key: place for place, key in enumerate(order or sheet.keys)}, rows)


def computed(*rows: tuple[str, float, str | None]) -> pd.DataFrame:
    """Return computed rows: code, turnover, last purchase."""
    table = pd.DataFrame(rows, columns=["client_code", "turnover_rub", "last_on"])
    table["last_on"] = pd.to_datetime(table["last_on"])
    return table.assign(comment=None)


def test_rows_keep_their_order_and_get_the_values_of_their_key() -> None:
    table = shown(("2", "звонить", 5.0, 10.0, None), ("1", None, 7.0, 14.0, None))
    update = plan_refresh(table, computed(("1", 100.0, "2026-05-01"), ("2", 200.0, None)))
    assert update.columns["turnover_rub"] == [200.0, 100.0]
    assert [str(cell) for cell in update.columns["last_on"]] == ["None", "2026-05-01"]
    assert (update.appended, update.count_rows, update.gone) == ([], 2, ())


def test_typed_keys_and_live_columns_are_not_written_into_rows_that_are_there() -> None:
    update = plan_refresh(shown(("1", "моё", 7.0, 14.0, None)), computed(("1", 100.0, None)).assign(comment="из базы"))
    assert set(update.columns) == {"turnover_rub", "last_on"}


def test_a_code_is_the_same_as_a_number() -> None:
    update = plan_refresh(shown((17850.0, None, 7.0, 14.0, None)), computed(("17850", 1.0, None)))
    assert update.columns["turnover_rub"] == [1.0]


def test_a_new_row_is_appended_whole_but_for_its_formulas() -> None:
    table = computed(("1", 1.0, None), ("3", 3.0, "2026-05-01")).assign(comment=["а", "из базы"])
    update = plan_refresh(shown(("1", None, 7.0, 14.0, None)), table)
    (row,) = update.appended
    assert {key: str(cell) for key, cell in row.items()} == {
        "client_code": "3",
        "comment": "из базы",
        "turnover_rub": "3.0",
        "last_on": "2026-05-01",
    }


def test_a_row_the_base_no_longer_knows_loses_its_computed_cells_and_is_named() -> None:
    update = plan_refresh(
        shown(("9", "жаль", 7.0, 14.0, None), ("1", None, 1.0, 2.0, None)), computed(("1", 5.0, None))
    )
    assert update.columns["turnover_rub"] == [None, 5.0]
    assert update.gone == (("9",),)
    assert update.count_rows == 2


@pytest.mark.parametrize("code", [None, "", "  "])
def test_a_row_without_a_key_stays_as_it_is(code: object) -> None:
    update = plan_refresh(shown((code, "новое", 7.0, 14.0, None)), computed(("1", 5.0, None)))
    assert update.columns["turnover_rub"] == [7.0]
    assert (len(update.appended), update.gone) == (1, ())


def test_of_equal_keys_the_first_row_is_the_one() -> None:
    update = plan_refresh(shown(("1", None, 7.0, 0, None), ("1", "копия", 8.0, 0, None)), computed(("1", 5.0, None)))
    assert update.columns["turnover_rub"] == [5.0, 8.0]
    assert (update.appended, update.gone) == ([], ())


def test_columns_that_people_moved_or_removed_do_not_matter() -> None:
    order = ("last_on", "comment", "client_code")
    update = plan_refresh(shown((None, "моё", "1"), order=order), computed(("1", 5.0, "2026-05-01")))
    assert set(update.columns) == {"last_on"}


def test_without_the_key_column_nothing_can_be_written() -> None:
    with pytest.raises(KeyError, match="client_code"):
        plan_refresh(shown((5.0,), order=("turnover_rub",)), computed(("1", 5.0, None)))


@pytest.mark.parametrize(("count", "kept", "appended"), [(1, 1, 0), (2, 2, 0), (4, 2, 2)])
def test_a_table_of_the_program_is_written_anew(count: int, kept: int, appended: int) -> None:
    table = pd.DataFrame({"rank": range(1, count + 1), "name": [f"н{place}" for place in range(count)]})
    update = plan_refresh(shown((1, "было"), (2, "было"), sheet=COMPUTED_ONLY), table)
    assert (update.count_rows, len(update.appended)) == (kept, appended)
    assert update.columns["name"] == [f"н{place}" for place in range(kept)]
    assert [row["rank"] for row in update.appended] == [*range(kept + 1, count + 1)]
    assert update.count_total == count


def test_a_table_of_the_program_without_rows_keeps_an_empty_one() -> None:
    nothing = pd.DataFrame({"rank": [], "name": []})
    update = plan_refresh(shown((1, "было"), (2, "было"), sheet=COMPUTED_ONLY), nothing)
    assert update.columns == {"rank": [None], "name": [None]}
    assert (update.count_rows, update.count_total) == (1, 1)


def test_an_empty_row_at_the_end_is_filled_before_the_table_grows() -> None:
    empty = (None, None, None, None, None)
    update = plan_refresh(shown(empty), computed(("1", 1.0, None), ("2", 2.0, None)))
    assert (update.count_rows, len(update.appended), update.count_total) == (0, 2, 2)
    update = plan_refresh(
        shown(("1", None, 0.0, 0.0, None), empty, empty), computed(("1", 1.0, None), ("2", 2.0, None))
    )
    assert (update.columns["turnover_rub"], len(update.appended), update.count_total) == ([1.0], 1, 3)


def test_a_row_with_nothing_but_a_formula_is_an_empty_one() -> None:
    update = plan_refresh(shown((None, None, None, 0.0, None)), computed(("1", 100.0, None), ("2", 5.0, None)))
    assert (update.count_rows, len(update.appended), update.count_total) == (0, 2, 2)
    update = plan_refresh(shown((None, "моё", None, 0.0, None)), computed(("1", 100.0, None)))
    assert (update.count_rows, len(update.appended), update.count_total) == (1, 1, 2)


def test_a_numbered_row_that_the_base_does_not_know_waits_and_is_not_gone() -> None:
    numbered = Sheet(
        key="numbered",
        title="Записи",
        grain="One record.",
        purpose="Для проверки.",
        key_columns=(ROW_ID,),
        columns=(
            Column(ROW_ID, "№ записи", Kind.CODE, "Номер."),
            Column("task", "Задача", Kind.TEXT, "Что.", mode=Mode.TYPED),
            Column("client_name", "Клиент", Kind.TEXT, "Имя."),
        ),
    )
    table = pd.DataFrame({ROW_ID: ["a-1"], "task": ["звонок"], "client_name": ["Ладья"]})
    update = plan_refresh(
        shown(("a-1", "звонок", None), ("b-1", "не отправлено", "?"), ("b-2", None, None), sheet=numbered), table
    )
    assert update.columns == {"client_name": ["Ладья", "?", None]}
    assert (update.gone, update.appended) == ((), [])


def test_an_empty_base_empties_nothing_typed() -> None:
    update = plan_refresh(shown(("1", "моё", 7.0, 14.0, None)), computed())
    assert update.columns == {"turnover_rub": [None], "last_on": [None]}
    assert update.gone == (("1",),)


OWN = ("rank", "own", "name")


def ranks(*names: str) -> pd.DataFrame:
    """Return computed rows numbered from 1."""
    return pd.DataFrame({"rank": list(range(1, len(names) + 1)), "name": list(names)})


def own_shown(*rows: tuple[Any, ...]) -> ShownTable:
    """Return a table of the program in which people put a column of their own between the two."""
    return ShownTable(COMPUTED_ONLY, {"rank": 0, "name": 2}, rows)


def test_an_empty_column_of_ones_own_changes_nothing() -> None:
    update = plan_refresh(own_shown((2, None, "Б"), (1, "", "А")), ranks("В"))
    assert (update.columns, update.count_total) == ({"rank": [1], "name": ["В"]}, 1)


def test_what_people_wrote_beside_a_row_of_the_program_stays_beside_it() -> None:
    update = plan_refresh(own_shown((2, "звонил", "Б"), (1, None, "А")), ranks("А+", "Б+", "В+"))
    assert update.columns == {"rank": [2, 1], "name": ["Б+", "А+"]}
    assert update.appended == [{"rank": 3, "name": "В+"}]


def test_a_row_that_is_gone_keeps_its_key_only_for_what_people_wrote_there() -> None:
    update = plan_refresh(own_shown((7, "звонил", "Ж"), (8, None, "З"), (9, "", "И")), ranks("А"))
    assert update.columns == {"rank": [7, 1, None], "name": [None, "А", None]}
    assert (update.appended, update.gone, update.count_total) == ([], (("7",),), 3)


def test_an_empty_row_with_ones_own_note_is_not_taken_for_a_new_one() -> None:
    update = plan_refresh(
        ShownTable(MIXED, {"client_code": 0, "turnover_rub": 1}, [("1", 5.0, None), (None, None, "!")]),
        computed(("1", 5.0, None), ("2", 6.0, None)),
    )
    assert (update.count_rows, update.count_total, len(update.appended)) == (2, 3, 1)
