"""The list for real Excel says what is there: buttons, functions, commands, and no more steps than people do."""

from __future__ import annotations

import re
from datetime import date

import pytest

from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.ribbon import GROUPS
from clientbase_xl.functions.call import call
from clientbase_xl.functions.registry import BY_NAME
from clientbase_xl.settings import Settings
from tests.conftest import PROJECT

MOST_STEPS = 25
KNOWN_CHECKS = (
    *("=CB_CATEGORY", "Окно выбора", "macOS", "ГИПЕРССЫЛКА", "колонтитул", "Справа и снизу от таблицы"),
    *("фильтр", "«007»", "полосы-гистограммы", "Закрыть все книги", "FBS карта"),
)
"""What the tests without Excel leave open: each has a step."""


@pytest.fixture(scope="module")
def steps() -> list[list[str]]:
    text = (PROJECT / "docs" / "windows-smoke.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in row] for row in rows]


def test_there_are_at_most_25_numbered_steps_each_with_what_is_expected(steps: list[list[str]]) -> None:
    assert [int(step[0]) for step in steps] == list(range(1, len(steps) + 1))
    assert 15 <= len(steps) <= MOST_STEPS
    assert all(len(step) == 3 and len(step[1]) > 15 and len(step[2]) > 15 for step in steps)


def test_the_first_step_asks_whether_excel_binds_a_plain_function_of_a_file(steps: list[list[str]]) -> None:
    found = re.search(r"=(CB_\w+)\(([\d;]+)\)", steps[0][1])
    assert found is not None
    numbers = [float(one) for one in found[2].split(";")]
    assert f"«{call(found[1], numbers, Settings(), date(2026, 11, 22))}»" in steps[0][2]


def test_every_check_that_only_excel_can_make_has_a_step(steps: list[list[str]]) -> None:
    text = "\n".join(" ".join(step) for step in steps)
    assert not [one for one in KNOWN_CHECKS if one not in text]


def test_the_counts_and_names_are_those_of_the_program(steps: list[list[str]]) -> None:
    text = "\n".join(" ".join(step) for step in steps)
    assert f"{len(DECLARED)} кнопок" in text
    assert len(GROUPS) == 5
    assert "в пяти группах" in text
    assert set(re.findall(r"CB_[A-Z_]+", text)) <= set(BY_NAME)
    labels = {one.label for one in DECLARED}
    assert {"Пересчитать всё", "Импорт продаж", "Лист к совещанию", "Вернуть как было", "О программе"} <= labels
