"""What writing would do is learnt in a transaction that is always taken back."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from clientbase_xl.base import filesystem
from clientbase_xl.base.journal import head
from clientbase_xl.base.store import DATABASE, Base
from clientbase_xl.base.users import add_user, read_users
from clientbase_xl.errors import BaseRefused
from clientbase_xl.schemas.users import HEAD
from tests.support.engines import Engine, whole_content
from tests.support.office import NOW


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база", at=NOW)


def content(base: Base) -> tuple[object, bytes]:
    return head(base), (base.folder / DATABASE).read_bytes() if base.is_embedded else whole_content(base)


@pytest.mark.parametrize("error", [None, ValueError("на середине")])
def test_what_was_tried_is_seen_inside_and_taken_back_whatever_happens(base: Base, error: Exception | None) -> None:
    before = content(base)
    expected = nullcontext() if error is None else pytest.raises(ValueError, match="на середине")
    with expected, base.trying() as connection:
        connection.exec_driver_sql("DELETE FROM lists")
        assert connection.exec_driver_sql("SELECT count(*) FROM lists").scalar() == 0
        if error is not None:
            raise error
    assert content(base) == before
    add_user(base, "шеф", HEAD, at=NOW, by="шеф")  # the lock is free again
    assert [one.name for one in read_users(base)] == ["шеф"]


def test_a_base_that_takes_no_writing_can_try_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Base.init(tmp_path / "база", at=NOW)
    monkeypatch.setattr(filesystem, "is_writable", lambda *_paths: False)
    with pytest.raises(BaseRefused, match="только для чтения"), Base.open(base.folder).trying():
        pytest.fail("tried")
