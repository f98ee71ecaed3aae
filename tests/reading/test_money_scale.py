"""Money in thousands is never read as roubles, and never offered by the button."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.layout_answers import LayoutAnswers, fingerprint
from clientbase_xl.reading.seen_layout import LayoutNotRecognised

HEAD = "Дата;Клиент;Количество"
LINE = "05.01.2026;А;1;1,5"


@pytest.mark.parametrize("heading", ["Сумма, тыс. руб.", "Выручка (млн руб.)", "Сумма, тыс.", "Сумма, т.р.", "Тысяч ₽"])
def test_a_mapping_of_money_onto_thousands_is_refused_and_not_offered(write_csv, heading):
    path = write_csv(f"{HEAD};{heading}\n{LINE}\n")
    with pytest.raises(LayoutNotRecognised) as unknown:
        read_export(path)
    assert not unknown.value.seen.candidates("amount_rub")
    assert not unknown.value.seen.candidates("unit_price")
    for title in ("Сумма, ₽", "Цена"):
        with pytest.raises(BadFile) as refused:
            read_export(path, mapping={title: heading})
        assert f"«{heading}»" in refused.value.found
        assert "в рублях" in refused.value.remedy


def test_an_answer_remembered_before_thousands_were_refused_is_refused_too(write_csv):
    heading = "Сумма, тыс. руб."
    remembered = {fingerprint([*HEAD.split(";"), heading]): LayoutAnswers(1, {"amount_rub": heading})}
    with pytest.raises(BadFile, match="тысячах"):
        read_export(write_csv(f"{HEAD};{heading}\n{LINE}\n"), remembered=remembered)


@pytest.mark.parametrize(
    "title", ["Продажи, тыс. руб.", "Отчёт (млн. руб.)", "Все суммы в тысячах рублей", "Продажи (тыс.)", "тыс. руб."]
)
def test_a_line_above_or_below_the_headings_that_says_thousands_refuses_the_file(write_xlsx, title):
    head, line = [*HEAD.split(";"), "Сумма"], ["05.01.2026", "А", 1, 1.5]
    with pytest.raises(BadFile) as refused:
        read_export(write_xlsx([[title], head, line]))
    assert f"«{title}»" in refused.value.found
    assert "уберите эти слова" in refused.value.remedy
    with pytest.raises(BadFile):
        read_export(write_xlsx([head, [None, None, "шт.", title], line]))


@pytest.mark.parametrize(
    "title", ["Продажи, руб.", "Отбор: Сумма больше 100 тыс. руб.", "ООО Тысячелетие", "Договор № 1 млн", "Т. Рябова"]
)
def test_other_lines_above_a_table_refuse_nothing(write_xlsx, title):
    path = write_xlsx([[title], [*HEAD.split(";"), "Сумма"], ["05.01.2026", "А", 1, 1.5]])
    assert read_export(path).lines.num_rows == 1


def test_thousands_in_a_column_that_is_not_read_refuse_nothing(write_csv):
    found = read_export(write_csv(f"{HEAD};Сумма;НДС, тыс. руб.\n{LINE};1\n"))
    assert found.lines.num_rows == 1
