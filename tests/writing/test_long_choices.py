"""Words that a cell's own list cannot hold are offered all the same (METHOD section 10: blocks keep their names)."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import BLOCKS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.writing.chart_data import DATA_SHEET
from clientbase_xl.writing.long_choices import long_choices
from clientbase_xl.writing.validation import MOST_LIST_CHARACTERS, choices_name, fits_list, typed_rule
from clientbase_xl.writing.workbook import write_workbook
from tests.support.workbook_sample import sample_content

BLOCK = MONITORING["block"]
NAME = choices_name(MONITORING, BLOCK)


def test_a_list_fits_255_characters_and_no_commas() -> None:
    assert fits_list(["а" * 100, "б" * 154])
    assert not fits_list(["а" * 100, "б" * 155])
    assert not fits_list(["а, б"])
    assert len(";".join(BLOCKS)) > MOST_LIST_CHARACTERS


def test_such_a_column_looks_its_words_up_under_a_name_where_the_file_has_it() -> None:
    rule = typed_rule(MONITORING, BLOCK, {NAME})
    assert rule is not None
    assert (rule["validate"], rule["source"]) == ("list", "=choices_monitoring_block")
    assert typed_rule(MONITORING, BLOCK, set()) is None


def test_every_such_column_has_a_name_of_its_own() -> None:
    long = [*long_choices()]
    names = [choices_name(sheet, column) for sheet, column in long]
    assert len(set(names)) == len(names) >= 1
    assert choices_name(TASKS, BLOCK) != NAME, "another sheet may call a column so"
    others = [one for sheet in ALL_SHEETS for one in sheet.typed if one.choices and (sheet, one) not in long]
    assert all(fits_list(column.choices) for column in others)


@pytest.mark.long
def test_the_workbook_offers_all_seven_blocks(tmp_path: Path) -> None:
    path = tmp_path / "Книга.xlsx"
    write_workbook(path, sample_content(1))
    book = openpyxl.load_workbook(path)
    title, cells = next(iter(book.defined_names[NAME].destinations))
    assert (title, book[title].sheet_state) == (DATA_SHEET, "hidden")
    assert [row[0].value for row in book[title][cells.replace("$", "")]] == list(BLOCKS)
    rules = book[MONITORING.title].data_validations.dataValidation
    assert NAME in {rule.formula1 for rule in rules}
