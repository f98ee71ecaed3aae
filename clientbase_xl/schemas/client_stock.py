"""«Запасы клиента»: what a client has of an article, what is on its way, and how fast it sells there."""

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

COUNTED, NEWER, NOT_COUNTED, SELL_OUT_ONLY = "учтён", "есть новее", "не учтён", "только продажи"
STOCK_STATES = (COUNTED, NEWER, SELL_OUT_ONLY, NOT_COUNTED)
PACKS_LIST = "sku_packs"
"""The list of «Справочники» that says how many units (note) are in a pack of an article (value)."""
TODAY_NAME = "offer_term_today"
"""The defined name of the day of the workbook: later counts have not been made yet."""
_DATED = f'{{client_code}}<>"",{{sku}}<>"",ISNUMBER({{counted_on}}),N({{counted_on}})<={TODAY_NAME}'
# Of records of one day the last counts: this one and those below are looked through, only where it may count.
_LATER = (
    'SUMPRODUCT(({counted_on..}={counted_on})*({client_code..}&""={client_code}&"")*({sku..}&""={sku}&"")'
    "*ISNUMBER({sell_out_units..})*({sell_out_units..}>=0))>1"
)
_HAS, _SUPPLY, _CHECK = "У клиента, ед.", "Поставка", "Проверка"

CLIENT_STOCK = Sheet(
    key="client_stock",
    title="Запасы клиента",
    grain="One count of one article at one client.",
    purpose="Остатки и продажи клиента по SKU: из них лист «Предложение клиенту» считает заказ. "
    "Считается последний остаток.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Остатков пока нет: впишите их в строки ниже, заказ считается сразу.",
    columns=(
        ROW_ID_COLUMN,
        Column("state", "Состояние", Kind.CHOICE, "Какой остаток в заказе.", choices=STOCK_STATES),
        client_code_column("Код из листа «Клиенты».", required=True),
        CLIENT_NAME_COLUMN,
        Column("sku", "SKU", Kind.CODE, "Артикул, как в продажах.", Mode.TYPED, required=True),
        Column("product_name", "Товар", Kind.TEXT, "Название из продаж.", is_wrapped=True),
        Column("counted_on", "Дата подсчёта", Kind.DATE, "На какой день.", Mode.TYPED, required=True),
        Column("stock_units", "Остаток", Kind.QUANTITY, "На складе клиента.", Mode.TYPED, minimum=0, band=_HAS),
        Column("in_transit_units", "В пути", Kind.QUANTITY, "Уже едет к клиенту.", Mode.TYPED, minimum=0, band=_HAS),
        Column(
            "sell_out_units",
            "Продажи за неделю",
            Kind.QUANTITY,
            "Сколько клиент продал за 7 дней до этой даты. Нет — считаем по нашим отгрузкам.",
            Mode.TYPED,
            minimum=0,
            band=_HAS,
        ),
        Column(
            "pack_units",
            "Упаковка",
            Kind.QUANTITY,
            "Единиц в упаковке; пусто — из «Справочников», иначе 1.",
            Mode.TYPED,
            minimum=0,
            band=_SUPPLY,
        ),
        Column(
            "lead_days",
            "Срок поставки, дн.",
            Kind.NUMBER,
            "От заказа до поставки; пусто — из «Настроек».",
            Mode.TYPED,
            unit="дн.",
            minimum=0,
            maximum=365,
            band=_SUPPLY,
        ),
        Column(
            "lead_sigma_days",
            "Разброс срока, дн.",
            Kind.NUMBER,
            "Стандартное отклонение срока; пусто — 0.",
            Mode.TYPED,
            unit="дн.",
            minimum=0,
            maximum=365,
            band=_SUPPLY,
        ),
        Column(
            "stock_day",
            "Остаток учтён на",
            Kind.NUMBER,
            "Дата, если остаток годится для заказа; пусто — не годится.",
            Mode.LIVE,
            minimum=0,
            formula=f"IF(AND({_DATED},ISNUMBER({{stock_units}}),N({{stock_units}})>=0,N({{in_transit_units}})>=0),"
            "{counted_on},0)",
            band=_CHECK,
        ),
        Column(
            "sold_day",
            "Продажи учтены на",
            Kind.NUMBER,
            "Дата, если продажи годятся для спроса; пусто — не годятся или на этот день есть записанные позже.",
            Mode.LIVE,
            minimum=0,
            formula=f"IF(AND({_DATED},ISNUMBER({{sell_out_units}}),N({{sell_out_units}})>=0),"
            f"IF({_LATER},0,{{counted_on}}),0)",
            band=_CHECK,
        ),
        Column(
            "comment",
            "Комментарий",
            Kind.TEXT,
            "Свободный текст.",
            Mode.TYPED,
            is_wrapped=True,
            band=_CHECK,
            may_name_people=True,
        ),
        Column("reason", "Почему", Kind.TEXT, "Почему такое состояние.", is_wrapped=True, band=_CHECK),
    ),
)
