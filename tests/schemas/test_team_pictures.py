"""docs/team.md shows every sheet of the team."""

from __future__ import annotations

import pytest

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Group, Sheet
from tests.conftest import PROJECT


@pytest.mark.parametrize("sheet", [one for one in ALL_SHEETS if one.group is Group.TEAM], ids=lambda one: one.key)
def test_every_sheet_of_the_team_has_its_picture_and_purpose(sheet: Sheet) -> None:
    page = (PROJECT / "docs" / "team.md").read_text(encoding="utf-8")
    picture = f"img/team_{sheet.key}.png"
    assert f"## «{sheet.title}»\n\n{sheet.purpose}\n\n![«{sheet.title}»]({picture})" in page
    assert (PROJECT / "docs" / picture).stat().st_size > 1_000
