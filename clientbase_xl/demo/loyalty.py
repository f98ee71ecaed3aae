"""What the clients of the demo answered when they were asked whether they would recommend us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.stories import Story
from clientbase_xl.schemas.manager_tasks import NPS_ANSWERS, NPS_MAX, NPS_MIN

_WAVES_DAYS = (420, 45)
"""How long ago clients were asked: last autumn and this one."""
_ASKED = (0.17, 0.34)
"""Part of the larger clients asked in each wave; who was asked first was asked again."""
_FROM_RUB = 150_000
_MEANS = {Story.GROWING: 9.2, Story.FALLING: 6.2, Story.DOZING: 6.0, Story.LAPSED: 5.2, Story.RETURNED: 7.4}
_SAYS: Mapping[bool, tuple[str, ...]] = {
    True: ("Привозят в срок.", "Менеджер всегда на связи.", "Удобно заказывать."),
    False: ("Задержки по дням доставки.", "Часто нет нужных позиций.", "Дороже соседей.", "Долго решают по браку."),
}


def loyalty_records(
    plans: Sequence[ClientPlan], first_days: Mapping[str, date], today: date, seed: int
) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Опрос NPS»: two waves, the second among more clients."""
    asked = [plan for plan in plans if plan.yearly_rub >= _FROM_RUB and plan.story is not Story.LEFT]
    rows = [*_answers(asked, first_days, today, seed)]
    return {NPS_ANSWERS.key: records_frame(NPS_ANSWERS, sorted(rows, key=lambda one: str(one["asked_on"])))}


def _answers(plans: Sequence[ClientPlan], first_days: Mapping[str, date], today: date, seed: int) -> Iterator[Record]:
    for wave, back in enumerate(_WAVES_DAYS):
        for plan in plans:
            is_asked = Draws(seed, "nps", plan.code).chance(_ASKED[wave])
            draws = Draws(seed, "nps", plan.code, wave)
            day = today - timedelta(days=back - draws.integer(0, 25))
            first_on = first_days.get(plan.code)
            if first_on is None or first_on >= day or not is_asked:
                continue
            score = round(_MEANS.get(plan.story, 8.6) + draws.around(-2.6, 2.4))
            score = min(max(score, NPS_MIN), NPS_MAX)
            yield {
                "asked_on": day,
                "client_code": plan.code,
                "score": score,
                "manager": plan.manager,
                "comment": draws.pick(_SAYS[score >= 8]) if draws.chance(0.55) else None,
            }
