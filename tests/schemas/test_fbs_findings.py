"""What a check of the matrix says stands once: rule, formula and settings speak of the same checks alike."""

from __future__ import annotations

import re

import pytest

from clientbase_xl.rules.fbs_check import fbs_check
from clientbase_xl.schemas.fbs_matrix import fbs_matrix_sheet
from clientbase_xl.schemas.fbs_words import FBS_ERROR, FBS_FINDINGS, FBS_WARNING, FIRST_BACKUP, NO_LEVEL, OWNER
from clientbase_xl.settings import FbsSettings
from clientbase_xl.settings.team import SWITCHED_OFF

OFF = FbsSettings.model_validate(dict.fromkeys(FBS_FINDINGS, SWITCHED_OFF))
NOT_IN_A_FORMULA = "owner_backs_up"
"""A cell of the sheet holds one role."""
FAULTY = {
    "unknown_level": ("важный", [OWNER]),
    "unknown_role": ("3", [OWNER, "хозяин"]),
    "no_owner": ("3", [""]),
    "few_backups": ("1", [OWNER, FIRST_BACKUP]),
    "second_without_first": ("3", [OWNER, "2 бэкапер"]),
    "owner_backs_up": ("3", [f"{OWNER}; {FIRST_BACKUP}"]),
    "stranger": ("3", [OWNER]),
    "several_owners": ("3", [OWNER, OWNER]),
    "several_firsts": ("3", [OWNER, FIRST_BACKUP, FIRST_BACKUP]),
}


@pytest.mark.parametrize("fault", FBS_FINDINGS)
@pytest.mark.parametrize(("severity", "column"), [(FBS_ERROR, "errors"), (FBS_WARNING, "warnings")])
def test_the_formula_holds_the_words_of_the_rule_at_the_severity_of_the_settings(
    fault: str, severity: str, column: str
) -> None:
    settings = OFF.model_copy(update={fault: severity})
    level, cells = FAULTY[fault]
    (found,) = fbs_check(level, cells, staff=("столбец 2",) if fault == "stranger" else None, settings=settings)
    assert (found.fault, str(found.severity)) == (fault, severity)
    words = [part.strip() for part in re.split(r"\{\w+\}", FBS_FINDINGS[fault]) if part.strip()]
    assert all(part in found.message for part in words)
    sheet = fbs_matrix_sheet(settings)
    formula, other = (sheet[key].formula for key in (column, "warnings" if column == "errors" else "errors"))
    assert other == '""'
    said = "".join(re.findall(r'"([^"]*)"', formula))
    if fault == NOT_IN_A_FORMULA:
        assert formula == '""'
    else:
        assert all(part in said for part in words)


def test_a_level_that_is_not_there_has_words_of_its_own() -> None:
    (found,) = fbs_check("", [OWNER])
    assert found.message == NO_LEVEL
    assert f'", {NO_LEVEL}"' in fbs_matrix_sheet(FbsSettings())["errors"].formula


def test_the_findings_stand_in_the_order_in_which_the_cell_names_them() -> None:
    everything = FbsSettings.model_validate(dict.fromkeys(FBS_FINDINGS, FBS_ERROR))
    formula = fbs_matrix_sheet(everything)["errors"].formula
    begins = [words.partition("{")[0] for key, words in FBS_FINDINGS.items() if key != NOT_IN_A_FORMULA]
    places = [formula.index(f'", {words}') for words in begins]
    assert places == sorted(places)
    cells = [OWNER, OWNER, "2 бэкапер", "хозяин"]
    found = fbs_check("важный", cells, staff=(), settings=everything)
    assert [one.fault for one in found] == sorted((one.fault for one in found), key=list(FBS_FINDINGS).index)
