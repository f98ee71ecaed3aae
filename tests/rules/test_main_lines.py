"""A client's main line: most turnover, of equals the later one; its type where it is known."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.main_lines import MAIN_KEYS, TYPE_KEYS, client_types, main_lines


def bought_of(*rows: tuple[str, str, float, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["client_code", "line", "turnover_rub", "last_on"])
    return table.assign(last_on=pd.to_datetime(table["last_on"]))


def test_the_line_with_most_turnover_is_the_main_one() -> None:
    main = main_lines(
        bought_of(
            ("1", "Химия", 300.0, "2026-05-01"),
            ("1", "Инструмент", 700.0, "2026-01-01"),
            ("2", "Химия", 0.01, "2026-05-01"),
        )
    )
    assert list(main) == list(MAIN_KEYS)
    assert main["sales_line"].tolist() == ["Инструмент", "Химия"]
    assert main["line_share"].tolist() == [pytest.approx(0.7), 1]


def test_of_equals_the_later_purchase_wins_then_the_name() -> None:
    main = main_lines(
        bought_of(
            ("1", "А", 500.0, "2026-05-01"),
            ("1", "Б", 500.0, "2026-05-02"),
            ("2", "Б", 500.0, "2026-05-02"),
            ("2", "А", 500.0, "2026-05-02"),
        )
    )
    assert main["sales_line"].tolist() == ["Б", "А"]


def test_returns_make_no_main_line_and_no_share() -> None:
    main = main_lines(
        bought_of(
            ("1", "А", -100.0, None), ("2", "А", -900.0, None), ("2", "Б", 100.0, "2026-05-02"), ("3", "А", 0.0, None)
        )
    )
    assert main[["client_code", "sales_line", "line_share"]].to_numpy().tolist() == [["2", "Б", 1]]
    assert main_lines(bought_of()).empty


def test_lines_without_a_client_are_nobody_s() -> None:
    frame = bought_of(("1", "А", 5.0, "2026-05-01"))
    assert len(main_lines(pd.concat([frame, frame.assign(client_code=None)]))) == 1


def test_only_clients_of_a_known_type_are_told() -> None:
    main = main_lines(bought_of(("1", "А", 5.0, "2026-05-01"), ("2", "Б", 5.0, "2026-05-01")))
    found = client_types(main, {"А": "стратегические"})
    assert list(found) == list(TYPE_KEYS)
    assert found.to_numpy().tolist() == [["1", "стратегические", "А"]]
    assert client_types(main, {}).empty
