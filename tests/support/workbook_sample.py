"""An invented base for tests of the workbook: clients, lapsed ones, week, lists, problems; no rule is computed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, Severity, as_records
from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.clients import CLIENTS, STATUSES
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.start import START, START_COUNTS
from clientbase_xl.schemas.week import WEEK
from clientbase_xl.settings import Settings, rows
from clientbase_xl.writing.content import WorkbookContent
from tests.support.fbs_sheets import employees_list, fbs_sheets
from tests.support.records_sample import sample_records

TODAY = date(2026, 11, 20)
MANAGERS = ("Белова Ирина", "Громов Пётр", "Ильин Олег", "Котова Анна", "Лапин Денис", "Соколова Мария")
_FORMS = ("ООО", "ООО", "ООО", "ИП", "АО")
_WORDS = ("Северный берег", "Ладья", "Мастер-Дом", "Вектор", "Тёплый край", "Снабжение плюс", "Рябина", "Орион-Торг")
_TOWNS = ("Тверь", "Казань", "Пермь", "Томск", "Вологда", "Самара", "Калуга", "Омск")
_REASONS = {
    "A": "Прибыльность 2 417 300 ₽ — Максимальная (до него накоплено 31,2 %); потенциал 14 200 000 ₽ — Максимальный.",
    "B": "Прибыльность 812 400 ₽ — Высокая (до него накоплено 63,5 %); потенциал не известен: столбец «Высокий».",
    "C": "Прибыльность 214 050 ₽ — Средняя (до клиента накоплено 88,1 %); потенциал 3 100 000 ₽ — Высокий.",
    "D": "Прибыльность 18 720 ₽ — Низкая (до него накоплено 97,9 %); потенциал 260 000 ₽ — Низкий; правило компании.",
    "E": "Прибыльность −54 310 ₽ — Отрицательная: отгрузки в убыток при известной себестоимости.",
}


def sample_content(count_clients: int = 60, **changes: Any) -> WorkbookContent:
    """Return a believable content; `changes` replace fields of it."""
    clients = sample_clients(count_clients)
    whole: dict[str, Any] = {
        "tables": {
            "start": sample_actions(),
            "clients": clients,
            "reactivation": sample_reactivation(clients),
            "week": sample_week(),
            "settings": sample_settings(Settings()),
            "lists": sample_lists(),
            "problems": sample_problems(),
        },
        "start_counts": sample_counts(clients),
        "cuts": LevelCuts(1_400_000.0, 520_000.0, 90_000.0, 9_000_000.0, 2_500_000.0, True),
        "settings": Settings(),
        "today": TODAY,
        "base_name": "Торговый дом «Пример»",
        "marks": {"clientbase_typed_digest": "0" * 64},
    }
    return WorkbookContent(**(whole | changes))


def with_records(count_clients: int = 60, each: int = 4) -> WorkbookContent:
    """Return the same content with typed records, requests and a journal: so many rows per manager."""
    whole = sample_content(count_clients)
    lists = pd.concat([whole.tables["lists"], employees_list()], ignore_index=True)
    more = {**sample_records(MANAGERS, each), **fbs_sheets(TODAY), "lists": lists}
    return replace(whole, tables={**whole.tables, **more})


def sample_clients(count: int) -> pd.DataFrame:
    """Return CLIENTS with skewed turnovers, unknown potentials, negative profits, long and awkward names."""
    dice = random.Random(7)
    records = [_client(dice, number, count) for number in range(count)]
    return pd.DataFrame(records, columns=list(CLIENTS.keys))


def _client(dice: random.Random, number: int, count: int) -> dict[str, Any]:
    turnover = round(42_000_000 / (number + 1.6) ** 0.95 * dice.uniform(0.7, 1.3), 2)
    profit = round(turnover * dice.gauss(0.14, 0.07), 2)
    potential = None if dice.random() < 0.45 else float(round(turnover * dice.uniform(1.05, 6), -4))
    silence = int(dice.expovariate(1 / 35))
    place = number / count
    letter = "E" if profit < 0 else "A" if place < 0.06 else "B" if place < 0.3 else "C" if place < 0.6 else "D"
    if silence > 180:
        status = "ушедший"
    elif silence >= 60:
        status = "уснувший"
    else:
        status = dice.choice(STATUSES[:3])
    town = dice.choice(_TOWNS)
    name = f"{dice.choice(_FORMS)} «{dice.choice(_WORDS)} {town}»"
    if number == 3:
        name = "Общество с ограниченной ответственностью «Объединённая снабженческая компания Поволжья»"
    rhythm = None if dice.random() < 0.1 else round(dice.uniform(7, 45), 1)
    return {
        "client_code": f"{number + 1:06d}",
        "client_name": name,
        "manager": dice.choice(MANAGERS),
        "category_approved": letter,
        "category_approved_mark": "предварительно" if number % 3 else None,
        "category": letter if dice.random() < 0.9 else "C",
        "category_range": "B–D" if potential is None and letter in "BCD" else None,
        "reason": _REASONS[letter],
        "distance": "до «Максимальная» не хватает 587 600 ₽ прибыли в год" if letter in "BCD" else None,
        "status": status,
        "status_reason": f"Молчит {silence} дн., обычно покупает раз в {rhythm or '—'} дн.",
        "flags": "уточнить потенциал; нет дублёра" if potential is None else None,
        "turnover_12m_rub": turnover,
        "gross_profit_12m_rub": profit + 12_000,
        "profitability_12m_rub": profit,
        "count_purchases_12m": dice.randint(1, 60),
        "average_purchase_rub": turnover / 20,
        "last_purchase_on": pd.Timestamp(TODAY - timedelta(days=silence)),
        "silence_days": silence,
        "rhythm_days": rhythm,
        "width_skus": dice.randint(1, 140),
        "depth_units": round(dice.uniform(1, 400), 1),
        "trend": dice.gauss(0.02, 0.35),
        "returns_share": max(0.0, dice.gauss(0.02, 0.03)),
        "potential_rub": potential,
        "potential_in_force_rub": potential if potential and potential >= turnover else None,
        "share_of_wallet": turnover / potential if potential and potential >= turnover else None,
        "untapped_rub": potential - turnover if potential and potential >= turnover else None,
        "backup_manager": dice.choice(MANAGERS) if number % 4 else None,
        "channel": "Оптовый канал продаж B2B/B2C",
        "inn": f"69{dice.randint(10_000_000, 99_999_999)}",
        "contact_name": "Павлова Елена Сергеевна" if number % 2 else None,
        "contact_role": "ЛПР" if number % 2 else None,
        "phone": f"+7 4822 {dice.randint(10, 99)}-{dice.randint(10, 99)}-{dice.randint(10, 99)}",
        "email": f"zakaz{number}@example.ru",
        "delivery_address": f"{town}, Промышленная ул., {dice.randint(1, 90)}",
        "contract_no": f"{number + 10}/26",
        "contract_until": pd.Timestamp(2027, 3, 31) if number % 3 else pd.NaT,
        "payment_delay_days": dice.choice((0, 14, 30, 45)),
        "credit_limit_rub": float(round(turnover / 8, -4)),
        "overdue_rub": float(dice.choice((0, 0, 0, 84_300))),
        "cost_to_serve_12m_rub": 12_000.0,
        "region": town,
        "count_outlets": dice.randint(1, 12),
        "is_target": bool(number % 2),
        "is_project": False,
        "is_stopped": False,
        "is_archived": False,
        "comment": "Просит отгрузку до десяти утра, звонить после обеда." if number % 5 == 0 else None,
    }


def sample_reactivation(clients: pd.DataFrame) -> pd.DataFrame:
    """Return REACTIVATION of the clients that are silent 60–180 days."""
    lapsed = clients[clients["silence_days"].between(60, 180)].reset_index(drop=True)
    table = lapsed.reindex(columns=list(REACTIVATION.keys))
    table["rank"] = range(1, len(lapsed) + 1)
    table["rank_manager"] = lapsed.groupby("manager").cumcount() + 1
    table["amount_9m_rub"] = lapsed["turnover_12m_rub"] * 0.7
    table["reason"] = [
        f"Отгрузки за 9 мес. (20.02.2026–19.11.2026); молчит {days} дн. при пороге 60–180; обычно раз в 21 дн."
        for days in lapsed["silence_days"]
    ]
    table["flags"] = ["в своём ритме" if number % 3 == 0 else None for number in range(len(lapsed))]
    table["contacted_on"] = [pd.Timestamp(2026, 11, 18) if number == 0 else pd.NaT for number in range(len(lapsed))]
    table["answer"] = ["Ушли к другому поставщику из-за срока поставки" if n == 0 else None for n in range(len(lapsed))]
    return table


def sample_actions() -> pd.DataFrame:
    """Return START: four things to do."""
    records = [
        (
            1,
            "Позвонить уснувшим клиентам",
            41,
            18_420_300.0,
            "reactivation",
            "Отгрузки в окне 9 мес.; молчат 60–180 дн.",
        ),
        (2, "Назначить дублёра клиентам A и B", 12, 9_870_000.0, "clients", "Клиент известен одному менеджеру."),
        (
            3,
            "Уточнить потенциал",
            214,
            7_300_120.0,
            "clients",
            "Категория дана диапазоном, пока потенциал не известен.",
        ),
        (4, "Решить по клиентам E", 6, 54_310.0, "clients", "Убыток за 12 месяцев: пересмотреть цены или прекратить."),
    ]
    return pd.DataFrame(records, columns=list(START.keys))


def sample_counts(clients: pd.DataFrame) -> pd.DataFrame:
    """Return START_COUNTS."""
    records = [
        ("Клиентов в базе", float(len(clients)), None, "integer", "clients"),
        ("Активная база", float(len(clients)), None, "integer", "clients"),
        ("Оборот за 12 мес., ₽", float(clients["turnover_12m_rub"].sum()), None, "money", "clients"),
        ("Потенциал известен у", 0.55, None, "share", "clients"),
        ("Уснувших для реактивации", 41.0, None, "integer", "reactivation"),
        ("Последняя загрузка продаж", None, "19.11.2026", "text", None),
        ("Проблем в данных", 4.0, None, "integer", "problems"),
    ]
    return pd.DataFrame(records, columns=list(START_COUNTS.keys))


def sample_week() -> pd.DataFrame:
    """Return WEEK of the department and one manager."""
    records = []
    for manager in ("Отдел", *MANAGERS):
        records += [
            (manager, "Оборот недели", "₽", 4_120_300.0, 3_870_150.0, 250_150.0, "Понедельник — воскресенье."),
            (manager, "Клиентов с покупкой", "шт.", 112.0, 118.0, -6.0, "Разных клиентов за неделю."),
            (manager, "Доля возвратов", "%", 0.021, 0.018, 0.003, None),
        ]
    return pd.DataFrame(records, columns=list(WEEK.keys))


def sample_settings(settings: Settings) -> pd.DataFrame:
    """Return SETTINGS with plain Python values."""
    records = [{key: getattr(row, key) for key in SETTINGS.keys} for row in rows(settings)]
    return pd.DataFrame(records, columns=list(SETTINGS.keys), dtype=object)


def sample_lists() -> pd.DataFrame:
    """Return LISTS with the default values and the managers."""
    values = DEFAULT_VALUES | {"managers": tuple((name, "") for name in MANAGERS)}
    records = [(LIST_TITLES[key], value, note, None, key) for key in LIST_TITLES for value, note in values[key]]
    return pd.DataFrame(records, columns=list(LISTS.keys))


def sample_problems() -> pd.DataFrame:
    """Return PROBLEMS of three severities, in foreign files and in the workbook."""
    found = [
        Problem(
            "Дата не читается.",
            "Исправьте дату в выгрузке.",
            Severity.ERROR,
            "продажи.xlsx",
            "TDSheet",
            318,
            "Дата",
            "31.02.2026",
        ),
        Problem(
            "Сумма — текст.",
            "Уберите из столбца текст.",
            Severity.ERROR,
            "продажи.xlsx",
            "TDSheet",
            912,
            "Сумма",
            "=1+1",
            14,
        ),
        Problem(
            "Потенциал меньше собственного оборота.",
            "Уточните потенциал.",
            sheet="Клиенты",
            row=9,
            column="Потенциал, ₽ в год",
            value="120 000",
        ),
        Problem("Загрузка без себестоимости.", "Прибыль считается по остальным.", Severity.NOTICE, "продажи.csv"),
    ]
    return pd.DataFrame(as_records(found), columns=list(PROBLEMS.keys))
