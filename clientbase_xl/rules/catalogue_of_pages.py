"""Rules that make pages and plans and guard the base: card, «Начало», week, KPIs, bridge, plans, new clients."""

from __future__ import annotations

from clientbase_xl.rules.akb_bridge import akb_bridge
from clientbase_xl.rules.akb_moves import akb_moves
from clientbase_xl.rules.assortment_kpis import assortment_kpis
from clientbase_xl.rules.base_kpis import base_kpis
from clientbase_xl.rules.card_work import card_work
from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.rules.client_names import CardNames
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.contacts_sign import contacts_sign
from clientbase_xl.rules.duplicate_clients import duplicate_clients
from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.rules.fbs_week import fbs_week
from clientbase_xl.rules.forecast_bias import forecast_bias
from clientbase_xl.rules.forecast_order import forecast_order
from clientbase_xl.rules.head_counts import head_counts
from clientbase_xl.rules.margin_sign import margin_sign
from clientbase_xl.rules.new_client import missing_parameters
from clientbase_xl.rules.new_listings import new_listings
from clientbase_xl.rules.overdue_debt import overdue_debt
from clientbase_xl.rules.plan_lines import plan_lines
from clientbase_xl.rules.plan_proposal import plan_proposal
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.run_rate import run_rate
from clientbase_xl.rules.segment_sign import segment_sign
from clientbase_xl.rules.start_counts import start_counts
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_lines import week_lines
from clientbase_xl.rules.week_records import record_changes
from clientbase_xl.rules.week_summary import week_summary
from clientbase_xl.rules.working_days import working_days_between

_OF_DUPLICATES = ("duplicates.score_min", "duplicates.shared_clients_max", "duplicates.shared_domains")
_OF_A_WEEK = (
    "status.new_days",
    "status.active_months",
    "reactivation.silent_from_days",
    "reactivation.silent_to_days",
    "weekly.zero_days",
)
"""What the state of a client depends on, today and a week ago."""

