"""Rules that say what to do with clients: win-back, retention, contacts, load, channels."""

from __future__ import annotations

from clientbase_xl.rules.activity_matrix import activity_matrix
from clientbase_xl.rules.call_cards import call_cards
from clientbase_xl.rules.contact_load import contact_load
from clientbase_xl.rules.contact_plan import contact_plan
from clientbase_xl.rules.contacts_due import contacts_due
from clientbase_xl.rules.move_to_phone import move_to_phone
from clientbase_xl.rules.papers_ready import papers_ready
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.reactivation_contacts import reactivation_contacts
from clientbase_xl.rules.reactivation_conversion import reactivation_conversion
from clientbase_xl.rules.reactivation_results import reactivation_results
from clientbase_xl.rules.retention import retention
from clientbase_xl.rules.retention_headline import retention_headline
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.sales_channels import sales_channels
from clientbase_xl.rules.who_calls import who_calls

WORK_RULES: tuple[Rule, ...] = (
    Rule(
        "reactivation",
        "Реактивация",
        "Недавно отпавшие клиенты по сумме отгрузок в окне, сначала крупные.",
        "METHOD 8 [S, B]",
        (
            "reactivation.window_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "reactivation.min_rhythm_factor",
            "reactivation.in_rhythm_factor",
            "reactivation.is_seasonal_apart",
        ),
        reactivation,
        "reactivation",
    ),
    Rule(
        "who_calls",
        "Кто звонит отпавшему",
        "Кто возвращает клиента, решает тип продаж: СОП, СР, КМ или активный менеджер.",
        "METHOD 8, 17 [B]",
        ("reactivation.sales_type",),
        who_calls,
    ),
    Rule(
        "papers_ready",
        "Документы для возвращения",
        "До отгрузки продлевают договор и доверенность; чего не знаем, того не называем действующим.",
        "METHOD 8 [P]",
        (),
        papers_ready,
    ),
    Rule(
        "call_cards",
        "Список звонков с карточкой",
        "К месту в списке добавлено, кто звонит, действуют ли документы, есть ли телефон и долг.",
        "METHOD 8 [B, P]",
        ("reactivation.sales_type",),
        call_cards,
    ),
    Rule(
        "reactivation_contacts",
        "Контакты реактивации",
        "Контакт — результат на «Реактивация» или наш состоявшийся звонок в «Контакты».",
        "METHOD 8 [S, B]",
        (),
        reactivation_contacts,
    ),
    Rule(
        "reactivation_results",
        "Итоги реактивации",
        "Вернулся — первая отгрузка не позже 90 дней после контакта; без контакта или позже — «вернулся сам».",
        "METHOD 8 [S, B]",
        (
            "reactivation.return_days",
            "reactivation.silent_from_days",
            "reactivation.self_months",
            "reactivation.in_rhythm_factor",
        ),
        reactivation_results,
        "reactivation_results",
    ),
    Rule(
        "reactivation_conversion",
        "Конверсия реактивации",
        "Вернувшиеся делятся на тех, с кем говорили и чьи 90 дней прошли; без таких — «нет данных».",
        "METHOD 8 [S, B]",
        ("reactivation.return_days", "reactivation.mark_low", "reactivation.mark_high"),
        reactivation_conversion,
        "reactivation_conversion",
    ),
    Rule(
        "retention",
        "Удержание",
        "Вторые покупки делятся на первые по месяцам первой покупки, без проектных клиентов.",
        "METHOD 9 [B]",
        ("retention.hole_share", "retention.mature_days", "retention.min_clients", "retention.unknown_months"),
        retention,
        "retention",
    ),
    Rule(
        "retention_headline",
        "Итог удержания",
        "Доля вторых покупок по всем клиентам; вывод — по созревшим, начало истории отдельно.",
        "METHOD 9 [B]",
        ("retention.hole_share", "retention.mature_days", "retention.min_clients", "retention.unknown_months"),
        retention_headline,
        "retention_headline",
    ),
    Rule(
        "contact_plan",
        "План контактов",
        "Сколько визитов и звонков в месяц положено клиенту: своя частота с причиной, иначе матрица по категории.",
        "METHOD 3, 5 [K]",
        (),
        contact_plan,
        "contact_plan",
    ),
    Rule(
        "activity_matrix",
        "Матрица мероприятий",
        "По каждой категории: что делаем, как часто, сколько клиентов, контактов и часов в месяц.",
        "METHOD 3, 5 [K]",
        (),
        activity_matrix,
        "activity_matrix",
    ),
    Rule(
        "contact_load",
        "Нагрузка менеджеров",
        "Частота × минуты против рабочих часов месяца: что не помещается и сколько запаса.",
        "METHOD 5 [K]",
        ("capacity.hours_per_day", "capacity.selling_share"),
        contact_load,
        "contact_load",
    ),
    Rule(
        "move_to_phone",
        "Кого перевести на телефон",
        "У перегруженного менеджера визиты становятся звонками там, где меньше всего не взятых рублей на час визита.",
        "METHOD 5 [K]",
        ("capacity.hours_per_day", "capacity.selling_share"),
        move_to_phone,
        "move_to_phone",
    ),
    Rule(
        "contacts_due",
        "Контакты недели",
        "Следующий контакт — через 30,44 ÷ частота дней после прошлого.",
        "METHOD 5 [K]",
        (),
        contacts_due,
        "contacts_due",
    ),
    Rule(
        "sales_channels",
        "Каналы продаж",
        "Стратегия или приоритет канала, ответственный, клиенты, оборот, прибыль, доля и тренд.",
        "METHOD 5 [K]",
        ("facts.turnover_months", "facts.cost_coverage_min"),
        sales_channels,
        "sales_channels",
    ),
)
