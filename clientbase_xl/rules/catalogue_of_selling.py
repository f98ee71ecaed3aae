"""Rules of how a department sells: its time, the assistant it may pay for."""

from __future__ import annotations

from clientbase_xl.rules.assistant_case import assistant_case
from clientbase_xl.rules.case_inputs import case_inputs
from clientbase_xl.rules.rule import Rule
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
)
