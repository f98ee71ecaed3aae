"""A typed cell enters the base only when it is of its kind and within its bounds; Russian notation is understood."""

from __future__ import annotations

import pytest

from clientbase_xl.base.journal import Change
from clientbase_xl.workflows.cell_checks import cell_problem, doubt, is_listed, key_fault, settle_change


def cell(column_key: str, new: str | None, sheet_key: str = "clients") -> Change:
    """Return a typed cell."""
    return Change(sheet_key, ("1",), column_key, None, new)


@pytest.mark.parametrize(
    ("change", "settled"),
    [
        (cell("potential_rub", "1 000,50"), "1000.5"),
        (cell("potential_rub", "100.129"), "100.13"),
        (cell("potential_rub", "0"), "0"),
        (cell("potential_rub", "1000000000000"), "1000000000000"),
        (cell("payment_delay_days", "365"), "365"),
        (cell("contract_until", "5.7.2026"), "2026-07-05"),
        (cell("contract_until", "2026-07-05"), "2026-07-05"),
        (cell("contact_role", "лпр"), "ЛПР"),
        (cell("inn", "7707083893"), "7707083893"),
        (cell("kpp", "773601001"), "773601001"),
        (cell("category_approved", "в"), "B"),
        (cell("decision", "А", "reconciliation"), "A"),
        (cell("decision", "д", "reconciliation"), "D"),
        (cell("decision", "Принять предложение", "reconciliation"), "принять предложение"),
        (cell("comment", None), None),
        (cell("value", None, "settings"), None),
    ],
)
def test_a_sound_cell_is_settled(change: Change, settled: str | None) -> None:
    assert settle_change(change).new == settled


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (cell("potential_rub", "много"), "не того вида: нужно число"),
        (cell("potential_rub", "-1"), "меньше 0"),
        (cell("potential_rub", "1000000000000.01"), "слишком велико"),
        (cell("count_outlets", "1" + "0" * 25), "слишком велико"),
        (cell("potential_rub", "1e17"), "слишком велико"),
        (cell("potential_rub", "inf"), "не того вида"),
        (cell("payment_delay_days", "366"), "больше 365"),
        (cell("payment_delay_days", "1.5"), "не того вида"),
        (cell("contract_until", "31.02.2026"), "нужно дата"),
        (cell("contract_until", "0202-07-05"), "слишком далеко"),
        (cell("contact_role", "директор"), "ЛПР, ЛВР"),
        (cell("is_target", "может быть"), "«да» или «нет»"),
        (cell("inn", "12345"), "10 или 12 цифр"),
        (cell("kpp", "77"), "9 знаков"),
        (cell("client_name", None), "не стирают"),
        (cell("phone", "#N/A"), "в ячейке ошибка #N/A"),
        (cell("comment", "#Ссылка!"), "в ячейке ошибка #Ссылка!"),
        (cell("potential_rub", "#DIV/0!"), "в ячейке ошибка #DIV/0!"),
    ],
)
def test_a_wrong_cell_is_refused_with_the_reason(change: Change, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        settle_change(change)


def test_a_doubtful_inn_is_taken_and_said() -> None:
    assert doubt(cell("inn", "7707083893")) == ""
    assert "Контрольная" in doubt(cell("inn", "7707083894"))


def test_only_columns_with_a_list_ask_for_it() -> None:
    lists = {"channels": {"Опт"}}
    assert is_listed(cell("channel", "Опт"), lists)
    assert not is_listed(cell("channel", "Розница"), lists)
    assert is_listed(cell("comment", "Розница"), lists)
    assert is_listed(cell("channel", None), lists)


@pytest.mark.parametrize(
    ("sheet_key", "row_key", "fault"),
    [
        ("activity_matrix", ("Ж",), "«Ж» — не A, B, C, D, E"),
        ("activity_matrix", ("C",), ""),
        ("plan_forecast", ("Ветров", "2026-06-02"), "не начало периода"),
        ("plan_forecast", ("Ветров", "июнь"), "не дата"),
        ("plan_forecast", ("Ветров", "2026-06-01"), ""),
        ("week_forecast", ("Ветров", "2026-06-01"), ""),
    ],
)
def test_a_row_whose_key_the_program_never_writes_is_refused(
    sheet_key: str, row_key: tuple[str, ...], fault: str
) -> None:
    found = key_fault(sheet_key, row_key)
    assert fault in found
    assert bool(found) == bool(fault)


def test_a_long_value_is_shown_by_its_beginning() -> None:
    value = cell_problem(cell("potential_rub", "9" * 300), "1", "число слишком велико").value
    assert (len(value), value[-2:]) == (80, "9…")
