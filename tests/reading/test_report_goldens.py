"""Each look-alike of a report gives the lines and problems that stand beside it; no reader takes another's report."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.open_xlsx import XlsxSource
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.reports import READERS
from tests.reading.test_golden_pairs import as_text
from tests.support import reports_a, reports_b, reports_c, reports_d, reports_e, reports_f

GOLDEN = Path(__file__).parent / "golden_by_client"
DRAWN = {
    "b_shipments": ("B", reports_b.draw()),
    "b_documents": ("B", reports_b.draw(reports_b.BY_DOCUMENT, count_outlets=5)),
    "d_managers": ("D", reports_d.draw()),
    "d_articles": (
        "D",
        reports_d.draw(reports_d.COUNTED, measures=reports_d.COUNTED_MEASURES, step=3, has_articles=True),
    ),
    "e_sections": ("E", reports_e.draw()),
    "e_old_xls": ("E", reports_e.draw().flat()),
    "e_filled_markers": ("E", reports_e.draw(is_marker_filled=True)),
}
FLAT = [
    [("Дата", "Документ", "Контрагент", "Номенклатура", "Количество", "Сумма", "Себестоимость", "Менеджер")],
    [
        ("Отчёт по клиентам",),
        ("Клиент", "Дата", "Номенклатура", "Количество", "Сумма", "НДС"),
        ("", "", "", "", "", "20%"),
    ],
    [("Клиент", "", "Белкина О. П.", ""), ("", "Дата", "Количество", "Сумма")],
    [("Контрагент", "Номенклатура", "Количество", "Сумма", "Сумма НДС"), ("ООО «Ладья»", "Сок", "1", "100", "20%")],
    [("Клиент", "Июнь 2026", "", "Июль 2026", ""), ("", "Количество", "Выручка", "Количество", "Выручка")],
    [("Клиент", "Основной склад", "Итого"), ("Номенклатура", "Выручка", "Выручка")],
    [("Склад", "Выручка"), ("Основной",), ("По менеджерам",), ("Белкина О. П.", "100")],
]


@pytest.mark.parametrize("name", DRAWN)
def test_a_report_gives_the_lines_and_problems_beside_it(name, tmp_path):
    path = DRAWN[name][1].write(tmp_path / f"{name}.xlsx")
    lines, problems = as_text(read_export(path))
    assert lines == (GOLDEN / f"{name}.lines.csv").read_text(encoding="utf-8")
    assert problems == (GOLDEN / f"{name}.problems.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAWN)
def test_just_one_reader_knows_a_report(name):
    key, drawing = DRAWN[name]
    assert _known_by(drawing.peek()) == [key]


def test_just_one_reader_knows_a_report_of_another_layout(tmp_path):
    by_month = XlsxSource(reports_a.write_report(tmp_path / "a.xlsx", reports_a.ReportA(reports_a.SMALL)))
    assert _known_by(by_month.peeks()[0]) == ["A"]
    assert _known_by(reports_c.turnovers().peek()) == ["C"]
    assert _known_by(reports_f.settlements(reports_f.sample()).peek()) == ["F"]


@pytest.mark.parametrize("rows", FLAT, ids=range(len(FLAT)))
def test_no_reader_takes_a_flat_table_or_a_report_by_month_or_warehouse(rows):
    assert not set(_known_by(Peek("Лист1", tuple(rows)))) & set("BDE")


def test_every_golden_file_belongs_to_a_drawn_report():
    assert {path.name.split(".")[0] for path in GOLDEN.iterdir()} == set(DRAWN)


@pytest.mark.parametrize("rows", [(), ((),), (("",),), (("Сумма",),), (("Клиент", "Выручка"),)], ids=range(5))
def test_no_reader_stumbles_over_the_beginning_of_nothing(rows):
    assert not _known_by(Peek("Лист1", rows))


def _known_by(peek: Peek) -> list[str]:
    return [reader.key for reader in READERS if reader.identify(peek)]


def test_several_visible_reports_in_a_book_are_refused_and_a_hidden_one_is_left_out(write_xlsx):
    rows = reports_b.draw().rows
    with pytest.raises(BadFile, match="на нескольких листах: «Март», «Копия»"):
        read_export(write_xlsx(sheets={"Март": rows, "Заметки": [["x"]], "Копия": rows}))
    found = read_export(write_xlsx(sheets={"Март": rows, "Копия": rows}, hidden=["Копия"]))
    assert found.lines.num_rows == 7
