"""Shared fixtures: where the real data is, and which applications must be there."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

gc.set_threshold(100_000)  # thousands of tests keep much and free little: searching for cycles is a tenth of the time

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; skip where it is absent."""
    folder = Path(os.environ.get("CLIENTBASE_SHARED_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder}")
    return folder


def missing(application: str) -> None:
    """Fail in CI, skip elsewhere, because an application that a test drives is not installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{application} is not installed, and CI must have it")
    pytest.skip(f"{application} is not installed")
