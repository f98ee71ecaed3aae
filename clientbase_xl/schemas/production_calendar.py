"""The Russian production calendar that a new base starts with: public holidays, days moved by decrees of each year.

Public holidays are those of article 112 of the Labour Code; which days off are moved where is decided every year by
the government. Users edit both lists on «Справочники».
"""

from datetime import date

FIXED_HOLIDAYS: dict[tuple[int, int], str] = {
    **{(1, day): "Новогодние каникулы" for day in (1, 2, 3, 4, 5, 6, 8)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
"""Month and day of every public holiday → its name."""
YEARS = (2024, 2025, 2026, 2027)
"""Years whose days stand in the lists of a new base; of 2027 only what the law itself says."""
COUNT_WORKING_DAYS = {2024: 248, 2025: 247, 2026: 247}
"""Working days of a five-day week by the official calendars: what the lists must give."""

_BY_LAW = "Выходной за праздник (ст. 112 ТК)"
_MOVED: tuple[tuple[date, str], ...] = (
    (date(2024, 4, 29), "Перенос с субботы 27.04.2024"),
    (date(2024, 4, 30), "Перенос с субботы 02.11.2024"),
    (date(2024, 5, 10), "Перенос с 06.01.2024"),
    (date(2024, 12, 30), "Перенос с субботы 28.12.2024"),
    (date(2024, 12, 31), "Перенос с 07.01.2024"),
    (date(2025, 5, 2), "Перенос с 04.01.2025"),
    (date(2025, 5, 8), "Перенос с 23.02.2025"),
    (date(2025, 6, 13), "Перенос с 08.03.2025"),
    (date(2025, 11, 3), "Перенос с субботы 01.11.2025"),
    (date(2025, 12, 31), "Перенос с 05.01.2025"),
    (date(2026, 1, 9), "Перенос с 03.01.2026"),
    (date(2026, 3, 9), _BY_LAW),
    (date(2026, 5, 11), _BY_LAW),
    (date(2026, 12, 31), "Перенос с 04.01.2026"),
    (date(2027, 5, 3), f"{_BY_LAW}; переносы года не внесены"),
    (date(2027, 5, 10), f"{_BY_LAW}; переносы года не внесены"),
    (date(2027, 6, 14), f"{_BY_LAW}; переносы года не внесены"),
)
_WORKING_WEEKENDS: tuple[tuple[date, str], ...] = (
    (date(2024, 4, 27), "Суббота; выходной 29.04.2024"),
    (date(2024, 11, 2), "Суббота; выходной 30.04.2024"),
    (date(2024, 12, 28), "Суббота; выходной 30.12.2024"),
    (date(2025, 11, 1), "Суббота; выходной 03.11.2025"),
)
_SATURDAY = 5
_UNDECIDED_YEARS = {2027: "Внесите, куда его перенесло правительство"}


def holiday_values() -> tuple[tuple[str, str], ...]:
    """Return the days off besides Saturdays and Sundays as values of a list: (dd.mm.yyyy, name), in order."""
    days = {date(year, *day): _note(date(year, *day), name) for year in YEARS for day, name in FIXED_HOLIDAYS.items()}
    return _values({**days, **dict(_MOVED)})


def working_weekend_values() -> tuple[tuple[str, str], ...]:
    """Return the Saturdays and Sundays on which people work as values of a list."""
    return _values(dict(_WORKING_WEEKENDS))


def _note(day: date, name: str) -> str:
    """Return the name of a holiday; of a New Year's day off on a weekend also that its move is not entered yet."""
    text = _UNDECIDED_YEARS.get(day.year, "")
    is_open = text and day.month == 1 and day.weekday() >= _SATURDAY
    return f"{name}. {text}" if is_open else name


def _values(days: dict[date, str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{day:%d.%m.%Y}", days[day]) for day in sorted(days))
