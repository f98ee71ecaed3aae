"""What the head of the demo noted about how his people sell: a week of their time, lines, answers, a payroll."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.records import Record, records_frame
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LISTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.sales_types import LINES_LIST, SALES_LINES_TYPES
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.time_photo import ACTIVITIES_LIST, SELLING, TIME_PHOTO
from clientbase_xl.schemas.typed_cells import stored_columns

# Share of serving, days noted: the key accounts are looked after, who calls nobody writes papers, who came a year ago
# gave up on the third day.
_HABITS: tuple[tuple[float, int], ...] = ((0.38, 5), (0.46, 5), (0.24, 5), (0.63, 5), (0.52, 5), (0.35, 3))
_DAY_MINUTES = 480
_STEP_MINUTES = 15
_REPAIR_LINE = "Ремонт"
_REPAIR = ("Крепёж и скобяные изделия", "Лаки и краски")
_PAYROLL_RUB = 95_000

# Price, complexity, clients on the market, purchase; None was not answered. The last cell is the head's decision.
_LINES: Mapping[str, tuple[str | None, ...]] = {
    "Автохимия": ("низкая", "низкая", "больше 10 000", "до 1 месяца", None),
    "Бытовая химия": ("низкая", "низкая", "больше 10 000", "до 1 месяца", None),
    "Хозтовары": ("низкая", "средняя", "1 000–10 000", "до 2 месяцев", None),
    _REPAIR_LINE: ("средняя", "средняя", "1 000–10 000", "до 2 месяцев", None),
    "Электроинструмент": ("высокая", "высокая", "100–999", "до 2 месяцев", None),
    "Ручной инструмент": ("средняя", None, "100–999", "реже 2 месяцев", None),
    "Сад и огород": ("средняя", "низкая", "100–999", None, "консультационно-транзакционные"),
}
_ANSWERS: Mapping[str, tuple[bool | None, str | None]] = {
    "1": (True, "Новых мало, живём на своих"),
    "2": (True, "Видел прайсы двух других поставщиков на складе у крупных"),
    "3": (False, "План выполняем"),
    "4": (True, "Слушал звонки: «что будем брать?»"),
    "5": (False, "Все, кого помню, на месте"),
    "6": (True, None),
    "7": (True, "Телефон не умолкает, сами звонят редко"),
    "8": (None, None),
}


def selling_records(today: date, seed: int) -> dict[str, pd.DataFrame]:
    """Return the stored columns of «Хронометраж», «Тип продаж», «Диагностика», and cells of lists and settings.

    By sheet key, dtype object. The notes are of the last full working week before `today`, in quarters of an hour.
    """
    lines: list[Record] = [{"line": name} | dict(zip(_LINE_KEYS, cells, strict=True)) for name, cells in _LINES.items()]
    answers: list[Record] = [
        {"question_no": number, "is_yes": is_yes, "comment": comment} for number, (is_yes, comment) in _ANSWERS.items()
    ]
    return {
        TIME_PHOTO.key: records_frame(TIME_PHOTO, _notes(today, seed)),
        SALES_LINES_TYPES.key: _frame(SALES_LINES_TYPES, lines),
        DIAGNOSIS.key: _frame(DIAGNOSIS, answers),
        LISTS.key: _frame(
            LISTS, [{"list_key": LINES_LIST, "value": category, "note": _REPAIR_LINE} for category in _REPAIR]
        ),
        SETTINGS.key: _frame(SETTINGS, [{"address": "time.payroll_rub", "value": _PAYROLL_RUB}]),
    }


_LINE_KEYS = ("price_level", "complexity", "market_size", "purchase_period", "type_decided")


def _frame(sheet: Sheet, records: Sequence[Record]) -> pd.DataFrame:
    keys = dict.fromkeys([*sheet.key_columns, *(column.key for column in stored_columns(sheet))])
    return pd.DataFrame(records, columns=list(keys), dtype=object)


def _notes(today: date, seed: int) -> Iterator[Record]:
    """Yield the notes of a week, day by day and manager by manager."""
    selling = [name for name, kind in DEFAULT_VALUES[ACTIVITIES_LIST] if kind == SELLING]
    serving = [name for name, kind in DEFAULT_VALUES[ACTIVITIES_LIST] if kind != SELLING]
    monday = today - timedelta(days=today.weekday() + 7)
    days = [day for day in (monday + timedelta(days=back) for back in range(7)) if is_working(day)]
    for number, day in enumerate(days):
        for manager, (share, count_days) in zip(MANAGERS, _HABITS, strict=True):
            if number >= count_days:
                continue
            draws = Draws(seed, "time", manager, number)
            steps = _DAY_MINUTES // _STEP_MINUTES
            of_serving = round(steps * min(0.95, max(0.0, share + draws.between(-0.06, 0.06))))
            for names, count in ((selling, steps - of_serving), (serving, of_serving)):
                for activity, minutes in _split(names, count, draws):
                    yield {"noted_on": day, "manager": manager, "activity": activity, "count_minutes": minutes}


def _split(names: list[str], steps: int, draws: Draws) -> Iterator[tuple[str, int]]:
    """Yield activities whose minutes add up to so many quarters of an hour, the larger ones first in the list."""
    counts = [0] * len(names)
    weights = [float(len(names) - place) for place in range(len(names))]
    for _ in range(steps):
        counts[draws.weighted(range(len(names)), weights)] += 1
    for name, count in zip(names, counts, strict=True):
        if count:
            yield name, count * _STEP_MINUTES
