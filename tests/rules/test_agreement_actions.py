"""What «Начало» says of documents, plans, talks and clients that left (METHOD section 13)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.agreement_actions import agreement_actions
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.today_action import Action, client_rows
from clientbase_xl.schemas.client_plans import CLIENT_POOL
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.settings import Settings
from tests.support.agreements import TODAY, shown_documents

CLIENTS = pd.DataFrame(
    [("К1", 500.0, False), ("К2", 70.0, False), ("К3", 9.0, True)],
    columns=["client_code", "turnover_12m_rub", "is_stopped"],
)
POWER = {"document_kind": "доверенность"}
OVER, NEAR, FAR, BEHIND, TALKS, TOUCH = range(6)


def pool(*rows: tuple[str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(columns=list(CLIENT_POOL.keys), dtype=object)
    for place, (code, stage) in enumerate(rows):
        table.loc[place, ["client_code", "stage", "turnover_year_rub"]] = [code, stage, 100.0]
    return table


def touches(*rows: tuple[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(columns=list(NEXT_TOUCHES.keys), dtype=object)
    for place, (code, overdue) in enumerate(rows):
        table.loc[place, ["client_code", "overdue_days", "amount_rub"]] = [code, overdue, 40.0]
    return table


def actions(
    *rows: dict[str, Any],
    sold: float = 0.0,
    of_pool: pd.DataFrame | None = None,
    left: pd.DataFrame | None = None,
    called: tuple[str, ...] = (),
    today: date = TODAY,
) -> tuple[Action, ...]:
    table = shown_documents(*rows, sold=sold)
    return agreement_actions(
        table,
        document_states(table, TODAY)["is_latest"],
        pool() if of_pool is None else of_pool,
        touches() if left is None else left,
        CLIENTS,
        called,
        today,
        Settings(),
    )


def amounts(action: Action) -> list[float]:
    return action.amounts_rub.tolist()


def test_nothing_typed_asks_for_nothing() -> None:
    assert [len(one.amounts_rub) for one in actions()] == [0] * 6


@pytest.mark.parametrize(("days", "place"), [(-1, OVER), (0, NEAR), (30, NEAR), (31, FAR), (60, FAR), (61, None)])
def test_papers_ask_by_their_days_and_each_once(days: int, place: int | None) -> None:
    found = actions(POWER | {"valid_until": TODAY + timedelta(days=days)})
    assert [amounts(one) for one in found[:3]] == [[500.0] if number == place else [] for number in range(3)]


def test_contracts_are_left_to_the_actions_of_contracts_and_letters_to_the_talks() -> None:
    over = {"valid_until": date(2026, 11, 1)}
    for kind in ("договор", "соглашение о намерениях"):
        assert amounts(actions(over | {"document_kind": kind})[OVER]) == []


def test_a_replaced_paper_strangers_and_stopped_clients_ask_for_nothing_and_a_client_counts_once() -> None:
    over = POWER | {"valid_until": date(2026, 11, 1)}
    assert amounts(actions(over, POWER | {"valid_until": date(2027, 11, 1)})[OVER]) == []
    assert amounts(actions(over | {"client_code": "К3"}, over | {"client_code": "Чужой"})[OVER]) == []
    other = over | {"document_kind": "дополнительное соглашение"}
    assert amounts(actions(over, other, over | {"client_code": "К2"})[OVER]) == [500.0, 70.0]


# Of November 19 of 30 days are over: of 300 ₽ 190 are due. The default lets a plan fall behind by 10 %, to 171.
PLAN = {
    "document_kind": "дополнительное соглашение",
    "plan_from_on": date(2026, 11, 1),
    "plan_to_on": date(2026, 11, 1),
    "plan_rub": 300.0,
    "valid_until": date(2027, 12, 31),
}
OLD_PLAN = PLAN | {"plan_from_on": date(2024, 1, 1), "plan_to_on": date(2024, 12, 1), "valid_until": date(2024, 12, 31)}


@pytest.mark.parametrize(("sold", "gap"), [(170.0, [20.0]), (171.0, []), (190.0, [])])
def test_a_plan_is_behind_when_more_than_a_tenth_is_missing(sold: float, gap: list[float]) -> None:
    assert amounts(actions(PLAN, sold=sold)[BEHIND]) == gap


def test_a_draft_and_a_plan_of_nothing_are_not_behind() -> None:
    assert amounts(actions(PLAN | {"stage": "переговоры"})[BEHIND]) == []
    assert amounts(actions(PLAN | {"plan_rub": 0.0})[BEHIND]) == []


def test_a_plan_that_is_over_or_replaced_is_not_behind_and_hides_none_that_runs() -> None:
    # 150 ₽ were sold in either period: of the old plan 150 of 300 are missing for ever, of November's 40 of 190.
    assert amounts(actions(OLD_PLAN, sold=150.0)[BEHIND]) == []
    assert amounts(actions(OLD_PLAN, PLAN, sold=150.0)[BEHIND]) == [40.0]
    assert amounts(actions(PLAN | {"plan_to_on": date(2026, 10, 1), "plan_from_on": None}, sold=1.0)[BEHIND]) == []
    replaced, newer = PLAN | {"signed_on": date(2026, 11, 1)}, {"signed_on": date(2026, 11, 2), "plan_rub": 240.0}
    assert amounts(actions(replaced, PLAN | newer, sold=150.0)[BEHIND]) == []  # 152 due of 240


@pytest.mark.parametrize(("day", "count"), [(date(2026, 9, 30), 0), (date(2026, 10, 1), 2)])
def test_the_pool_without_a_letter_of_intent_is_named_from_october_on(day: date, count: int) -> None:
    rows = pool(("К1", None), ("К2", "переговоры"), ("К2", "соглашение о намерениях"), ("К2", "план"))
    assert len(amounts(actions(of_pool=rows, today=day)[TALKS])) == count


def test_a_touch_is_due_on_its_day_and_who_is_called_anyway_is_not_named_twice() -> None:
    rows = touches(("К1", 0), ("К2", 12), ("К3", None))
    assert amounts(actions(left=rows)[TOUCH]) == [40.0, 40.0]
    assert amounts(actions(left=rows, called=("К1",))[TOUCH]) == [40.0]


def test_every_action_says_what_it_means_for_a_single_client() -> None:
    found = actions(
        POWER | {"valid_until": date(2026, 11, 1)}, PLAN, of_pool=pool(("К1", None)), left=touches(("К1", 0))
    )
    rows = [client_rows(one) for one in found if len(one.amounts_rub)]
    assert [row["action_key"].tolist() for row in rows] == [["paper_over"], ["plan_behind"], ["year_plan"], ["touch"]]
    assert rows[0]["action"].tolist() == ["Перезаключить: доверенность"]
    assert all(row["client_code"].tolist() == ["К1"] for row in rows)
