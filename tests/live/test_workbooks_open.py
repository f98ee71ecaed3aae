"""Every workbook that we write opens without a word in a real spreadsheet, and computes what is stored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from clientbase_xl.schemas.facts import MANAGER_WEEKS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.week import WEEK, WEEK_CHANGES
from clientbase_xl.writing.pdf import write_pdf
from clientbase_xl.writing.weekly import write_weekly
from clientbase_xl.writing.workbook import write_workbook
from tests.conftest import PROJECT
from tests.support.calc import Office, pdf_facts
from tests.support.formulas import count_formulas
from tests.support.ooxml import validate
from tests.support.weekly_method_sample import method_content
from tests.support.weekly_sample import PEOPLE, empty, governed_content, weekly_content
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import sample_content, with_records

pytestmark = pytest.mark.live

Write = Callable[[Path], object]
FORTY = tuple(f"Старший менеджер отдела оптовых продаж № {number}" for number in range(40))
HOSTILE = ("=1+1", "+7 900", "-1", "@SUM(A1)", "a'b", "[x]:*?/\\", "& «амперсанд»", "<b>")
NOTHING = {
    "week_table": empty(WEEK),
    "changes": empty(WEEK_CHANGES),
    "reactivation": empty(REACTIVATION),
    "weeks": empty(MANAGER_WEEKS),
    "actions": empty(START),
    "last_sale_on": None,
}
WEEKLY: dict[str, Write] = {
    "a week of six managers": lambda path: write_weekly(path, weekly_content()),
    "a week of one manager": lambda path: write_weekly(path, weekly_content(PEOPLE[:1])),
    "a week of forty managers": lambda path: write_weekly(path, weekly_content(FORTY)),
    "a week of hostile names": lambda path: write_weekly(path, weekly_content(HOSTILE, base_name="A&B &P")),
    "a week with typed records": lambda path: write_weekly(path, governed_content()),
    "forty managers with typed records": lambda path: write_weekly(path, governed_content(FORTY)),
    "hostile typed records": lambda path: write_weekly(path, governed_content(HOSTILE)),
    "a week with everything": lambda path: write_weekly(path, method_content()),
    "forty managers with everything": lambda path: write_weekly(path, method_content(FORTY)),
    "an empty week": lambda path: write_weekly(path, weekly_content((), **NOTHING)),
}
WORKBOOKS: dict[str, Write] = {
    "the workbook": lambda path: write_workbook(path, sample_content()),
    "the workbook with typed records": lambda path: write_workbook(path, with_records()),
    "an empty workbook": lambda path: write_workbook(path, sample_content(0)),
    "the workbook of one client": lambda path: write_workbook(path, sample_content(1)),
}
COMMITTED = sorted((PROJECT / "workbooks").glob("*.xlsx"))
BIG = (
    "a week of forty managers",
    "forty managers with typed records",
    "hostile typed records",
    "a week of one manager",
)
"""Opened in the slow part: their like is opened in the fast one."""


def marked(names: Iterable[Any]) -> list[Any]:
    """Return the cases, the big ones for the slow part."""
    return [pytest.param(name, marks=pytest.mark.slow if name in BIG else ()) for name in names]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what writes a kind of workbook once and gives its path; nobody changes it."""
    folder = tmp_path_factory.mktemp("written")

    def write(name: str) -> Path:
        path = folder / f"{name}.xlsx"
        if not path.exists():
            (WEEKLY | WORKBOOKS)[name](path)
        return path

    return write


@pytest.fixture(
    scope="module", params=marked([*WEEKLY, *WORKBOOKS, *COMMITTED]), ids=lambda one: getattr(one, "stem", one)
)
def workbook(request: pytest.FixtureRequest, written: Callable[[str], Path]) -> Path:
    """Return each kind of workbook that we write, and each that is committed."""
    return request.param if isinstance(request.param, Path) else written(request.param)


@pytest.mark.long
def test_the_validator_and_our_own_checks_find_nothing(workbook: Path) -> None:
    assert validate(workbook) == []
    assert findings(workbook) == []


@pytest.mark.long
def test_calc_recalculates_to_the_stored_values_without_an_error(office: Office, workbook: Path) -> None:
    result = office.recalculate(workbook)
    assert result.errors == ()
    assert result.differences == ()
    assert result.count_formulas == count_formulas(workbook), "no formula of the file was passed over"


@pytest.mark.long
def test_formulas_of_the_workbook_are_really_recalculated(office: Office, written: Callable[[str], Path]) -> None:
    assert office.recalculate(written("the workbook")).count_formulas >= 60


@pytest.mark.long
@pytest.mark.parametrize("name", marked(WEEKLY))
def test_every_sheet_of_a_week_prints_on_at_most_two_a4_pages(
    office: Office, written: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    path = written(name)
    pages = office.pages_by_sheet(path)
    assert {sheet: count for sheet, count in pages.items() if not 1 <= count <= 2} == {}
    printed = pdf_facts(office.convert_to_pdf(path, tmp_path))
    assert printed.count_pages == sum(pages.values())
    assert printed.sizes_points <= {(595, 842), (842, 595)}


@pytest.mark.long
def test_the_pdf_beside_a_week_is_russian_and_has_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "Неделя 2026-W47.xlsx"
    write_weekly(path, weekly_content(PEOPLE[:1]))
    printed = pdf_facts(write_pdf(path))
    assert "Иванова Анна" in printed.text
    assert "16–22 ноября 2026 г." in printed.text
    assert "1 900 000 ₽" in " ".join(printed.text.split())
    assert f"Страница 1 из {printed.count_pages}" in printed.text
    assert {one.name for one in tmp_path.iterdir()} == {"Неделя 2026-W47.xlsx", "Неделя 2026-W47.pdf"}
