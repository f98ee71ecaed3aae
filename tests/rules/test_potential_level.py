"""Levels of potential (METHOD sections 3 and 4)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.potential_level import PotentialLevels, _refused, potential_levels
from clientbase_xl.settings import Settings
from tests.support.clients import cards_of, fact, facts_of, plain, settings_of

INTERVAL = ("potential_min_rub", "potential_max_rub")


def levels_of(
    *potentials: float | None,
    turnover: float = 1.0,
    settings: Settings | None = None,
    cards: pd.DataFrame | None = None,
) -> PotentialLevels:
    """Return the levels of clients К01, К02 … with these potentials."""
    codes = [f"К{number:02d}" for number in range(1, len(potentials) + 1)]
    facts = facts_of(*(fact(code, turnover_12m_rub=turnover) for code in codes))
    typed = cards_of(*({"client_code": code, "potential_rub": p} for code, p in zip(codes, potentials, strict=True)))
    return potential_levels(join_clients(facts, typed if cards is None else cards), (settings or Settings()).category)


def ranks(found: PotentialLevels) -> list[int]:
    """Return the place of each client in POTENTIAL_LEVELS; −1 is not known."""
    return list(found.table["potential_rank"])


TEN = (300, 200, 150, 100, 80, 60, 50, 30, 20, 10)  # before each: 0, 30, 50, 65, 75, 83, 89, 94, 97, 99 %


def test_ten_answers_fix_the_cut_offs_by_accumulated_shares() -> None:
    found = levels_of(*TEN)
    assert found.cuts == (200, 80)
    assert ranks(found) == [0, 0, 1, 1, 1, 2, 2, 2, 2, 2]
    assert found.problems == ()
    assert plain(found.table["potential_words"][2]) == "потенциал 150 ₽ — Высокий"


def test_nine_answers_are_too_few_and_the_problem_says_what_to_do() -> None:
    found = levels_of(*TEN[:9])
    assert found.cuts == (None, None)
    assert set(ranks(found)) == {-1}
    (problem,) = found.problems
    assert problem.severity is Severity.NOTICE
    assert "ответов 9, а для границ нужно 10" in problem.message
    assert "Настройки" in problem.remedy


def test_with_few_answers_both_typed_cut_offs_decide_inclusively() -> None:
    settings = settings_of(category__potential_rub_max=200, category__potential_rub_high=100)
    found = levels_of(200, 199.99, 100, 99.99, settings=settings)
    assert ranks(found) == [0, 1, 1, 2]
    assert found.problems == ()


def test_one_typed_cut_off_is_not_enough_with_few_answers() -> None:
    assert levels_of(200, settings=settings_of(category__potential_rub_max=200)).cuts == (None, None)


def test_a_typed_cut_off_replaces_the_computed_one_and_pushes_the_other_aside() -> None:
    assert levels_of(*TEN, settings=settings_of(category__potential_rub_max=250)).cuts == (250, 80)
    assert levels_of(*TEN, settings=settings_of(category__potential_rub_max=50)).cuts == (50, 50)
    assert levels_of(*TEN, settings=settings_of(category__potential_rub_high=100)).cuts == (200, 100)
    assert levels_of(*TEN, settings=settings_of(category__potential_rub_high=400)).cuts == (400, 400)


def test_equal_potentials_have_equal_levels() -> None:
    found = levels_of(*[100] * 10)
    assert set(ranks(found)) == {0}


def test_nobody_known_is_no_problem_yet() -> None:
    found = levels_of(None, None)
    assert ranks(found) == [-1, -1]
    assert found.problems == ()
    assert found.table["potential_words"][0] == "потенциал не известен"


@pytest.mark.parametrize(("potential", "is_known"), [(999.99, False), (1_000.0, True), (0.0, False)])
def test_a_potential_below_own_turnover_is_a_problem_and_ignored(potential: float, is_known: bool) -> None:
    found = levels_of(potential, turnover=1_000.0)
    assert found.table["potential_rub"].notna()[0] == is_known
    found_problems = [problem for problem in found.problems if problem.severity is Severity.WARNING]
    assert len(found_problems) == (0 if is_known else 1)


def test_the_problem_names_client_sums_place_and_remedy() -> None:
    cards = cards_of({"client_code": "К01", "client_name": "Ромашка", "potential_rub": 1_200_000.0})
    found = levels_of(1_200_000.0, turnover=1_240_000.0, cards=cards)
    (problem,) = found.problems
    assert plain(problem.message) == (
        "Клиент К01 «Ромашка»: потенциал 1 200 000 ₽ меньше собственного оборота 1 240 000 ₽; "
        "потенциал считается неизвестным"
    )
    assert (problem.sheet, problem.column) == ("Клиенты", "Потенциал, ₽ в год")
    assert problem.remedy


def test_a_potential_of_zero_is_no_answer_even_without_turnover() -> None:
    found = levels_of(0.0, turnover=0.0)
    assert found.table["potential_rub"].isna()[0]
    assert "не может быть ответом" in found.problems[0].message


def test_an_interval_keeps_the_likely_value_between_its_ends() -> None:
    cards = cards_of(
        {"client_code": "К01", "potential_rub": 150.0, "potential_min_rub": 90.0, "potential_max_rub": 250.0},
        {"client_code": "К02", "potential_rub": 150.0, "potential_min_rub": 300.0, "potential_max_rub": 100.0},
        {"client_code": "К03", "potential_rub": None, "potential_min_rub": 90.0, "potential_max_rub": 250.0},
        extra=INTERVAL,
    )
    settings = settings_of(category__potential_rub_max=200, category__potential_rub_high=100)
    found = levels_of(1, 1, 1, settings=settings, cards=cards)
    assert list(found.table["potential_rank"]) == [1, 1, -1]
    assert list(found.table["potential_rank_min"]) == [2, 1, -1]
    assert list(found.table["potential_rank_max"]) == [0, 1, -1]
    assert plain(found.table["potential_words"][0]) == "потенциал 150 ₽ (от 90 ₽ до 250 ₽) — Высокий"
    assert plain(found.table["potential_words"][1]) == "потенциал 150 ₽ — Высокий"


def test_an_empty_base_has_no_levels() -> None:
    found = levels_of()
    assert ranks(found) == []
    assert found.cuts == (None, None)


@pytest.mark.parametrize(
    ("name", "who"),
    [("Заря", "Клиент 7 «Заря»:"), ("ООО «Заря»", "Клиент 7 ООО «Заря»:"), ('АО "Заря"', 'Клиент 7 АО "Заря":')],
)
def test_a_name_with_quotes_of_its_own_gets_no_second_pair(name: str, who: str) -> None:
    assert _refused("7", name, 100.0, 200.0).message.startswith(who)
