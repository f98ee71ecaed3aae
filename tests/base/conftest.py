"""A fresh base in a folder with a name that people really give."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.store import Base


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return an empty base."""
    return Base.init(tmp_path / "База отдела № 1")
