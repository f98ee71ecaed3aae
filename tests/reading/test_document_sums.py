"""«Сумма документа» in every line of its document."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import read_export

HEAD = "Дата;Документ;Контрагент;Номенклатура;Количество;Сумма документа"
LINES = ["05.01.2026;РТ1;А;Гвоздь;1;300", "05.01.2026;РТ1;А;Болт;2;300", "06.01.2026;РТ2;А;Болт;2;50"]


def written(write_csv, rows, head=HEAD):
    return write_csv("\n".join([head, *rows, ""]))


def test_a_sum_repeated_in_all_lines_of_a_document_is_refused_unless_somebody_vouches_for_it(write_csv):
    path = written(write_csv, LINES)
    with pytest.raises(BadFile) as refused:
        read_export(path)
    assert "в 1\xa0документе" in refused.value.found
    mapping = {"Сумма, ₽": "Сумма документа"}
    assert read_export(path, mapping=mapping).lines.num_rows == 3
    other = written(write_csv, LINES, HEAD.replace("Сумма документа", "Сумма"))
    assert read_export(other).lines.num_rows == 3


def test_without_documents_the_lines_of_a_client_and_day_are_one(write_csv):
    rows = [";".join(cell for place, cell in enumerate(row.split(";")) if place != 1) for row in [HEAD, *LINES]]
    with pytest.raises(BadFile):
        read_export(written(write_csv, rows[1:], rows[0]))


@pytest.mark.parametrize("change", [("Болт;2;300", "Болт;2;301"), (";РТ1;А;Болт", ";РТ3;А;Болт")])
def test_sums_that_differ_within_a_document_or_stand_once_are_read(write_csv, change):
    rows = [row.replace(*change) for row in LINES]
    assert read_export(written(write_csv, rows)).lines.num_rows == 3
