"""Purchases around a contact and ends of breaks, worked out by hand (METHOD section 8)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from clientbase_xl.ledger.returned import after_contacts, breaks
from tests.support.sales import ledger, sale

TODAY = "2026-11-20"
RETURN_DAYS = 90


def contacts(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"client_code": code, "contacted_on": date.fromisoformat(day)} for code, day in rows],
        columns=["client_code", "contacted_on"],
        dtype=object,
    )


def plain(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return rows as plain values: days as ISO texts, None for what is missing."""
    return [
        tuple(
            None if pd.isna(value) else f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value
            for value in row
        )
        for row in table.itertuples(index=False, name=None)
    ]


def test_purchases_before_and_after_a_contact_and_the_amount_of_its_ninety_days(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-01-10", amount=500),
            sale("2026-05-11", amount=1),  # day 10 after the contact of 1 May
            sale("2026-06-01", quantity=-1, amount="-0.40"),
            sale("2026-07-30", amount=30),  # day 90
            sale("2026-07-31", amount=700),  # day 91
        ],
        TODAY,
    )
    found = after_contacts(lines, contacts(("К1", "2026-05-01")), RETURN_DAYS)
    assert plain(found) == [("К1", "2026-05-01", "2026-01-10", "2026-05-11", 30.6)]


def test_a_shipment_on_the_day_of_the_contact_is_after_it(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-01-10"), sale("2026-05-01", amount=7)], TODAY)
    found = after_contacts(lines, contacts(("К1", "2026-05-01")), RETURN_DAYS)
    assert plain(found) == [("К1", "2026-05-01", "2026-01-10", "2026-05-01", 7.0)]


def test_a_return_alone_is_no_purchase_and_an_unknown_client_has_nothing(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-01-10"), sale("2026-05-03", quantity=-1, amount=-5)], TODAY)
    found = after_contacts(lines, contacts(("К1", "2026-05-01"), ("Х", "2026-05-01")), RETURN_DAYS)
    assert plain(found) == [
        ("К1", "2026-05-01", "2026-01-10", None, -5.0),
        ("Х", "2026-05-01", None, None, None),
    ]


def test_two_contacts_of_a_client_are_two_rows_and_equal_ones_are_one(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-01-10"), sale("2026-06-01", amount=9)], TODAY)
    asked = contacts(("К1", "2026-05-01"), ("К1", "2026-04-01"), ("К1", "2026-05-01"))
    found = after_contacts(lines, asked, RETURN_DAYS)
    assert list(found["contacted_on"].dt.strftime("%d.%m")) == ["01.04", "01.05"]
    assert list(found["amount_after_rub"]) == [9.0, 9.0]


def test_no_contacts_ask_nothing(tmp_path: Path) -> None:
    found = after_contacts(ledger(tmp_path, [sale("2026-01-10")], TODAY), contacts(), RETURN_DAYS)
    assert found.empty
    assert list(found["amount_after_rub"]) == []


def test_a_break_ends_with_the_first_purchase_after_at_least_so_many_silent_days(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-01-01", "А"),
            sale("2026-03-02", "А", amount=10),  # 60 days later
            sale("2026-03-05", "А", amount=5),
            sale("2026-01-01", "Б"),
            sale("2026-03-01", "Б"),  # 59 days later
            sale("2026-08-01", "В"),  # the first purchase
            sale("2025-01-01", "Г"),
            sale("2025-12-31", "Г"),  # before `since`
        ],
        TODAY,
    )
    found = breaks(lines, 60, date(2026, 1, 1), RETURN_DAYS)
    assert plain(found) == [("А", "2026-01-01", "2026-03-02", 15.0)]


def test_a_client_may_come_back_several_times(tmp_path: Path) -> None:
    days = ("2026-01-01", "2026-04-01", "2026-08-01")
    lines = ledger(tmp_path, [sale(day, amount=1) for day in days], TODAY)
    assert [row[2] for row in plain(breaks(lines, 60, date(2026, 1, 1), RETURN_DAYS))] == ["2026-04-01", "2026-08-01"]


def test_an_empty_ledger_has_no_breaks(tmp_path: Path) -> None:
    assert breaks(ledger(tmp_path, [sale("2026-11-20")], TODAY), 60, date(2026, 1, 1), RETURN_DAYS).empty


def test_random_ledgers_agree_with_plain_python(tmp_path: Path) -> None:
    random = Random(8)
    begin = date(2026, 1, 1)
    sold = [
        (begin + timedelta(days=random.randrange(320)), random.choice("АБВ"), random.choice([-1, 1, 1, 1]))
        for _ in range(60)
    ]
    amounts = [Decimal(random.randrange(1, 10_000)) / 100 * sign for _, _, sign in sold]
    lines = ledger(
        tmp_path,
        [sale(day, code, amount, sign) for (day, code, sign), amount in zip(sold, amounts, strict=True)],
        TODAY,
    )

    def net(code: str, first: date) -> float | None:
        found = [
            amount
            for (day, owner, _), amount in zip(sold, amounts, strict=True)
            if owner == code and 0 <= (day - first).days <= RETURN_DAYS
        ]
        return float(sum(found)) if found else None

    bought = {code: sorted({day for day, owner, sign in sold if owner == code and sign > 0}) for code in "АБВ"}
    asked = sorted((random.choice("АБВ"), begin + timedelta(days=random.randrange(320))) for _ in range(30))
    expected = [
        (
            code,
            f"{day}",
            max((f"{one}" for one in bought[code] if one < day), default=None),
            min((f"{one}" for one in bought[code] if one >= day), default=None),
            net(code, day),
        )
        for code, day in dict.fromkeys(asked)
    ]
    assert plain(after_contacts(lines, contacts(*((code, f"{day}") for code, day in asked)), RETURN_DAYS)) == expected
    ended = [
        (code, f"{last}", f"{back}", net(code, back))
        for code in "АБВ"
        for last, back in pairwise(bought[code])
        if (back - last).days >= 20 and back >= date(2026, 3, 1)
    ]
    assert ended
    assert plain(breaks(lines, 20, date(2026, 3, 1), RETURN_DAYS)) == ended
