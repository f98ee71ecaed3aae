"""What stands above «План по клиентам» (METHOD section 13)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.client_plan_line import client_plan_line

KEYS = ["client_code", "month_on", "period", "proposal_rub", "agreement_rub", "plan_rub"]
QUARTER = [date(2027, month, 1) for month in (1, 2, 3)]
NOBODY = pd.DataFrame(columns=["manager", "month_on", "plan_rub"])


def plans(*rows: tuple[str, int, str, float | None, float | None, float | None]) -> pd.DataFrame:
    cells = [(code, pd.Timestamp(2027, month, 1), *rest) for code, month, *rest in rows]
    return pd.DataFrame(cells, columns=KEYS)


def test_the_agreed_is_the_typed_plan_else_that_of_the_document_and_sums_stand_side_by_side() -> None:
    table = plans(
        ("К1", 1, "впереди", 10.0, 100.0, 90.0),
        ("К1", 2, "впереди", 10.0, 100.0, None),
        ("К2", 3, "впереди", 10.0, None, None),
        ("К2", 4, "впереди", 999.0, 999.0, 999.0),
    )
    managers = pd.DataFrame(
        [("А", date(2027, 1, 1), 50.0), ("Б", date(2027, 3, 1), 70.0), ("А", date(2027, 5, 1), 9.0)],
        columns=NOBODY.columns,
    )
    assert client_plan_line(table, managers, QUARTER) == (
        "Январь\xa02027 – март\xa02027: согласовано 190\xa0₽, 1\xa0клиент; предложение 30\xa0₽; "
        "планы менеджеров: 120\xa0₽"
    )


def test_what_nobody_planned_is_said_and_no_planned_month_has_no_line() -> None:
    one = plans(("К1", 2, "впереди", None, None, None))
    assert (
        client_plan_line(one, NOBODY, QUARTER[1:2]) == "Февраль\xa02027: планов ещё нет; планы менеджеров: не вписаны"
    )
    assert client_plan_line(plans(("К1", 4, "впереди", 1.0, 1.0, 1.0)), NOBODY, QUARTER) is None
    assert client_plan_line(plans(), NOBODY, QUARTER) is None


def test_a_plan_of_nothing_is_agreed() -> None:
    line = client_plan_line(plans(("К1", 2, "впереди", 5.0, 7.0, 0.0)), NOBODY, QUARTER[1:2])
    assert line == "Февраль\xa02027: согласовано 0\xa0₽, 1\xa0клиент; предложение 5\xa0₽; планы менеджеров: не вписаны"
