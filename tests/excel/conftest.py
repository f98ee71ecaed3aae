"""A firm with a base for the buttons, made once and copied for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.office import Office


@pytest.fixture(scope="session")
def prepared_firm(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base of three clients without registered users."""
    return Office.found(tmp_path_factory.mktemp("фирма"))


@pytest.fixture
def firm(prepared_firm: Office, tmp_path: Path) -> Office:
    """Return a copy of the firm for one test."""
    return prepared_firm.copy(tmp_path / "Отдел продаж")
