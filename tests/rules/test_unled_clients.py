"""Clients of nobody are named with what to do (METHOD sections 1, 7)."""

from __future__ import annotations

from clientbase_xl.rules.unled_clients import unled_clients
from tests.support.reconciliation import clients


def test_clients_without_a_manager_and_of_one_who_left_are_named() -> None:
    table = clients(
        {"client_code": "1", "manager": None},
        {"client_code": "2", "manager": "Ветров", "turnover_12m_rub": 1_000.0},
        {"client_code": "3", "manager": "Градова"},
        {"client_code": "4", "manager": None, "is_stopped": True},
    )
    nobody, left = unled_clients(table, {"Ветров", "Никто"})
    assert nobody.message == "Клиентов без менеджера — 1: 1 «ООО «Ладья»»"
    assert "больше не работает, а клиентов за ним — 1 (1\xa0000\xa0₽ за 12 мес.): 2 " in left.message
    assert "впишите другого менеджера" in left.remedy
    assert unled_clients(table[table["client_code"] == "3"], {"Ветров"}) == ()


def test_of_many_the_first_are_named() -> None:
    (problem,) = unled_clients(clients(*({"client_code": str(n), "manager": None} for n in range(9))), ())
    assert "— 9: 0 «" in problem.message
    assert problem.message.endswith("4 «ООО «Ладья»» …")
