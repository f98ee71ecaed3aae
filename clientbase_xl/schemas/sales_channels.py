"""«Каналы продаж»: strategy, priority and responsible of each channel beside its results."""

from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

NOT_PRIORITY = "не приоритет"
CHANNEL_PRIORITIES = ("высокий", "средний", "низкий", NOT_PRIORITY)
RESPONSIBLE_DEFAULT = "собственник бизнеса + ТОП-менеджмент"
"""Who answers for a channel while nobody typed another name (METHOD section 5)."""
NO_CHANNEL = "не указан"
"""The row of clients and lines without a channel."""

SALES_CHANNELS = Sheet(
    key="sales_channels",
    title="Каналы продаж",
    grain="One channel of sales.",
    purpose="Стратегия или приоритет каждого канала, кто отвечает и что получается.",
    group=Group.BASE,
    key_columns=("channel",),
    frozen_columns=1,
    is_stored=True,
    columns=(
        Column("channel", "Канал", Kind.TEXT, "Из листа «Справочники», карточек и продаж.", band="Канал"),
        Column(
            "strategy",
            "Стратегия",
            Kind.TEXT,
            "Как развиваем канал. Нужна, если канал не отмечен «не приоритет».",
            Mode.TYPED,
            is_wrapped=True,
            band="Решение",
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "priority",
            "Приоритет",
            Kind.CHOICE,
            "«не приоритет» — стратегии не нужно.",
            Mode.TYPED,
            choices=CHANNEL_PRIORITIES,
            band="Решение",
            change_class=ChangeClass.HEAD,
        ),
        Column(
            "responsible",
            "Ответственный",
            Kind.TEXT,
            f"Кто отвечает за канал; по методу — {RESPONSIBLE_DEFAULT}.",
            Mode.TYPED,
            is_wrapped=True,
            band="Решение",
            change_class=ChangeClass.HEAD,
        ),
        Column("count_clients", "Клиентов", Kind.INTEGER, "Все, кроме архива.", minimum=0, band="Результат за 12 мес."),
        Column(
            "count_active", "Активная база", Kind.INTEGER, "Из них с покупкой за 12 мес.", band="Результат за 12 мес."
        ),
        Column(
            "turnover_12m_rub",
            "Оборот за 12 мес., ₽",
            Kind.MONEY,
            "Продажи клиентов канала за вычетом возвратов.",
            unit="₽",
            band="Результат за 12 мес.",
        ),
        Column(
            "gross_profit_12m_rub",
            "Валовая прибыль за 12 мес., ₽",
            Kind.MONEY,
            "Пусто: себестоимость известна не полностью.",
            unit="₽",
            band="Результат за 12 мес.",
        ),
        Column(
            "turnover_share",
            "Доля оборота",
            Kind.SHARE,
            "Оборот канала ÷ оборот всех.",
            band="Результат за 12 мес.",
        ),
        Column(
            "trend",
            "Тренд",
            Kind.SHARE,
            "Последние 3 полных месяца к тем же год назад.",
            band="Результат за 12 мес.",
        ),
        Column("trend_basis", "База тренда", Kind.TEXT, "С чем сравнили.", band="Результат за 12 мес."),
        Column("reason", "Почему", Kind.TEXT, "Чего не хватает, числа.", is_wrapped=True, band="Результат за 12 мес."),
    ),
)
