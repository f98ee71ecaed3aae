"""A problem says where, what and what to do, in one line; the most serious come first."""

from __future__ import annotations

from clientbase_xl.problems import FIELDS, CellProblem, Problem, Severity, as_records


def test_the_place_names_only_what_is_known() -> None:
    assert Problem("Плохо", "Исправьте.").place() == ""
    assert Problem("Плохо", "Исправьте.", file="a.csv", row=3).place() == "a.csv, строка 3"
    full = Problem("Плохо", "Исправьте.", file="a.xlsx", sheet="Лист1", row=7, column="Дата")
    assert full.place() == "a.xlsx, лист «Лист1», строка 7, столбец «Дата»"


def test_the_sentence_has_place_message_value_count_and_remedy() -> None:
    problem = Problem("Не дата", "Впишите дату.", file="a.csv", row=3, column="Дата", value="31.02.2026", count=4)
    assert (
        problem.sentence()
        == "a.csv, строка 3, столбец «Дата»: Не дата (значение «31.02.2026»). Таких строк: 4. Впишите дату."
    )
    assert Problem("Не дата", "").sentence() == "Не дата."
    assert "Таких строк" not in Problem("Не дата", "", count=1).sentence()


def test_records_have_every_field_and_the_most_serious_first_in_given_order() -> None:
    problems = [
        Problem("первое", "", Severity.NOTICE),
        Problem("второе", "", Severity.WARNING),
        Problem("третье", "", Severity.ERROR),
        Problem("четвёртое", "", Severity.WARNING),
    ]
    records = as_records(problems)
    assert [record["message"] for record in records] == ["третье", "второе", "четвёртое", "первое"]
    assert [record["severity"] for record in records] == ["ошибка", "предупреждение", "предупреждение", "сведение"]
    assert all(tuple(record) == FIELDS for record in records)
    assert type(records[0]["severity"]) is str


def test_a_value_stands_inside_the_sentence_and_thousands_of_rows_are_grouped() -> None:
    problem = Problem("Потенциал мал.", "Уточните.", value="5", count=60398)
    assert problem.sentence() == "Потенциал мал (значение «5»). Таких строк: 60\u00a0398. Уточните."


def test_a_finding_about_a_cell_names_its_address() -> None:
    problem = CellProblem("роль не распознана", "Исправьте.", file="книга.xlsx", sheet="FBS", row=7, column="C")
    assert problem.cell == "C7"
    assert problem.sentence() == "книга.xlsx, лист «FBS», ячейка C7: роль не распознана. Исправьте."


def test_a_sentence_shows_the_beginning_of_a_long_value():
    assert Problem("Не число", "Исправьте.", value="9" * 200).sentence().count("9") == 200
    assert f"«{'9' * 200}…»" in Problem("Не число", "Исправьте.", value="9" * 70_000).sentence()
