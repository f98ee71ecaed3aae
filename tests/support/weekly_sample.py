"""An invented week of an invented department, for tests of the weekly workbook: any number of managers."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from clientbase_xl.rules.week_activity import week_activity
from clientbase_xl.rules.week_summary import DEPARTMENT, active_title, zero_title
from clientbase_xl.schemas.facts import MANAGER_WEEKS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.week import WEEK, WEEK_CHANGES
from clientbase_xl.writing.week_dates import mondays_until
from clientbase_xl.writing.weekly_content import WeeklyContent
from clientbase_xl.writing.weekly_indicators import CATEGORIES, MONTH_TURNOVER, MOVES, WEEK_TURNOVER
from tests.support.records_sample import sample_records

TODAY = dt.date(2026, 11, 21)
MONDAY = dt.date(2026, 11, 16)
PEOPLE = ("Иванова Анна", "Петров Борис", "Сидорова Вера", "Кузнецов Глеб", "Орлова Дарья", "Волков Егор")
NAN = float("nan")
_WEEK_NOTE = "09.11.2026–15.11.2026 против недели раньше"
INDICATORS = (
    (WEEK_TURNOVER, "₽", 1_900_000.0, 2_150_000.0, _WEEK_NOTE),
    ("Валовая прибыль последней полной недели", "₽", 399_000.0, 451_500.0, _WEEK_NOTE),
    ("Оборот недели к дате", "₽", 1_596_000.0, NAN, "с 16.11.2026"),
    (MONTH_TURNOVER, "₽", 5_240_000.0, NAN, "с 01.11.2026, 20 дн.; к прошлому месяцу −4 %; к прошлому году +8 %"),
    ("Оборот тех же дней прошлого месяца", "₽", 5_460_000.0, NAN, "октябрь 2026"),
    ("Оборот тех же дней год назад", "₽", NAN, NAN, "ноябрь 2025"),
    ("Валовая прибыль месяца к дате", "₽", 1_310_000.0, NAN, "с 01.11.2026, 20 дн."),
    ("Активная база", "клиентов", 92.0, 93.0, "покупка за период активной базы, не архив, не прекращена"),
    (active_title(30), "клиентов", 78.0, 81.0, "клиенты активной базы с покупкой за 30 дн."),
    (zero_title(30), "клиентов", 14.0, 12.0, "активная база − АА"),
    *((name, "клиентов", 10.0 + 4 * at, 11.0 + 4 * at - at % 3, "расчётная") for at, name in enumerate(CATEGORIES)),
    *((title, "клиентов", 2.0 + at, NAN, "см. «Что изменилось за неделю»") for at, title in enumerate(MOVES)),
    ("В списке реактивации", "клиентов", 36.0, 33.0, "уснувшие недавно"),
    ("Отгрузки клиентов реактивации", "₽", 13_000_000.0, 12_100_000.0, "в окне реактивации"),
)  # fmt: skip


def weekly_content(people: tuple[str, ...] = PEOPLE, **changed: Any) -> WeeklyContent:
    """Return a full week of these managers; keyword arguments replace whole parts of it."""
    parts: dict[str, Any] = {
        "week": "2026-W47",
        "today": TODAY,
        "week_table": week_table(people),
        "changes": changes(people),
        "reactivation": reactivation(people),
        "weeks": weeks(people),
        "actions": actions(len(people)),
        "problems_count": 7,
        "managers": people,
        "manager_actions": {person: actions(1) for person in people},
        "base_name": "Пример",
        "last_sale_on": dt.date(2026, 11, 20),
    }
    return WeeklyContent(**(parts | changed))


def governed_content(people: tuple[str, ...] = PEOPLE, each: int = 9, **changed: Any) -> WeeklyContent:
    """Return the same week with typed records: so many contacts, tasks and requests of each manager."""
    records = sample_records(people, each)
    parts: dict[str, Any] = {
        "contacts": records["contacts"],
        "tasks": records["tasks"],
        "activity": week_activity(records["contacts"], records["tasks"]),
        "requests": records["requests"].query("status == 'на согласовании'"),
        "journal_head": "0123456789abcdef" * 4,
        "journal_seq": 1234,
    }
    return weekly_content(people, **(parts | changed))


def empty(sheet: Sheet) -> pd.DataFrame:
    """Return a table of the catalogue without rows."""
    return pd.DataFrame(columns=list(sheet.keys))


def week_table(people: tuple[str, ...]) -> pd.DataFrame:
    """Return WEEK: the department first, then each manager with a share that falls along the list."""
    rows = []
    for number, manager in enumerate([DEPARTMENT, *people]):
        factor = 1.0 if number == 0 else 1.6 / (number + 1) / max(len(people), 1) * 3
        for indicator, unit, value, before, note in INDICATORS:
            now, then = (float(f"{one * factor:.0f}") for one in (value, before))
            rows.append((manager, indicator, unit, now, then, now - then, note))
    return pd.DataFrame(rows, columns=list(WEEK.keys))


def weeks(people: tuple[str, ...], count: int = 12) -> pd.DataFrame:
    """Return MANAGER_WEEKS of so many weeks; every seventh manager-week has no sales and so no row."""
    rows = []
    for place, manager in enumerate(people):
        for number, monday in enumerate(mondays_until(MONDAY, count)):
            if (place + number) % 7 == 6:
                continue
            turnover = 180_000.0 + 23_000 * ((place * 5 + number * 3) % 11) - 9_000 * place + 6_000 * number
            rows.append((manager, monday, turnover, turnover * 0.21, 8 + (number + place) % 5, 12 + number % 4))
    return pd.DataFrame(rows, columns=list(MANAGER_WEEKS.keys)[:6]).reindex(columns=list(MANAGER_WEEKS.keys))


def changes(people: tuple[str, ...], each: int = 4) -> pd.DataFrame:
    """Return WEEK_CHANGES: so many per manager, kinds in turn."""
    kinds = (
        ("категория стала ниже", "B", "C", "Прибыль за 12 мес. 214 300 ₽: ниже границы 240 000 ₽ уровня «Высокая»."),
        ("стал нулевым", "покупал", "нет покупок", "В октябре не было покупок, обычно раз в 14 дн."),
        ("уснул", "действующий", "уснувший", "Молчит 61 дн., порог 60 дн.; обычно покупает раз в 21 дн."),
        ("вернулся", "ушедший", "действующий", "Купил 19.11.2026 на 48 200 ₽ после 203 дн. молчания."),
    )
    rows = []
    for place, manager in enumerate(people):
        for number in range(each):
            kind, before, after, reason = kinds[number % len(kinds)]
            code = f"{place:02d}{number:03d}"
            name = f"ООО «Ромашка-{place + 1}-{number + 1}»"
            rows.append((manager, kind, code, name, before, after, 940_000.0 - 37_000 * len(rows), reason))
    return pd.DataFrame(rows, columns=list(WEEK_CHANGES.keys))


def reactivation(people: tuple[str, ...], each: int = 6) -> pd.DataFrame:
    """Return REACTIVATION: so many per manager, by amount over all."""
    rows: list[dict[str, Any]] = []
    for number in range(each):
        for place, manager in enumerate(people):
            silence = 60 + (len(rows) * 7) % 120
            amount = 612_345.5 - 14_300 * len(rows)
            rows.append(
                {
                    "rank": len(rows) + 1,
                    "rank_manager": number + 1,
                    "client_code": f"7{place:02d}{number:02d}",
                    "client_name": f"Торговый дом «Василёк-{place + 1}-{number + 1}»",
                    "manager": manager,
                    "phone": f"+7 900 000-{place:02d}-{number:02d}",
                    "amount_9m_rub": amount,
                    "last_purchase_on": TODAY - dt.timedelta(days=silence),
                    "silence_days": silence,
                    "rhythm_days": 21.0,
                    "category": "ABCD"[len(rows) % 4],
                    "flags": "",
                    "reason": f"За 9 мес. отгружено {amount:.0f} ₽; обычно раз в 21 дн., не покупает {silence} дн.",
                }
            )
    return pd.DataFrame(rows, columns=list(REACTIVATION.keys))


def actions(factor: int) -> pd.DataFrame:
    """Return START: three things to do."""
    rows = [
        ("Позвонить уснувшим из списка реактивации", 9, 880_000.0, "reactivation", "Молчат 60–180 дн."),
        ("Узнать потенциал клиентов с диапазоном", 6, 540_000.0, "clients", "Без потенциала категория между B и D."),
        ("Назначить дублёра клиентам A и B", 2, 310_000.0, "clients", "Клиента знает один человек."),
    ]
    return pd.DataFrame(
        [
            (order, action, count * factor, amount * factor, sheet, why)
            for order, (action, count, amount, sheet, why) in enumerate(rows, 1)
        ],
        columns=list(START.keys),
    )
