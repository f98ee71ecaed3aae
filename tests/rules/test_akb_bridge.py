"""The bridge of the base: by hand, and its identity on random clients."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.rules.akb_bridge import COUNTS, akb_bridge, akb_tables
from clientbase_xl.rules.akb_moves import ADDING, DECIDED, NEVER_BOUGHT, WORKING, BridgePeriod, akb_moves
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.akb_bridge import ACTIVE, AKB_BRIDGE, IN_WORK
from tests.support.bridge import BEFORE, END, KEYS, START, by_hand, october, snapshot


def row(table: pd.DataFrame, base: str, manager: str) -> dict[str, Any]:
    """Return one row of the bridge, missing terms left out."""
    found = table[(table["base"] == base) & (table["manager"] == manager)].to_dict("records")
    assert len(found) == 1
    keys = ["count_before", *COUNTS.values(), "count_after"]
    return {key.removeprefix("count_"): found[0][key] for key in keys if not pd.isna(found[0][key])}


def test_the_bridge_of_clients_in_work_by_hand() -> None:
    table = akb_bridge([by_hand()])
    assert tuple(table.columns) == AKB_BRIDGE.keys
    assert row(table, IN_WORK, DEPARTMENT) == {
        "before": 4,
        "new": 1,
        "returned": 1,
        "lapsed": 1,
        "left": 0,
        "stopped": 1,
        "after": 4,
    }
    own = {"before": 4, "new": 0, "returned": 1, "received": 0, "lapsed": 1, "left": 0, "stopped": 1, "handed": 1}
    assert row(table, IN_WORK, "И") == own | {"after": 2}
    none = dict.fromkeys(own, 0)
    assert row(table, IN_WORK, "П") == none | {"new": 1, "received": 1, "after": 2}


def test_the_active_base_keeps_the_sleeping_and_loses_who_left() -> None:
    table = akb_bridge([by_hand()])
    found = row(table, ACTIVE, DEPARTMENT)
    assert found == {"before": 6, "new": 1, "returned": 0, "left": 1, "stopped": 1, "after": 5}


def test_the_reason_of_a_row_names_the_largest_and_counts_the_rest() -> None:
    after = snapshot(END, {f"К{n}": ("И", 1) for n in range(5)})
    after["amount_rub"] = [1.0, 2.0, 3.0, 4.0, 5.0]
    table = akb_bridge([october(snapshot(START, {}), after)])
    assert table["reason"].tolist()[0] == "новые: К4, К3, К2 и ещё 2"


@pytest.mark.parametrize(("silence", "term"), [(59, None), (60, "lapsed"), (180, "lapsed"), (181, "left")])
def test_silence_decides_whether_a_client_sleeps_or_has_left(silence: int, term: str | None) -> None:
    period = october(snapshot(START, {"К1": ("И", 1)}), snapshot(END, {"К1": ("И", silence)}))
    found = row(akb_bridge([period]), IN_WORK, DEPARTMENT)
    assert [name for name in ("lapsed", "left") if found[name]] == ([term] if term else [])
    assert found["after"] == (0 if term else 1)


def test_nobody_and_nothing_is_a_bridge_of_zeros() -> None:
    empty = pd.DataFrame(columns=KEYS)
    table = akb_bridge([october(empty, empty)], managers=["И"])
    assert row(table, IN_WORK, "И") == dict.fromkeys(
        ("before", "new", "returned", "received", "lapsed", "left", "stopped", "handed", "after"), 0
    )
    assert set(table["reason"]) == {"Никто не пришёл и не ушёл"}
    assert akb_moves([october(empty, empty)]).empty
    assert akb_bridge([]).empty


def test_an_empty_period_moves_nobody_and_has_no_last_day() -> None:
    same = snapshot(START, BEFORE)
    table = akb_bridge([BridgePeriod("текущий месяц", START, START, same, same)])
    assert table["count_change"].eq(0).all()
    assert table["period_to"].isna().all()


def test_clients_without_a_manager_have_their_own_row() -> None:
    period = october(snapshot(START, {"К1": (None, 1)}), snapshot(END, {"К1": ("И", 1)}))
    table = akb_bridge([period])
    assert row(table, IN_WORK, NO_MANAGER)["handed"] == 1
    assert row(table, IN_WORK, "И")["received"] == 1


STATES = st.sampled_from([*WORKING, "уснувший", "ушедший", *DECIDED, NEVER_BOUGHT])
SIDES = st.dictionaries(
    st.sampled_from([f"К{n}" for n in range(12)]),
    st.tuples(STATES, st.booleans(), st.sampled_from(["И", "П", "С", None])),
    max_size=12,
)


def side(clients: dict[str, tuple[str, bool, str | None]]) -> pd.DataFrame:
    """Return a snapshot with any statuses, also such as no sales could give."""
    rows = [(code, code, manager, status, is_in, None, 1.0) for code, (status, is_in, manager) in clients.items()]
    return pd.DataFrame(rows, columns=KEYS)


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(SIDES, SIDES)
def test_the_identity_holds_for_every_row_and_the_managers_add_up(before: Any, after: Any) -> None:
    table = akb_bridge([october(side(before), side(after))])
    numbers = table[["count_before", *COUNTS.values(), "count_after"]].astype("float64").fillna(0)
    signs = {column: 1 if term in ADDING else -1 for term, column in COUNTS.items()}
    total = numbers["count_before"] + sum(sign * numbers[column] for column, sign in signs.items())
    assert total.tolist() == numbers["count_after"].tolist()
    for base in (IN_WORK, ACTIVE):
        of_base = numbers[table["base"] == base]
        whole, parts = of_base.iloc[0], of_base.iloc[1:].sum()
        added_up = ["count_before", "count_new", "count_returned", "count_lapsed", "count_left", "count_after"]
        assert whole[added_up].tolist() == parts[added_up].tolist()
        assert parts["count_received"] == parts["count_handed"]
    moves = akb_tables([october(side(before), side(after))])[1]
    assert len(moves[moves["move"] == "новые"]) == table.loc[table["manager"] == DEPARTMENT, "count_new"].sum()
