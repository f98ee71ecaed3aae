"""What a file of cards did not bring is said in words: nothing erased comes back, no sum is lost silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.cards import CardsPlan, read_cards
from clientbase_xl.workflows.cells_left import MOST_NAMED, told_left
from clientbase_xl.workflows.pair_decisions import merge_clients
from clientbase_xl.workflows.personal_data import erase_person
from tests.support.twins import Twins

CARDS = "Код клиента;Наименование;Контактное лицо;Телефон;ПДЗ, ₽\n"


def bring(twins: Twins, *rows: str) -> list[str]:
    """Import a file of cards and return what is said of it."""
    outcome = twins.bring(twins.folder / "карточки.csv", CARDS + "".join(f"{row}\n" for row in rows))
    return [f"{one.message}. {one.remedy}" for one in outcome.problems]


def test_an_import_says_whose_personal_data_it_did_not_bring_back(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    assert bring(twins, "К3;Ладья;Анна;8 900 555-00-01;") == []
    told = erase_person(twins.base, "К3", "", why="письмо", now=twins.now(), user="рожкова")
    assert any("в учётной системе" in line and "сотрите их и там" in line for line in told.sentences())
    (said,) = bring(twins, "К3;Ладья;Анна;8 900 555-00-01;")
    assert said.startswith("Клиент К3: «Контактное лицо», «Телефон» стёрты из базы по запросу, из файла не приняты")
    assert "учётной системе" in said
    assert "Анна" not in said
    assert "555" not in said
    assert twins.is_whole()


def test_a_manager_who_brings_cards_asks_for_nothing_that_was_erased(tmp_path: Path) -> None:
    twins = Twins(tmp_path, is_staffed=True)
    bring(twins, "К3;Ладья;Анна;8 900 555-00-01;")
    erase_person(twins.base, "К3", "", why="письмо", now=twins.now(), user="рожкова")
    twins.user = "иванова"
    (said,) = bring(twins, "К3;Ладья;Анна;8 900 555-00-01;")
    assert "стёрты из базы по запросу" in said


def test_debts_of_merged_cards_are_added_up_or_the_lacking_code_is_named(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    merge_clients(twins.base, ("К1", "К2"), why="одна фирма", now=twins.now(), user="рожкова")
    (said,) = bring(twins, "К1;ООО «Ромашка»;;;150", "К2;Ромашка ООО;;;250,50")
    assert "долги и стоимость обслуживания сложены" in said
    assert read_cards(twins.base).set_index("client_code").loc["К1", "overdue_rub"] == 400.5
    (said,) = bring(twins, "К1;ООО «Ромашка»;;;1")
    assert said.startswith("Клиент К1: «Просрочено (ПДЗ), ₽» не изменены: сумма складывается по всем его кодам, ")
    assert "а в файле нет К2. Добавьте" in said
    assert read_cards(twins.base).set_index("client_code").loc["К1", "overdue_rub"] == 400.5
    assert twins.is_whole()


@pytest.mark.parametrize("count", [0, MOST_NAMED, MOST_NAMED + 5])
def test_the_last_of_very_many_stands_for_the_rest(count: int) -> None:
    problems = told_left(CardsPlan({}, [], 0, [(f"К{one}", "phone") for one in range(count)], {}), "ф.csv")
    assert len(problems) == min(count, MOST_NAMED)
    assert sum(one.count for one in problems) == count
