"""A prospect stands beside the clients under the number of its record (METHOD section 6)."""

from __future__ import annotations

from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.prospect_names import with_prospects
from clientbase_xl.schemas.contacts import CONTACTS
from tests.support.prospects import TODAY, cards, contacts, prospects

CARDS = cards({"client_code": "К1", "client_name": "Ладья", "manager": "Градова"})


def test_a_contact_with_a_prospect_has_its_name_and_its_manager() -> None:
    known = with_prospects(CARDS, prospects({"prospect_name": "Ромашка", "manager": "Ветров"}))
    assert known.to_numpy().tolist() == [["К1", "Ладья", "Градова"], ["п-1", "Ромашка", "Ветров"]]
    talks = contacts(("п-1", TODAY, "визит"), ("К1", TODAY, "визит"), ("п-2", TODAY, "визит"))
    assert client_records(talks, known, CONTACTS)["client_name"].tolist() == ["Ромашка", "Ладья", None]


def test_without_prospects_or_clients_the_others_stand_alone() -> None:
    assert with_prospects(CARDS, prospects())["client_code"].tolist() == ["К1"]
    assert with_prospects(CARDS.head(0), prospects({}))["client_code"].tolist() == ["п-1"]
