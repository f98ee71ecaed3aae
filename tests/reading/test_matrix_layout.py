"""Where a matrix stands: the row over the most roles, the words over the columns (METHOD section 15)."""

from __future__ import annotations

from clientbase_xl.reading.matrix_layout import SEARCHED_ROWS, Layout, find_layout

OWNER, FIRST = "Владелец", "1 бэкапер"


def test_of_two_rows_over_the_same_roles_the_one_headed_function_names_the_people() -> None:
    rows = [
        (1, ["Ответственность", "продажи", "склад"]),
        (2, ["Функция", "Аня", "Боря"]),
        (3, ["звонки", "хозяин", "никто"]),
        (4, ["отчёты", OWNER, FIRST]),
    ]
    assert find_layout(rows) == Layout(1, 0, None, (1, 2), False)


def test_without_such_a_word_the_lower_one_with_nothing_over_the_functions() -> None:
    rows = [
        (1, ["", "продажи", "склад"]),
        (2, ["", "Аня", "Боря"]),
        (3, ["звонки", OWNER, FIRST]),
    ]
    assert find_layout(rows) == Layout(1, 0, None, (1, 2), False)


def test_the_functions_are_the_column_that_says_most() -> None:
    rows = [
        (1, ["", "", "", "Аня", "Боря"]),
        (2, ["1", "Этап", "подготовить договор", "R", "A"]),
        (3, ["2", "Этап", "отправить товар", "A", "R"]),
    ]
    found = find_layout(rows)
    assert found == Layout(0, 2, None, (3, 4), True)


def test_a_heading_is_looked_for_among_the_first_rows_only() -> None:
    title = [(number, ["текст", "", ""]) for number in range(1, SEARCHED_ROWS + 1)]
    matrix = [(100, ["Функция", "Аня", "Боря"]), (101, ["звонки", OWNER, FIRST])]
    assert find_layout([*title[:-1], *matrix]) is not None
    assert find_layout([*title, *matrix]) is None
