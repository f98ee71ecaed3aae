"""«Сокращение затрат»: what a planned cut will harm, and how much of the profit it may cost (METHOD section 14).

The formulas and `rules/cost_cut_risk.py` say the same.
"""

from dataclasses import replace

from clientbase_xl.schemas.clients import FLAG_CHOICES, LETTERS
from clientbase_xl.schemas.model import ROW_ID, ChangeClass, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import ROW_ID_COLUMN

COST_KINDS = OPERATING, INVESTMENT, STAFF, RECEIVABLES = (
    "операционные расходы",
    "перенос инвестиций в обновление внеоборотных активов",
    "персонал (бонусная часть)",
    "дебиторская задолженность",
)
SUFFERS = {
    OPERATING: "качество сервиса и лояльность",
    INVESTMENT: "производительность активов падает, эксплуатационные расходы растут",
    STAFF: "пассивность",
    RECEIVABLES: "снижение коммерческой базы; следите за денежным потоком",
}
"""What suffers from each kind of cut (METHOD section 14)."""
CUT_DECISIONS = ACCEPTED, REJECTED, POSTPONED = ("принято", "отклонено", "отложено")

_CUT, _WHOM, _HARM, _RISK, _DECIDED = (
    "Что сокращаем",
    "Кого касается: пусто — всех",
    "Что пострадает",
    "Под риском",
    "Решение",
)
_PROFIT = "N({gross_profit_12m_rub})"
_IS_KNOWN = f"AND(ISNUMBER({{saving_rub}}),{_PROFIT}>0)"


def _suffers() -> str:
    """Return the formula that says what suffers from the chosen kind."""
    formula = '""'
    for kind in reversed(COST_KINDS):
        formula = f'IF({{cost_kind}}="{kind}","{SUFFERS[kind]}",{formula})'
    return formula


def _selector(key: str, title: str, note: str, kind: Kind = Kind.CHOICE, **more: str) -> Column:
    return Column(key, title, kind, note, Mode.TYPED, band=_WHOM, list_key=more.get("list_key", ""))


def _of_head(*columns: Column) -> tuple[Column, ...]:
    """Return columns of which only the head of sales may change the typed ones: a cut is the company's (METHOD 14)."""
    return tuple(replace(one, change_class=ChangeClass.HEAD) if one.is_typed else one for one in columns)


COST_CUTS = Sheet(
    key="cost_cuts",
    title="Сокращение затрат",
    grain="One planned cut of costs.",
    purpose="Экономия против того, что пострадает: клиенты, оборот и прибыль под риском.",
    group=Group.DECISIONS,
    key_columns=(ROW_ID,),
    frozen_columns=3,
    is_stored=True,
    empty_text="Впишите сокращение в строку ниже. В книге менеджера лист пуст: решает руководитель.",
    columns=_of_head(
        replace(ROW_ID_COLUMN, band=_CUT),
        Column(
            "cost_kind",
            "Вид затрат",
            Kind.CHOICE,
            "Из четырёх видов.",
            Mode.TYPED,
            required=True,
            choices=COST_KINDS,
            is_wrapped=True,
            band=_CUT,
        ),
        Column(
            "what",
            "Что сокращаем",
            Kind.TEXT,
            "Коротко: что именно.",
            Mode.TYPED,
            required=True,
            is_wrapped=True,
            band=_CUT,
            may_name_people=True,
        ),
        Column(
            "saving_rub",
            "Экономия в год",
            Kind.MONEY,
            "Сколько сбережём за год.",
            Mode.TYPED,
            required=True,
            unit="₽",
            band=_CUT,
        ),
        Column("starts_on", "С какой даты", Kind.DATE, "Когда сокращение начнёт действовать.", Mode.TYPED, band=_CUT),
        _selector("channel", "Канал", "Клиенты этого канала.", list_key="channels"),
        Column(
            "category",
            "Категория",
            Kind.LETTER,
            "Клиенты этой утверждённой категории.",
            Mode.TYPED,
            choices=LETTERS,
            band=_WHOM,
        ),
        Column(
            "is_target",
            "Целевой сегмент",
            Kind.FLAG,
            "да или нет — по отметке на «Клиенты».",
            Mode.TYPED,
            choices=FLAG_CHOICES,
            band=_WHOM,
        ),
        _selector("manager", "Менеджер", "Клиенты этого менеджера.", list_key="managers"),
        _selector("client_code", "Код клиента", "Один клиент.", Kind.CODE),
        Column(
            "suffers",
            "Что пострадает",
            Kind.TEXT,
            "От вида затрат.",
            Mode.LIVE,
            formula=_suffers(),
            is_wrapped=True,
            band=_HARM,
        ),
        Column(
            "count_clients", "Клиентов", Kind.INTEGER, "С покупкой за 12 мес., по отбору слева.", minimum=0, band=_RISK
        ),
        Column(
            "turnover_12m_rub",
            "Оборот за 12 мес.",
            Kind.MONEY,
            "Этих клиентов, за вычетом возвратов.",
            unit="₽",
            band=_RISK,
        ),
        Column(
            "gross_profit_12m_rub",
            "Валовая прибыль за 12 мес.",
            Kind.MONEY,
            "Этих клиентов; пусто — себестоимость известна не у всех.",
            unit="₽",
            band=_RISK,
        ),
        Column(
            "loss_share",
            "Можно потерять",
            Kind.SHARE,
            "Экономия ÷ валовая прибыль: потеряете больше — экономии нет.",
            Mode.LIVE,
            formula=f'IF({_IS_KNOWN},{{saving_rub}}/{_PROFIT},"")',
            band=_RISK,
        ),
        Column(
            "loss_turnover_rub",
            "Это оборот",
            Kind.MONEY,
            "Столько оборота съедает экономию.",
            Mode.LIVE,
            unit="₽",
            formula='IF({loss_share}="","",{loss_share}*N({turnover_12m_rub}))',
            band=_RISK,
        ),
        Column(
            "overdue_rub",
            "ПДЗ",
            Kind.MONEY,
            "Просроченная задолженность этих клиентов, из карточек; пусто — не вписана.",
            unit="₽",
            band=_RISK,
        ),
        Column(
            "credit_limit_rub",
            "Кредитные лимиты",
            Kind.MONEY,
            "Сумма лимитов этих клиентов, из карточек; пусто — не вписаны.",
            unit="₽",
            band=_RISK,
        ),
        Column("reason", "Почему", Kind.TEXT, "Числа риска.", is_wrapped=True, band=_RISK),
        Column(
            "decision",
            "Решение",
            Kind.CHOICE,
            "Что решили.",
            Mode.TYPED,
            choices=CUT_DECISIONS,
            band=_DECIDED,
        ),
        Column("decided_by", "Кто решил", Kind.TEXT, "Кто за это отвечает.", Mode.TYPED, band=_DECIDED),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Свободный текст.",
            Mode.TYPED,
            is_wrapped=True,
            band=_DECIDED,
            may_name_people=True,
        ),
    ),
)