PAGE_RULES: tuple[Rule, ...] = (
    Rule(
        "clients",
        "Клиенты",
        "Карточка, факты, статус и категория каждого клиента, кроме архива.",
        "METHOD 1",
        ("facts.turnover_months",),
        clients_table,
        "clients",
    ),
    Rule(
        "client_actions",
        "Дела по клиенту",
        "Что сделать дальше с каждым клиентом, по убыванию рублей: те же дела, что на «Начало», и обещанные касания.",
        "METHOD 1, 13",
        (),
        client_actions,
        "client_actions",
    ),
    Rule(
        "client_card",
        "Карточка клиента",
        "Всё об одном клиенте: кто он, факты, 24 месяца, категория, потенциал, дела, контакты и задачи.",
        "METHOD 1",
        (),
        client_card,
    ),
    Rule(
        "today_actions",
        "Что сделать сегодня",
        "Дела по убыванию рублей: позвонить, пересмотреть цены, спросить, продлить, напомнить.",
        "METHOD 1, 13",
        ("reactivation.window_months", "reactivation.silent_from_days", "reactivation.silent_to_days"),
        today_actions,
        "start",
    ),
    Rule(
        "start_counts",
        "Счётчики базы",
        "Сколько клиентов, активная база, АА и нулевые клиенты последнего полного месяца, оборот и прибыль.",
        "METHOD 0, 1, 5",
        ("status.active_months", "facts.turnover_months"),
        start_counts,
        "start_counts",
    ),
    Rule(
        "head_counts",
        "Счётчики руководителя",
        "FBS на ближайшей неделе, ошибки матрицы, тревожные признаки, диагностика, смещение прогноза, удержание.",
        "METHOD 1, 14, 15, 18, 19",
        (),
        head_counts,
    ),
    Rule(
        "week",
        "Неделя",
        "Показатели отдела и менеджеров сегодня и теми же правилами неделю назад.",
        "METHOD 19",
        (*_OF_A_WEEK, "facts.cost_coverage_min"),
        week_summary,
        "week",
    ),
    Rule(
        "week_changes",
        "Что изменилось за неделю",
        "Категории, уснувшие, ушедшие, нулевые, вернувшиеся и новые: правила сегодня и на дату − 7.",
        "METHOD 19",
        _OF_A_WEEK,
        week_changes,
        "week_changes",
    ),
    Rule(
        "record_changes",
        "Тревоги и истёкшие документы недели",
        "Тревоги опросов последних 7 дней и документы, последний день которых прошёл за это время.",
        "METHOD 10, 13, 19",
        (),
        record_changes,
    ),
    Rule(
        "week_lines",
        "Работа с клиентами",
        "По строке о ПК, опросах, падающих закупках, документах, программах, скидках, ушедших и слабых местах.",
        "METHOD 6, 10, 11, 13, 14, 17, 19",
        (),
        week_lines,
        "week_lines",
    ),
    Rule(
        "card_work",
        "Работа с клиентом",
        "По строке на карточке: опрос, закупки, слабое место, программы, документы, скидки.",
        "METHOD 1",
        (),
        card_work,
    ),
    Rule(
        "warning_signs",
        "Тревожные признаки",
        "Пары «натиск → потеря»: тревога, когда показатель ухудшился не меньше чем на порог; без данных — пусто.",
        "METHOD 14 [P]",
        (),
        warning_signs,
        "warning_signs",
    ),
    Rule(
        "fbs_week",
        "FBS на ближайшей неделе",
        "Кого нет, что без прикрытия и кто замещает; сначала неприкрытое, по уровням.",
        "METHOD 15, 19",
        (),
        fbs_week,
    ),
    Rule(
        "segment_sign",
        "Потеря целевого сегмента",
        "Доля оборота клиентов вне целевого сегмента за 12 месяцев против той же год назад.",
        "METHOD 14 [P]",
        ("warnings.segment_growth", "warnings.segment_known_min"),
        segment_sign,
    ),
    Rule(
        "margin_sign",
        "Падение рентабельности",
        "Валовая прибыль ÷ оборот последних полных месяцев против тех же год назад.",
        "METHOD 14 [P]",
        ("warnings.margin_months", "warnings.margin_fall", "facts.cost_coverage_min"),
        margin_sign,
    ),
    Rule(
        "contacts_sign",
        "Демотивация",
        "Контактов на менеджера в рабочий день за последние недели против такого же числа недель до них.",
        "METHOD 14 [P]",
        ("warnings.contact_weeks", "warnings.contacts_fall", "warnings.contacts_min"),
        contacts_sign,
    ),
    Rule(
        "base_kpis",
        "Показатели базы",
        "Десять показателей активной базы по менеджерам: АА, нулевые, листинг, ширина, глубина, MML и задачи.",
        "METHOD 1, 5 [K]",
        (
            "kpis.period",
            "kpis.manager_by",
            "kpis.is_outlets",
            "kpis.novelty_months",
            "facts.turnover_months",
            "status.active_months",
        ),
        base_kpis,
        "base_kpis",
    ),
    Rule(
        "assortment_kpis",
        "АА и нулевые по товарам",
        "Активные адреса, нулевые клиенты и оборот по брендам, категориям товара и крупнейшим SKU.",
        "METHOD 5, 19 [K]",
        ("kpis.period", "kpis.manager_by", "kpis.is_outlets", "kpis.count_skus", "status.active_months"),
        assortment_kpis,
        "assortment_kpis",
    ),
    Rule(
        "listings",
        "Листинг новых SKU",
        "Первые отгрузки товара клиентам, которые покупали у нас и раньше, за период показателей.",
        "METHOD 5 [K]",
        ("kpis.period", "kpis.manager_by", "kpis.novelty_months"),
        new_listings,
        "listings",
    ),
    Rule(
        "akb_bridge",
        "Движение базы",
        "Было + новые + вернувшиеся − уснувшие − ушедшие = стало, точно, по отделу и менеджерам.",
        "METHOD 0, 19",
        (
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
        ),
        akb_bridge,
        "akb_bridge",
    ),
    Rule(
        "akb_moves",
        "Движение клиентов",
        "Клиенты за каждым слагаемым движения базы, поимённо.",
        "METHOD 0",
        (
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
        ),
        akb_moves,
        "akb_moves",
    ),
    Rule(
        "plan_proposal",
        "Предложение плана",
        "Оборот клиента за 12 полных месяцев × доля месяца (своя или канала) × тренд в пределах ±30 %.",
        "METHOD 13",
        ("plan.trend_limit", "plan.min_months", "plan.count_months_ahead"),
        plan_proposal,
        "plan_proposal",
    ),
    Rule(
        "run_rate",
        "Темп",
        "Факт ÷ прошедшие рабочие дни × рабочие дни периода по производственному календарю.",
        "METHOD 19",
        (),
        run_rate,
    ),
    Rule(
        "working_days",
        "Рабочие дни",
        "Понедельник – пятница без праздничных дней и с рабочими выходными листа «Справочники».",
        "METHOD 5, 19",
        (),
        working_days_between,
    ),
    Rule(
        "forecast_bias",
        "Смещение прогноза",
        "Σ(первое ожидание недели − факт) ÷ Σ факта последних полных недель; исправления не в счёт.",
        "METHOD 19",
        ("plan.count_weeks",),
        forecast_bias,
        "forecast_bias",
    ),
    Rule(
        "forecast_order",
        "Гарантия, ожидание, максимум",
        "Гарантия не больше ожидания, ожидание не больше максимума; иначе строка на листе «Проблемы».",
        "METHOD 19",
        (),
        forecast_order,
    ),
    Rule(
        "plan_lines",
        "План – прогноз – факт",
        "Месяц и недели отдела и менеджеров: план, три прогноза, факт, темп и смещение.",
        "METHOD 19",
        ("plan.count_weeks",),
        plan_lines,
        "plan_lines",
    ),
    Rule(
        "new_client",
        "Обязательное у нового клиента",
        "Новый клиент создаётся только с параметрами, которые назвала компания.",
        "METHOD 1, 7",
        ("creation.required_fields",),
        missing_parameters,
    ),
    Rule(
        "duplicate_clients",
        "Возможные дубли нового клиента",
        "Новый клиент может уже быть в базе — под тем же ИНН и КПП или под тем же наименованием иначе записанным.",
        "METHOD 5, 7 [K]",
        _OF_DUPLICATES,
        duplicate_clients,
    ),
    Rule(
        "duplicate_pairs",
        "Возможные дубли в базе",
        "ИНН и КПП решают; без них сходство наименований взвешивается с тем, что ещё у карточек общего: "
        "телефон, почта, адрес; пустое ничему не равно.",
        "METHOD 7",
        _OF_DUPLICATES,
        duplicate_pairs,
    ),
    Rule(
        "client_names",
        "Чью карточку называет отчёт",
        "Отчёт без кодов называет карточку с тем же наименованием без учёта регистра, кавычек и правовой формы; "
        "ИНН и КПП рядом с ним решают.",
        "METHOD 7",
        (),
        CardNames.find,
    ),
    Rule(
        "overdue_debt",
        "Просроченный долг",
        "Документ просрочен на следующий день после отсрочки; оплата без документа гасит самые старые.",
        "METHOD 1",
        (),
        overdue_debt,
    ),
)
