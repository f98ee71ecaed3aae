"""docs/team.md shows every sheet of the team, docs/clients.md every sheet of the work with clients."""

from __future__ import annotations

import pytest

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.client_offer import OFFER_PAGE
from clientbase_xl.schemas.model import Group, Sheet
from tests.conftest import PROJECT

SHOWN = [("team", sheet) for sheet in ALL_SHEETS if sheet.group is Group.TEAM]
SHOWN += [
    ("clients", sheet)
    for sheet in ALL_SHEETS
    if sheet.group in (Group.WORK, Group.DECISIONS) or sheet.key in ("prospects", "prospect_kpis")
    if sheet is not OFFER_PAGE  # the page for a client bears no name of a sheet
]


@pytest.mark.parametrize(("name", "sheet"), SHOWN, ids=[sheet.key for _, sheet in SHOWN])
def test_every_sheet_has_its_picture_and_purpose(name: str, sheet: Sheet) -> None:
    page = (PROJECT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    picture = f"img/{name}_{sheet.key}.png"
    assert f"## «{sheet.title}»\n\n{sheet.purpose}\n\n![«{sheet.title}»]({picture})" in page
    assert (PROJECT / "docs" / picture).stat().st_size > 1_000
