"""Every formula of every workbook made of a base is recalculated by a real spreadsheet to the value stored with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.workflows.build_workbook import make_workbook
from tests.support.calc import Office as Calc
from tests.support.formulas import count_formulas
from tests.support.office import NOW, TODAY, Office
from tests.support.own_book import edited

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base in which people typed what formulas compute from."""
    office = office_of_one.copy(tmp_path_factory.mktemp("фирма"))
    with edited(office.book()) as typed:
        typed.type("clients", "1", potential_rub=150000.5, visits_per_month=2)
        typed.type("clients", "2", potential_rub=100)  # less than the turnover: not in force
    office.send(typed.path)
    return office


def whole(office: Office, path: Path) -> None:
    """Make the workbook of everybody."""
    make_workbook(office.base, path, TODAY, now=office.now(), user="тест")


def of_a_manager(office: Office, path: Path) -> None:
    """Make the workbook of one manager; here also that of one client."""
    make_workbook(office.base, path, TODAY, now=office.now(), user="тест", manager="Градова")


def of_an_empty_base(_: Office, path: Path) -> None:
    """Make the workbook of a base without sales."""
    base = Base.init(path.parent / "пустая", at=NOW, by="тест")
    make_workbook(base, path, TODAY, now=NOW, user="тест")


@pytest.mark.parametrize("make", [whole, of_a_manager, of_an_empty_base])
def test_calc_finds_the_stored_value_of_every_formula(
    office: Calc, firm: Office, tmp_path: Path, make: Callable[[Office, Path], None]
) -> None:
    path = tmp_path / "Книга.xlsx"
    make(firm, path)
    result = office.recalculate(path)
    assert result.errors == ()
    assert result.differences == ()
    assert result.count_formulas == count_formulas(path) > 0
