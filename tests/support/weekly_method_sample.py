"""The blocks of the weekly pages that rules compute, invented: plans, bridge, contacts due, products, signs, FBS."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from clientbase_xl.rules.fbs_week import FbsGap, FbsWeek
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE, BASES, BRIDGE_PERIODS
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS
from clientbase_xl.schemas.contact_load import CONTACT_LOAD
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.diagnosis import BY_BASE, DIAGNOSIS, DIFFERS, QUESTIONS, SYMPTOM
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.plan_forecast import PLAN_LINES
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION
from clientbase_xl.schemas.retention import RETENTION_HEADLINE
from clientbase_xl.schemas.warning_signs import CAUSE
from clientbase_xl.schemas.week import WEEK_LINES
from clientbase_xl.writing.weekly_content import WeeklyContent
from tests.support.weekly_sample import MONDAY, PEOPLE, governed_content

WORK_TITLES = (
    "Потенциальные клиенты",
    "Кого опросить",
    "Сокращают закупки",
    "Соглашения",
    "Программы",
    "Скидки менеджеров",
    "Следующее касание",
    "Пять задач КМ",
)
PERIODS = ("ноябрь 2026", "прошлая неделя", "эта неделя", "следующая неделя")


def method_content(people: tuple[str, ...] = PEOPLE, **changed: Any) -> WeeklyContent:
    """Return a full week of these managers with everything that a page can show."""
    parts: dict[str, Any] = {
        "plan": plan_lines(people),
        "bridge": bridge(people),
        "due": due(people),
        "load": load(people),
        "retention": retention(),
        "conversion": conversion(people),
        "products": products(),
        "warning_signs": signs(),
        "fbs_week": fbs_week(people),
        "diagnosis": diagnosis(),
        "lines": work(people),
    }
    return governed_content(people, **(parts | changed))


def _table(sheet: Sheet, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(sheet.keys))


def plan_lines(people: tuple[str, ...]) -> pd.DataFrame:
    """Return PLAN_LINES: the first expectation of the last week was 2 000 000 ₽, later corrected to 1 900 000 ₽."""
    rows = [
        {
            "manager": manager,
            "period": period,
            "starts_on": MONDAY + dt.timedelta(days=7 * number),
            "ends_on": MONDAY + dt.timedelta(days=7 * number + 6),
            "plan_rub": 2_100_000.0,
            "commit_rub": 1_500_000.0,
            "expected_rub": 1_900_000.0,
            "best_rub": 2_500_000.0,
            "first_expected_rub": 2_000_000.0 if period == "прошлая неделя" else None,
            "fact_rub": None if period == "следующая неделя" else 1_750_000.0,
            "plan_share": 0.833,
            "run_rate_rub": 1_980_000.0 if number % 2 == 0 else None,
            "bias": 0.12,
            "reason": "прошло 14 из 20 раб. дн.; смещение за 8 нед.: +12 %",
        }
        for manager in (DEPARTMENT, *people)
        for number, period in enumerate(PERIODS)
    ]
    return _table(PLAN_LINES, rows)


def bridge(people: tuple[str, ...]) -> pd.DataFrame:
    """Return AKB_BRIDGE: 387 + 2 + 10 − 12 − 1 = 386 of the department's week, one stopped of the other periods."""
    rows = [
        {
            "base": base,
            "period": period,
            "manager": manager,
            "count_before": 387,
            "count_new": 2,
            "count_returned": 10,
            "count_received": 0,
            "count_lapsed": 12,
            "count_left": 1,
            "count_stopped": int(number > 0),
            "count_handed": 0,
            "count_after": 386 - int(number > 0),
            "count_change": -1 - int(number > 0),
        }
        for base in BASES
        for manager in (DEPARTMENT, *people)
        for number, period in enumerate(BRIDGE_PERIODS)
    ]
    return _table(AKB_BRIDGE, rows)


