"""The demo made once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.workflows.make_demo import DEMO_TODAY, DemoMade, make_demo


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the demo."""
    return tmp_path_factory.mktemp("Демо")


@pytest.fixture(scope="session")
def demo(demo_folder: Path) -> DemoMade:
    """Return the demo made on its own day."""
    return make_demo(demo_folder, DEMO_TODAY)
