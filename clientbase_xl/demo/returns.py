"""Results of calls to lapsed clients in the demo, as managers typed them on «Реактивация».

One manager calls in time and brings many back, one calls everybody and hears no, one writes nothing down. Some clients
have left the list since, because they buy again or are gone for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from clientbase_xl.demo import words
from clientbase_xl.demo.documents import Line
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.working_days import working_day_not_after
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.typed_cells import stored_columns

LAPSED_DAYS, RETURN_DAYS, MOST_DAYS = 60, 90, 330
# Tries of each manager: how many of the clients that came back later, and how many of those that did not.
_TRIES = ((6, 5), (3, 6), (4, 4), (0, 0), (1, 6), (4, 2))
_AGREED = (
    "Готовы вернуться, просят отсрочку 21 день.",
    "Вышлют заказ на пробу.",
    "Ждали нашего звонка, цены устроили.",
)
_REFUSED = (
    "Работают с другим поставщиком, условиями довольны.",
    "Дорого: у соседей дешевле на 4 %.",
    "Сменился закупщик, просит позвонить через месяц.",
    "Обиделись на срыв доставки весной.",
    "Закрыли точку, объём меньше.",
)
_PROGRAMMES = ("Возврат клиента", "Складские программы", "Шоу-рум", "Фондовые скидки")
Break = tuple[ClientPlan, date, date | None]


def make_results(plans: Sequence[ClientPlan], lines: Iterable[Line], today: date, seed: int) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Реактивация» by its key, dtype object, one row per client that was called.

    Contacts lie on working days before `today`, after `LAPSED_DAYS` of silence at least. Some answers and programmes
    are missing; one result has no date.
    """
    gaps = [*_breaks(plans, lines, today)]
    records = [record for place in range(len(words.MANAGERS)) for record in _results(place, gaps, today, seed)]
    if records:
        records[-1] |= {"contacted_on": None, "answer": _REFUSED[-1]}
    keys = [*REACTIVATION.key_columns, *(column.key for column in stored_columns(REACTIVATION))]
    rows = [[record.get(key) for key in keys] for record in records]
    return {REACTIVATION.key: pd.DataFrame(rows, columns=keys, dtype=object)}


def _breaks(plans: Sequence[ClientPlan], lines: Iterable[Line], today: date) -> Iterator[Break]:
    """Yield the last long silence of each client of the last months: its last purchase and the next one, if any."""
    days: dict[str, set[date]] = {}
    for line in lines:
        if line.quantity > 0:
            days.setdefault(line.plan.code, set()).add(line.sold_on)
    since = today - timedelta(days=MOST_DAYS)
    for plan in plans:
        bought = sorted(days.get(plan.code, ()))
        if not bought or plan.story in (Story.ONE_OFF, Story.RETURNS_MORE, Story.RETURNED_ALL):
            continue
        last = bought[-1]
        if last >= since and (today - last).days > LAPSED_DAYS:
            yield plan, last, None
            continue
        closed = [pair for pair in pairwise(bought) if (pair[1] - pair[0]).days > LAPSED_DAYS and pair[1] >= since]
        if closed:
            yield plan, *closed[-1]


def _results(place: int, gaps: Sequence[Break], today: date, seed: int) -> Iterator[dict[str, object]]:
    """Yield the results of one manager: more calls about larger clients."""
    draws = Draws(seed, "reactivation", place)
    own = [gap for gap in gaps if gap[0].manager == words.MANAGERS[place]]
    for is_back, count in zip((True, False), _TRIES[place], strict=True):
        pool = [gap for gap in own if (gap[2] is not None) == is_back]
        for plan, last, back in draws.several(pool, [gap[0].yearly_rub for gap in pool], count):
            yield _result(plan, last, back, today, draws)


def _result(plan: ClientPlan, last: date, back: date | None, today: date, draws: Draws) -> dict[str, object]:
    if back is None:  # called soon after it fell off, or only lately
        silence = LAPSED_DAYS + draws.integer(1, min(45, max(1, (today - last).days - LAPSED_DAYS - 1)))
        day = min(last + timedelta(days=silence), today - timedelta(days=1))
    else:
        early = min((back - last).days - LAPSED_DAYS, RETURN_DAYS + 15)
        day = back - timedelta(days=draws.integer(0, max(0, early)))
    day = max(working_day_not_after(day), last + timedelta(days=LAPSED_DAYS))
    answers = _REFUSED if back is None or draws.chance(0.15) else _AGREED
    return {
        "client_code": plan.code,
        "contacted_on": day,
        "answer": draws.pick(answers) if draws.chance(0.88) else None,
        "programme": draws.pick(_PROGRAMMES) if draws.chance(0.6) else None,
        "next_touch_on": day + timedelta(days=draws.integer(7, 30)) if back is None and draws.chance(0.5) else None,
    }
