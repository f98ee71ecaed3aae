"""The formulas of «FBS матрица» and «Отпуска» give in a real spreadsheet what the rules give."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.schemas.fbs_words import FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.settings import FbsSettings, Settings
from clientbase_xl.settings.team import SWITCHED_OFF
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office
from tests.support.fbs_sheets import EMPLOYEES, ROWS, STRANGER, Row, employees_list, fbs_sheets
from tests.support.ooxml import validate
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import TODAY, sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]

TURNED: dict[str, Any] = {
    "no_owner": "предупреждение",
    "few_backups": SWITCHED_OFF,
    "stranger": "предупреждение",
    "several_owners": "ошибка",
    "several_firsts": SWITCHED_OFF,
    "backups_mid": 2,
    "backups_low": 1,
}
OFF = {
    name: SWITCHED_OFF
    for name, field in FbsSettings.model_fields.items()
    if field.default in ("ошибка", "предупреждение")
}


def random_rows(count: int) -> tuple[Row, ...]:
    """Return rows of every level with random roles; a few have neither a name nor a level nor roles."""
    dice = Random(15)
    people = (*EMPLOYEES, STRANGER, "Ещё Один")
    levels = (*FBS_LEVELS, None)
    rows = []
    for number in range(count):
        cells = {name: dice.choice(FBS_ROLE_WORDS) for name in people if dice.random() < 0.45}
        name = None if number % 9 == 0 else f"Функция {number}"
        rows.append(("Отдел", name, levels[number % 4], {} if number % 36 == 0 else cells))
    return tuple(rows)


@pytest.mark.parametrize(
    ("settings", "rows", "names"),
    [
        pytest.param({}, ROWS, EMPLOYEES, id="defaults"),
        pytest.param(TURNED, random_rows(80), EMPLOYEES, id="other severities"),
        pytest.param(OFF, ROWS, EMPLOYEES, id="no checks"),
        pytest.param({}, ROWS, (), id="nobody on the list"),
        pytest.param({}, tuple((a, b, c, {}) for a, b, c, _ in ROWS), (), id="nobody at all"),
        pytest.param({}, (("Отдел", "Всё", FBS_LEVELS[2], {STRANGER: "Владелец"}),), (), id="one stranger"),
        pytest.param({}, (), (), id="nothing"),
    ],
)
def test_the_check_of_a_row_is_the_rules(
    office: Office, tmp_path: Path, settings: dict[str, Any], rows: tuple[Row, ...], names: tuple[str, ...]
) -> None:
    fbs = FbsSettings(**settings)
    tables = fbs_sheets(TODAY, rows, names, fbs)
    content = sample_content(1)
    lists = pd.concat([content.tables["lists"], employees_list(names)], ignore_index=True)
    path = tmp_path / "Матрица.xlsx"
    whole = {**content.tables, **tables, "lists": lists}
    write_workbook(path, sample_content(1, tables=whole, settings=Settings(fbs=fbs)))
    found = office.recalculate(path)
    assert found.errors == ()
    assert found.differences == ()
    assert found.count_formulas > 7 * len(rows)


def test_names_that_look_like_formulas_or_references_stay_names(office: Office, tmp_path: Path) -> None:
    names = ("=1+1", "+7 900", "@Иван", "[x] 'Пётр'", "<b>Я</b> & «я»", "О" * 200)
    rows: tuple[Row, ...] = (
        ("=Отдел", "=SUM(A1)", FBS_LEVELS[0], dict(zip(names, FBS_ROLE_WORDS, strict=False))),
        ("Отдел", "-функция", FBS_LEVELS[2], {names[3]: FBS_ROLE_WORDS[0]}),
    )
    content = sample_content(1)
    lists = pd.concat([content.tables["lists"], employees_list(names[:3])], ignore_index=True)
    path = tmp_path / "Имена.xlsx"
    write_workbook(
        path, sample_content(1, tables={**content.tables, **fbs_sheets(TODAY, rows, names[:3]), "lists": lists})
    )
    found = office.recalculate(path)
    assert (found.errors, found.differences) == ((), ())
    assert validate(path) == []
    assert findings(path) == []
    roles = read_own_workbook(path).tables["fbs_roles"]
    assert set(roles.loc[roles["role"].notna(), "employee"]) == set(names[:4])


def test_every_kind_of_finding_is_among_the_rows_compared() -> None:
    said = " ".join(
        str(cell)
        for rows, settings in product((ROWS, random_rows(80)), ({}, TURNED))
        for cell in fbs_sheets(TODAY, rows, EMPLOYEES, FbsSettings(**settings))["fbs_matrix"]["check"]
    )
    for words in (
        "в порядке",
        "не указан уровень",
        "нет владельца",
        "бэкаперов 1 из 2",
        "есть 2 бэкапер, а первого нет",
        f"нет в списке сотрудников: {STRANGER}",
        "владельцев 2",
        "первых бэкаперов 2",
        "; предупреждение: ",
    ):
        assert words in said
