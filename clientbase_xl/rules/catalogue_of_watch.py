"""Rules that watch clients: surveys, their alarms and tasks, clients that cut purchases (METHOD sections 10 and 11)."""

from __future__ import annotations

from clientbase_xl.rules.alarm_tasks import alarm_tasks
from clientbase_xl.rules.card_watch import purchase_lines
from clientbase_xl.rules.crisis_periods import crisis_periods
from clientbase_xl.rules.falling_actions import falling_actions
from clientbase_xl.rules.falling_baseline import falling_baseline
from clientbase_xl.rules.falling_purchases import falling_purchases
from clientbase_xl.rules.falling_reason import falling_reason
from clientbase_xl.rules.free_limit import free_limit
from clientbase_xl.rules.monitoring import monitoring_table
from clientbase_xl.rules.monitoring_actions import monitoring_actions
from clientbase_xl.rules.purchase_change import purchase_change
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.solvency import solvency
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.rules.survey_calls import survey_calls
from clientbase_xl.rules.survey_check import survey_check
from clientbase_xl.rules.survey_pairs import pair_blocks
from clientbase_xl.rules.surveys import settled_surveys

_REASONS = ("falling.overdue_days", "falling.sell_out_fall")

WATCH_RULES: tuple[Rule, ...] = (
    Rule(
        "surveys",
        "Опросы по порядку",
        "Прошлый ответ об этом блоке, последний ответ о конкурентах, план закупок из профиля.",
        "METHOD 4, 10 [P]",
        ("monitoring.old_days",),
        settled_surveys,
    ),
    Rule(
        "survey_check",
        "Проверка опроса",
        "Слова блока, направление и знак процента, «нет» без имён.",
        "METHOD 10 [P]",
        (),
        survey_check,
    ),
    Rule(
        "survey_pairs",
        "Блоки 4 и 5 рядом",
        "К ответу о наших закупках — последний ответ о конкурентах, пока о наших не спросили снова.",
        "METHOD 10 [P]",
        ("monitoring.old_days",),
        pair_blocks,
    ),
    Rule(
        "purchase_change",
        "Закупки по отгрузкам к опросу",
        "Последние 3 полных месяца до опроса к тем же год назад, иначе к 3 прежним: падает, растёт, без изменений.",
        "METHOD 2, 10 [P]",
        ("falling.cut_share",),
        purchase_change,
    ),
    Rule(
        "survey_alarms",
        "Тревоги опросов",
        "Прогноз падает в блоках 1, 2, 4; оплата хуже прежней; сменились решающие; у нас падает, у конкурентов растёт.",
        "METHOD 10 [P]",
        ("monitoring.old_days",),
        alarms_in_force,
    ),
    Rule(
        "alarm_tasks",
        "Задачи по тревогам",
        "Каждая тревога открывает одну задачу с предложением; снятая задача не открывается снова.",
        "METHOD 0, 10 [P]",
        ("monitoring.task_days", "monitoring.old_days"),
        alarm_tasks,
    ),
    Rule(
        "monitoring",
        "Мониторинг",
        "Ответ, прошлый ответ, отгрузки или просрочка, тревога, действие и задача.",
        "METHOD 10 [P]",
        (),
        monitoring_table,
        "monitoring",
    ),
    Rule(
        "survey_calls",
        "Кого опросить",
        "Активная база по рублям: последний опрос, давно ли он был, тревоги в силе.",
        "METHOD 10 [P]",
        ("monitoring.old_days",),
        survey_calls,
        "survey_calls",
    ),
    Rule(
        "monitoring_actions",
        "Что делать по опросам",
        "Тревоги с открытой задачей и давно не опрошенные A и B.",
        "METHOD 1, 10 [P]",
        (),
        monitoring_actions,
    ),
    Rule(
        "crisis_periods",
        "Предкризисный период",
        "Вписанный период становится базой, если он целиком в прошлом и внутри загруженных продаж.",
        "METHOD 11 [P]",
        (),
        crisis_periods,
    ),
    Rule(
        "falling_baseline",
        "База закупок и сокращение",
        "Те же 3 месяца год назад, иначе 6 месяцев до; сейчас — последние 3 полных.",
        "METHOD 11 [P]",
        ("falling.cut_share",),
        falling_baseline,
    ),
    Rule(
        "free_limit",
        "Свободный лимит",
        "Кредитный лимит минус долг; долг не известен — известно лишь, если просрочен весь лимит.",
        "METHOD 11 [P]",
        (),
        free_limit,
    ),
    Rule(
        "falling_reason",
        "Почему сокращает",
        "Просрочка или лимит — 3; розница упала — 2; не упала, но ждёт падения — 1; иначе 4.",
        "METHOD 11 [P]",
        _REASONS,
        falling_reason,
    ),
    Rule(
        "falling_purchases",
        "Сокращают закупки",
        "Кто сократил закупки на 20 % и больше, почему, стоит ли продолжать и к какому объёму идти.",
        "METHOD 11 [P]",
        ("falling.cut_share", *_REASONS),
        falling_purchases,
        "falling_purchases",
    ),
    Rule(
        "card_watch",
        "Закупки и опросы на карточке",
        "Кто ушёл — ушёл; кто берёт не меньше базы — не сокращает; базы нет — нет данных.",
        "METHOD 1, 10, 11",
        (),
        purchase_lines,
    ),
    Rule(
        "falling_actions",
        "Что делать с сокращающими",
        "По причинам, рубли — что потеряем за год.",
        "METHOD 1, 11 [P]",
        (),
        falling_actions,
    ),
    Rule(
        "solvency",
        "Платёжеспособность",
        "Причина 3, просрочка, превышенный лимит или ответ хуже «платит в срок»: кого вести и когда вернуть условия.",
        "METHOD 10, 11 [P]",
        ("monitoring.old_days",),
        solvency,
        "solvency",
    ),
)
