"""`workbook`, `weekly`, `facts`, `compute` and `rules` as a person and a program meet them."""

from __future__ import annotations

import csv
import json
import re
import time
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from tests.support.desk import Desk, line

TODAY = ("--today", "2026-06-01")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Return a desk whose base knows two active clients and one lapsed."""
    rows = [line(f"{day:02d}.{month:02d}.2026", "1", "1000,00") for month in (3, 4, 5) for day in (3, 17)]
    rows += [line("10.05.2026", "2", "300,00", manager="Градова")]
    rows += [line("01.02.2026", "3", "5000,00"), line("20.02.2026", "3", "5000,00")]
    assert desk.call("import", desk.export("продажи.csv", *rows), "--vat", "без НДС").code == 0
    return desk


def table(desk: Desk, *command: str, extension: str = "csv") -> list[dict[str, str]]:
    path = desk.folder / f"таблица.{extension}"
    answer = desk.call(*command, "--out", path, *TODAY)
    assert answer.code == 0, answer.err
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_facts_begin_with_the_keys_other_programs_rely_on(stocked: Desk) -> None:
    rows = table(stocked, "facts")
    assert list(rows[0])[:6] == [
        "client_code",
        "first_purchase_on",
        "last_purchase_on",
        "count_purchases",
        "turnover_12m_rub",
        "gross_profit_12m_rub",
    ]
    first = {row["client_code"]: row for row in rows}["1"]
    assert first["first_purchase_on"] == "2026-03-03"
    assert (int(first["count_purchases"]), float(first["turnover_12m_rub"])) == (6, 6000.0)
    assert float(first["gross_profit_12m_rub"]) == pytest.approx(1800.0)


def test_categories_carry_the_contract_keys_and_a_reason(stocked: Desk) -> None:
    rows = table(stocked, "compute", "categories")
    wanted = {
        "client_code",
        "category",
        "category_range",
        "category_approved",
        "gross_profit_12m_rub",
        "potential_rub",
        "reason",
    }
    assert wanted <= set(rows[0])
    assert all(row["reason"] for row in rows)
    assert {row["client_code"]: row["category"] for row in rows}["3"] == "B"


def test_reactivation_lists_the_lapsed_client_only(stocked: Desk) -> None:
    (row,) = table(stocked, "compute", "reactivation")
    assert list(row)[:2] == ["rank", "rank_manager"]
    assert (row["client_code"], row["silence_days"], float(row["amount_9m_rub"])) == ("3", "101", 10000.0)
    assert {"manager", "last_purchase_on", "reason"} <= set(row)


@pytest.mark.parametrize("extension", ["csv", "parquet", "xlsx"])
def test_tables_come_in_three_formats(stocked: Desk, extension: str) -> None:
    path = stocked.folder / f"факты.{extension}"
    assert stocked.call("facts", "--out", path, *TODAY).code == 0
    assert path.stat().st_size > 0


def test_an_unknown_extension_and_an_unknown_rule_are_refused_with_what_is_allowed(stocked: Desk) -> None:
    answer = stocked.call("facts", "--out", stocked.folder / "факты.doc")
    assert (answer.code, "parquet" in answer.err) == (2, True)
    answer = stocked.call("compute", "магия", "--out", stocked.folder / "т.csv")
    assert (answer.code, "reactivation" in answer.err) == (2, True)


@pytest.mark.long
def test_a_workbook_has_the_sheets_of_the_catalogue(stocked: Desk) -> None:
    path = stocked.folder / "База.xlsx"
    answer = stocked.call("workbook", "--out", path, *TODAY)
    assert answer.code in (0, 1), answer.err
    shown = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets if sheet.sheet_state == "visible"]
    assert shown == [sheet.title for sheet in ALL_SHEETS]
    assert {"Контактные лица", "Задачи", "Контакты", "Заявки на изменения", "Журнал изменений"} <= set(shown)


@pytest.mark.long
def test_the_first_workbook_fixes_the_approved_category_as_preliminary(stocked: Desk) -> None:
    assert stocked.call("workbook", "--out", stocked.folder / "База.xlsx", *TODAY).code in (0, 1)
    before = {row["client_code"]: row["category_approved"] for row in table(stocked, "compute", "categories")}
    stocked.call("import", stocked.export("июнь.csv", line("02.06.2026", "2", "90000,00")), "--vat", "без НДС")
    path = stocked.folder / "позже.csv"
    stocked.call("compute", "categories", "--out", path, "--today", "2026-06-10")
    with path.open(encoding="utf-8-sig", newline="") as file:
        after = {row["client_code"]: row for row in csv.DictReader(file)}
    assert {code: row["category_approved"] for code, row in after.items()} == before
    assert after["2"]["category"] != before["2"]


@pytest.mark.long
def test_a_workbook_is_made_again_over_itself_when_nobody_typed(stocked: Desk) -> None:
    path = stocked.folder / "База.xlsx"
    stocked.call("workbook", "--out", path, *TODAY)
    assert stocked.call("workbook", "--out", path, *TODAY).code in (0, 1)


@pytest.mark.long
def test_a_workbook_with_typed_cells_is_not_written_over_and_they_are_named(stocked: Desk) -> None:
    path = stocked.folder / "База.xlsx"
    stocked.call("workbook", "--out", path, *TODAY)
    _type(path, "Клиенты", "Потенциал, ₽ в год", 777000)
    before = path.read_bytes()
    answer = stocked.call("workbook", "--out", path, *TODAY)
    assert answer.code == 2
    assert "777000" in answer.err
    assert "Потенциал" in answer.err
    assert path.read_bytes() == before


def test_a_foreign_file_is_never_written_over(stocked: Desk) -> None:
    path = stocked.folder / "чужая.xlsx"
    openpyxl.Workbook().save(path)
    before = path.read_bytes()
    answer = stocked.call("workbook", "--out", path, *TODAY)
    assert (answer.code, "не книга" in answer.err) == (2, True)
    assert path.read_bytes() == before


@pytest.mark.long
def test_a_managers_workbook_holds_his_clients_only(stocked: Desk) -> None:
    path = stocked.folder / "Градова.xlsx"
    assert stocked.call("workbook", "--out", path, "--manager", "Градова", *TODAY).code in (0, 1)
    texts = {str(cell) for row in openpyxl.load_workbook(path)["Клиенты"].iter_rows(values_only=True) for cell in row}
    assert "Фирма 2" in texts
    assert "Фирма 1" not in texts
    answer = stocked.call("workbook", "--out", path, "--manager", "Никто", *TODAY)
    assert (answer.code, "Градова" in answer.err) == (2, True)


@pytest.mark.long
def test_the_weekly_workbook_has_a_page_for_the_head_and_one_per_manager(stocked: Desk) -> None:
    answer = stocked.call("weekly", "--out", stocked.folder / "недели", *TODAY)
    assert answer.code == 0, answer.err
    path = stocked.folder / "недели" / "Неделя 2026-W22.xlsx"
    shown = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Отдел", "Ветров", "Градова", "Оборот по неделям"]


def test_a_week_that_has_not_begun_or_is_no_week_is_refused(stocked: Desk) -> None:
    for week in ("2026-W23", "2026-W60", "неделя"):
        answer = stocked.call("weekly", "--out", stocked.folder, "--week", week, *TODAY)
        assert answer.code == 2, week
        assert week in answer.err


@pytest.mark.long
def test_an_empty_base_makes_every_file_without_a_word_of_python(desk: Desk) -> None:
    assert desk.call("workbook", "--out", desk.folder / "пустая.xlsx", *TODAY).code == 0
    assert desk.call("weekly", "--out", desk.folder, *TODAY).code == 0
    assert desk.call("facts", "--out", desk.folder / "ф.csv", *TODAY).code == 0
    for rule in ("categories", "statuses", "reactivation", "today_actions", "week_changes"):
        assert desk.call("compute", rule, "--out", desk.folder / f"{rule}.csv", *TODAY).code == 0


def test_rules_are_listed_with_their_thresholds(desk: Desk) -> None:
    shown = {rule["key"]: rule for rule in json.loads(desk.run("rules", "--json").out)}
    addresses = {setting["address"] for setting in shown["reactivation"]["settings"]}
    assert "reactivation.silent_from_days" in addresses
    assert "60" in desk.run("rules").out


def _type(path: Path, sheet: str, title: str, value: object) -> None:
    """Type a value into the first row of a column, as another program would."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    for row in page.iter_rows():
        for cell in row:
            if cell.value == title:
                page.cell(cell.row + 1, cell.column).value = value  # type: ignore[union-attr]
                book.save(path)
                return
    raise AssertionError(f"{title} is not on {sheet}")


