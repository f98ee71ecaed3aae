"""`reconcile` as a person and a program meet it."""

from __future__ import annotations

import json

import pytest

from tests.support.desk import Desk, line

ON = ("--on", "2026-06-01", "--today", "2026-06-01")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Return a desk whose base knows two clients of two managers."""
    rows = [line("10.05.2026", "1", "1000,00"), line("11.05.2026", "2", "300,00", manager="Градова")]
    assert desk.call("import", desk.export("продажи.csv", *rows), "--vat", "без НДС").code == 0
    return desk


def test_an_act_is_told_to_people_and_programs(stocked: Desk) -> None:
    answer = stocked.call("reconcile", *ON)
    assert answer.code == 0, answer.err
    assert "Акт сверки от 01.06.2026 составлен." in answer.out
    assert "Клиентов 2" in answer.out
    program = stocked.call("reconcile", *ON, "--json")
    shown = json.loads(program.out)
    assert (program.code, shown["is_new"], shown["count_clients"], shown["previous_on"]) == (0, False, 2, None)
    assert {row["client_code"]: row["proposal"] for row in shown["clients"]}.keys() == {"1", "2"}
    assert shown["clients"][0]["reconciled_on"] == "2026-06-01"


def test_a_wrong_day_is_refused_in_words(stocked: Desk) -> None:
    for day, said in (("2026-06-02", "ещё не наступил"), ("вчера", "не понята")):
        answer = stocked.call("reconcile", "--on", day, "--today", "2026-06-01")
        assert (answer.code, said in answer.err) == (2, True), answer.err


def test_an_act_is_written_to_print_and_proposals_become_requests(stocked: Desk) -> None:
    folder = stocked.folder / "акты"
    answer = stocked.call("reconcile", *ON, "--out", folder, "--propose")
    assert answer.code == 0, answer.err
    assert f"Готово: {folder / 'Сверка 2026-06-01.xlsx'}" in answer.out
    assert "Категории утверждены сразу, база одного пользователя: 1." in answer.out
    again = stocked.call("reconcile", *ON, "--propose")
    assert (again.code, "Новых заявок по акту нет." in again.out) == (1, True), "a card has changed since the act"
    assert (folder / "Сверка 2026-06-01.xlsx").is_file()
    refused = stocked.call("reconcile", *ON, "--pdf")
    assert (refused.code, "куда положить PDF" in refused.err) == (2, True)
