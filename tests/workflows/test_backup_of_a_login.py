"""A backup of a team's base by the logins of its server: a head's is whole, a manager gets none (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest

from clientbase_xl.base.backups import one_state
from clientbase_xl.base.journal import head
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.workflows.backup import make_backup
from clientbase_xl.workflows.restore import restore_backup
from tests.support.governed import standing
from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, ROZHKOVA, Team, found_team, now

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def team(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a base with rows of two managers in every table."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("отдел"))
    yield made
    made.drop()


def test_a_heads_backup_holds_the_whole_base(team: Team, tmp_path: Path) -> None:
    base = team.opened(ROZHKOVA)
    made = make_backup(base, tmp_path / "копия.zip", now=now(), user=team.login(ROZHKOVA), zone=UTC)
    assert made.is_noted
    restore_backup(made.path, tmp_path / "вторая", now=now(), user="админ")
    restored = Base.open(tmp_path / "вторая")
    assert verify(restored, head(base)[1]) is None
    assert standing(restored) == standing(base)


def test_a_managers_login_makes_no_backup_of_what_he_sees(team: Team, tmp_path: Path) -> None:
    base = team.opened(IVANOVA)
    with pytest.raises(BadUse, match="не менеджер"):
        make_backup(base, tmp_path / "копия.zip", now=now(), user=team.login(IVANOVA), zone=UTC)
    with pytest.raises(BaseRefused, match="видна не вся база"), one_state(base):
        pass
    assert not (tmp_path / "копия.zip").exists()
