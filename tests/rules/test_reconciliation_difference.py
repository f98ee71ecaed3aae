"""The difference of two acts, client by client (METHOD section 7)."""

from __future__ import annotations

from clientbase_xl.rules.reconciliation_difference import difference
from tests.support.reconciliation import decisions, figures


def test_who_came_who_went_and_what_became_better_or_worse() -> None:
    before = figures(
        {"client_code": "К1", "completeness": 0.5},
        {"client_code": "К2", "completeness": 0.75},
        {"client_code": "К3"},
        {"client_code": "К4", "completeness": None},
    )
    now = figures(
        {"client_code": "К1", "completeness": 0.75, "category_before": "A"},
        {"client_code": "К2", "completeness": 0.5},
        {"client_code": "К4", "completeness": 1.0},
        {"client_code": "К5"},
    )
    found = difference(now, before, decisions())
    assert (found.count_new, found.count_gone, found.count_up, found.count_down) == (1, 1, 1, 1)
    assert (found.count_letters, found.count_done, found.count_not_done) == (1, 0, 0)
    assert found.gone["client_code"].tolist() == ["К3"]
    assert found.by_client == {
        "К1": "полнота +25\xa0п.п.; категория B → A",
        "К2": "полнота −25\xa0п.п.",
        "К5": "новый в сверке",
    }


def test_decisions_are_carried_out_or_not() -> None:
    raised = {"proposal": "повысить", "category_proposed": "A"}
    before = figures(
        {"client_code": "К1", **raised},
        {"client_code": "К2", **raised},
        {"client_code": "К3", "proposal": "вывести из работы"},
        {"client_code": "К4", "proposal": "прекратить работу"},
        {"client_code": "К5", **raised},
    )
    now = figures(
        {"client_code": "К1", "category_before": "A"},
        {"client_code": "К2"},
        {"client_code": "К4", "status": "работа прекращена"},
        {"client_code": "К5"},
    )
    taken = decisions(
        К1="принять предложение",
        К2="принять предложение",
        К3="принять предложение",
        К4="принять предложение",
        К5="оставить прежнюю",
    )
    found = difference(now, before, taken)
    assert (found.count_done, found.count_not_done) == (3, 1)
    assert found.by_client["К1"] == "категория B → A; решение исполнено"
    assert found.by_client["К2"] == "решение не исполнено"
    assert "К5" not in found.by_client


def test_two_equal_acts_differ_in_nothing() -> None:
    same = figures({"client_code": "К1"})
    found = difference(same, same, decisions())
    assert (found.count_new, found.count_gone, dict(found.by_client)) == (0, 0, {})
