"""Rules of developing clients: prospects, the five tasks of the client manager, loyalty."""

from __future__ import annotations

from clientbase_xl.rules.client_strategy import client_strategy
from clientbase_xl.rules.manager_tasks import manager_tasks
from clientbase_xl.rules.nps import last_answers
from clientbase_xl.rules.prospect_actions import prospect_actions
from clientbase_xl.rules.prospect_activation import activations
from clientbase_xl.rules.prospect_category import prospect_categories
from clientbase_xl.rules.prospect_contacts import prospect_contacts
from clientbase_xl.rules.prospect_kpis import prospect_kpis
from clientbase_xl.rules.prospect_names import with_prospects
from clientbase_xl.rules.prospect_problems import prospect_problems
from clientbase_xl.rules.prospect_results import prospect_results
from clientbase_xl.rules.prospect_state import prospect_states
from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.task_direction import direction
from clientbase_xl.rules.weakest_task import weakest_task

_CUTS = (
    *("category.potential_share_max", "category.potential_share_high", "category.potential_min_answered"),
    *("category.potential_rub_max", "category.potential_rub_high"),
)
_LIST = ("prospects.last_letter_in_work", "prospects.reconcile_month", "prospects.reconcile_day")

DEVELOPMENT_RULES: tuple[Rule, ...] = (
    Rule(
        "prospect_categories",
        "Категория ПК",
        "Заказы × средний заказ, иначе вписанный потенциал; Максимальный — A, Высокий — B, Низкий — D.",
        "METHOD 4, 6 [K, S]",
        _CUTS,
        prospect_categories,
    ),
    Rule(
        "prospect_activation",
        "Активированные ПК",
        "Первая отгрузка в день внесения в список или позже; купивший раньше не был ПК.",
        "METHOD 6 [K]",
        (),
        activations,
    ),
    Rule(
        "prospect_contacts",
        "Контакты с ПК",
        "По номеру записи ПК, по коду клиента — до первой отгрузки.",
        "METHOD 6 [K]",
        (),
        prospect_contacts,
    ),
    Rule(
        "prospect_names",
        "ПК в контактах и задачах",
        "Номер записи ПК — его код, пока он не стал клиентом.",
        "METHOD 6",
        (),
        with_prospects,
    ),
    Rule(
        "prospect_results",
        "8 результатов ПК",
        "Какие из восьми результатов есть и каких не хватает.",
        "METHOD 6 [K]",
        (),
        prospect_results,
    ),
    Rule(
        "prospect_state",
        "Состояние и план ПК",
        "Ведём ли ПК, что с его планом и сверен ли он с последней сверки списка.",
        "METHOD 6 [K]",
        _LIST,
        prospect_states,
    ),
    Rule(
        "prospects",
        "Потенциальные клиенты",
        "ПК с потенциалом, категорией, результатами, планом и первой отгрузкой.",
        "METHOD 6 [K]",
        (*_CUTS, *_LIST),
        prospects_table,
        "prospects",
    ),
    Rule(
        "prospect_kpis",
        "Итоги по ПК",
        "Активированные ПК, личные встречи, холодные звонки и отправленные КП по менеджерам и периодам.",
        "METHOD 6 [K]",
        (),
        prospect_kpis,
        "prospect_kpis",
    ),
    Rule(
        "prospect_problems",
        "Проверки ПК",
        "Что в списке ПК противоречит себе, карточкам или продажам.",
        "METHOD 0, 6",
        ("profiles.contradiction_share",),
        prospect_problems,
    ),
    Rule(
        "prospect_actions",
        "ПК на листе «Начало»",
        "Просроченные шаги, потенциал, планы, недостающие результаты и сверка списка; рубли — потенциал.",
        "METHOD 1, 6",
        ("prospects.reconcile_month", "prospects.reconcile_day"),
        prospect_actions,
    ),
    Rule(
        "task_direction",
        "Куда идёт показатель",
        "Последние 12 месяцев к предыдущим: растёт, падает, без изменений или нет данных.",
        "METHOD 17",
        ("tasks.change_share",),
        direction,
    ),
    Rule(
        "weakest_task",
        "Самая слабая задача",
        "Критик, затем самое большое падение; повторные продажи — если больше ничего не падает.",
        "METHOD 17 [B]",
        (),
        weakest_task,
    ),
    Rule(
        "client_strategy",
        "Стратегия клиента",
        "Развитие, удержание или экономия сил — предложение по категории, статусу и доле в закупках.",
        "METHOD 3, 17 [B]",
        ("category.keep_share_of_wallet",),
        client_strategy,
    ),
    Rule(
        "nps",
        "Индекс NPS",
        "Последняя оценка клиента; промоутеры 9–10 минус критики 0–6.",
        "METHOD 17 [B]",
        ("tasks.nps_months",),
        last_answers,
    ),
    Rule(
        "manager_tasks",
        "Пять задач КМ",
        "Повторные продажи, средняя сумма, частота, ассортимент и лояльность клиента против прошлого года.",
        "METHOD 17 [B]",
        (
            "tasks.change_share",
            "tasks.full_wallet_share",
            "tasks.nps_months",
            "category.keep_share_of_wallet",
            "reactivation.sales_type",
        ),
        manager_tasks,
        "manager_tasks",
    ),
)
