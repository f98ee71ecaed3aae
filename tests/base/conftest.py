"""A fresh base in a folder with a name that people really give."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.base.store import Base

MADE = datetime.fromisoformat("2026-01-01T09:00")
"""Before every moment that a test gives its entries, whatever the clock says."""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return an empty base."""
    return Base.init(tmp_path / "База отдела № 1", at=MADE)
