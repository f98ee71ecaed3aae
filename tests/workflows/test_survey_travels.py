"""A survey typed into the workbook: home to the base, and back as another potential and another category."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.office import Office
from tests.support.own_book import edited

CUTS = {"category.potential_rub_max": 100_000, "category.potential_rub_high": 20_000}


@pytest.mark.long
def test_surveys_move_the_potential_and_the_category_of_the_next_workbook(office: Office) -> None:
    with edited(office.book("было")) as book:
        assert [book.value("clients", "3", key) for key in ("category", "category_range")] == ["B", "A–B"]
        for address, value in CUTS.items():
            book.type("settings", address, value=value)
        # Client 1 bought for 6 000: a quarter is ours; in the tenth record of the same day: one supplier, all is ours.
        for _ in range(9):
            book.add_record("profiles", client_code="1", surveyed_on=date(2026, 5, 20), share_ours=0.25)
        book.add_record("profiles", client_code="1", surveyed_on=date(2026, 5, 20), count_suppliers=1)
        # Client 3 bought twice for 5 000; the talk ended after the first question, and went on ten days later.
        book.add_record("profiles", client_code="3", surveyed_on=date(2026, 5, 10), count_orders_per_year=30)
    report = office.send(book.path)
    assert (report.count_conflicts, report.count_requested, report.problems) == (0, 0, ())
    with edited(office.book("стало")) as book:
        assert book.value("clients", "1", "potential_likely_rub") == pytest.approx(6_000)
        ends = ("potential_min_rub", "potential_likely_rub", "potential_max_rub")
        assert [book.value("clients", "3", key) for key in ends] == [10_000, 150_000, 300_000]
        assert [book.value("clients", "3", key) for key in ("category", "category_range")] == ["A", "A–B"]
        book.add_record("profiles", client_code="3", surveyed_on=date(2026, 5, 20), average_order_rub=700)
    assert office.send(book.path).count_conflicts == 0
    with edited(office.book("ещё")) as book:
        assert book.value("clients", "3", "potential_likely_rub") == pytest.approx(21_000)
        assert [book.value("clients", "3", key) for key in ("category", "category_range")] == ["B", None]
    assert office.is_whole()
