"""All rules of the method with their words: what `clientbase rules` prints."""

from __future__ import annotations

from clientbase_xl.rules.activity_matrix import activity_matrix
from clientbase_xl.rules.akb_bridge import akb_bridge
from clientbase_xl.rules.akb_moves import akb_moves
from clientbase_xl.rules.assortment_kpis import assortment_kpis
from clientbase_xl.rules.base_kpis import base_kpis
from clientbase_xl.rules.call_cards import call_cards
from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.contact_load import contact_load
from clientbase_xl.rules.contact_plan import contact_plan
from clientbase_xl.rules.contacts_due import contacts_due
from clientbase_xl.rules.distance import distances
from clientbase_xl.rules.duplicate_clients import duplicate_clients
from clientbase_xl.rules.forecast_bias import forecast_bias
from clientbase_xl.rules.forecast_order import forecast_order
from clientbase_xl.rules.move_to_phone import move_to_phone
from clientbase_xl.rules.new_client import missing_parameters
from clientbase_xl.rules.papers_ready import papers_ready
from clientbase_xl.rules.plan_lines import plan_lines
from clientbase_xl.rules.plan_proposal import plan_proposal
from clientbase_xl.rules.potential_level import potential_levels
from clientbase_xl.rules.potential_rules import POTENTIAL_RULES
from clientbase_xl.rules.profit_level import profit_levels
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.reactivation_contacts import reactivation_contacts
from clientbase_xl.rules.reactivation_conversion import reactivation_conversion
from clientbase_xl.rules.reactivation_results import reactivation_results
from clientbase_xl.rules.retention import retention
from clientbase_xl.rules.retention_headline import retention_headline
from clientbase_xl.rules.rule import Rule
from clientbase_xl.rules.run_rate import run_rate
from clientbase_xl.rules.sales_channels import sales_channels
from clientbase_xl.rules.start_counts import start_counts
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_summary import week_summary
from clientbase_xl.rules.who_calls import who_calls
from clientbase_xl.rules.working_days import working_days_between

__all__ = ["ALL_RULES", "Rule"]

