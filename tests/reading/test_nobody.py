"""Sales whose client is only what accounting systems print for an empty reference."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.reading import open_csv
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.reports.row_labels import NOBODY

HEAD = ["Дата", "Контрагент", "Номенклатура", "Количество", "Сумма"]
NAMES = [
    *sorted(NOBODY),
    "<...>",
    "<Не указан>",
    "<Пустое  значение>",
    "<Контрагент не указан>",
    "Не указан",
    "<Клиент [1]>",
]


def check(found, name):
    assert found.lines["client_code"].to_pylist() == ["ООО Ромашка", None]
    assert found.lines["client_name"].to_pylist() == ["ООО Ромашка", None]
    (problem,) = found.problems
    assert problem.message.startswith("Продажа без клиента")
    assert (problem.severity, problem.value.split(), problem.count) == (Severity.WARNING, name.split(), 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_client_in_angle_brackets_is_no_client_in_a_workbook_and_in_both_ways_of_csv(write_xlsx, write_csv, name):
    rows = [["05.01.2026", "ООО Ромашка", "Гвоздь", "1", "100"], ["06.01.2026", name, "Болт", "1", "50"]]
    check(read_export(write_xlsx([HEAD, *rows])), name)
    path = write_csv("\n".join(";".join(row) for row in [HEAD, *rows, []]))
    check(read_export(path), name)
    with patch.object(open_csv.CsvSource, "load_hinted", lambda self, *given: self.load(*given[:3])):
        check(read_export(path), name)


@pytest.mark.parametrize("name", ["Не указано ООО", "А <Б>", "<Ромашка", "ООО «Не указан»"])
def test_a_client_with_such_signs_in_its_name_is_a_client(write_csv, name):
    found = read_export(write_csv(f"Дата;Контрагент;Количество;Сумма\n05.01.2026;{name};1;100\n"))
    assert found.lines["client_name"].to_pylist() == [name]
    assert not found.problems


def test_a_code_stands_in_for_a_name_that_is_nobodys_and_a_name_for_such_a_code(write_csv):
    rows = ["05.01.2026;К1;<Не указан>;1;100", "05.01.2026;<...>;ООО Ромашка;1;100", "05.01.2026;<...>;<...>;1;100"]
    found = read_export(write_csv("\n".join(["Дата;Код клиента;Контрагент;Количество;Сумма", *rows, ""])))
    assert found.lines["client_code"].to_pylist() == ["К1", "ООО Ромашка", None]
    assert found.lines["client_name"].to_pylist() == ["К1", "ООО Ромашка", None]
