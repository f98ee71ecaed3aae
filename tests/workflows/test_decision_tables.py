"""Discounts and cuts typed into a workbook: facts from the ledger, verdicts that stay, what a manager sees of them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone, tzinfo
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.rows import read_rows
from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import typed_cells
from clientbase_xl.workflows.build_workbook import make_workbook, workbook_tables
from clientbase_xl.workflows.decision_tables import decision_actions, decision_tables, fix_discount_verdicts
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.refresh import Press, refresh
from clientbase_xl.workflows.start_table import start_table
from clientbase_xl.workflows.state import load_state
from tests.support.desk import HEADER, line
from tests.support.fake_book import FakeBook
from tests.support.office import TODAY, Office
from tests.support.own_book import edited

pytestmark = pytest.mark.long

# Client 1 buys twice a month for 1 000 ₽ with 300 ₽ of profit: April is March.
APRIL: dict[str, Any] = {
    "client_code": "1",
    "decided_on": date(2026, 4, 1),
    "manager": "Ветров",
    "discount_share": 0.05,
    "expected_growth": 0.25,
    "ground": "план закупок",
    "purchase": "лояльность",
    "is_asked": True,
}
CUT = {"cost_kind": "персонал (бонусная часть)", "what": "бонус", "saving_rub": 900.0, "client_code": "1"}
NUMBER = "00000000-1"


def store(office: Office, **records: list[dict[str, Any]]) -> None:
    """Store rows as if somebody had typed them."""
    frames = {
        key: pd.DataFrame([{"row_id": f"00000000-{number}"} | row for number, row in enumerate(rows, 1)], dtype=object)
        for key, rows in records.items()
    }
    changes = [Change(one.sheet_key, one.row_key, one.column_key, None, one.text) for one in typed_cells(frames)]
    with office.base.writing() as connection:
        apply_changes(connection, changes, at=office.now(), by="шеф", source="тест")


def by_months_of_one(office: Office) -> None:
    """Compare one month with one: the ledger of the office has four."""
    change = Change(SETTINGS.key, ("discounts.compare_months",), "value", "3", "1")
    with office.base.writing() as connection:
        apply_changes(connection, [change], at=office.now(), by="шеф", source="тест")


def tables_of(office: Office, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    return decision_tables(load_state(office.base, TODAY), manager)


def row_of(office: Office) -> dict[Any, Any]:
    [row] = tables_of(office)[0]["discounts"].to_dict("records")
    return row


def load_april_anew(office: Office, amount: str) -> None:
    """Replace April of client 1: two sales of another amount."""
    export = office.folder / "апрель.csv"
    rows = [line("03.04.2026", "1", amount), line("30.04.2026", "1", amount)]
    export.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    vat = ("без НДС", "без НДС")
    order = ImportOrder((export,), "1С", vat=vat[0], cost_vat=vat[1])
    import_files(office.base, order, now=office.now(), user="шеф", confirm=lambda _: True, ask_vat=lambda _: vat)


def test_a_discount_typed_into_a_workbook_is_judged_by_the_ledger(team: Office) -> None:
    by_months_of_one(team)
    with edited(team.book("скидка", user="ветров")) as book:
        number = book.add_record("discounts", **(APRIL | {"is_asked": "да"}))
    assert team.send(book.path, "ветров").problems == ()
    row = row_of(team)
    assert (row["row_id"], row["client_name"], row["verdict"]) == (number, "Фирма 1", "окупилась")
    assert (row["turnover_before_rub"], row["turnover_after_rub"], row["profit_change_rub"]) == (2000, 2000, 0)
    assert (row["volume_before"], row["volume_after"]) == (2, 2)
    assert row["ledger_margin"] == pytest.approx(0.3)
    assert (row["forecast"], row["breakeven_growth"]) == ("окупится", pytest.approx(0.2))
    # April and May: 4 000 ₽ at 5 % off.
    assert row["given_rub"] == pytest.approx(4000 * 5 / 95)
    [vetrov, department] = tables_of(team)[0]["discount_managers"].to_dict("records")
    assert (vetrov["manager"], vetrov["count_in_force"], vetrov["count_paid"]) == ("Ветров", 1, 1)
    assert vetrov["turnover_rub"] == 16_000
    assert vetrov["discounted_share"] == pytest.approx(0.25)
    assert department["discounted_share"] == pytest.approx(4000 / 16_300)


def test_the_first_verdict_is_kept_and_outlives_sales_that_are_loaded_anew(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    book = team.folder / "первая с итогом.xlsx"
    make_workbook(team.base, book, TODAY, now=team.now(), user="шеф")
    [kept] = read_rows(team.base, "discount_verdicts").to_dict("records")
    assert (kept["row_id"], kept["verdict"], float(kept["profit_after_rub"])) == (NUMBER, "окупилась", 600.0)
    load_april_anew(team, "100,00")
    row = row_of(team)
    assert (row["verdict"], row["turnover_after_rub"]) == ("окупилась", 2000)
    assert "по продажам, какие в базе сейчас, — не окупилась" in row["reason"]
    make_workbook(team.base, team.folder / "вторая.xlsx", TODAY, now=team.now(), user="шеф")
    assert read_rows(team.base, "discount_verdicts").to_dict("records") == [kept]
    assert team.is_whole()


def test_decisions_that_contradict_themselves_or_the_sales_get_no_verdict_and_none_is_kept(team: Office) -> None:
    by_months_of_one(team)
    contradictions = (
        {"discount_share": 0.0},
        {"discount_share": None},
        {"valid_to": date(2026, 3, 1)},
        {"decided_on": date(2026, 1, 1)},
    )
    store(team, discounts=[APRIL | cells for cells in contradictions])
    make_workbook(team.base, team.folder / "без итогов.xlsx", TODAY, now=team.now(), user="шеф")
    assert read_rows(team.base, "discount_verdicts").empty
    tables, _ = tables_of(team)
    assert set(tables["discounts"]["verdict"]) == {"нет данных"}
    assert tables["discounts"]["reason"].str.contains("первая покупка клиента").sum() == 1
    vetrov = tables["discount_managers"].to_dict("records")[0]
    assert (vetrov["count_paid"], vetrov["count_not_paid"], vetrov["count_unknown"]) == (0, 0, 4)


def test_a_verdict_of_other_terms_is_judged_and_kept_anew(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    make_workbook(team.base, team.folder / "а.xlsx", TODAY, now=team.now(), user="шеф")
    moved = Change("discounts", (NUMBER,), "decided_on", "2026-04-01", "2026-05-01")
    with team.base.writing() as connection:
        apply_changes(connection, [moved], at=team.now(), by="шеф", source="тест")
    assert row_of(team)["verdict"] == "рано судить"  # sales are loaded to 17 May only
    assert "продажи в базе по 17.05.2026" in row_of(team)["reason"]


def test_keeping_verdicts_returns_a_state_that_a_fresh_one_equals(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    state = load_state(team.base, TODAY)
    before = decision_tables(state)[0]["discounts"]["reason"].iloc[0]
    fixed = fix_discount_verdicts(team.base, state, now=team.now(), user="шеф")
    after = decision_tables(fixed)[0]["discounts"]["reason"].iloc[0]
    assert "сохранён" not in before
    assert after == row_of(team)["reason"]
    assert fixed.head == load_state(team.base, TODAY).head
    assert fix_discount_verdicts(team.base, fixed, now=team.now(), user="шеф") is fixed


def test_of_an_earlier_moment_nothing_is_kept(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    state = replace(load_state(team.base, TODAY), moment=team.now())
    assert fix_discount_verdicts(team.base, state, now=team.now(), user="шеф") is state
    assert read_rows(team.base, "discount_verdicts").empty


def test_who_reads_the_base_before_a_colleague_changes_the_decision_overwrites_no_newer_verdict(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    stale = load_state(team.base, TODAY)
    moved = Change("discounts", (NUMBER,), "decided_on", "2026-04-01", "2026-04-02")
    with team.base.writing() as connection:
        apply_changes(connection, [moved], at=team.now(), by="ветров", source="тест")
    before = head(team.base)
    assert fix_discount_verdicts(team.base, stale, now=team.now(), user="шеф") is stale
    assert head(team.base) == before, "the decision of which it is a verdict is there no longer"
    fix_discount_verdicts(team.base, load_state(team.base, TODAY), now=team.now(), user="ветров")
    [kept] = read_rows(team.base, "discount_verdicts").to_dict("records")
    assert kept["terms"] == "1; 02.04.2026; весь ассортимент; 1"
    assert fix_discount_verdicts(team.base, stale, now=team.now(), user="шеф") is stale
    assert read_rows(team.base, "discount_verdicts").to_dict("records") == [kept]
    change = Change(SETTINGS.key, ("discounts.compare_months",), "value", "1", "2")
    newer = load_state(team.base, TODAY)
    with team.base.writing() as connection:
        apply_changes(connection, [change], at=team.now(), by="шеф", source="тест")
    assert fix_discount_verdicts(team.base, newer, now=team.now(), user="шеф") is newer
    assert read_rows(team.base, "discount_verdicts").to_dict("records") == [kept]


@pytest.mark.parametrize(
    ("hours", "zone", "is_kept"),
    [(0, UTC, True), (-12, UTC, False), (24, UTC, False), (-12, timezone(timedelta(hours=10)), True)],
)
def test_verdicts_of_another_day_than_that_of_the_clock_are_not_kept(
    team: Office, hours: int, zone: tzinfo, is_kept: bool
) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    state = load_state(team.base, TODAY, zone=zone)
    fixed = fix_discount_verdicts(team.base, state, now=team.now() + timedelta(hours=hours), user="шеф")
    assert (fixed is not state) is is_kept
    assert len(read_rows(team.base, "discount_verdicts")) == is_kept


def test_a_manager_sees_discounts_of_his_clients_and_no_cuts(team: Office) -> None:
    stranger = APRIL | {"client_code": "нет такого", "manager": "Градова"}
    store(team, discounts=[APRIL, APRIL | {"client_code": "2"}, stranger], cost_cuts=[CUT])
    whole, problems = tables_of(team)
    assert len(whole["discounts"]) == 3
    assert whole["cost_cuts"]["loss_share"].tolist() == [pytest.approx(0.5)]  # 900 of 1 800 ₽ a year
    assert "Клиента с таким кодом в базе нет" in {one.message for one in problems}
    own, problems = tables_of(team, "Ветров")
    assert own["discounts"]["client_code"].tolist() == ["1"]
    assert own["discount_managers"]["manager"].tolist() == ["Ветров"]
    assert own["cost_cuts"].empty
    assert {one.client_code for one in problems if isinstance(one, RecordProblem)} <= {"1"}
    hers = tables_of(team, "Градова")[0]["discounts"]
    assert sorted(hers["client_code"]) == ["2", "нет такого"]


def test_the_weekly_page_of_a_manager_asks_what_his_workbook_asks_whoever_decided_the_discount(team: Office) -> None:
    by_months_of_one(team)
    load_april_anew(team, "400,00")
    store(team, discounts=[APRIL | {"manager": "Градова"}])
    state = load_state(team.base, TODAY)
    whole = workbook_tables(team.base, state, "", has_cards=False)[0]
    asked = {}
    for name in ("Ветров", "Градова"):
        on_page = start_table(state, whole, name)
        pd.testing.assert_frame_equal(on_page, workbook_tables(team.base, state, name, has_cards=False)[0]["start"])
        asked[name] = on_page["action"].str.startswith("Пересмотрите скидки").sum()
    assert asked == {"Ветров": 1, "Градова": 0}


def test_a_workbook_of_a_manager_tells_no_verdicts_of_others_in_its_journal(team: Office) -> None:
    by_months_of_one(team)
    store(team, discounts=[APRIL])
    fix_discount_verdicts(team.base, load_state(team.base, TODAY), now=team.now(), user="шеф")
    state = load_state(team.base, TODAY)
    whole, own, hers = (
        workbook_tables(team.base, state, manager, has_cards=False)[0]["journal"]
        for manager in ("", "Ветров", "Градова")
    )
    assert "Итоги скидок" in set(whole["sheet_title"])
    assert "Итоги скидок" in set(own["sheet_title"])
    assert not {"Итоги скидок", "Скидка"} & set(hers["sheet_title"])


def test_a_lost_discount_that_goes_on_is_a_thing_to_do_today(team: Office) -> None:
    by_months_of_one(team)
    load_april_anew(team, "400,00")
    store(team, discounts=[APRIL])
    state = load_state(team.base, TODAY)
    tables = decision_tables(state)[0]
    lost, soon = decision_actions(state, tables)
    assert list(zip(lost.names, lost.amounts_rub, strict=True)) == [("Фирма 1", pytest.approx(360.0))]
    assert soon.names.empty


def test_a_press_fills_the_facts_and_keeps_the_order_and_what_is_typed(
    office: Office, shown_by_the_office: FakeBook
) -> None:
    by_months_of_one(office)
    store(office, discounts=[APRIL, APRIL | {"client_code": "3", "decided_on": date(2026, 5, 1)}])
    book = deepcopy(shown_by_the_office)
    table = book.tables()["t_discounts"]
    table.body.insert(0, [None] * len(table.head))
    places = {key: table.head.index(title) for key, title in (("row_id", "№ записи"), ("ground", "Основание роста"))}
    table.body[0][places["row_id"]], table.body[0][places["ground"]] = NUMBER, "вписал и не отправил"
    refresh(office.base, book, TODAY, press=Press("Пересчитать", office.now(), "тест"))
    verdicts = dict(zip(table.cells("row_id"), table.cells("verdict"), strict=True))
    assert verdicts[NUMBER] == "окупилась"
    assert verdicts["00000000-2"] == "рано судить"
    assert table.cells("row_id")[0] == NUMBER
    assert table.cells("ground")[0] == "вписал и не отправил"
    assert read_rows(office.base, "discount_verdicts")["row_id"].tolist() == [NUMBER]


def test_without_discounts_and_cuts_the_sheets_are_empty(team: Office) -> None:
    tables, problems = tables_of(team)
    assert {key: len(table) for key, table in tables.items()} == {
        "discounts": 0,
        "discount_managers": 0,
        "cost_cuts": 0,
    }
    assert problems == ()
