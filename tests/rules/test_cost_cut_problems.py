"""What typed cuts contradict becomes a problem at its cell (METHOD sections 0 and 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules.cost_cut_problems import cost_cut_problems
from clientbase_xl.rules.cost_cut_risk import cost_cuts
from tests.rules.test_cost_cut_risk import CUT, clients
from tests.support.discounts import cuts, plain


def problems(**cells: Any) -> list[tuple[str, str]]:
    made = cost_cut_problems(cost_cuts(cuts(CUT | cells), clients(), 0.95), {"К1", "К2", "К3", "К4"})
    assert all(isinstance(one, RecordProblem) and one.record == ("н-1",) for one in made)
    return [(one.column, plain(one.message)) for one in made]


def test_a_sound_cut_has_no_problem() -> None:
    assert problems() == []
    assert problems(decision="принято", starts_on=date(2026, 7, 1), decided_by="РОП") == []
    assert problems(decision="отложено") == []


@pytest.mark.parametrize("saving", [0, -1])
def test_a_saving_not_above_nought(saving: float) -> None:
    assert problems(saving_rub=saving) == [("Экономия в год", "Экономия не больше нуля")]


def test_an_unknown_client_is_named_instead_of_an_empty_choice() -> None:
    assert problems(client_code="К9") == [("Код клиента", "Клиента с таким кодом в базе нет")]


def test_a_choice_that_nobody_meets_is_a_problem_at_its_last_selector() -> None:
    nobody = "Под отбор не попал ни один клиент с покупкой за 12 мес."
    assert problems(client_code="К4") == [("Код клиента", nobody)]
    assert problems(manager="Градова", is_target=True) == [("Менеджер", nobody)]


def test_accepted_without_a_day_and_a_name() -> None:
    assert problems(decision="принято") == [
        ("С какой даты", "Принято, но не сказано, с какой даты"),
        ("Кто решил", "Не сказано, кто принял"),
    ]


def test_nothing_planned_has_no_problem() -> None:
    assert cost_cut_problems(cost_cuts(cuts(), clients(), 0.95), ()) == ()
