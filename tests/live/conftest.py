"""One LibreOffice for all live tests of a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.calc import Office, running_office


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """Return the running office; it ends with the session."""
    with running_office() as running:
        yield running
