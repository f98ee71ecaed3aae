"""Traps of EXPORTS.md that show when files meet a base: nothing comes in twice, by halves or in place of nothing."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import datetime

import pytest

from clientbase_xl.base.lists import add_values
from clientbase_xl.base.store import Base
from tests.support.desk import HEADER, Desk, line

MAY = (line("05.05.2026", "1", "100,00"), line("31.05.2026", "2", "50,00"))


@pytest.mark.parametrize(
    "rows", ["", "вчера;Р-1;1;Фирма;В;Опт;А-1;Товар;1;10,00;7,00\n"], ids=["header only", "no good row"]
)
def test_an_export_of_nothing_never_replaces_a_month(desk: Desk, rows: str) -> None:
    desk.call("import", desk.export("май.csv", *MAY))
    before = desk.fingerprint()
    empty = desk.folder / "май снова.csv"
    empty.write_text(HEADER + rows, encoding="utf-8")
    answer = desk.call("import", empty)
    assert answer.code == 2
    assert "только заголовок" in answer.err or "нет ни одной пригодной строки" in answer.err
    assert desk.fingerprint() == before


def test_an_identical_file_is_known_by_its_content_whatever_its_name(desk: Desk) -> None:
    path = desk.export("май.csv", *MAY)
    desk.call("import", path)
    answer = desk.call("import", shutil.copy(path, desk.folder / "копия мая.csv"))
    assert "«копия мая.csv»: уже загружен" in answer.out
    assert len(json.loads(desk.call("imports", "--json").out)) == 1


def test_an_export_in_several_files_comes_in_whole(desk: Desk) -> None:
    first = desk.export("часть 1.csv", line("05.05.2026", "1", "100,00"))
    second = desk.export("часть 2.csv", line("06.05.2026", "1", "10,00"))
    assert desk.call("import", first, second).code == 0
    assert _facts(desk)["1"]["turnover_12m_rub"] == "110.00"


def test_codes_of_the_list_are_no_goods_and_without_a_list_all_stay(desk: Desk) -> None:
    path = desk.export("май.csv", *MAY, line("06.05.2026", "1", "7,00").replace("А-1", "POST"))
    assert "принято: 3" in desk.call("import", path, "--source", "без списка").out
    base = Base.open(desk.base)
    with base.writing() as connection:
        add_values(connection, "non_goods", ["POST"], at=datetime(2026, 6, 1), by="я")  # noqa: DTZ001
    answer = desk.call("import", path, "--source", "со списком")
    assert "принято: 2, исключено: код не-товара — 1" in answer.out
    assert "Коды не-товаров" in answer.out


@pytest.mark.long
def test_who_returned_everything_has_nothing_and_heads_no_list(desk: Desk) -> None:
    rows = [line("05.05.2026", "большой", "900000,00"), line("07.05.2026", "большой", "-900000,00", quantity="-1")]
    desk.call("import", desk.export("май.csv", *MAY, *rows))
    facts = _facts(desk)
    assert facts["большой"]["turnover_12m_rub"] == "0.00"
    ranked = sorted(facts, key=lambda code: float(facts[code]["turnover_12m_rub"]), reverse=True)
    assert ranked == ["1", "2", "большой"]
    assert "большой" not in _table(desk, "reactivation", "2026-09-15")
    assert {"1", "2"} <= _table(desk, "reactivation", "2026-09-15").keys()


def test_sales_without_a_client_count_for_the_firm_and_for_nobody(desk: Desk) -> None:
    nobody = "06.05.2026;Р-1;;;В;Опт;А-1;Товар;1;7,00;5,00"
    answer = desk.call("import", desk.export("май.csv", *MAY, nobody))
    assert "Продажа без клиента" in answer.out
    assert "сумма: 157,00" in answer.out
    assert _facts(desk).keys() == {"1", "2"}


def test_a_name_in_another_spelling_stays_a_client_of_its_own(desk: Desk) -> None:
    """Likenesses are offered (rules/duplicate_clients), never merged by an import."""
    rows = [
        line("05.05.2026", code, "10,00").replace(f"Фирма {code}", name)
        for code, name in (("1", "ООО «Ромашка»"), ("2", "ромашка, ООО"), ("3", ""))
    ]
    desk.call("import", desk.export("май.csv", *rows))
    assert _facts(desk).keys() == {"1", "2", "3"}


def _facts(desk: Desk) -> dict[str, dict[str, str]]:
    table = desk.folder / "факты.csv"
    assert desk.call("facts", "--out", table, "--today", "2026-06-15").code == 0
    return _rows(table)


def _table(desk: Desk, rule: str, today: str) -> dict[str, dict[str, str]]:
    table = desk.folder / f"{rule}.csv"
    answer = desk.call("compute", rule, "--out", table, "--today", today)
    assert answer.code in (0, 1), answer.err
    return _rows(table)


def _rows(table: object) -> dict[str, dict[str, str]]:
    with open(str(table), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        return {row["client_code"]: row for row in csv.DictReader(file)}
