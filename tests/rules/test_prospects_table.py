"""«Потенциальные клиенты» as the sheet shows them: order, names, contacts, reasons (METHOD section 6)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProspectSettings
from tests.support.prospects import CUTS, TODAY, WHOLE, cards, contacts, facts, prospects

CARDS = cards({"client_code": "К1", "client_name": "Ладья"})


def table(*rows: dict[str, object], talks: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the sheet; К1 bought first on the first of June 2026."""
    return prospects_table(
        prospects(*rows),
        contacts() if talks is None else talks,
        facts(К1=date(2026, 6, 1)),
        CARDS,
        CUTS,
        TODAY,
        ProspectSettings(),
    )


def test_those_to_act_on_come_first_and_the_larger_potential_before_the_smaller() -> None:
    found = table(
        {**WHOLE, "client_code": "К1"},
        {**WHOLE, "decision": "отложен"},
        {**WHOLE, "next_step_on": date(2026, 12, 30)},
        {**WHOLE, "next_step": None},
        {**WHOLE, "next_step_on": TODAY},
        {**WHOLE, "next_step_on": date(2026, 11, 1), "potential_rub": 500_000},
        {**WHOLE, "next_step_on": date(2026, 11, 10), "potential_rub": 700_000},
        {**WHOLE, "potential_rub": 1},
    )
    assert found["row_id"].tolist() == ["п-7", "п-6", "п-5", "п-4", "п-3", "п-8", "п-2", "п-1"]
    assert list(found) == list(PROSPECTS.keys)
    assert not check_table(found, PROSPECTS)


def test_a_client_has_its_name_its_first_shipment_and_no_results_to_chase() -> None:
    talks = contacts(("п-1", date(2026, 4, 1), "звонок"), ("К1", date(2026, 5, 1), "визит"), ("К1", TODAY, "визит"))
    row = table({**WHOLE, "client_code": "К1"}, talks=talks).iloc[0]
    assert (row["state"], row["client_name"], row["missing"]) == ("стал клиентом", "Ладья", None)
    assert pd.isna(row["completeness"])
    assert (row["activated_on"], row["last_contact_on"]) == (pd.Timestamp("2026-06-01"), pd.Timestamp("2026-05-01"))
    assert row["count_contacts"] == 2
    assert row["reason"].startswith("Первая отгрузка 01.06.2026, в списке с 01.03.2026; потенциал вписан")


def test_the_reason_names_the_decision_the_proposal_and_the_day_of_the_plan() -> None:
    found = table(
        {**WHOLE, "next_step_on": date(2026, 11, 1)},
        {**WHOLE, "potential_rub": 1},
        {**WHOLE, "decision": "отложен"},
        {**WHOLE, "client_code": "К1", "entered_on": date(2026, 6, 2)},
    )
    reasons = dict(zip(found["row_id"], found["reason"], strict=True))
    assert reasons["п-1"].endswith("план просрочен: 01.11.2026")
    assert "решите: вести или нет" in reasons["п-2"]
    assert reasons["п-3"].startswith("Ваше решение: отложен")
    assert "01.06.2026 — раньше, чем внесён в список (02.06.2026)" in reasons["п-4"]


def test_one_prospect_with_nothing_but_a_name_and_an_empty_list_are_tables_too() -> None:
    found = table({"prospect_name": "Пусто"})
    assert (found.loc[0, "state"], found.loc[0, "plan_state"]) == ("в работе", "нет плана")
    assert found.loc[0, "completeness"] == 0
    assert list(table()) == list(PROSPECTS.keys)
    assert table().empty
