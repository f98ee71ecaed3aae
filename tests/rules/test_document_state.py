"""State of a document on its boundary days (METHOD section 13)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.document_state import document_states, latest_documents
from tests.support.agreements import TODAY, documents, shown_documents


def after(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)


def state(**cells: Any) -> tuple[str, Any]:
    row = document_states(documents({"document_kind": "договор"} | cells), TODAY).iloc[0]
    return row["state"], row["left_days"]


@pytest.mark.parametrize(
    ("days", "word"),
    [
        (61, "действует"),
        (60, "осталось ≤ 60 дн."),
        (31, "осталось ≤ 60 дн."),
        (30, "осталось ≤ 30 дн."),
        (1, "осталось ≤ 30 дн."),
        (0, "осталось ≤ 30 дн."),
        (-1, "истёк"),
        (-400, "истёк"),
    ],
)
def test_a_document_warns_at_sixty_and_thirty_days_and_is_over_the_day_after_its_last(days: int, word: str) -> None:
    assert state(valid_until=after(days)) == (word, days)


def test_a_document_without_a_last_day_is_never_in_force() -> None:
    assert state() == ("нет данных", pd.NA)


def test_what_is_talked_about_or_dated_tomorrow_is_not_signed() -> None:
    assert state(valid_until=after(300), stage="переговоры")[0] == "не подписан"
    assert state(valid_until=after(300), signed_on=after(1))[0] == "не подписан"
    assert state(valid_until=after(300), signed_on=TODAY)[0] == "действует"


def latest(*rows: dict[str, Any]) -> list[bool]:
    return document_states(documents(*({"document_kind": "договор"} | row for row in rows)), TODAY)[
        "is_latest"
    ].tolist()


def test_the_document_that_lasts_longest_replaces_the_others_of_its_kind_and_client() -> None:
    first, second = {"valid_until": after(-5)}, {"valid_until": after(360)}
    assert latest(first, second, {"valid_until": None}) == [False, True, False]
    assert latest(second, first) == [True, False]
    assert latest(first, second | {"document_kind": "доверенность"}) == [True, True]
    assert latest(first, second | {"client_code": "К2"}) == [True, True]
    assert latest(first, first) == [False, True]
    assert latest({}, {}) == [False, True]


def test_a_draft_replaces_nothing_and_papers_of_no_kind_stand_for_themselves() -> None:
    assert latest({"valid_until": after(-5)}, {"valid_until": after(360), "stage": "переговоры"}) == [True, True]
    other = {"document_kind": "другое", "valid_until": after(5)}
    assert latest(other, other) == [True, True]
    assert latest({"client_code": None}, {"client_code": None}) == [True, True]


def test_of_two_that_end_on_one_day_the_later_record_counts_however_the_documents_are_sorted() -> None:
    same = {"document_kind": "договор", "valid_until": after(5)}
    given = documents(*[same] * 10)
    backwards = document_states(given.iloc[::-1], TODAY)["is_latest"]
    assert backwards[backwards].index.tolist() == [9]
    shown = shown_documents(same, same)
    assert shown["row_id"].tolist() == ["a-2", "a-1"]
    assert latest_documents(shown).tolist() == [True, False]
    assert shown["renew"].notna().tolist() == [True, False]


def test_the_latest_of_the_shown_sheet_are_those_of_the_stored_documents() -> None:
    rows = (
        {"document_kind": "договор", "valid_until": after(5)},
        {"document_kind": "договор", "valid_until": after(360)},
        {"document_kind": "договор", "stage": "переговоры"},
        {"document_kind": "доверенность", "signed_on": after(1)},
        {"document_kind": "доверенность"},
    )
    states = document_states(documents(*rows), TODAY)
    shown = shown_documents(*rows)
    found = dict(zip(shown["row_id"], latest_documents(shown), strict=True))
    assert [found[f"a-{number}"] for number in range(1, 6)] == states["is_latest"].tolist()
    assert latest_documents(shown.iloc[:0]).empty


def test_no_documents_have_no_states() -> None:
    assert document_states(documents(), TODAY).empty
