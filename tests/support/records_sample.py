"""Invented typed records for tests: people of clients, contacts, tasks, requests and a journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from clientbase_xl.rules.tasks_table import tasks_table
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS, PERSON_ROLES
from clientbase_xl.schemas.contacts import CONTACT_KINDS, CONTACT_RESULTS, CONTACTS
from clientbase_xl.schemas.journal import JOURNAL
from clientbase_xl.schemas.requests import APPROVED, CONFLICT, REJECTED, REQUESTS, WAITING
from clientbase_xl.schemas.tasks import TASK_KPIS, TASKS

TODAY = dt.date(2026, 11, 21)
_NAMES = ("Павлова Елена Сергеевна", "Тихонов Игорь Львович", "Мирная Ольга")
_TALKS = (
    "Обсудили остатки на складе клиента и сроки поставки: просит отгрузку до десяти утра.",
    "Прайс отправлен, ждёт решения руководства.",
    "Цена выше, чем у соседнего поставщика; вернуться после распродажи.",
)
_STEPS = ("Перезвонить после получения КП", "Подготовить образцы", None)
_TASKS = (
    "Завести пять новых позиций в матрицу клиента",
    "Провести обучение продавцов торгового зала по новой линейке",
    "Согласовать план закупок на первый квартал и подписать дополнительное соглашение",
)


def sample_records(people: tuple[str, ...], each: int) -> dict[str, pd.DataFrame]:
    """Return tables by sheet key, so many rows per manager; client codes are those of the sample of clients."""
    contacts, tasks, persons, requests = [], [], [], []
    for place, manager in enumerate(people):
        for number in range(each):
            code, turn = f"{place * each + number + 1:06d}", place + number
            who = {"row_id": f"старая-{place}-{number}", "client_code": code, "client_name": f"ООО «Ромашка-{turn}»"}
            contacts.append(who | _contact(manager, turn))
            tasks.append(who | _task(manager, turn))
            persons.append(who | _person(turn))
            requests.append(_request(manager, turn, len(requests) + 1, str(who["client_name"])))
    cards = pd.DataFrame([(one["client_code"], one["client_name"]) for one in contacts])
    cards = cards.reindex(columns=[0, 1]).set_axis(["client_code", "client_name"], axis=1)
    return {
        CONTACT_PERSONS.key: pd.DataFrame(persons, columns=list(CONTACT_PERSONS.keys)),
        CONTACTS.key: pd.DataFrame(contacts, columns=list(CONTACTS.keys)),
        TASKS.key: tasks_table(pd.DataFrame(tasks, columns=list(TASKS.keys)), cards, TODAY),
        REQUESTS.key: pd.DataFrame(requests, columns=list(REQUESTS.keys)),
        JOURNAL.key: sample_journal(people, each),
    }


def _contact(manager: str, turn: int) -> dict[str, Any]:
    return {
        "contacted_on": pd.Timestamp(TODAY - dt.timedelta(days=turn % 5)),
        "manager": manager,
        "contact_kind": CONTACT_KINDS[turn % len(CONTACT_KINDS)],
        "started_by": ("мы", "мы", "клиент", None)[turn % 4],
        "person_name": _NAMES[turn % 3],
        "result": CONTACT_RESULTS[turn % len(CONTACT_RESULTS)],
        "description": _TALKS[turn % 3],
        "next_step": _STEPS[turn % 3],
        "next_touch_on": pd.Timestamp(2026, 12, 1) if turn % 2 else pd.NaT,
    }


def _task(manager: str, turn: int) -> dict[str, Any]:
    return {
        "task": _TASKS[turn % 3],
        "manager": manager,
        "kpi": TASK_KPIS[turn % len(TASK_KPIS)],
        "plan": (5.0, 12_000.0, float("nan"))[turn % 3],
        "fact": (2.0, float("nan"), float("nan"))[turn % 3],
        "unit": ("SKU", "₽", None)[turn % 3],
        "due_on": pd.Timestamp(TODAY + dt.timedelta(days=turn % 7 - 3)),
        "done_on": pd.Timestamp(TODAY) if turn % 4 == 3 else pd.NaT,
        "offer": "Скидка на первую партию новой линейки" if turn % 3 == 0 else None,
    }


def _person(turn: int) -> dict[str, Any]:
    return {
        "person_name": _NAMES[turn % 3],
        "job_title": ("директор", "закупщик", "бухгалтер")[turn % 3],
        "role": PERSON_ROLES[turn % len(PERSON_ROLES)],
        "is_main": turn % 2 == 0,
        "phone": f"+7 4822 10-20-{turn % 100:02d}",
        "email": f"zakaz{turn}@example.ru",
        "is_consent_given": True if turn % 3 else None,
        "consent_on": pd.Timestamp(2026, 3, 1) if turn % 3 else pd.NaT,
        "comment": "Звонить после обеда." if turn % 4 == 0 else None,
    }


def _request(manager: str, turn: int, number: int, client: str) -> dict[str, Any]:
    status = (WAITING, WAITING, APPROVED, REJECTED, CONFLICT)[number % 5]
    is_decided = status in (APPROVED, REJECTED)
    return {
        "request_id": number,
        "status": status,
        "row_name": client,
        "column_title": ("Потенциал, ₽ в год", "Менеджер")[turn % 2],
        "old": ("1 200 000", manager)[turn % 2],
        "new": ("2 400 000", "Громов Пётр")[turn % 2],
        "now": "1 500 000" if status == CONFLICT else None,
        "reason": "Клиент назвал годовой бюджет закупок по анкете." if turn % 2 == 0 else None,
        "decision_reason": "Подтверждено анкетой." if is_decided else None,
        "submitted_by": manager,
        "submitted_at": pd.Timestamp(2026, 11, 18, 10, 5),
        "decided_by": "РОП" if is_decided else None,
        "decided_at": pd.Timestamp(2026, 11, 19, 9, 30) if is_decided else pd.NaT,
        "sheet_title": "Клиенты",
        "kind": "изменение",
        "group_id": None,
    }


def sample_journal(people: tuple[str, ...], each: int) -> pd.DataFrame:
    """Return JOURNAL: so many changes per manager, the latest first."""
    rows = [
        {
            "entry_id": number,
            "changed_at": pd.Timestamp(2026, 11, 18, 10, number % 60),
            "changed_by": manager,
            "source": "отправка книги",
            "sheet_title": "Клиенты",
            "row_name": f"ООО «Ромашка-{number}»",
            "column_title": "Телефон",
            "old": None,
            "new": f"+7 4822 10-20-{number % 100:02d}",
            "request_id": number if number % 3 == 0 else None,
            "reason": "Новый номер" if number % 2 else None,
            "entry_hash": f"{number * 7919:016x}",
        }
        for number, manager in enumerate((person for person in people for _ in range(each)), 1)
    ]
    return pd.DataFrame(rows[::-1], columns=list(JOURNAL.keys))
