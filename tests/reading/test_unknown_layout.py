"""A file that is not recognised is told a way on: `--map` where a heading is guessed, another report for one of 1C."""

from __future__ import annotations

import pytest

from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.seen_layout import LayoutNotRecognised
from tests.support.reports_d import MANAGERS, SOLD, draw


def refusal(path) -> LayoutNotRecognised:
    with pytest.raises(LayoutNotRecognised) as refused:
        read_export(path)
    return refused.value


@pytest.mark.parametrize(
    "text",
    ["Количество;Остаток\n5;3\n", "Склад;Ячейка\nА;Б\n", "ООО «Ладья»;12\nА;Б\n"],
)
def test_without_a_guess_no_heading_is_proposed(write_csv, text):
    told = refusal(write_csv(text)).remedy
    assert "ключом --map" in told
    assert '--map "' not in told


def test_the_guessed_heading_is_proposed_for_what_it_may_be(write_csv):
    told = refusal(write_csv("Ячейка;Контрагент;Выручка без скидок;Отпущено\nА;Ладья;5,50;1\n")).remedy
    assert '--map "Сумма, ₽=Выручка без скидок"' in told
    assert "Дата=" not in told


def test_sums_in_thousands_are_not_proposed_for_roubles(write_csv):
    refused = refusal(write_csv("Дата;Контрагент;Количество;Сумма, тыс. руб.\n05.05.2026;Ладья;1;1,50\n"))
    assert "похоже на «Сумма" not in refused.found
    assert '--map "' not in refused.remedy
    assert refused.remedy.startswith("Суммы нужны в рублях, а не «Сумма, тыс. руб.»")


UNKNOWN_REPORTS = {
    "есть строка «Параметры:»": [["Параметры:", "Период: 2026"], ["Остатки", "Штук"], ["Гвоздь", 5]],
    "заголовки в две строки": [
        ["Регион", "1 квартал", None, "2 квартал", None],
        [None, "Количество", "Выручка", "Количество", "Выручка"],
        ["Север", 1, 10, 2, 20],
    ],
    "названия строк с отступами": [["Регион", "Выручка"], ["Север", 30], ["   Опт", 10], ["   Розница", 20]],
}


@pytest.mark.parametrize("sign", UNKNOWN_REPORTS)
def test_a_report_of_1c_that_nobody_reads_is_called_so_with_what_to_take(write_xlsx, sign):
    refused = refusal(write_xlsx(UNKNOWN_REPORTS[sign]))
    assert f"Похоже на отчёт 1С ({sign})" in refused.found
    assert "«Валовая прибыль» по месяцам" in refused.remedy
    assert "--map" not in refused.remedy


def test_a_list_below_the_parameters_of_1c_may_still_be_named(write_xlsx):
    refused = refusal(
        write_xlsx([["Отбор:", "Склад Равно «Главный»"], ["Когда", "Кому", "Штук"], ["05.05.2026", "А", 1]])
    )
    assert '--map "Дата=Когда"' in refused.remedy
    assert "Похоже на отчёт 1С" in refused.found


@pytest.mark.parametrize("names", [("Белкина", "Ветров"), (MANAGERS[0], "Отдел продаж")])
def test_names_across_that_may_be_managers_are_told_how_to_be_managers(write_xlsx, names):
    sold = [one._replace(by_manager=dict(zip(names, one.by_manager.values(), strict=False))) for one in SOLD]
    drawing = draw(sold, managers=names)
    refused = refusal(write_xlsx(drawing.rows))
    assert (
        f"не сказано, что над столбцами менеджеры: «{names[1] if names[0] in MANAGERS else names[0]}»" in refused.found
    )
    assert "впишите слово «Менеджер» в ячейку над таблицей" in refused.remedy
    assert "--map" not in refused.remedy


def test_numbered_columns_are_not_asked_to_be_managers(write_xlsx):
    names = ("Склад 1", "Склад 2")
    sold = [one._replace(by_manager=dict(zip(names, one.by_manager.values(), strict=False))) for one in SOLD]
    assert "менеджеры:" not in refusal(write_xlsx(draw(sold, managers=names).rows)).found
