"""A pair on which somebody has decided is not shown again while it is alike in the same way."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.undecided_pairs import undecided_pairs

PAIRS = pd.DataFrame(
    [("1", "2", "наименование"), ("1", "3", "ИНН"), ("2", "3", "телефон")],
    columns=["first_code", "second_code", "kind"],
)


def left(*decisions: tuple[str, str, str, str | None]) -> list[str]:
    table = pd.DataFrame(decisions, columns=["first_code", "second_code", "decision", "kind"], dtype=object)
    return undecided_pairs(PAIRS, table)["kind"].tolist()


def test_without_decisions_all_pairs_are_shown() -> None:
    assert left() == ["наименование", "ИНН", "телефон"]


def test_different_clients_are_left_out_while_the_evidence_is_no_stronger() -> None:
    assert left(("1", "2", "не дубль", "наименование")) == ["ИНН", "телефон"]
    assert left(("1", "2", "не дубль", "телефон")) == ["ИНН", "телефон"], "the telephone is gone, the names are left"
    assert left(("2", "3", "не дубль", "ИНН")) == ["наименование", "ИНН"]
    assert left(("1", "3", "не дубль", "наименование")) == ["наименование", "ИНН", "телефон"]
    assert left(("2", "3", "не дубль", "почта")) == ["наименование", "ИНН", "телефон"]
    assert left(("1", "2", "не дубль", None)) == ["наименование", "ИНН", "телефон"]


def test_only_that_decision_hides_a_pair() -> None:
    assert left(("1", "2", "объединить", "наименование")) == ["наименование", "ИНН", "телефон"]
