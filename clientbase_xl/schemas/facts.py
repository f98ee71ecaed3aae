"""Facts per client: what the ledger computes and every rule starts from."""

from clientbase_xl.schemas.imports import VAT_CHOICES
from clientbase_xl.schemas.model import Column, Kind, Sheet

MIXED_VAT = "смешан"

FACTS = Sheet(
    key="facts",
    title="Факты",
    grain="One client with at least one sales line before today.",
    purpose="Факты из продаж на дату.",
    is_shown=False,
    key_columns=("client_code",),
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("first_purchase_on", "Первая покупка", Kind.DATE, "День первой покупки."),
        Column("last_purchase_on", "Последняя покупка", Kind.DATE, "День последней покупки."),
        Column("count_purchases", "Покупок всего", Kind.INTEGER, "Дней с покупкой за всю историю.", minimum=0),
        Column("turnover_12m_rub", "Оборот за 12 мес.", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("gross_profit_12m_rub", "Валовая прибыль за 12 мес.", Kind.MONEY, "Пусто: неизвестна.", unit="₽"),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование из последней строки."),
        Column("manager", "Менеджер", Kind.TEXT, "Менеджер последнего документа."),
        Column("channel", "Канал", Kind.TEXT, "Канал последнего документа."),
        Column("count_purchases_12m", "Покупок за 12 мес.", Kind.INTEGER, "Дней с покупкой.", minimum=0),
        Column("average_purchase_rub", "Средняя покупка", Kind.MONEY, "Оборот ÷ покупки за 12 мес.", unit="₽"),
        Column("amount_9m_rub", "Отгрузки в окне", Kind.MONEY, "Окно реактивации, без возвратов.", unit="₽"),
        Column("silence_days", "Молчит, дн.", Kind.INTEGER, "Дней от последней покупки до сегодня.", unit="дн."),
        Column(
            "rhythm_days", "Обычный промежуток, дн.", Kind.NUMBER, "Медиана промежутков между покупками.", unit="дн."
        ),
        Column("count_intervals", "Промежутков", Kind.INTEGER, "Сколько промежутков в ритме.", minimum=0),
        Column("count_purchases_recent", "Покупок за 3 полных мес.", Kind.INTEGER, "Последние полные месяцы."),
        Column("count_purchases_year_ago", "То же год назад", Kind.INTEGER, "Пусто: истории нет."),
        Column("is_silent_year_ago", "Молчал и год назад", Kind.FLAG, "Без покупок в эти же дни год назад."),
        Column("width_skus", "Ширина, SKU", Kind.INTEGER, "Разных товаров за 12 мес.", minimum=0),
        Column("depth_units", "Глубина, ед. на SKU", Kind.NUMBER, "Среднее количество на товар."),
        Column("trend", "Тренд", Kind.SHARE, "Последние 3 полных месяца к тем же год назад − 1."),
        Column("trend_basis", "База тренда", Kind.TEXT, "«год назад», «предыдущие месяцы» или «нет данных»."),
        Column("returns_share", "Доля возвратов", Kind.SHARE, "Возвращено ÷ отгружено за 12 мес."),
        Column("cost_coverage", "Доля суммы с себестоимостью", Kind.SHARE, "За 12 мес."),
        Column(
            "count_purchases_last_month",
            "Покупок за последний полный месяц",
            Kind.INTEGER,
            "Дней с покупкой; по ним считаются АА и нулевые клиенты.",
            minimum=0,
        ),
    ),
)

# What the profit of several managers together is judged by: METHOD 2 asks for the cost of the group asked about.
_COVERAGE = (
    Column("amount_absolute_rub", "Сумма по модулю", Kind.MONEY, "Возвраты сложены без знака.", unit="₽", minimum=0),
    Column(
        "amount_costed_rub",
        "Из неё с себестоимостью",
        Kind.MONEY,
        "Сумма по модулю строк, у которых себестоимость известна.",
        unit="₽",
        minimum=0,
    ),
    Column("profit_costed_rub", "Прибыль этих строк", Kind.MONEY, "Сумма − себестоимость, где она известна.", unit="₽"),
    Column(
        "vat_basis",
        "НДС строк",
        Kind.CHOICE,
        "С НДС или без; «смешан» — прибыль неизвестна; пусто — не указано.",
        choices=(*VAT_CHOICES[:2], MIXED_VAT),
    ),
)

MANAGER_WEEKS = Sheet(
    key="manager_weeks",
    title="Недели менеджеров",
    grain="One manager and one ISO week.",
    purpose="Оборот по неделям для графиков и сводки.",
    is_shown=False,
    key_columns=("manager", "week_start_on"),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Менеджер документа; пусто — не указан."),
        Column("week_start_on", "Неделя с", Kind.DATE, "Понедельник недели.", required=True),
        Column("turnover_rub", "Оборот", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("gross_profit_rub", "Валовая прибыль", Kind.MONEY, "Пусто: неизвестна.", unit="₽"),
        Column("count_clients", "Клиентов с покупкой", Kind.INTEGER, "АА недели.", minimum=0),
        Column("count_purchases", "Покупок", Kind.INTEGER, "Дней-клиентов с покупкой.", minimum=0),
        *_COVERAGE,
    ),
)

MANAGER_MONTHS = Sheet(
    key="manager_months",
    title="Месяцы менеджеров",
    grain="One manager and one calendar month.",
    purpose="Оборот месяца к дате и год назад.",
    is_shown=False,
    key_columns=("manager", "month_start_on"),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Менеджер документа; пусто — не указан."),
        Column("month_start_on", "Месяц с", Kind.DATE, "Первое число.", required=True),
        Column("turnover_rub", "Оборот", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("gross_profit_rub", "Валовая прибыль", Kind.MONEY, "Пусто: неизвестна.", unit="₽"),
        Column("count_clients", "Клиентов с покупкой", Kind.INTEGER, "АА месяца.", minimum=0),
        Column(
            "turnover_same_days_rub",
            "Оборот тех же дней",
            Kind.MONEY,
            "За числа месяца, которые в текущем месяце уже прошли (до сегодняшнего числа, не включая его).",
            unit="₽",
        ),
        *_COVERAGE,
    ),
)
