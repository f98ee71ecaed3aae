"""A layout is known again by its headings; what is not recognised is shown with examples and guesses."""

from __future__ import annotations

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.layout_answers import LayoutAnswers, fingerprint, recall
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.seen_layout import LayoutNotRecognised

HEADINGS = ("Когда", "Кому", "Всего денег", "Сколько", "Счёт №")
COLUMNS = {"sold_on": "Когда", "client_name": "Кому", "amount_rub": "Всего денег", "quantity": "Сколько"}
ANSWERS = LayoutAnswers(7, COLUMNS)
ROW = ["05.05.2026", "Фирма «Ладья»", "1 234,50", "10", "17"]


def test_order_case_and_punctuation_of_headings_do_not_matter():
    assert fingerprint(HEADINGS) == fingerprint(("кому", "", "КОГДА:", "всего  денег", "Счет номер", "Сколько, "))


@pytest.mark.parametrize("other", [HEADINGS[:-1], (*HEADINGS, "Склад"), (*HEADINGS[:-1], "Счёт")])
def test_another_heading_more_or_less_is_another_layout(other):
    assert fingerprint(HEADINGS) != fingerprint(other)


def test_a_known_row_is_found_below_a_title_and_not_on_a_hidden_sheet():
    rows = (("Отчёт за май",), (), HEADINGS, tuple(ROW))
    known = {fingerprint(HEADINGS): ANSWERS}
    assert recall([Peek("Лист1", rows)], known) is ANSWERS
    assert recall([Peek("Лист1", rows, is_hidden=True)], known) is None
    assert recall([Peek("Лист1", rows[:2])], known) is None


def test_remembered_answers_read_the_file_with_a_notice_that_says_how_to_forget(write_xlsx):
    path = write_xlsx([["Отчёт за май"], [], HEADINGS, ROW])
    found = read_export(path, remembered={fingerprint(HEADINGS): ANSWERS})
    assert COLUMNS.items() <= found.headings.items()
    assert found.read_from.recalled is ANSWERS
    assert found.read_from.columns == COLUMNS
    assert (found.read_from.header_row, found.read_from.file_format) == (3, "книга Excel (.xlsx)")
    notice = found.problems[0]
    assert notice.severity is Severity.NOTICE
    assert "запомненный ответ № 7" in notice.message
    assert "«Сумма, ₽» — столбец «Всего денег»" in notice.message
    assert "layouts --forget 7" in notice.remedy


def test_answers_about_columns_that_are_gone_are_asked_again(write_xlsx):
    path = write_xlsx([HEADINGS, ROW])
    with pytest.raises(LayoutNotRecognised):
        read_export(path, remembered={fingerprint(HEADINGS): LayoutAnswers(7, COLUMNS | {"gone": "Счёт №"})})


def test_a_heading_as_long_as_a_page_is_shown_short(write_csv):
    with pytest.raises(LayoutNotRecognised) as refused:
        read_export(write_csv(f"{'х' * 5000};б\n1;2\n"))
    assert f"1. «{'х' * 80}»" in refused.value.found
    assert len(refused.value.found) < 500


def test_a_mapping_given_now_puts_remembered_answers_aside(write_xlsx):
    path = write_xlsx([HEADINGS, ["05.05.2026", "А", "10", "2", "3"]])
    swapped = COLUMNS | {"amount_rub": "Счёт №"}
    found = read_export(path, mapping=swapped, remembered={fingerprint(HEADINGS): ANSWERS})
    assert found.read_from.recalled is None
    assert found.lines["amount_rub"].to_pylist()[0] == 3
    assert not [one for one in found.problems if "запомненный" in one.message]


def test_what_is_seen_has_sheet_row_examples_and_guesses(write_xlsx):
    rows = [["Отчёт"], [], HEADINGS, ROW, ["06.05.2026", "Фирма «Ладья»", "7,00", "1", "18"]]
    with pytest.raises(LayoutNotRecognised) as refused:
        read_export(write_xlsx(rows))
    seen = refused.value.seen
    assert (seen.sheet, seen.header_row) == ("Продажи", 3)
    assert [one.heading for one in seen.headings] == list(HEADINGS)
    assert [one.guess for one in seen.headings[:3]] == ["sold_on", "client_name", "amount_rub"]
    assert seen.headings[0].examples == ("05.05.2026", "06.05.2026")
    assert seen.headings[1].examples == ("Фирма «Ладья»",)
    text = refused.value.found
    assert "Увидено: лист «Продажи», строка заголовков 3" in text
    assert "  1. «Когда»: «05.05.2026», «06.05.2026» → похоже на «Дата»" in text
    assert '--map "Дата=Когда"' in refused.value.remedy


def test_recognised_headings_are_told_from_guesses(write_csv):
    with pytest.raises(LayoutNotRecognised) as refused:
        read_export(write_csv("Дата;Контрагент;Сколько шт отгр;Прочее\n05.05.2026;А;3;x\n"))
    seen = refused.value.seen
    assert [one.is_recognised for one in seen.headings] == [True, True, False, False]
    assert "  2. «Контрагент»: «А» → «Клиент»" in refused.value.found
    assert "  4. «Прочее»: «x»\n" in refused.value.found + "\n"
    assert seen.missing == (("quantity",), ("amount_rub", "unit_price"))


def test_a_long_row_of_headings_is_cut(write_csv):
    headings = ";".join(f"столбец {number}" for number in range(40))
    with pytest.raises(LayoutNotRecognised, match="… и ещё 10"):
        read_export(write_csv(f"{headings}\n{';'.join('1' * 40)}\n"))