def test_a_workbook_is_not_written_under_a_name_that_says_something_else(stocked: Desk) -> None:
    for name in ("книга.xls", "книга.csv", "книга"):
        answer = stocked.call("workbook", "--out", stocked.folder / name, *TODAY)
        assert answer.code == 2
        assert "Что сделать: --out книга.xlsx" in answer.err
        assert not (stocked.folder / name).exists()


@pytest.mark.parametrize("command", ["init", "import", "imports", "check", "workbook", "weekly", "facts", "compute"])
def test_help_names_no_type_of_the_language(stocked: Desk, command: str) -> None:
    said = stocked.run(command, "--help").out
    assert not re.search(r"<[a-zA-Z\[\]]+>|[{}]|default", said), said


@pytest.mark.long
def test_stale_sales_are_said_beside_the_workbook(stocked: Desk) -> None:
    answer = stocked.call("workbook", "--out", stocked.folder / "к.xlsx", "--today", "2026-11-21")
    assert answer.code == 1
    assert "Последняя покупка в базе — 17.05.2026, 188\u00a0дн. назад" in answer.out


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be changed here")
def test_the_moment_of_an_import_is_that_of_the_clock_on_the_wall(
    stocked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime.fromisoformat(json.loads(stocked.call("imports", "--json").out)[0]["imported_at"])
    monkeypatch.setenv("TZ", "MSK-3")
    time.tzset()
    try:
        assert f"{moment + timedelta(hours=3):%d.%m.%Y %H:%M}" in stocked.call("imports").out
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("day", ["2026-06-01", "01.06.2026", "1.6.2026"])
def test_the_date_of_computing_is_read_in_the_russian_way_too(stocked: Desk, day: str) -> None:
    path = stocked.folder / "на дату.csv"
    assert stocked.call("facts", "--out", path, "--today", day).code == 0
    assert "3,2026-02-01" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("day", ["31.02.2026", "вчера", "01.06.26", "06/01/2026"])
def test_a_date_of_computing_that_may_mean_anything_is_refused_with_what_to_write(stocked: Desk, day: str) -> None:
    answer = stocked.call("facts", "--out", stocked.folder / "нет.csv", "--today", day)
    assert answer.code == 2
    assert f"Дата «{day}» не понята." in answer.err
    assert "Что сделать:" in answer.err
