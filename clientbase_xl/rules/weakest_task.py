"""Which of the five tasks of the client manager is the weakest for a client, and what to do about it.

METHOD section 17 [B] names the tasks; how the weakest is chosen is ours: a detractor first, because he takes everything
along; then the largest fall of average sum, frequency, assortment or loyalty. Repeat sales are frequency × sum, so they
are the weakest only where none of the others falls.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from clientbase_xl.rules import words
from clientbase_xl.rules.task_direction import change
from clientbase_xl.schemas.manager_tasks import (
    ASK_NPS,
    ASSORTMENT,
    AVERAGE,
    FALLS,
    FREQUENCY,
    LOYALTY,
    NOTHING_FALLS,
    PASSIVE_FROM,
    REPEAT,
    TASK_NAMES,
    UNKNOWN,
)

ADVICE: Mapping[str, str] = {
    REPEAT: "Договоритесь о следующей покупке и о плане на квартал.",
    AVERAGE: "Предложите оптимальный заказ и условия за объём вместо разовой скидки.",
    FREQUENCY: "Договоритесь о днях заказа и звоните в них: частота контактов держит клиента лучше крупного заказа.",
    ASSORTMENT: "Предложите то, что он перестал брать, и то, что берут похожие клиенты.",
    LOYALTY: "Спросите, что не так, исправьте это и скажите ему об этом до следующего заказа.",
    ASK_NPS: "Спросите, порекомендует ли он нас (0–10), и впишите ответ на «Опрос NPS».",
    NOTHING_FALLS: "Держите частоту контактов по матрице мероприятий.",
    UNKNOWN: "Сравнить не с чем: клиент покупает меньше двух лет.",
}
"""What to do about the weakest task (ours)."""


@dataclass(frozen=True, slots=True)
class TaskFigure:
    """One task of one client: value, value before, direction, and how it reads in a sentence («1,2 в месяц»)."""

    now: float
    before: float
    direction: str
    shown: str = ""
    shown_before: str = ""


def weakest_task(figures: Mapping[str, TaskFigure], out_of_date: str = "") -> tuple[str, str]:
    """Return the weakest task and the numbers behind it: METHOD section 17.

    In: the five tasks by name; a score too old to count in words, "" for none. A score up to 6 is a detractor whatever
    the direction. Of equal falls the first in the order of the method. Nothing falls: who was never asked, or too long
    ago, is to be asked; where no task can be compared either, the comparison is «нет данных».
    """
    loyalty = figures[LOYALTY]
    falls = [name for name in TASK_NAMES if figures[name].direction == FALLS]
    said = "; ".join(_said(name, figures[name]) for name in falls)
    if loyalty.now < PASSIVE_FROM:
        critic = f"оценка {loyalty.shown} — критик"
        return LOYALTY, "; ".join(part for part in (critic, f"падает: {said}" if said else "") if part)
    if falls:
        causes = [name for name in falls if name != REPEAT] or falls
        return min(causes, key=lambda name: change(figures[name].now, figures[name].before)), f"падает: {said}"
    if math.isnan(loyalty.now):
        return ASK_NPS, f"ничего не падает или сравнить не с чем; {out_of_date or 'о лояльности не спрашивали'}"
    if all(figures[name].direction == UNKNOWN for name in TASK_NAMES if name != LOYALTY):
        return UNKNOWN, f"сравнить не с чем; оценка {loyalty.shown}"
    return NOTHING_FALLS, f"ничего не падает; оценка {loyalty.shown}"


def _said(name: str, figure: TaskFigure) -> str:
    relative = words.change(change(figure.now, figure.before))
    return f"{name} {figure.shown_before} → {figure.shown} ({relative})"
