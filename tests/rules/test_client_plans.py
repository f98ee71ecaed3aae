"""Plans of clients by month: which months, what was agreed, plan against fact (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_plans import (
    AgreedMonth,
    agreed_months,
    archived_codes,
    client_plans,
    plan_rows,
    planned_months,
    pool_proposals,
)
from clientbase_xl.settings import Settings, from_values
from tests.support.agreements import TODAY, documents, people

RULES = Settings().agreements
JANUARY = date(2027, 1, 1)
QUARTER = {"plan_from_on": JANUARY, "plan_to_on": date(2027, 3, 1), "plan_rub": 300.0}
ADDENDUM = {"document_kind": "дополнительное соглашение"} | QUARTER


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 9, 30), date(2026, 10, 1)),
        (date(2026, 10, 1), JANUARY),
        (date(2026, 12, 31), JANUARY),
        (JANUARY, date(2027, 2, 1)),
    ],
)
def test_from_october_on_the_first_quarter_is_planned_before_that_the_next_months(today: date, first: date) -> None:
    months = planned_months(today, RULES)
    assert (months[0], len(months)) == (first, 3)
    assert len(planned_months(today, from_values({"agreements.plan_months": 12}).agreements)) == 12


def proposals(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["client_code", "month_on", "proposal_rub"])
    return table.assign(
        month_on=pd.to_datetime(table["month_on"]).astype("datetime64[us]"),
        proposal_rub=table["proposal_rub"].astype("float64"),
        reason="числа",
    )


def test_the_proposal_of_the_pool_is_the_sum_of_its_months() -> None:
    year = [("К1", f"2027-{month:02d}-01", float(month)) for month in range(1, 13)]
    found = pool_proposals(proposals(*year, ("К1", "2026-12-01", 99.0), ("К2", "2027-01-01", 5.0)), TODAY, RULES)
    assert found["client_code"].tolist() == ["К1", "К2"]
    assert found[["quarter_rub", "year_rub"]].iloc[0].tolist() == [6.0, 78.0]  # 1+2+3; 1+…+12
    assert found[["quarter_rub", "year_rub"]].iloc[1].isna().all()


def test_a_plan_of_a_document_is_parted_equally_among_its_months() -> None:
    found = agreed_months(documents(ADDENDUM | {"reward": "2 %"}), TODAY)
    assert found == {("К1", date(2027, month, 1)): AgreedMonth(100.0, "2 %") for month in (1, 2, 3)}


def test_talks_agree_nothing_and_the_furthest_then_the_later_document_counts() -> None:
    letter = {"document_kind": "соглашение о намерениях"} | QUARTER
    assert agreed_months(documents(ADDENDUM | {"stage": "переговоры"}), TODAY) == {}
    assert agreed_months(documents(ADDENDUM | {"signed_on": date(2026, 11, 21)}), TODAY) == {}
    both = agreed_months(documents(ADDENDUM, letter | {"plan_rub": 900.0}), TODAY)
    assert both["К1", JANUARY].plan_rub == 100.0
    days = ({"signed_on": date(2026, 11, 2), "plan_rub": 600.0}, {"signed_on": date(2026, 11, 1)})
    assert agreed_months(documents(*(ADDENDUM | day for day in days)), TODAY)["К1", JANUARY].plan_rub == 200.0


def stored(*rows: tuple[str, date, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["client_code", "month_on", "plan_rub"], dtype=object)


def test_rows_are_the_quarter_of_the_pool_what_is_typed_and_what_was_agreed_in_the_last_year() -> None:
    agreed = {("К3", date(2025, month, 1)): AgreedMonth(1.0, None) for month in (10, 11, 12)}
    rows = plan_rows(["К2", "К1"], stored(("К1", JANUARY, 5.0), ("К9", date(2024, 5, 1), 7.0)), agreed, TODAY, RULES)
    found = [(code, f"{day:%Y-%m}") for code, day in zip(rows["client_code"], rows["month_on"], strict=True)]
    assert found == [
        *(("К2", f"2027-{month:02d}") for month in (1, 2, 3)),
        *(("К1", f"2027-{month:02d}") for month in (1, 2, 3)),
        ("К3", "2025-11"),
        ("К3", "2025-12"),
        ("К9", "2024-05"),
    ]


def shown(typed: pd.DataFrame, agreed: dict[tuple[str, date], AgreedMonth], **facts: float) -> pd.DataFrame:
    """Return CLIENT_PLANS of client К1 for the months of what is typed or agreed; `facts`: m2026_10=5.0."""
    rows = plan_rows([], typed, agreed, TODAY, RULES)
    known = [("К1", pd.Timestamp(f"{month[1:5]}-{month[6:]}-01"), roubles) for month, roubles in facts.items()]
    fact = pd.DataFrame(known, columns=["client_code", "month_on", "fact_rub"])
    cards = people({"client_code": "К1", "client_name": "Опт", "manager": "Ветров"})
    return client_plans(rows, typed, cards, proposals(("К1", "2027-01-01", 40.0)), agreed, fact, TODAY)


def test_plan_proposal_agreement_and_fact_stand_side_by_side() -> None:
    typed = stored(("К1", date(2026, 10, 1), 80.0), ("К1", JANUARY, 50.0))
    agreed = {("К1", date(2026, 10, 1)): AgreedMonth(100.0, "2 %"), ("К1", date(2026, 11, 1)): AgreedMonth(100.0, None)}
    table = shown(typed, agreed, m2026_10=60.0, m2026_11=25.0)
    assert table["period"].tolist() == ["прошёл", "идёт", "впереди"]
    assert table["plan_rub"].fillna(-1).tolist() == [80.0, -1, 50.0]
    assert table["agreement_rub"].fillna(-1).tolist() == [100.0, 100.0, -1]
    assert table["proposal_rub"].fillna(-1).tolist() == [-1, -1, 40.0]
    assert table["plan_share"].fillna(-1).tolist() == [0.75, 0.25, -1]  # 60 ÷ 80 typed; 25 ÷ 100 of the document
    assert table["reward"].tolist() == ["2 %", None, None]
    assert set(table["manager"]) == {"Ветров"}


def test_a_plan_of_nothing_gives_no_share_and_no_rows_give_an_empty_table() -> None:
    table = shown(stored(("К1", date(2026, 10, 1), 0.0)), {}, m2026_10=60.0)
    assert table["plan_share"].isna().all()
    assert shown(stored(), {}).empty


@pytest.mark.parametrize(
    ("flags", "is_out"),
    [({}, False), ({"is_archived": True}, True), ({"is_stopped": True}, True), ({"is_archived": None}, False)],
)
def test_archived_and_stopped_clients_get_no_plans(flags: dict[str, Any], is_out: bool) -> None:
    assert ("К1" in archived_codes(people({"client_code": "К1"} | flags))) is is_out
