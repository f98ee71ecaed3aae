"""A wrong threshold is refused with its reason, and the others go on without it."""

from __future__ import annotations

import pytest

from clientbase_xl.workflows.settings_edits import accept_settings, plain_text


def test_sound_values_are_all_accepted() -> None:
    wanted = {"reactivation.window_months": "6", "reactivation.is_seasonal_apart": "да", "grid.low_low": "E"}
    assert accept_settings({}, wanted) == (wanted, {})


def test_a_wrong_value_is_refused_alone() -> None:
    wanted = {"reactivation.window_months": "900", "status.new_days": "30"}
    accepted, refused = accept_settings({}, wanted)
    assert accepted == {"status.new_days": "30"}
    assert "не больше 60" in refused["reactivation.window_months"]


@pytest.mark.parametrize("wanted", [{"reactivation.silent_from_days": "200", "reactivation.silent_to_days": "400"}])
def test_values_that_only_together_make_sense_go_together(wanted: dict[str, str | None]) -> None:
    assert accept_settings({}, wanted | {"status.new_days": "0"})[0] == wanted


def test_two_values_that_need_each_other_are_accepted_beside_a_wrong_one() -> None:
    wanted = {
        "category.profit_cut_mode": "рубли",
        "category.profit_rub_max": "300",
        "category.profit_rub_high": "200",
        "category.profit_rub_mid": "100",
    }
    accepted, refused = accept_settings({}, wanted | {"weekly.count_weeks": "1"})
    assert accepted == wanted
    assert list(refused) == ["weekly.count_weeks"]


def test_a_value_is_judged_beside_those_that_the_base_keeps() -> None:
    now = {"reactivation.silent_to_days": "90"}
    accepted, refused = accept_settings(now, {"reactivation.silent_from_days": "91"})
    assert (accepted, "молчит до" in refused["reactivation.silent_from_days"]) == ({}, True)


def test_an_emptied_cell_means_the_default() -> None:
    now = {"reactivation.silent_from_days": "90", "reactivation.silent_to_days": "100"}
    assert accept_settings(now, {"reactivation.silent_to_days": None}) == ({"reactivation.silent_to_days": None}, {})


def test_classes_of_fields_and_the_list_of_mandatory_parameters_are_checked_too() -> None:
    wanted = {"fields.clients.phone": "как угодно", "creation.required_fields": "Клиент; Рост"}
    accepted, refused = accept_settings({}, wanted)
    assert accepted == {}
    assert "только РОП" in refused["fields.clients.phone"]
    assert "Рост" in refused["creation.required_fields"]


def test_an_address_that_does_not_exist_is_refused() -> None:
    assert "такой настройки нет" in accept_settings({}, {"absent.value": "1"})[1]["absent.value"]


@pytest.mark.parametrize(
    ("typed", "settled"), [("0,9", "0.9"), ("1\u00a0000", "1000"), ("12", "12"), ("доли", "доли"), (None, None)]
)
def test_numbers_are_understood_in_the_russian_notation(typed: str | None, settled: str | None) -> None:
    assert plain_text(typed) == settled


def test_a_class_of_a_field_is_accepted_in_the_words_of_the_sheet() -> None:
    address = "fields.clients.phone"
    assert accept_settings({}, {address: "ТОЛЬКО рОП", "grid.low_low": "Е"})[0] == {
        address: "только РОП",
        "grid.low_low": "E",
    }
