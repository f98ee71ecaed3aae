"""Each invented export of golden/ gives the lines and problems that stand beside it.

A file NAME.csv has NAME.lines.csv (what was accepted) and NAME.problems.txt (what was set aside and why). Rows of a
report in a workbook are declared here, because a binary file shows nobody what is in it.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.reading.export import ReadCards, ReadLines, read_export

GOLDEN = Path(__file__).parent / "golden"
NON_GOODS = frozenset({"дост", "POST"})
REPORT = [
    [],
    [None, "Продажи по клиентам"],
    [None, "Отбор:", "Склад «Основной»"],
    [],
    [None, "Сумма (руб.)", "Кол-во", None, "Покупатель", "Код покупателя", "Дата документа", "Номер", "Цена"],
    [None, 1500.25, 10, None, "АО «Вектор»", 417, date(2026, 1, 5), "УТ-1", 150.025],
    [None, -300.05, -2, None, "АО «Вектор»", "417", date(2026, 1, 6), "УТ-2", 150.025],
    [],
    [None, "=1/0|#DIV/0!", 1, None, "ООО «Ладья»", "0418", date(2026, 1, 7), "УТ-3", 99],
    [None, "1 234,50", 1, None, "ООО «Ладья»", "0418", "08.01.2026", "УТ-4", 1234.5],
    [None, 77, 1, None, None, None, 46031, "УТ-5", 77],
    [None, 2511.7, 11, None, "Всего", None, None, None, None],
]


def as_text(found: ReadLines | ReadCards) -> tuple[str, str]:
    """Return accepted rows as CSV and the rest as lines of text."""
    if isinstance(found, ReadLines):
        columns = [name for name in found.lines.column_names if found.lines[name].null_count < found.lines.num_rows]
        rows = [
            [str(row[name]) if row[name] is not None else "" for name in columns] for row in found.lines.to_pylist()
        ]
    else:
        columns = list(found.cards)
        rows = [["" if pd.isna(cell) else str(cell) for cell in row] for row in found.cards.itertuples(index=False)]
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([columns, *rows])
    rest = [f"прочитано {found.count_read}", *(f"{reason}: {count}" for reason, count in found.excluded.items())]
    rest += [f"{problem.severity}: {problem.sentence()}" for problem in found.problems]
    return table.getvalue(), "\n".join(rest) + "\n"


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLDEN.glob("*.csv") if "." not in path.stem))
def test_a_file_gives_the_lines_and_problems_beside_it(name):
    lines, problems = as_text(read_export(GOLDEN / f"{name}.csv", non_goods=NON_GOODS))
    assert lines == (GOLDEN / f"{name}.lines.csv").read_text(encoding="utf-8")
    assert problems == (GOLDEN / f"{name}.problems.txt").read_text(encoding="utf-8")


def test_a_report_in_a_workbook_gives_the_lines_and_problems_beside_it(write_xlsx):
    lines, problems = as_text(read_export(write_xlsx(REPORT, name="report.xlsx")))
    assert lines == (GOLDEN / "report.lines.csv").read_text(encoding="utf-8")
    assert problems == (GOLDEN / "report.problems.txt").read_text(encoding="utf-8")


def test_every_golden_file_has_its_pair():
    inputs = {path.stem for path in GOLDEN.glob("*.csv") if "." not in path.stem} | {"report"}
    assert {path.name.split(".")[0] for path in GOLDEN.iterdir()} == inputs
    assert inputs >= {"trade_system", "english_shop", "card_list"}
