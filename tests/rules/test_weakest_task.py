"""The weakest of five tasks by hand: a detractor, the largest fall, causes before their product."""

from __future__ import annotations

import math

import pytest

from clientbase_xl.rules.task_direction import direction
from clientbase_xl.rules.weakest_task import ADVICE, TaskFigure, weakest_task
from clientbase_xl.schemas.manager_tasks import TASK_NAMES, WEAKEST

NAN = math.nan


def figures(**pairs: tuple[float, float]) -> dict[str, TaskFigure]:
    """Return the five tasks; named by first letters, others unchanged (loyalty not asked)."""
    given = {"повторные": (100.0, 100.0), "сумма": (10.0, 10.0), "частота": (2.0, 2.0), "ассортимент": (20.0, 20.0)}
    given |= {"оценка": (NAN, NAN)} | pairs
    return {
        name: TaskFigure(now, before, direction(now, before, 0.1), f"{now:g}", f"{before:g}")
        for name, (now, before) in zip(TASK_NAMES, given.values(), strict=True)
    }


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({"сумма": (8, 10), "ассортимент": (10, 20)}, "развитие ассортимента"),
        ({"повторные": (40, 100), "сумма": (9, 10), "частота": (1, 2)}, "частота заказов"),  # not their product
        ({"повторные": (90, 100)}, "повторные продажи"),
        ({"сумма": (9, 10), "частота": (1.8, 2)}, "средняя сумма сделки"),  # equal falls: the method's order
        ({"сумма": (1, 10), "оценка": (6, 6)}, "лояльность"),  # a detractor before every fall
        ({"сумма": (9, 10), "оценка": (7, 10)}, "лояльность"),  # −30 % against −10 %
        ({"сумма": (9, 10), "оценка": (7, NAN)}, "средняя сумма сделки"),
        ({}, "спросить о лояльности"),
        ({"оценка": (9, NAN)}, "ничего не падает"),
    ],
)
def test_the_weakest_is_the_detractor_then_the_largest_fall(
    pairs: dict[str, tuple[float, float]], expected: str
) -> None:
    assert weakest_task(figures(**pairs))[0] == expected


def test_a_new_client_who_was_asked_cannot_be_compared() -> None:
    unknown = dict.fromkeys(("повторные", "сумма", "частота", "ассортимент"), (1.0, NAN))
    assert weakest_task(figures(**unknown, оценка=(9, NAN)))[0] == "нет данных"
    assert weakest_task(figures(**unknown))[0] == "спросить о лояльности"


def test_the_reason_names_every_fall_with_its_numbers() -> None:
    _, why = weakest_task(figures(сумма=(8, 10), ассортимент=(10, 20), оценка=(5, NAN)))
    assert why.replace("\u00a0", " ") == (
        "оценка 5 — критик; падает: средняя сумма сделки 10 → 8 (−20 %); развитие ассортимента 20 → 10 (−50 %)"
    )


def test_every_verdict_has_its_advice() -> None:
    assert set(ADVICE) == set(WEAKEST)
