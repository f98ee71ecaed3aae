"""A report in thousands is refused wherever above its table it says so; names of firms say nothing of the money."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import ReadCards, read_export
from clientbase_xl.reading.reports import distributor_shipments, gross_profit_managers, gross_profit_tree
from clientbase_xl.reading.reports.figure_words import scale_in
from tests.support import reports_b, reports_d, reports_e
from tests.support.report_checks import refusal, unroll
from tests.support.reports_a import SMALL, ReportA, write_report
from tests.support.reports_f import Entry, sample, settlements

UNKNOWN = "точные суммы строк неизвестны"


@pytest.mark.parametrize(
    "text",
    [
        "Валовая прибыль (тыс. руб.)",
        "тыс. руб.",
        "Продажи, тыс.",
        "Все суммы в тысячах рублей",
        "Сумма в млн",
        "(млн. ₽)",
        "Выручка (тыс.р.)",
    ],
)
def test_words_for_thousands_of_money_are_seen(text):
    assert scale_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "ООО «Тысяча»",
        "ООО Тысяча мелочей",
        "Тысячи вещей, склад",
        "Лимит 500 тыс. руб.",
        "Объём, тыс. шт.",
        "тыс. рулонов",
        "ИП Миллион",
    ],
)
def test_names_and_other_thousands_are_no_unit_of_money(text):
    assert not scale_in(text)


@pytest.mark.parametrize("place", [(0, 0), (1, 7), (3, 4), (5, 0)])
def test_thousands_in_any_cell_above_the_months_are_refused(tmp_path, place):
    path = write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL, changed={place: "Все суммы в тыс. руб."}))
    with pytest.raises(BadFile, match=f"«Все суммы в тыс. руб.» — «тыс. руб», а не рубли: {UNKNOWN}"):
        read_export(path)


@pytest.mark.parametrize("line", ["ООО Тысяча мелочей", "Отбор: Номенклатура В списке (Скатерть, тыс.; Салфетка)"])
def test_a_firm_or_a_filter_that_names_a_thousand_is_read(tmp_path, line):
    path = write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL, lines=("Период: 01.06.2025 - 31.08.2025", line)))
    assert read_export(path).lines.num_rows == 8


@pytest.mark.parametrize(
    ("reader", "draw"),
    [
        (distributor_shipments.READER, reports_b.draw),
        (gross_profit_tree.READER, reports_d.draw),
        (gross_profit_managers.READER, reports_e.draw),
    ],
)
def test_thousands_in_the_title_of_the_other_reports_are_refused(reader, draw):
    drawing = draw()
    unroll(reader, drawing)
    drawing.rows[0] = [f"{drawing.rows[0][0]}, тыс. руб."]
    assert UNKNOWN in refusal(reader, drawing)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"money": "Сумма (тыс. руб.)"},
        {"money": "Сумма, тыс."},
        {"indicators": "Показатели: Сумма (млн. руб.);"},
        {"indicators": "Все суммы в тыс. руб."},
    ],
)
def test_settlements_in_thousands_are_refused_and_never_read_as_roubles(tmp_path, spoilt):
    with pytest.raises(BadFile, match=UNKNOWN):
        read_export(settlements(sample(), **spoilt).write(tmp_path / "ведомость.xlsx"))


def test_settlements_with_a_client_named_after_a_thousand_are_read(tmp_path):
    entries = [*sample(), Entry("ООО Тысяча мелочей", below=[Entry("Договор 1", below=[Entry("Реализация 9", 1, 2)])])]
    assert isinstance(read_export(settlements(entries).write(tmp_path / "ведомость.xlsx")), ReadCards)
