"""The demo and the offices made once for all tests that look at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.workflows.make_demo import DEMO_TODAY, DemoMade, make_demo
from tests.support.fake_book import FakeBook, open_book
from tests.support.office import Office


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo."""
    return tmp_path_factory.mktemp("Демо")


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> DemoMade:
    """Return the demo made on its own day."""
    return make_demo(demo_folder, DEMO_TODAY)


@pytest.fixture
def office(office_of_one: Office, tmp_path: Path) -> Office:
    """Return an office of a single user."""
    return office_of_one.copy(tmp_path)


@pytest.fixture
def team(office_of_a_team: Office, tmp_path: Path) -> Office:
    """Return an office with a head of sales and two managers."""
    return office_of_a_team.copy(tmp_path)


@pytest.fixture(scope="session")
def shown_by_the_office(office_of_one: Office) -> FakeBook:
    """Return what an open workbook of the office shows; tests take copies of it."""
    return open_book(office_of_one.base)
