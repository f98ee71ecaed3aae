"""«Показатели базы» and «АА и нулевые по товарам»: the KPIs of the active base (METHOD section 5)."""

from clientbase_xl.schemas.model import Column, Group, Kind, Sheet

DIMENSIONS = ("бренд", "категория товара", "SKU")
"""By what the active addresses of products are counted, in the order of the sheet."""

BASE_KPIS = Sheet(
    key="base_kpis",
    title="Показатели базы",
    grain="One manager or the department, one KPI of the active base, one unit.",
    purpose="Десять показателей активной базы (КПИ): 1–5 из продаж, 4 и 6–10 из листа «Задачи».",
    group=Group.WORK,
    key_columns=("manager", "kpi_id", "indicator", "unit"),
    frozen_columns=3,
    empty_text="Показателей пока нет: загрузите продажи командой import.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "«Отдел» — все вместе.", required=True),
        Column("kpi_id", "КПИ", Kind.INTEGER, "Номер показателя в матрице мероприятий.", required=True, minimum=1),
        Column("indicator", "Показатель", Kind.TEXT, "Что измеряется.", required=True, is_wrapped=True),
        Column("unit", "Ед.", Kind.TEXT, "В чём значение; план и факт задач с разными единицами не складываются."),
        Column("value", "Сейчас", Kind.NUMBER, "За период листа; у задач — факт. Пусто: нет данных."),
        Column("value_before", "Период назад", Kind.NUMBER, "За такой же период перед ним."),
        Column("change", "Изменение", Kind.NUMBER, "Сейчас − период назад."),
        Column("numerator", "Числитель", Kind.NUMBER, "Из чего доля или среднее."),
        Column("denominator", "Знаменатель", Kind.NUMBER, "На что делится."),
        Column("plan", "План", Kind.NUMBER, "Сумма планов задач со сроком в периоде."),
        Column("plan_share", "Выполнение", Kind.SHARE, "Факт ÷ план задач, у которых вписано и то и другое."),
        Column("count_tasks", "Задач", Kind.INTEGER, "Со сроком в периоде.", minimum=0),
        Column("count_done", "Сделано", Kind.INTEGER, "Задач с днём выполнения.", minimum=0),
        Column("count_overdue", "Просрочено", Kind.INTEGER, "На дату книги.", minimum=0),
        Column("reason", "Почему", Kind.TEXT, "Период и числа, из которых сложилось значение.", is_wrapped=True),
    ),
)

ASSORTMENT_KPIS = Sheet(
    key="assortment_kpis",
    title="АА и нулевые по товарам",
    grain="One brand, product category or SKU.",
    purpose="Активные адреса и нулевые клиенты по товарам: последний период рядом с предыдущим.",
    group=Group.WORK,
    key_columns=("dimension", "product"),
    frozen_columns=2,
    empty_text="Продаж за эти периоды нет.",
    columns=(
        Column("dimension", "Разрез", Kind.CHOICE, "Бренд, категория товара или SKU.", choices=DIMENSIONS),
        Column("product", "Товар", Kind.TEXT, "Бренд, категория или код SKU.", required=True),
        Column("product_name", "Наименование", Kind.TEXT, "Наименование SKU."),
        Column("count_addresses", "АА", Kind.INTEGER, "Активные адреса: отгружены в периоде.", minimum=0),
        Column("count_addresses_before", "АА период назад", Kind.INTEGER, "То же за период перед ним.", minimum=0),
        Column("count_change", "Изменение АА", Kind.INTEGER, "Сейчас − период назад."),
        Column("count_zero", "Нулевые клиенты", Kind.INTEGER, "Активная база, которой это не отгружали.", minimum=0),
        Column("count_zero_before", "Нулевые период назад", Kind.INTEGER, "То же за период перед ним.", minimum=0),
        Column("share_covered", "Доля базы", Kind.SHARE, "Клиенты активной базы с отгрузкой ÷ активная база."),
        Column("turnover_rub", "Оборот, ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("turnover_before_rub", "Оборот период назад, ₽", Kind.MONEY, "За вычетом возвратов.", unit="₽"),
        Column("change_turnover", "Изменение оборота", Kind.SHARE, "Сейчас ÷ период назад − 1."),
        Column("reason", "Почему", Kind.TEXT, "Периоды и числа.", is_wrapped=True),
    ),
)

LISTINGS = Sheet(
    key="listings",
    title="Листинг новых SKU",
    grain="One client and one SKU shipped to it for the first time in the period.",
    purpose="Первые отгрузки SKU клиентам, которые покупали у нас и раньше.",
    group=Group.WORK,
    is_shown=False,
    key_columns=("client_code", "sku"),
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Менеджер документа первой отгрузки."),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("sku", "SKU", Kind.CODE, "Код товара, без кода — наименование.", required=True),
        Column("sku_name", "Номенклатура", Kind.TEXT, "Наименование товара."),
        Column("listed_on", "Первая отгрузка", Kind.DATE, "День.", required=True),
        Column("amount_rub", "Отгружено в этот день, ₽", Kind.MONEY, "Строки отгрузки этого дня.", unit="₽"),
        Column(
            "is_novelty", "Новинка", Kind.FLAG, "Первая продажа SKU кому бы то ни было — недавно. Пусто: неизвестно."
        ),
    ),
)
