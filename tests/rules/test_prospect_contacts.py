"""Which contacts are about prospects: by number, and by code until the first shipment."""

from __future__ import annotations

from datetime import date

from clientbase_xl.rules.prospect_contacts import prospect_contacts
from tests.support.prospects import contacts, facts, prospects

ENTERED, FIRST = date(2026, 3, 1), date(2026, 5, 10)


def test_the_number_is_the_code_and_the_clients_code_counts_until_the_first_shipment() -> None:
    talks = contacts(
        ("п-1", date(2020, 1, 1), "визит"),
        ("К1", date(2026, 2, 28), "визит"),  # before the entry
        ("К1", ENTERED, "визит"),
        ("К1", FIRST, "визит"),
        ("К1", date(2026, 5, 11), "визит"),  # a client by now
        ("К1", None, "визит"),
        ("К7", FIRST, "визит"),
        (None, FIRST, "визит"),  # type: ignore[arg-type]
    )
    found = prospect_contacts(talks, prospects({"client_code": "К1", "entered_on": ENTERED}), facts(К1=FIRST))
    assert found["row_id"].tolist() == ["к-1", "к-3", "к-4"]
    assert set(found["prospect_id"]) == {"п-1"}


def test_a_code_without_shipments_counts_on_and_one_that_bought_before_only_by_number() -> None:
    rows = (
        {"client_code": "К1", "entered_on": ENTERED},
        {"client_code": "К2", "entered_on": ENTERED},
        {"client_code": "К1", "entered_on": ENTERED},
    )
    talks = contacts(("К1", date(2026, 11, 1), "визит"), ("К2", date(2026, 4, 1), "визит"), ("п-2", ENTERED, "визит"))
    found = prospect_contacts(talks, prospects(*rows), facts(К2=date(2025, 1, 1)))
    assert found[["row_id", "prospect_id"]].to_numpy().tolist() == [["к-1", "п-1"], ["к-3", "п-2"]]


def test_nothing_typed_is_an_empty_table() -> None:
    found = prospect_contacts(contacts(), prospects(), facts())
    assert found.empty
    assert "prospect_id" in found