def due(people: tuple[str, ...], each: int = 15) -> pd.DataFrame:
    """Return CONTACTS_DUE: so many of each manager, the first overdue."""
    rows = [
        {
            "due_on": MONDAY + dt.timedelta(days=number // 3 - 2),
            "contact_kind": ("визит", "звонок")[number % 2],
            "client_code": f"{place:02d}{number:03d}",
            "client_name": f"ООО «Черёмуха-{place + 1}-{number + 1}»",
            "manager": manager,
            "category_approved": "ABC"[number % 3],
            "phone": f"+7 (900) 000-{place:02d}-{number:02d}",
            "reason": "Прошлая встреча 29.09.2026, раз в 7 дн. (30,44 ÷ 4)",
        }
        for place, manager in enumerate(people)
        for number in range(each)
    ]
    return _table(CONTACTS_DUE, rows)


def load(people: tuple[str, ...]) -> pd.DataFrame:
    """Return CONTACT_LOAD: the first manager is overloaded."""
    rows = [
        {
            "manager": manager,
            "state": "помещается" if place else "перегружен",
            "reason": "Нужно 138,2 ч, есть 96 ч.",
        }
        for place, manager in enumerate(people)
    ]
    return _table(CONTACT_LOAD, rows)


def retention() -> pd.DataFrame:
    """Return RETENTION_HEADLINE of three groups."""
    rows = [
        {"client_group": "Все клиенты", "count_first": 576, "count_second": 519, "share_second": 0.901, "reason": "—"},
        {
            "client_group": "Созревшие",
            "count_first": 3,
            "count_second": 2,
            "share_second": 2 / 3,
            "verdict": "дыра в кармане",
            "reason": "2 из 3, 66 % < 67 % — дыра в кармане",
        },
        {"client_group": "Начало истории", "count_first": 0, "count_second": 0, "share_second": None, "reason": "—"},
    ]
    return _table(RETENTION_HEADLINE, rows)


def conversion(people: tuple[str, ...]) -> pd.DataFrame:
    """Return REACTIVATION_CONVERSION: managers, then all: 12 of 23."""
    rows = [
        {
            "manager": manager,
            "count_contacted": 30,
            "count_over": 23,
            "count_returned": 12,
            "conversion": 12 / 23,
            "mark": "30 % [S], 60 % [B]",
            "reason": "Вернулись 12 из 23",
        }
        for manager in (*people, "Все")
    ]
    return _table(REACTIVATION_CONVERSION, rows)


def products(each: int = 13) -> pd.DataFrame:
    """Return ASSORTMENT_KPIS: brands, categories and SKUs by turnover."""
    rows = [
        {
            "dimension": dimension,
            "product": f"{dimension} {number + 1}",
            "count_addresses": 120 - number,
            "count_addresses_before": 118,
            "count_zero": 400 + number,
            "share_covered": 0.2,
            "turnover_rub": 5_000_000.0 - 100_000 * number,
            "turnover_before_rub": 4_000_000.0,
            "change_turnover": 0.25 if number else None,
        }
        for dimension in ("бренд", "категория товара", "SKU")
        for number in range(each)
    ]
    return _table(ASSORTMENT_KPIS, rows)


def signs() -> pd.DataFrame:
    """Return WARNING_SIGNS: a pair that warns on both sides, a calm sign and one without data."""
    return warning_signs(
        (
            WarningSign(
                "круговая атака рыночных сегментов",
                "потеря целевого сегмента",
                "Оборот вне целевого сегмента",
                "%",
                0.05,
                reason="целевой сегмент не отмечен ни у одного клиента (лист «Клиенты»)",
            ),
            WarningSign(
                *("мобилизация персонала продаж", "демотивация", "Контактов на менеджера", "в день", 0.25, 2.4, 2.5),
                is_warning=False,
                reason="за 4 нед. 2,4 в рабочий день, за 4 нед. до них 2,5 (−4 %)",
            ),
            WarningSign(
                *("тотальное снижение цены", "резкое падение рентабельности", "Рентабельность", "%", 0.03, 0.19, 0.22),
                is_warning=True,
                reason="август – октябрь 2026 19 %, год назад 22 % (−3 п.п.)",
            ),
            WarningSign(
                *("тотальное снижение цены", "резкое падение рентабельности", "Начато скидок", "шт.", 0.5, 14.0, 7.0),
                is_warning=True,
                reason="за 3 мес. 14, за столько же до них 7 (+100 %)",
                side=CAUSE,
            ),
            WarningSign(
                *("тотальное снижение цены", "резкое падение рентабельности", "Средняя скидка", "%", 0.02, 0.05, 0.05),
                is_warning=False,
                reason="за 3 мес. 5 %, за столько же до них 5 % (0 п.п.)",
                side=CAUSE,
            ),
        )
    )


def fbs_week(people: tuple[str, ...]) -> FbsWeek:
    """Return the week after: every second person is away for two days, two functions of the highest level uncovered."""
    functions = tuple((number % 4, f"Регулярный аудит отношений с клиентами {number}") for number in range(9))
    gaps = [
        FbsGap(
            (person, people[0]),
            MONDAY + dt.timedelta(days=7),
            MONDAY + dt.timedelta(days=8),
            ((1, "Холодные звонки"), (1, "Приём заявок")) if not number else (),
            ((people[-1], functions), (people[0], functions[:2])),
        )
        for number, person in enumerate(people[::2])
    ]
    return FbsWeek(MONDAY + dt.timedelta(days=7), tuple(gaps), ((2, "Сервис и решение проблем"),), 19)


def work(people: tuple[str, ...]) -> pd.DataFrame:
    """Return WEEK_LINES: eight kinds of work of everybody, the first with a long text."""
    rows = [
        {
            "manager": manager,
            "title": title,
            "text": f"в работе {number}; "
            + ("не хватает результатов: встречи, рассылка новостей; " * 8 if not number else "и ещё"),
        }
        for manager in (DEPARTMENT, *people)
        for number, title in enumerate(WORK_TITLES)
    ]
    return _table(WEEK_LINES, rows)


def diagnosis() -> pd.DataFrame:
    """Return DIAGNOSIS: the base contradicts the answer to 8, 2 to 5 are symptoms, the rest is calm."""
    rows = [
        {
            "question_no": number,
            "question": question,
            "is_yes": None if number in "234" else False,
            "is_yes_computed": number in "23458",
            "agreement": DIFFERS if number == "8" else "нет ответа" if number in "234" else "сходится",
            "symptom": BY_BASE if number == "8" else SYMPTOM if number in "2345" else "нет",
            "difference": "Вы говорите «нет», база — «да». Активная база: год назад 530, сегодня 516.",
        }
        for number, question in QUESTIONS.items()
    ]
    return _table(DIAGNOSIS, rows)
