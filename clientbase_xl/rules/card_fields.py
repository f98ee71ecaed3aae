"""What stands in the card of a client and where each value comes from: read by the rule and by the sheet's formulas.

METHOD section 1 («Карточка»: the mandatory card fields, facts, category with reason and distance, potential).
"""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.tasks import TASKS

NOT_FILLED, NO_DATA, UNKNOWN = "—", "нет данных", "не известен"
CLIENT, WHO, FACTS, CATEGORY, POTENTIAL = "Клиент", "Кто", "Факты за 12 месяцев", "Категория и статус", "Потенциал"
MONTHS, TO_DO, WORK = "Оборот по месяцам", "Что сделать дальше", "Работа с клиентом"


@dataclass(frozen=True, slots=True)
class Part:
    """One column of a cell that joins several: its text stands between `before` and `after` when it is not empty.

    `before` is left out as long as nothing stands before it.
    """

    column: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class CardField:
    """One cell taken from «Клиенты»: key, band, title, the columns it joins (mostly one), what an empty one shows."""

    key: str
    band: str
    title: str
    parts: tuple[Part, ...]
    missing: str = ""

    @property
    def note(self) -> str:
        """Return the meaning of the cell, as the catalogue gives it."""
        return CLIENTS[self.parts[0].column].note


@dataclass(frozen=True, slots=True)
class CardList:
    """A list of records on the card: its key, its sheet, heading, how many rows, cells of a row, words for no record.

    `index_key` is the column of CLIENT_CARD_INDEX with the numbers of the client's records. `cells` are (key of the
    cell, title, the columns it joins); the empty words stand in the cell `empty_in`.
    """

    key: str
    sheet: Sheet
    heading: str
    count: int
    index_key: str
    cells: tuple[tuple[str, str, tuple[Part, ...]], ...]
    empty_in: str
    empty_text: str


def _of(band: str, missing: str, *columns: str) -> tuple[CardField, ...]:
    return tuple(CardField(key, band, CLIENTS[key].title, (Part(key),), missing) for key in columns)


CARD_FIELDS: tuple[CardField, ...] = (
    *_of(CLIENT, NOT_FILLED, "client_name", "client_code", "status"),
    *_of(CLIENT, NOT_FILLED, "category_approved"),
    *_of(CLIENT, "", "category_approved_mark"),
    *_of(CLIENT, NOT_FILLED, "category"),
    *_of(CLIENT, "", "category_range"),
    *_of(WHO, NOT_FILLED, "manager", "backup_manager", "channel"),
    CardField("inn_kpp", WHO, "ИНН / КПП", (Part("inn"), Part("kpp", " / ")), NOT_FILLED),
    CardField("contact", WHO, "Контактное лицо", (Part("contact_name"), Part("contact_role", ", ")), NOT_FILLED),
    *_of(WHO, NOT_FILLED, "phone", "email", "contract_no", "contract_until"),
    *_of(WHO, NOT_FILLED, "payment_delay_days", "credit_limit_rub", "overdue_rub", "delivery_address"),
    CardField("flags", WHO, "Отметки", (Part("flags"),), "нет"),
    *_of(WHO, NOT_FILLED, "comment"),
    *_of(FACTS, NO_DATA, "turnover_12m_rub", "gross_profit_12m_rub", "profitability_12m_rub", "count_purchases_12m"),
    *_of(FACTS, NO_DATA, "average_purchase_rub", "last_purchase_on", "silence_days"),
    *_of(FACTS, "нет ритма", "rhythm_days"),
    *_of(FACTS, NO_DATA, "trend", "width_skus", "depth_units", "returns_share"),
    *_of(CATEGORY, NO_DATA, "status_reason", "reason", "distance"),
)

INDEX_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("potential_min_rub", "Не менее, ₽ в год", UNKNOWN),
    ("potential_rub", "Вероятно, ₽ в год", UNKNOWN),
    ("potential_max_rub", "Не более, ₽ в год", UNKNOWN),
    ("potential_source", "Откуда известен", NOT_FILLED),
    ("share_of_wallet", "Доля в закупках", NO_DATA),
    ("untapped_rub", "Не взято, ₽ в год", NO_DATA),
    ("obstacle", "Что мешает брать больше", NO_DATA),
    ("bought_elsewhere", "Что берёт у других", NO_DATA),
    ("next_question", "Следующий вопрос", "Вопросов нет"),
)
"""Cells of the potential from CLIENT_CARD_INDEX: key, title, what an empty one shows."""

WORK_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("survey_line", "Опрос", "не опрашивали"),
    ("falling_line", "Закупки", NO_DATA),
    ("tasks_line", "Слабое место", NO_DATA),
    ("programmes_line", "Программы", "нет"),
    ("papers_line", "Документы", "на листе «Соглашения» нет"),
    ("discounts_line", "Скидки", "не давали"),
)
"""Lines about the work with the client from CLIENT_CARD_INDEX: key, title, what an empty one shows."""

ACTIONS_COUNT = 5
NO_ACTIONS = "Срочных дел с этим клиентом нет"

PEOPLE = CardList(
    "person",
    CONTACT_PERSONS,
    "Контактные лица",
    4,
    "person_ids",
    (
        ("name", "Кто", (Part("person_name"), Part("job_title", ", "), Part("role", " (", ")"))),
        ("reach", "Телефон, почта", (Part("phone"), Part("email", "; "))),
    ),
    "name",
    "На листе «Контактные лица» никого нет",
)
TALKS = CardList(
    "contact",
    CONTACTS,
    "Последние контакты",
    5,
    "contact_ids",
    (
        ("on", "Дата", (Part("contacted_on"),)),
        ("kind", "Вид", (Part("contact_kind"),)),
        ("result", "Итог", (Part("result"),)),
        ("text", "Содержание", (Part("description"),)),
        ("next", "Следующий шаг", (Part("next_step"),)),
    ),
    "text",
    "Контактов с клиентом ещё не записано",
)
OPEN_TASKS = CardList(
    "task",
    TASKS,
    "Открытые задачи",
    4,
    "task_ids",
    (
        ("due", "Срок", (Part("due_on"),)),
        ("state", "Состояние", (Part("state"),)),
        ("text", "Задача", (Part("task"), Part("offer", ". С чем идём: "))),
    ),
    "text",
    "Открытых задач нет",
)
CARD_LISTS = (PEOPLE, TALKS, OPEN_TASKS)
