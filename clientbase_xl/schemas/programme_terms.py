"""«Условия программ»: for whom each programme is made, and on what terms (METHOD section 13)."""

from collections.abc import Mapping

from clientbase_xl.schemas.clients import FLAG_CHOICES
from clientbase_xl.schemas.model import ChangeClass, Column, Group, Kind, Mode, Sheet

_AIM, _FOR, _TERMS, _RESULT = "Зачем", "Группа: для кого", "Условия", "Результат"
MOST_MONTHS = 60


def _typed(key: str, title: str, kind: Kind, note: str, band: str, *, maximum: float | None = None) -> Column:
    return Column(
        key,
        title,
        kind,
        note,
        Mode.TYPED,
        band=band,
        choices=FLAG_CHOICES if kind is Kind.FLAG else (),
        unit="мес." if kind is Kind.INTEGER else "",
        minimum=None if maximum is None else 1,
        maximum=maximum,
        is_wrapped=kind is Kind.TEXT,
        change_class=ChangeClass.HEAD,
    )


PROGRAMME_TERMS = Sheet(
    key="programme_terms",
    title="Условия программ",
    grain="One programme of the list «Программы».",
    purpose="Для кого программа: группа по категории, сегменту, каналу. Условия клиента — на листе «Программы».",
    group=Group.WORK,
    key_columns=("programme",),
    frozen_columns=1,
    is_stored=True,
    empty_text="Программ нет: впишите их в список «Программы» листа «Справочники».",
    columns=(
        Column("programme", "Программа", Kind.TEXT, "Из листа «Справочники».", required=True, band=_AIM),
        _typed("motive", "Мотив", Kind.TEXT, "Зачем программа клиенту и нам.", _AIM),
        _typed("categories", "Категории", Kind.TEXT, "Буквы через «;»: A; B. Пусто — любые.", _FOR),
        _typed("is_target", "Только целевой сегмент", Kind.FLAG, "да — только клиенты с отметкой в карточке.", _FOR),
        _typed("channels", "Каналы", Kind.TEXT, "Каналы через «;». Пусто — любые.", _FOR),
        _typed("statuses", "Статусы", Kind.TEXT, "На день начала, через «;». Пусто — любые.", _FOR),
        _typed("terms", "Условия", Kind.TEXT, "Общие условия программы.", _TERMS),
        _typed("count_months_from", "Срок от, мес.", Kind.INTEGER, "Короче не бывает.", _TERMS, maximum=MOST_MONTHS),
        _typed("count_months_to", "Срок до, мес.", Kind.INTEGER, "Дольше не бывает.", _TERMS, maximum=MOST_MONTHS),
        Column("count_group", "Подходит клиентов", Kind.INTEGER, "В работе и в группе.", minimum=0, band=_RESULT),
        Column("count_taking", "Участвуют", Kind.INTEGER, "Программа идёт.", minimum=0, band=_RESULT),
        Column("count_offered", "Предложено", Kind.INTEGER, "Предложена или согласована.", minimum=0, band=_RESULT),
        Column("count_finished", "Завершили", Kind.INTEGER, "Программа завершена.", minimum=0, band=_RESULT),
        Column("turnover_before_rub", "Оборот до, ₽", Kind.MONEY, "Начавших.", unit="₽", band=_RESULT),
        Column("turnover_since_rub", "Оборот с начала, ₽", Kind.MONEY, "Начавших.", unit="₽", band=_RESULT),
        Column("change", "Изменение", Kind.SHARE, "С начала ÷ до − 1.", band=_RESULT),
        Column("reason", "Почему", Kind.TEXT, "Группа словами и числа.", is_wrapped=True, band=_RESULT),
    ),
)

PROGRAMME_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "Дилерский склад": {
        "motive": "Товар лежит у клиента и всегда есть для его покупателя",
        "categories": "A; B",
        "channels": "Оптовый канал продаж B2B/B2C",
        "terms": "Свой состав и объём склада у каждого дилера",
    },
    "Возврат клиента": {
        "motive": "Клиент ушёл к конкуренту: дать причину попробовать снова",
        "statuses": "уснувший; ушедший",
        "terms": "Свои условия на первые заказы",
    },
    "Шоу-рум": {
        "motive": "Покупатель видит товар у клиента",
        "categories": "A; B; C",
        "terms": "Демонстрационный товар с условием продажи в срок",
        "count_months_from": 3,
        "count_months_to": 6,
    },
    "Товарные лимиты": {
        "motive": "Клиент берёт больше в пределах согласованного лимита",
        "categories": "A; B",
        "terms": "Свой лимит товара у каждого клиента",
    },
    "Складские программы": {
        "motive": "Запас под клиента, чтобы он брал чаще",
        "categories": "A; B; C",
        "terms": "Свой перечень и объём запаса у каждого клиента",
    },
    "Фондовые скидки": {
        "motive": "Скидка за выполненный объём, а не всем подряд",
        "categories": "A; B",
        "terms": "Свой объём и размер скидки у каждого клиента",
    },
}
"""What stands in the typed cells while nobody typed anything: names and terms of METHOD 13, groups and motives ours."""
