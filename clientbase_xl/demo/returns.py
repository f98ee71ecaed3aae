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
from clientbase_xl.demo.working_days import working_day_not_after, working_day_not_before
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.typed_cells import stored_columns

LAPSED_DAYS, RETURN_DAYS, MOST_DAYS = 60, 90, 330
# Tries of each manager: clients that came back (the 90 days are over; still run), that did not (over; still run).
_TRIES = ((2, 2, 5, 2), (2, 1, 5, 2), (4, 1, 4, 1), (0, 0, 0, 0), (1, 0, 5, 1), (3, 1, 2, 1))
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
    kinds = [(is_back, is_over) for is_back in (True, False) for is_over in (True, False)]
    for (is_back, is_over), count in zip(kinds, _TRIES[place], strict=True):
        pool = [gap for gap in own if (gap[2] is not None) == is_back and _can_be(gap, today, is_over=is_over)]
        for plan, last, back in draws.several(pool, [gap[0].yearly_rub for gap in pool], count):
            own = [gap for gap in own if gap[0] is not plan]
            yield _result(plan, last, back, today, draws, is_over=is_over)


def _can_be(gap: Break, today: date, *, is_over: bool) -> bool:
    """Tell whether the 90 days after a contact in this break can be over today, or can still run."""
    _, last, back = gap
    if is_over:
        return (
            ((back or today) - last).days > LAPSED_DAYS
            and (today - last).days > LAPSED_DAYS + RETURN_DAYS + 3
            and (back is None or (today - back).days > RETURN_DAYS)
        )
    return (today - (back or today)).days < RETURN_DAYS / 2 and (today - last).days < 2 * LAPSED_DAYS + RETURN_DAYS


def _result(
    plan: ClientPlan, last: date, back: date | None, today: date, draws: Draws, *, is_over: bool
) -> dict[str, object]:
    """Return the result of one call, made while the client was silent."""
    first_day = last + timedelta(days=LAPSED_DAYS + 1)
    if back is None:
        last_day = min(first_day + timedelta(days=45), today - timedelta(days=RETURN_DAYS + 1 if is_over else 1))
    else:
        last_day = back
        first_day = max(first_day, back - timedelta(days=RETURN_DAYS - 20))
    if not is_over:
        first_day = max(first_day, today - timedelta(days=RETURN_DAYS - 2))
    day = working_day_not_after(first_day + timedelta(days=draws.integer(0, max(0, (last_day - first_day).days))))
    if (day - last).days < LAPSED_DAYS:
        day = working_day_not_before(last + timedelta(days=LAPSED_DAYS))
    answers = _REFUSED if back is None or draws.chance(0.15) else _AGREED
    return {
        "client_code": plan.code,
        "contacted_on": day,
        "answer": draws.pick(answers) if draws.chance(0.88) else None,
        "programme": draws.pick(_PROGRAMMES) if draws.chance(0.6) else None,
        "next_touch_on": day + timedelta(days=draws.integer(7, 30)) if back is None and draws.chance(0.5) else None,
    }
