"""The lines of the card about surveys, purchases, programmes, papers, discounts and tasks (METHOD section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.card_fields import WORK_FIELDS
from clientbase_xl.rules.card_work import card_work
from clientbase_xl.rules.falling_baseline import BASELINES_KEY, KEYS
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.discounts import DISCOUNTS, NOT_PAID, PAID, TOO_EARLY
from clientbase_xl.schemas.falling_purchases import FALLING, FALLING_PURCHASES, REASON_WORDS, RECOVERED
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import MONITORING, NEVER, RECENT, SURVEY_CALLS
from clientbase_xl.schemas.programmes import FINISHED, GREW, PROGRAMMES, RUNNING
from tests.support.agreements import shown_documents

Rows = Mapping[Sheet, list[dict[str, Any]]]


def lines(rows: Rows, code: str = "К1") -> dict[str, Any]:
    """Return the lines of a client; every row is about him unless it names another."""
    tables = {
        sheet.key: pd.DataFrame([{"client_code": code, **row} for row in given], columns=list(sheet.keys))
        for sheet, given in rows.items()
    }
    work = card_work(tables, date(2026, 11, 20))
    found = work[work["client_code"] == code].astype(object)
    return {} if found.empty else found.where(found.notna(), None).iloc[0].to_dict()


def test_nothing_is_said_about_clients_of_whom_nothing_is_recorded() -> None:
    assert card_work({}, date(2026, 11, 20)).columns.tolist() == ["client_code", *(key for key, _, _ in WORK_FIELDS)]
    assert lines({SURVEY_CALLS: [{"survey_age": NEVER}], FALLING_PURCHASES: [{"state": None}], PROGRAMMES: []}) == {}


def test_a_survey_is_told_with_its_day_and_its_alarms() -> None:
    asked = {"survey_age": RECENT, "surveyed_on": pd.Timestamp(2026, 10, 12), "survey_days": 39}
    calm, alarmed = (lines({SURVEY_CALLS: [asked | {"alarms": alarms}]}) for alarms in (None, "платит хуже"))
    assert calm["survey_line"] == "12.10.2026, 39 дн. назад; тревог нет".replace(" дн", "\xa0дн")
    assert alarmed["survey_line"].endswith("; тревоги: платит хуже")


def test_falling_purchases_are_told_with_reason_and_target_and_recovered_ones_with_roubles_only() -> None:
    row = {
        "baseline_rub": 200_000.0,
        "now_rub": 150_000.0,
        "cut_share": 0.25,
        "reason_in_force": REASON_WORDS[0],
        "target_rub": 200_000.0,
    }
    falls = lines({FALLING_PURCHASES: [row | {"state": FALLING}]})["falling_line"].replace("\xa0", " ")
    assert falls == (
        "сокращает: 200 000 ₽ → 150 000 ₽ в месяц (−25 %); причина 1. Ожидает падения спроса; цель 200 000 ₽"
    )
    back = lines({FALLING_PURCHASES: [row | {"state": RECOVERED}]})["falling_line"].replace("\xa0", " ")
    assert back == "восстановился: 200 000 ₽ → 150 000 ₽ в месяц"
    unknown = lines({FALLING_PURCHASES: [row | {"state": FALLING, "target_rub": None}]})["falling_line"]
    assert "цель" not in unknown


def watched(rows: Rows, baselines: list[dict[str, Any]], **client: Any) -> Any:
    """Return the lines of К1, whose card and baselines are known; spaces are plain."""
    tables = {
        sheet.key: pd.DataFrame([{"client_code": "К1", **row} for row in given], columns=list(sheet.keys))
        for sheet, given in ({CLIENTS: [client]} | dict(rows)).items()
    }
    tables[BASELINES_KEY] = pd.DataFrame([{"client_code": "К1"} | row for row in baselines], columns=list(KEYS))
    found = card_work(tables, date(2026, 11, 20)).to_dict("records")
    return {str(key): str(text).replace("\xa0", " ") for row in found for key, text in row.items() if text == text}


def test_a_client_that_is_not_on_the_list_is_told_as_he_is() -> None:
    kept = {"state": RECOVERED, "baseline_rub": 100.0, "now_rub": 90.0}
    assert watched({}, [kept], status="действующий")["falling_line"] == "не сокращает: 100 ₽ → 90 ₽ в месяц"
    assert watched({}, [kept], status="ушедший", silence_days=200)["falling_line"] == "ушёл, молчит 200 дн."
    assert watched({}, [{"state": "нет данных"}], status="действующий") == {}
    assert [missing for key, _, missing in WORK_FIELDS if key == "falling_line"] == ["нет данных"]


def test_a_row_of_the_list_speaks_for_itself_and_of_a_client_that_left_after_that() -> None:
    row = {"state": FALLING, "baseline_rub": 200.0, "now_rub": 0.0, "cut_share": 1.0}
    listed = "сокращает: 200 ₽ → 0 ₽ в месяц (−100 %)"
    assert watched({FALLING_PURCHASES: [row]}, [row], status="засыпает")["falling_line"] == listed
    gone = watched({FALLING_PURCHASES: [row]}, [row], status="ушедший", silence_days=200)["falling_line"]
    assert gone == f"ушёл, молчит 200 дн.; {listed}"


def test_the_last_survey_of_a_client_outside_the_active_base_is_told() -> None:
    said = {"surveyed_on": pd.Timestamp(2025, 11, 20), "block": "1. Общие продажи клиента", "dynamics": "растёт"}
    line = watched({MONITORING: [said]}, [], status="ушедший", silence_days=400)["survey_line"]
    assert line == "20.11.2025, 365 дн. назад; вне активной базы"
    call = {"survey_age": RECENT, "surveyed_on": pd.Timestamp(2026, 11, 10), "survey_days": 10}
    asked = watched({MONITORING: [said], SURVEY_CALLS: [call]}, [], status="действующий")["survey_line"]
    assert asked == "10.11.2026, 10 дн. назад; тревог нет"


def test_running_programmes_come_first_and_more_than_three_are_counted() -> None:
    over = {"programme": "Шоу-рум", "status": FINISHED, "verdict": GREW}
    runs = {"programme": "Дилерский склад", "status": RUNNING, "verdict": None}
    assert lines({PROGRAMMES: [over, runs]})["programmes_line"] == ("Дилерский склад (идёт); Шоу-рум (завершена, рост)")
    assert lines({PROGRAMMES: [over] * 5})["programmes_line"].endswith("; и ещё 2")


def papers(*rows: dict[str, Any]) -> Any:
    shown = shown_documents(*rows).drop(columns="client_code").to_dict("records")
    return lines({AGREEMENTS: [{str(key): cell for key, cell in row.items()} for row in shown]}).get("papers_line")


def test_papers_that_ask_for_something_come_first_then_those_in_force() -> None:
    contract = {"document_kind": "договор", "valid_until": date(2027, 5, 1)}
    power = {"document_kind": "доверенность", "valid_until": date(2026, 11, 1)}
    letter = {"document_kind": "соглашение о намерениях", "valid_until": date(2026, 10, 1)}
    assert papers(contract, power, {"document_kind": "другое"}) == (
        "доверенность: истёк, до 01.11.2026; другое: нет данных; договор: действует, до 01.05.2027"
    )
    assert papers(letter, contract) == (
        "договор: действует, до 01.05.2027; соглашение о намерениях: истёк, до 01.10.2026"
    )


def test_replaced_papers_are_not_told_nor_counted() -> None:
    ends = [date(2024, 12, 31), date(2025, 12, 31), date(2026, 12, 31), date(2027, 12, 31), None]
    contracts = [{"document_kind": "договор", "valid_until": day} for day in ends]
    assert papers(*contracts) == "договор: действует, до 31.12.2027"
    assert papers(contracts[0], contracts[3] | {"stage": "переговоры"}) == (
        "договор: истёк, до 31.12.2024; договор: не подписан, до 31.12.2027"
    )


def test_discounts_that_did_not_pay_come_first_then_the_latest() -> None:
    rows = [
        {"decided_on": pd.Timestamp(2026, 9, 1), "discount_share": 0.05, "verdict": TOO_EARLY},
        {"decided_on": pd.Timestamp(2026, 1, 1), "discount_share": 0.1, "verdict": NOT_PAID},
        {"decided_on": pd.Timestamp(2026, 3, 1), "discount_share": 0.07, "verdict": PAID},
        {"decided_on": None, "discount_share": 0.2, "verdict": None},
    ]
    assert lines({DISCOUNTS: rows})["discounts_line"].replace("\xa0", " ") == (
        "10 % с 01.01.2026 — не окупилась; 5 % с 01.09.2026 — рано судить; 7 % с 01.03.2026 — окупилась"
    )


def test_the_weakest_task_is_told_with_the_score() -> None:
    row = {"weakest": "частота заказов", "advice": "Договоритесь о графике", "nps_score": 8, "strategy": "развитие"}
    assert lines({MANAGER_TASKS: [row]})["tasks_line"] == (
        "частота заказов: Договоритесь о графике; NPS 8; стратегия: развитие"
    )
    bare = lines({MANAGER_TASKS: [{"weakest": "нет данных"}]})
    assert bare["tasks_line"] == "нет данных"


def test_records_without_a_client_are_nobodys() -> None:
    assert lines({PROGRAMMES: [{"client_code": None, "programme": "Шоу-рум", "status": RUNNING}]}) == {}
