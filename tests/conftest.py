"""Shared fixtures: where the real data is, which applications must be there, and offices made once for all tests."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.office import Office

gc.set_threshold(100_000)  # thousands of tests keep much and free little: searching for cycles is a tenth of the time

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; skip where it is absent."""
    folder = Path(os.environ.get("CLIENTBASE_SHARED_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def office_of_one(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office of a single user with its first workbook made; tests take copies of it."""
    from tests.support.office import Office

    return Office.found(tmp_path_factory.mktemp("один")).prepare()


@pytest.fixture(scope="session")
def office_of_a_team(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a head of sales and two managers; tests take copies of it."""
    from tests.support.office import Office

    return Office.found(tmp_path_factory.mktemp("отдел")).staff().prepare()


def missing(application: str) -> None:
    """Fail in CI, skip elsewhere, because an application that a test drives is not installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{application} is not installed, and CI must have it")
    pytest.skip(f"{application} is not installed")
