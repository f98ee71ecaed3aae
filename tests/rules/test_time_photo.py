"""Notes of time: what an activity is by «Справочники», and notes that make no sense."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.time_photo import activity_kinds, time_photo, time_problems
from clientbase_xl.schemas.time_photo import TIME_PHOTO
from clientbase_xl.schemas.validation import check_table
from tests.support.lists import default_lists
from tests.support.time_notes import CALLS, LUNCH, PAPERS, TODAY, activities, note, photo


@pytest.mark.parametrize(
    ("activity", "kind"),
    [
        (CALLS, "продажа"),
        (PAPERS, "обслуживание"),
        (" звонки ", "продажа"),
        (LUNCH, "не разнесено"),
        ("Чего нет в списке", "не разнесено"),
        (None, None),
    ],
)
def test_an_activity_is_what_the_dictionary_says_in_any_case(activity: str | None, kind: str | None) -> None:
    table = photo(note("Ветров", activity, 60), lists=activities(Обед="не работа"))
    assert table["activity_kind"].tolist() == [kind]


def test_the_word_beside_an_activity_may_be_typed_in_any_case_and_another_word_sorts_nothing() -> None:
    assert activity_kinds(activities(Обед=" Продажа ", Сон=None, Чай="отдых")) == {
        "звонки": "продажа",
        "документы": "обслуживание",
        "обед": "продажа",
    }


def test_every_activity_that_a_new_base_starts_with_is_sorted() -> None:
    lists = default_lists()
    own = lists[lists["list_key"] == "activities"]
    assert len(activity_kinds(lists)) == len(own) == 13
    assert set(own["note"]) == {"продажа", "обслуживание"}


def test_the_table_is_the_catalogue_s_and_typed_cells_stay() -> None:
    table = photo(note("Ветров", CALLS, 45, back=3), note(None, None, None))
    assert list(table) == list(TIME_PHOTO.keys)
    assert table.loc[0, "count_minutes"] == 45
    assert [problem.column for problem in check_table(table.iloc[:1], TIME_PHOTO)] == []
    assert {problem.column for problem in check_table(table, TIME_PHOTO)} == {"Менеджер", "Вид работы", "Минут"}
    assert time_photo(table.iloc[:0], activities()).empty


def test_an_unsorted_activity_is_one_problem_with_the_count_of_its_rows() -> None:
    table = photo(note("Ветров", LUNCH, 60), note("Градова", LUNCH, 30), note("Ветров", CALLS, 60))
    (problem,) = time_problems(table, TODAY)
    assert (problem.value, problem.count, problem.column) == (LUNCH, 2, "Вид работы")
    assert getattr(problem, "record", None) == (str(table.loc[0, "row_id"]),), "the place is that of the first"
    assert "«продажа» или «обслуживание»" in problem.remedy


def test_today_may_be_noted_and_tomorrow_may_not() -> None:
    assert time_problems(photo(note("Ветров", CALLS, 60, back=0)), TODAY) == ()
    coming = photo(note("Ветров", CALLS, 60, back=-1))
    (problem,) = time_problems(coming, TODAY)
    assert (problem.value, problem.column) == ("02.06.2026", "Дата")
    assert getattr(problem, "record", None) == (str(coming.loc[0, "row_id"]),)


def test_a_day_of_24_hours_is_possible_and_a_longer_one_is_not() -> None:
    whole = [note("Ветров", CALLS, 1000), note("Ветров", PAPERS, 440)]
    assert time_problems(photo(*whole, note("Градова", CALLS, 1)), TODAY) == ()
    (problem,) = time_problems(photo(*whole, note("Ветров", CALLS, 0.5)), TODAY)
    assert "Ветров, 31.05.2026" in problem.message
