"""A fresh base in a folder with a name that people really give, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.store import Base
from tests.support.engines import MADE, Engine

__all__ = ["MADE"]


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    """Return an empty base."""
    return engine.usual(tmp_path / "База отдела № 1")
