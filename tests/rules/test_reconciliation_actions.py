"""What changes for the manager with a category (METHOD sections 5, 7, 13)."""

from __future__ import annotations

from typing import Any

from clientbase_xl.rules.programme_group import Group
from clientbase_xl.rules.reconciliation_actions import actions, days_since
from tests.support.reconciliation import MATRIX, client

BY_LETTER = {str(row["category"]): row for row in MATRIX.to_dict("records")}


def told(before: str | None, after: str | None, word: str = "повысить", **cells: Any) -> str | None:
    """Return what is told of a change of the letter, the card being whole and confirmed."""
    groups = {"Склад": Group(categories=("A",)), "Возврат": Group(statuses=("ушедший",)), "Лимиты": Group(("B", "C"))}
    return actions(client(**cells), (before, after), word, None, True, matrix=BY_LETTER, groups=groups)


def test_frequencies_investment_and_programmes_follow_the_letter() -> None:
    text = told("B", "A")
    assert text is not None
    assert text.startswith("Визитов 2 → 4 в месяц; звонков 4 → 8 в месяц; вложения: ")
    assert text.endswith("предложить «Склад»; завершить «Лимиты»")
    assert "предложить" not in str(told("B", "C", "понизить"))


def test_a_frequency_of_the_client_s_own_stays() -> None:
    text = str(told("B", "A", visits_per_month=1.0))
    assert "визитов" not in text.lower()
    assert "Звонков 4 → 8" in text


def test_the_same_letter_changes_nothing() -> None:
    assert told("B", "B", "оставить") is None


def test_a_and_b_need_a_backup_who_is_somebody_else() -> None:
    assert told("B", "B", "оставить", backup_manager="Ветров") == "Назначить дублёра"
    assert told("C", "C", "оставить", backup_manager=None) is None


def test_a_loss_stops_contacts_and_reprices_first() -> None:
    for before, word in (("B", "понизить"), ("E", "утвердить")):
        assert str(told(before, "E", word)).startswith("Контакты прекратить, сначала пересмотреть цену")


def test_who_is_stopped_or_taken_out_is_asked_for_nothing_more() -> None:
    assert told("E", "E", "прекратить работу") == "Поставок не планировать, с клиентом говорит РОП"
    assert told("B", "B", "вывести из работы") == "Убрать из маршрутов и списков обзвона"


def test_an_open_question_is_asked() -> None:
    assert told("B", "B", "уточнить данные") == "Спросить потенциал по профилю клиента"
    assert told("B", "B", "уточнить данные", category=None) == "Решить, клиент это или ПК"


def test_days_are_said_against_the_threshold() -> None:
    assert days_since(None, 180) == "не подтверждались"
    assert days_since(180, 180) == "подтверждены 180\xa0дн. назад"
    assert days_since(181, 180) == "подтверждены 181\xa0дн. назад, нужно не больше 180\xa0дн."
