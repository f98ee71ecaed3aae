"""Conversion of reactivation, worked out by hand (METHOD section 8)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.reactivation_conversion import ALL_MANAGERS, NO_MANAGER, reactivation_conversion
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION, REACTIVATION_RESULTS
from clientbase_xl.settings import Settings, from_values

Row = tuple[str | None, str, bool | None]
RETURNED, WAITING, NOT, SELF, NOTHING = "возвращён", "ждём", "не вернулся", "вернулся сам", "не считается"


def conversion(*rows: Row, settings: Settings | None = None) -> pd.DataFrame:
    """Return the conversion of results (manager, verdict, is the time over; None: no contact)."""
    records = [
        {
            "manager": manager,
            "verdict": verdict,
            "is_over": is_over,
            "contacted_on": None if is_over is None else pd.Timestamp("2026-05-01"),
            "amount_after_rub": 100.5,
        }
        for manager, verdict, is_over in rows
    ]
    table = pd.DataFrame(records, columns=list(REACTIVATION_RESULTS.keys)).astype({"is_over": "boolean"})
    table["contacted_on"] = pd.to_datetime(table["contacted_on"])
    found = reactivation_conversion(table, settings or Settings())
    assert tuple(found.columns) == REACTIVATION_CONVERSION.keys
    return found.set_index("manager", drop=False)


def test_returned_are_divided_by_those_whose_time_is_over() -> None:
    found = conversion(
        ("Иванов", RETURNED, True),
        ("Иванов", NOT, True),
        ("Иванов", NOT, True),
        ("Иванов", WAITING, False),
        ("Петров", RETURNED, True),
    )
    assert list(found["manager"]) == ["Иванов", "Петров", ALL_MANAGERS]
    assert found.loc["Иванов", ["count_contacted", "count_over", "count_returned", "count_waiting"]].tolist() == [
        4,
        3,
        1,
        1,
    ]
    assert found.loc["Иванов", "conversion"] == pytest.approx(1 / 3)
    assert found.loc["Петров", "conversion"] == 1.0
    assert found.loc[ALL_MANAGERS, "conversion"] == 0.5
    assert found.loc[ALL_MANAGERS, "reason"] == "Вернулись 2 из 4, 50\u00a0%"


def test_who_returned_while_the_time_runs_is_in_neither_number() -> None:
    found = conversion(("Иванов", RETURNED, False), ("Иванов", NOT, True)).loc["Иванов"]
    assert (found["count_over"], found["count_returned"], found["count_early"]) == (1, 0, 1)
    assert found["conversion"] == 0.0
    assert found["reason"].endswith("; уже вернулись, пока срок идёт: 1")


def test_no_denominator_is_no_data_and_never_zero() -> None:
    found = conversion(("Иванов", RETURNED, False), ("Иванов", WAITING, False), ("Петров", SELF, None))
    assert found["conversion"].isna().all()
    assert found["reason"].str.startswith("Нет данных").all()
    assert "ни у кого ещё не прошли" in found.loc["Иванов", "reason"]
    assert found.loc["Петров", "reason"] == "Нет данных: контактов с отпавшими не записано"
    assert found.loc["Петров", ["count_contacted", "count_self"]].tolist() == [0, 1]
    assert pd.isna(found.loc["Петров", "amount_after_rub"])


def test_a_shipment_after_the_time_stays_in_the_denominator_and_counts_as_the_client_s_own() -> None:
    found = conversion(("Иванов", SELF, True), ("Иванов", RETURNED, True)).loc["Иванов"]
    assert (found["count_over"], found["count_returned"], found["count_self"]) == (2, 1, 1)
    assert found["amount_after_rub"] == 100.5


def test_the_last_row_adds_up_the_others() -> None:
    found = conversion(
        (None, RETURNED, True), ("Иванов", NOT, True), ("Иванов", SELF, None), ("Петров", WAITING, False)
    )
    counts = [key for key in found.columns if key.startswith("count_")]
    assert found.drop(index=ALL_MANAGERS)[counts].sum().tolist() == found.loc[ALL_MANAGERS, counts].tolist()
    assert NO_MANAGER in found.index


def test_what_does_not_count_is_left_out_and_nothing_gives_no_rows() -> None:
    assert conversion(("Иванов", NOTHING, None)).empty
    assert conversion().empty


def test_reference_marks_are_words_of_the_settings() -> None:
    assert conversion(("И", NOT, True)).iloc[0]["mark"] == "30\u00a0% [S], 60\u00a0% [B]"
    other = from_values({"reactivation.mark_low": 0.25})
    assert conversion(("И", NOT, True), settings=other).iloc[0]["mark"] == "25\u00a0% [S], 60\u00a0% [B]"
