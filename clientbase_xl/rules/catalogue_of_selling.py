"""Rules of how a department sells: its time, the assistant it may pay for, the types of its sales, the diagnosis."""

from __future__ import annotations

from clientbase_xl.rules.assistant_case import assistant_case
from clientbase_xl.rules.case_inputs import case_inputs
from clientbase_xl.rules.diagnosis import diagnosis
from clientbase_xl.rules.diagnosis_answers import computed_answers
from clientbase_xl.rules.main_lines import main_lines
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.sales_roles import sales_roles
from clientbase_xl.rules.sales_type import sales_type
from clientbase_xl.rules.sales_types import sales_types
from clientbase_xl.rules.time_photo import time_photo
from clientbase_xl.rules.time_shares import time_shares
from clientbase_xl.rules.time_table import time_table
from clientbase_xl.rules.whom_to_unload import whom_to_unload

SELLING_RULES: tuple[Rule, ...] = (
    Rule(
        "time_photo",
        "Хронометраж",
        "Каждый вид работы — продажа или обслуживание сделки; неразнесённое в доли не входит.",
        "METHOD 16 [S, B]",
        (),
        time_photo,
        "time_photo",
    ),
    Rule(
        "time_measured",
        "Доли времени",
        "Минуты продаж и обслуживания за период, доля не продаж против ориентира «до 40 %».",
        "METHOD 16 [S]",
        ("time.window_months", "time.min_days", "time.mark_serving"),
        time_shares,
    ),
    Rule(
        "whom_to_unload",
        "Кого разгрузить",
        "Помощник разгружает до пяти менеджеров с самой большой долей обслуживания, до 20 % времени каждого.",
        "METHOD 16 [B]",
        ("time.managers_max", "time.free_share_max"),
        whom_to_unload,
    ),
    Rule(
        "time_shares",
        "Время менеджеров",
        "Доли времени рядом с загрузкой контактами матрицы: сейчас и с помощником.",
        "METHOD 5, 16 [S, B]",
        ("time.window_months", "time.min_days", "time.mark_serving", "time.managers_max", "time.free_share_max"),
        time_table,
        "time_shares",
    ),
    Rule(
        "case_inputs",
        "Свои числа для окупаемости",
        "Конверсии, средняя покупка и маржа — свои, из базы, или вписанные в «Настройки».",
        "METHOD 16",
        (
            "time.reactivation_conversion",
            "time.development_conversion",
            "time.average_purchase_rub",
            "time.min_contacts",
        ),
        case_inputs,
    ),
    Rule(
        "assistant_case",
        "Технический помощник",
        "ФОТ помощника против валовой прибыли освобождённых часов: реактивация и развитие клиентов.",
        "METHOD 16 [B]",
        (
            "time.payroll_rub",
            "time.reactivation_part",
            "time.reactivation_minutes",
            "time.development_minutes",
        ),
        assistant_case,
        "assistant_case",
    ),
    Rule(
        "sales_type",
        "Тип продаж по ответам",
        "Балл за каждый ответ, который подходит типу; больше всего баллов, поровну — более сложный тип.",
        "METHOD 17 [B]",
        (),
        sales_type,
    ),
    Rule(
        "sales_types",
        "Тип продаж",
        "Тип каждой линейки товаров: решение, ответы или настройка, — и что из него следует.",
        "METHOD 17 [B]",
        ("reactivation.sales_type", "facts.turnover_months"),
        sales_types,
        "sales_types",
    ),
    Rule(
        "main_lines",
        "Главная линейка клиента",
        "Линейка, которая даёт клиенту больше всего оборота: по её типу решают, кто звонит.",
        "METHOD 17",
        ("facts.turnover_months",),
        main_lines,
    ),
    Rule(
        "sales_roles",
        "Роли по типам продаж",
        "Роли каждого типа продаж: задачи, кому и когда передают клиента.",
        "METHOD 17 [B]",
        (),
        sales_roles,
        "sales_roles",
    ),
    Rule(
        "diagnosis_answers",
        "Ответы базы",
        "На семь вопросов диагностики из восьми отвечают продажи, опросы, статусы и контакты.",
        "METHOD 18 [B]",
        (
            "diagnosis.initiative_share",
            "diagnosis.contact_months",
            "diagnosis.below_median_share",
            "retention.unknown_months",
            "reactivation.silent_to_days",
            "status.active_months",
        ),
        computed_answers,
    ),
    Rule(
        "diagnosis",
        "Диагностика",
        "Ответ человека рядом с ответом базы, разница словами; «да» на вопросы 2–8 — симптом.",
        "METHOD 18 [B]",
        (),
        diagnosis,
        "diagnosis",
    ),
)
