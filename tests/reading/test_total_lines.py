"""Which rows with a total's word are totals, and which clients are only called so."""

from __future__ import annotations

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import read_export

HEAD = "Дата;Контрагент;Номенклатура;Количество;Сумма"
ONE = "05.01.2026;ООО Ромашка;Гвоздь;1;100"
TWO = "06.01.2026;ООО Лютик;Болт;2;250"


def read(write_csv, *rows, head=HEAD):
    found = read_export(write_csv("\n".join([head, *rows, ""])))
    assert found.count_read == found.lines.num_rows + sum(found.excluded.values())
    return found


@pytest.mark.parametrize("label", ["Итого", "ИТОГО:", "Всего", "Общий итог", "Итог", "Grand Total"])
def test_a_dated_row_whose_client_is_only_a_totals_word_is_no_sale_and_told(write_csv, label):
    found = read(write_csv, ONE, f"31.01.2026;{label};;1;100")
    assert found.lines["client_name"].to_pylist() == ["ООО Ромашка"]
    assert found.excluded == {"итоговая строка": 1}
    assert [(one.severity, one.row, one.value) for one in found.problems] == [(Severity.NOTICE, 3, label)]


@pytest.mark.parametrize(
    "label", ["Итого за день", "Всего по ООО Ромашка", "ООО Ромашка Итог", "ООО РОМАШКА итого:", "Итого: ООО Ромашка"]
)
def test_a_dated_total_of_something_without_an_item_is_no_sale_with_a_warning(write_csv, label):
    found = read(write_csv, ONE, TWO, f"31.01.2026;{label};;1;77")
    assert found.lines.num_rows == 2
    assert found.excluded == {"итоговая строка": 1}
    assert [(one.severity, one.value) for one in found.problems] == [(Severity.WARNING, label)]


@pytest.mark.parametrize("label", ["Итого за день", "Всего по ООО Ромашка", "ООО Ромашка Итог"])
def test_without_items_a_dated_total_is_known_by_the_sum_above_it(write_csv, label):
    head = "Дата;Контрагент;Количество;Сумма"
    lines = ["05.01.2026;ООО Лютик;1;7", "05.01.2026;Итого за день;1;7", "06.01.2026;ООО Ромашка;1;100"]
    found = read(write_csv, *lines, f"31.01.2026;{label};1;100", head=head)
    assert found.lines["client_name"].to_pylist() == ["ООО Лютик", "ООО Ромашка"]
    found = read(write_csv, *lines, f"31.01.2026;{label};1;101", head=head)
    assert found.lines.num_rows == 3
    assert found.problems[-1].message.startswith("Клиент назван как итог")


@pytest.mark.parametrize("client", ["ООО Итог", "Всего хорошего", "Total Lantern", "ТД Итого", "Тотал"])
def test_a_client_that_is_only_called_like_a_total_stays_a_client_without_a_word(write_csv, client):
    found = read(write_csv, ONE, f"06.01.2026;{client};Гвоздь;1;100", f"07.01.2026;{client};;1;50")
    assert found.lines["client_name"].to_pylist() == ["ООО Ромашка", client, client]
    assert not found.problems
    without_items = read(
        write_csv, "05.01.2026;А;1;100", f"06.01.2026;{client};1;100", head="Дата;Контрагент;Количество;Сумма"
    )
    assert without_items.lines.num_rows == 2
    assert not without_items.problems


def test_a_client_called_like_a_total_that_never_has_an_item_stays_with_a_warning(write_csv):
    found = read(write_csv, ONE, TWO, "07.01.2026;Всего хорошего;;1;50")
    assert found.lines.num_rows == 3
    assert [one.severity for one in found.problems] == [Severity.WARNING]
    assert read(write_csv, ONE, TWO, "07.01.2026;Всего хорошего;;1;350").lines.num_rows == 2


def test_a_client_with_a_code_is_no_total(write_csv):
    head = "Дата;Код клиента;Контрагент;Номенклатура;Количество;Сумма"
    rows = ["05.01.2026;К1;ООО Ромашка;Гвоздь;1;100", "31.01.2026;К2;Итого;;1;100", "31.01.2026;;Итого;;2;200"]
    found = read(write_csv, *rows, head=head)
    assert found.lines["client_code"].to_pylist() == ["К1", "К2"]


def test_a_dated_total_may_stand_in_another_column_where_no_client_is(write_csv):
    found = read(write_csv, ONE, "31.01.2026;;Итого;1;100", "31.01.2026;;Гвоздь;1;100")
    assert found.excluded == {"итоговая строка": 1}
    assert found.lines["client_name"].to_pylist() == ["ООО Ромашка", None]


def test_a_subtotal_of_excel_without_a_date_is_a_total_and_a_client_called_so_is_not(write_csv):
    found = read(write_csv, ONE, ";ООО Ромашка Итог;;1;100", ";ООО Итог;Болт;1;100")
    assert found.excluded == {"итоговая строка": 1, "нет даты": 1}


def test_subtotals_of_a_grouped_table_and_its_grand_total_leave_the_lines(write_csv):
    rows = [ONE, "05.01.2026;ООО Ромашка Итог;;1;100", TWO, "06.01.2026;ООО Лютик Итог;;2;250"]
    found = read(write_csv, *rows, "06.01.2026;Общий итог;;3;350")
    assert sum(found.lines["amount_rub"].to_pylist()) == 350
    assert found.excluded == {"итоговая строка": 3}
