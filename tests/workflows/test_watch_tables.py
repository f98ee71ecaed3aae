"""Surveys and falling purchases of a real base: ledger, cards and records together (METHOD 10, 11)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_card import CLIENT_CARD_INDEX
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES
from clientbase_xl.schemas.survey_words import BLOCKS
from clientbase_xl.settings import MonitoringSettings
from clientbase_xl.workflows.alarm_tasks import open_alarm_tasks, with_alarm_tasks
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.card_tables import card_tables, source_tables
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.state import load_state
from clientbase_xl.workflows.watch_tables import watch_actions, watch_tables
from tests.support.desk import HEADER, line
from tests.support.office import NOW, TODAY, Office
from tests.support.own_book import edited

pytestmark = pytest.mark.long

VAT = "без НДС"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Return a base of 18 months: К1 of Ветров halves his purchases, К2 of Градова keeps on, К3 has left."""
    folder = tmp_path_factory.mktemp("база")
    made = Base.init(folder / "база", at=NOW, by="тест")
    days = [date(2024 + (11 + at) // 12, (11 + at) % 12 + 1, 10) for at in range(18)]
    rows = [line(f"{day:%d.%m.%Y}", "К1", "100,00" if day < date(2026, 3, 1) else "50,00") for day in days]
    rows += [line(f"{day:%d.%m.%Y}", "К2", "200,00", manager="Градова") for day in days]
    rows += [line(f"{day:%d.%m.%Y}", "К3", "900,00") for day in days[:10]]
    export = folder / "продажи.csv"
    export.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    order = ImportOrder((export,), "1С", vat=VAT, cost_vat=VAT)
    import_files(made, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: (VAT, VAT))
    return made


def typed(base: Base, sheet: str, key: str, **cells: Any) -> None:
    with base.writing() as connection:
        changes = [Change(sheet, (key,), name, None, str(value)) for name, value in cells.items()]
        apply_changes(connection, changes, at=NOW, by="тест", source="проба")


def tables(base: Base, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Any, ...]]:
    return watch_tables(load_state(base, TODAY), manager)


def test_who_halved_is_found_and_who_kept_on_or_left_is_not(base: Base) -> None:
    (row,) = tables(base)[0]["falling_purchases"].to_dict("records")
    assert (row["client_code"], row["baseline_of"]) == ("К1", "год назад")
    assert (row["baseline_rub"], row["now_rub"], row["cut_share"], row["at_risk_rub"]) == (100, 50, 0.5, 600)


def test_a_typed_period_overrides_and_a_typed_row_of_a_client_who_left_stays(base: Base) -> None:
    typed(base, "falling_purchases", "К3", crisis_from="2025-01-01", crisis_until="2025-03-31", comment="ушёл")
    typed(base, "falling_purchases", "К2", crisis_from="2025-04-01", crisis_until="2025-03-31")
    found, problems = tables(base)
    rows = found["falling_purchases"].set_index("client_code")
    assert set(rows.index) == {"К1", "К2", "К3"}
    assert rows.loc["К3", ["baseline_rub", "baseline_of", "comment"]].tolist() == [900, "предкризисный период", "ушёл"]
    assert rows.loc["К2", ["state", "baseline_of"]].tolist() == ["восстановился", "год назад"]
    assert [(one.record, one.column) for one in problems] == [(("К2",), "Предкризисный период с")]


def test_a_survey_meets_the_ledger_the_card_and_the_watch_list(base: Base) -> None:
    answers = ((BLOCKS[3], "падает", "2026-05-20"), (BLOCKS[5], "платит в срок", "2026-02-20"))
    for at, (block, word, day) in enumerate((*answers, (BLOCKS[5], "задержки", "2026-05-20")), 1):
        typed(base, "monitoring", f"0-{at}", client_code="К1", surveyed_on=day, block=block, dynamics=word)
    found, _ = tables(base)
    rows = found["monitoring"].set_index("row_id")
    assert rows.loc["0-1", "ledger_change"] == pytest.approx(200 / 300 - 1)
    assert rows.loc["0-3", ["alarm", "before", "change"]].tolist() == [
        "да",
        "платит в срок",
        "хуже: платит в срок → задержки",
    ]
    (watched,) = found["solvency"].to_dict("records")
    assert (watched["client_code"], watched["solvency_trend"], watched["solvency_state"]) == ("К1", "хуже", "следить")
    asked = found["survey_calls"].set_index("client_code")
    assert asked["survey_age"].to_dict() == {"К1": "опрошен", "К2": "не опрашивали"} | (
        {"К3": "не опрашивали"} if "К3" in asked.index else {}
    )


def test_a_manager_gets_his_own_clients_only(base: Base) -> None:
    for manager, code in (("Ветров", "К1"), ("Градова", "К2")):
        found, problems = tables(base, manager)
        assert all(set(table["manager"].dropna()) <= {manager} for table in found.values())
        assert code in found["survey_calls"]["client_code"].tolist()
        assert found["survey_calls"]["rank"].tolist() == list(range(1, len(found["survey_calls"]) + 1))
        assert all(one.client_code in ("К1", "К3") for one in problems if manager == "Ветров")
        assert len(problems) == (1 if manager == "Градова" else 0)


def test_the_start_page_hears_of_alarms_and_falling_clients(base: Base) -> None:
    state = with_alarm_tasks(base, load_state(base, TODAY), now=NOW, user="тест")
    actions = {one.action.split()[0]: one for one in watch_actions(state, watch_tables(state)[0])}
    assert actions["Ответьте"].amounts_rub.size == 1
    assert actions["Узнайте,"].amounts_rub.sum() == 600 + 900 * 12


def test_the_card_says_of_everybody_what_is_true(base: Base) -> None:
    state = load_state(base, TODAY)
    index = card_tables(state, source_tables(state))[CLIENT_CARD_INDEX.key].set_index("client_code")
    lines = index["falling_line"].str.replace("\xa0", " ")
    assert lines["К1"].startswith("сокращает: 100 ₽ → 50 ₽ в месяц (−50 %)")
    assert lines["К2"] == "восстановился: 200 ₽ → 200 ₽ в месяц"  # a period is typed about him
    assert lines["К3"].startswith("ушёл, молчит 264 дн.; сокращает: 900 ₽ → 0 ₽")
    assert index.loc["К1", "survey_line"].startswith("20.05.2026, 12")
    assert pd.isna(index.loc["К2", "survey_line"])


def test_competitors_that_grow_while_the_ledger_falls_open_a_task_with_the_next_workbook(base: Base) -> None:
    typed(base, "monitoring", "0-8", client_code="К3", surveyed_on="2026-05-20", block=BLOCKS[4], dynamics="растёт")
    typed(base, "monitoring", "0-9", client_code="К1", surveyed_on="2026-05-28", block=BLOCKS[4], dynamics="растёт")
    with base.writing() as connection:
        assert open_alarm_tasks(connection, TODAY, MonitoringSettings(), now=NOW, user="тест") == 1
    with_alarm_tasks(base, load_state(base, TODAY), now=NOW, user="тест")
    opened = set(read_rows(base, "tasks")["row_id"])
    assert opened == {"м-0-3-5", "м-0-1-4", "м-0-8-4"}
    rows = tables(base)[0]["monitoring"].set_index("row_id")
    assert rows.loc["0-8", ["alarm", "ledger_word", "ledger_change"]].tolist() == ["да", "падает", -1]
    assert rows.loc["0-9", "alarm"] == "нет"  # it stands at block 4, which was asked
    assert rows.loc["0-1", ["alarm", "competitors"]].tolist() == ["да", "растёт"]


def test_a_base_without_clients_has_empty_sheets_and_nothing_to_do(tmp_path: Path) -> None:
    state = load_state(Base.init(tmp_path / "пустая"), TODAY)
    found, problems = watch_tables(state)
    assert [len(table) for table in found.values()] == [0, 0, 0, 0]
    assert all(list(table) == list(BY_KEY[key].keys) for key, table in found.items())
    assert (problems, watch_actions(state, found)[0].amounts_rub.size) == ((), 0)
    every, _ = workbook_tables(Base.open(tmp_path / "пустая"), state, "")
    assert every[CLIENT_CARD_INDEX.key].empty


@pytest.mark.long
def test_typed_cells_of_falling_clients_travel_and_of_others_clients_do_not(team: Office) -> None:
    path = team.book(user="шеф")
    with edited(path) as book:
        book.add("falling_purchases", client_code="1", comment="обещал", overdue_days=40)
        book.add("falling_purchases", client_code="2", comment="чужой")
        book.add("falling_purchases", client_code="99", comment="никто")
    report = team.send(path, "ветров")
    assert report.count_applied == 2
    refused = [one.message for one in report.problems if one.sheet == FALLING_PURCHASES.title]
    assert [("Градова" in one, "нет" in one) for one in refused] == [(True, False), (False, True)]
    (row,) = read_rows(team.base, "falling_purchases").to_dict("records")
    assert (row["client_code"], row["comment"], row["overdue_days"]) == ("1", "обещал", 40)
    path = team.book("вторая", user="шеф")
    assert Path(path).exists()
    assert team.is_whole()


def test_the_pages_of_all_managers_ask_for_the_alarms_of_the_base_once(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def counted(*given: Any) -> pd.DataFrame:
        asked.append(given)
        return alarms_in_force(*given)

    monkeypatch.setattr("clientbase_xl.workflows.watch_tables.alarms_in_force", counted)
    state = load_state(base, TODAY)
    for manager in ("", "Ветров", "Градова"):
        watch_actions(state, watch_tables(state, manager)[0])
    assert len(asked) == 1
