"""The demo's data, made once for all tests of the folder."""

from __future__ import annotations

import pytest

from clientbase_xl.demo.generator import DemoData, generate


@pytest.fixture(scope="session")
def demo() -> DemoData:
    """Return the demo of the default day and seed; tests do not change it."""
    return generate()