ALL_RULES: tuple[Rule, ...] = (
    Rule(
        "statuses",
        "Статусы клиентов",
        "Новый, действующий, засыпает, уснувший или ушедший — по молчанию, ритму и покупкам; решение человека первое.",
        "METHOD 0",
        (
            "status.new_days",
            "status.dozing_rhythm_factor",
            "status.dozing_months",
            "status.dozing_drop_share",
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "facts.rhythm_months",
            "facts.rhythm_min_intervals",
        ),
        statuses,
    ),
    *POTENTIAL_RULES,
    Rule(
        "profit_level",
        "Уровень прибыли",
        "Клиенты активной базы делятся на пять уровней по накопленной доле прибыли, границам в рублях или местам.",
        "METHOD 3",
        (
            "category.profit_cut_mode",
            "category.profit_share_max",
            "category.profit_share_high",
            "category.profit_share_mid",
            "category.profit_rub_max",
            "category.profit_rub_high",
            "category.profit_rub_mid",
            "category.profit_quantile_max",
            "category.profit_quantile_high",
            "category.profit_quantile_mid",
            "facts.turnover_months",
            "facts.cost_coverage_min",
        ),
        profit_levels,
    ),
    Rule(
        "potential_level",
        "Уровень потенциала",
        "Известные потенциалы делятся на три уровня; границы — по накопленной доле ответов или введённые в рублях.",
        "METHOD 3, 4",
        (
            "category.potential_share_max",
            "category.potential_share_high",
            "category.potential_min_answered",
            "category.potential_rub_max",
            "category.potential_rub_high",
        ),
        potential_levels,
    ),
    Rule(
        "categories",
        "Категории A–E",
        "Категория стоит на пересечении уровней прибыли и потенциала; без потенциала — диапазон и отметка.",
        "METHOD 3 [K]",
        (
            "grid.max_max",
            "grid.max_high",
            "grid.max_low",
            "grid.high_max",
            "grid.high_high",
            "grid.high_low",
            "grid.mid_max",
            "grid.mid_high",
            "grid.mid_low",
            "grid.low_max",
            "grid.low_high",
            "grid.low_low",
            "grid.negative_max",
            "grid.negative_high",
            "grid.negative_low",
            "category.keep_share_of_wallet",
        ),
        categories,
    ),
    Rule(
        "distance",
        "До следующей категории",
        "Сколько рублей прибыли или потенциала в год отделяет клиента от лучшей категории.",
        "METHOD 0, 3",
        (
            "grid.max_max",
            "grid.max_high",
            "grid.max_low",
            "grid.high_max",
            "grid.high_high",
            "grid.high_low",
            "grid.mid_max",
            "grid.mid_high",
            "grid.mid_low",
            "grid.low_max",
            "grid.low_high",
            "grid.low_low",
            "grid.negative_max",
            "grid.negative_high",
            "grid.negative_low",
        ),
        distances,
    ),
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
    ),
    Rule(
        "reactivation_conversion",
        "Конверсия реактивации",
        "Вернувшиеся делятся на тех, с кем говорили и чьи 90 дней прошли; без таких — «нет данных».",
        "METHOD 8 [S, B]",
        ("reactivation.return_days", "reactivation.mark_low", "reactivation.mark_high"),
        reactivation_conversion,
    ),
    Rule(
        "retention",
        "Удержание",
        "Вторые покупки делятся на первые по месяцам первой покупки, без проектных клиентов.",
        "METHOD 9 [B]",
        ("retention.hole_share", "retention.mature_days", "retention.min_clients", "retention.unknown_months"),
        retention,
    ),
    Rule(
        "retention_headline",
        "Итог удержания",
        "Доля вторых покупок по всем клиентам; вывод — по созревшим, начало истории отдельно.",
        "METHOD 9 [B]",
        ("retention.hole_share", "retention.mature_days", "retention.min_clients", "retention.unknown_months"),
        retention_headline,
    ),
    Rule(
        "contact_plan",
        "План контактов",
        "Сколько визитов и звонков в месяц положено клиенту: своя частота с причиной, иначе матрица по категории.",
        "METHOD 3, 5 [K]",
        (),
        contact_plan,
    ),
    Rule(
        "activity_matrix",
        "Матрица мероприятий",
        "По каждой категории: что делаем, как часто, сколько клиентов, контактов и часов в месяц.",
        "METHOD 3, 5 [K]",
        (),
        activity_matrix,
    ),
    Rule(
        "contact_load",
        "Нагрузка менеджеров",
        "Частота × минуты против рабочих часов месяца: что не помещается и сколько запаса.",
        "METHOD 5 [K]",
        ("capacity.hours_per_day", "capacity.selling_share"),
        contact_load,
    ),
    Rule(
        "move_to_phone",
        "Кого перевести на телефон",
        "У перегруженного менеджера визиты становятся звонками там, где меньше всего не взятых рублей на час визита.",
        "METHOD 5 [K]",
        ("capacity.hours_per_day", "capacity.selling_share"),
        move_to_phone,
    ),
    Rule(
        "contacts_due",
        "Контакты недели",
        "Следующий контакт — через 30,44 ÷ частота дней после прошлого.",
        "METHOD 5 [K]",
        (),
        contacts_due,
    ),
    Rule(
        "sales_channels",
        "Каналы продаж",
        "Стратегия или приоритет канала, ответственный, клиенты, оборот, прибыль, доля и тренд.",
        "METHOD 5 [K]",
        ("facts.turnover_months", "facts.cost_coverage_min"),
        sales_channels,
    ),
    Rule(
        "clients",
        "Клиенты",
        "Карточка, факты, статус и категория каждого клиента, кроме архива.",
        "METHOD 1",
        ("facts.turnover_months",),
        clients_table,
    ),
    Rule(
        "client_actions",
        "Дела по клиенту",
        "Что сделать дальше с каждым клиентом, по убыванию рублей: те же дела, что на «Начало», и обещанные касания.",
        "METHOD 1, 13",
        (),
        client_actions,
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
    ),
    Rule(
        "start_counts",
        "Счётчики базы",
        "Сколько клиентов, активная база, АА и нулевые клиенты последнего полного месяца, оборот и прибыль.",
        "METHOD 0, 1, 5",
        ("status.active_months", "facts.turnover_months"),
        start_counts,
    ),
    Rule(
        "week",
        "Неделя",
        "Показатели отдела и менеджеров сегодня и теми же правилами неделю назад.",
        "METHOD 19",
        (
            "status.new_days",
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "weekly.zero_days",
            "facts.cost_coverage_min",
        ),
        week_summary,
    ),
    Rule(
        "week_changes",
        "Что изменилось за неделю",
        "Категории, уснувшие, ушедшие, нулевые, вернувшиеся и новые: правила сегодня и на дату − 7.",
        "METHOD 19",
        (
            "status.new_days",
            "status.active_months",
            "reactivation.silent_from_days",
            "reactivation.silent_to_days",
            "weekly.zero_days",
        ),
        week_changes,
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
    ),
    Rule(
        "assortment_kpis",
        "АА и нулевые по товарам",
        "Активные адреса, нулевые клиенты и оборот по брендам, категориям товара и крупнейшим SKU.",
        "METHOD 5, 19 [K]",
        ("kpis.period", "kpis.manager_by", "kpis.is_outlets", "kpis.count_skus", "status.active_months"),
        assortment_kpis,
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
    ),
    Rule(
        "plan_proposal",
        "Предложение плана",
        "Оборот клиента за 12 полных месяцев × доля месяца (своя или канала) × тренд в пределах ±30 %.",
        "METHOD 13",
        ("plan.trend_limit", "plan.min_months", "plan.count_months_ahead"),
        plan_proposal,
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
        "Возможные дубли",
        "Новый клиент может уже быть в базе — под тем же ИНН и КПП или под тем же наименованием иначе записанным.",
        "METHOD 5, 7 [K]",
        (),
        duplicate_clients,
    ),
)
"""Every rule, in the order of the work: what a client is, what to do, what changed, what guards the base."""
