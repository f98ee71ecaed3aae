"""Channels: which have a row, what was typed beside the results, and which lack a strategy."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.sales_channels import channel_problems, sales_channels
from clientbase_xl.schemas.sales_channels import RESPONSIBLE_DEFAULT, SALES_CHANNELS
from clientbase_xl.schemas.validation import check_table
from tests.support.contact_plans import client, clients_of, statuses_of

LISTED = ("Опт", "Розница", "Интернет")
CLIENTS = clients_of(
    client("1", "A", channel="Опт"),
    client("2", "B", channel="Опт"),
    client("3", "B", channel="Розница"),
    client("4", "B", channel="Тендеры"),
    client("5", "B"),
)


def totals_of(*rows: tuple[str, float, float | None, float | None]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["channel", "turnover_12m_rub", "gross_profit_12m_rub", "trend"])
    return table.assign(trend_basis=["нет данных" if pd.isna(one) else "год назад" for one in table["trend"]])


def stored_of(**rows: dict[str, Any]) -> pd.DataFrame:
    keys = ["channel", "strategy", "priority", "responsible"]
    return pd.DataFrame([{"channel": name} | cells for name, cells in rows.items()], columns=keys, dtype=object)


TOTALS = totals_of(("Опт", 750.0, 100.0, 0.1), ("Розница", 200.5, None, None), ("", 49.5, None, -0.2))


def table_of(stored: pd.DataFrame | None = None, totals: pd.DataFrame = TOTALS) -> pd.DataFrame:
    typed = stored_of() if stored is None else stored
    return sales_channels(LISTED, typed, CLIENTS, statuses_of(CLIENTS, ("2",)), totals)


def test_listed_channels_come_first_then_others_by_name_then_the_clients_without_one() -> None:
    totals = pd.concat([TOTALS, totals_of(("Биржа", 0.0, 0.0, None))], ignore_index=True)
    names = table_of(stored_of(Ярмарки={"strategy": "ездим"}), totals)["channel"].tolist()
    assert names == ["Опт", "Розница", "Интернет", "Биржа", "Тендеры", "Ярмарки", "не указан"]


def test_results_stand_beside_each_channel_and_shares_are_of_the_whole() -> None:
    table = table_of().set_index("channel")
    assert table["count_clients"].to_dict() == {"Опт": 2, "Розница": 1, "Интернет": 0, "Тендеры": 1, "не указан": 1}
    assert table.loc["Опт", "count_active"] == 1
    assert table["turnover_12m_rub"].tolist() == [750.0, 200.5, 0.0, 0.0, 49.5]
    assert table["turnover_share"].tolist() == [0.75, 0.2005, 0, 0, 0.0495]
    assert table["gross_profit_12m_rub"].fillna(-1).tolist() == [100, -1, 0, 0, -1]
    assert table.loc["Интернет", "trend_basis"] == "нет данных"
    assert table.loc["не указан", "trend"] == -0.2


def test_the_responsible_of_the_method_stands_until_another_is_typed() -> None:
    table = table_of(stored_of(Опт={"responsible": "РОП"})).set_index("channel")
    assert table.loc["Опт", "responsible"] == "РОП"
    assert table.loc["Розница", "responsible"] == RESPONSIBLE_DEFAULT
    assert table.loc["не указан", "responsible"] is None


def test_a_channel_without_a_strategy_that_is_not_marked_non_priority_is_a_problem() -> None:
    stored = stored_of(
        Опт={"strategy": "растём в регионах"},
        Розница={"priority": "высокий"},
        Интернет={"priority": "не приоритет"},
        Тендеры={"strategy": "   "},
    )
    table = table_of(stored)
    assert [problem.value for problem in channel_problems(table)] == ["Розница", "Тендеры"]
    assert channel_problems(table)[0].sheet == "Каналы продаж"
    assert [getattr(problem, "record", None) for problem in channel_problems(table)] == [("Розница",), ("Тендеры",)]
    unused = table_of(stored_of(Ярмарки={"priority": "высокий"}))
    assert not {"Интернет", "Ярмарки"} & {problem.value for problem in channel_problems(unused)}
    reasons = table.set_index("channel")["reason"]
    assert reasons["Розница"].startswith("Нет стратегии, и канал не отмечен «не приоритет»; 1")
    assert reasons["Опт"].replace("\xa0", " ") == "2 клиента, оборот 750 ₽ — 75 % всего; тренд +10 % (год назад)"
    assert reasons["не указан"].endswith("впишите канал в карточки этих клиентов")


def test_sales_without_a_client_are_named_where_every_client_has_a_channel() -> None:
    clients = clients_of(client("1", "A", channel="Опт"))
    table = sales_channels(LISTED, stored_of(), clients, statuses_of(clients), TOTALS)
    assert table["reason"].iloc[-1].endswith("это продажи без клиента")


def test_returns_that_exceed_all_sales_leave_the_shares_unknown() -> None:
    table = table_of(totals=totals_of(("Опт", -10.0, None, None), ("Розница", 10.0, None, None)))
    assert table["turnover_share"].isna().all()


def test_without_clients_and_sales_the_listed_channels_stand_empty() -> None:
    nobody = clients_of()
    table = sales_channels(LISTED, stored_of(), nobody, statuses_of(nobody), totals_of())
    assert table["channel"].tolist() == list(LISTED)
    assert table["count_clients"].tolist() == [0, 0, 0]
    assert check_table(table, SALES_CHANNELS) == ()
    empty = sales_channels((), stored_of(), nobody, statuses_of(nobody), totals_of())
    assert empty.empty


def test_the_table_obeys_the_catalogue() -> None:
    assert check_table(table_of(), SALES_CHANNELS) == ()
