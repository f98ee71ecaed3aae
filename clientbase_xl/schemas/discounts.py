"""«Скидка», «Скидки менеджеров» and the verdicts that are kept: will a lower price pay, and did it (METHOD section 14).

The formulas and `rules/discount_expected.py` say the same.
"""

from dataclasses import replace

from clientbase_xl.schemas.clients import FLAG_CHOICES
from clientbase_xl.schemas.model import ROW_ID, YES, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column

MARGIN_KINDS = MARGIN, MARKUP = ("маржа", "наценка")
PURCHASES = (
    "увеличение ассортимента на полке",
    "информированность о бизнесе покупателя",
    "лояльность",
)
"""«Что мы покупаем, снижая цену» (METHOD section 14)."""
MARGIN_SOURCES = AS_TYPED, FROM_MARKUP, FROM_SALES = ("введена", "из наценки", "по продажам до скидки")
FORECASTS = WILL_PAY, WONT_PAY, NEVER_PAYS = ("окупится", "не окупится", "никогда")
VERDICTS = PAID, NOT_PAID, TOO_EARLY, NO_DATA = ("окупилась", "не окупилась", "рано судить", "нет данных")
KEPT_VERDICTS = (PAID, NOT_PAID)
STATES = AHEAD, IN_FORCE, ENDED = ("впереди", "действует", "закончилась")
MISSING = (
    ("client_code", "клиент"),
    ("decided_on", "дата"),
    ("manager", "кто решил"),
    ("purchase", "что покупаем"),
    ("discount_share", "скидка"),
    ("expected_growth", "ожидаемый рост"),
    ("ground", "основание роста"),
)
"""Cells without which a discount is not decided, in the order of the sheet, and what to call them."""
NO_MARGIN, NO_MARGIN_KIND, NOT_ASKED = "маржа", "маржа это или наценка", "вопрос о цене"

_IS_ROW = 'OR({client_code}<>"",{discount_share}<>"",{decided_on}<>"")'
_DIGITS, _HAIR_DIGITS = 12, 9
"""0.3 − 0.1 − 0.2 is no zero in binary fractions; an expected 50 % is not below a break-even of 50 %."""


def _of_row(formula: str) -> str:
    """Return a formula that is empty in a row where nobody decided anything."""
    return f'IF({_IS_ROW},{formula},"")'


_TYPED_MARGIN = (
    f'IF({{margin_kind}}="{MARGIN}",{{margin_value}},'
    f'IF(AND({{margin_kind}}="{MARKUP}",1+N({{margin_value}})>0),{{margin_value}}/(1+{{margin_value}}),""))'
)
_MARGIN_USED = _of_row(
    f'IF(ISNUMBER({{margin_value}}),{_TYPED_MARGIN},IF(ISNUMBER({{ledger_margin}}),{{ledger_margin}},""))'
)
_MARGIN_SOURCE = (
    f'IF({{margin_used}}="","",IF(ISNUMBER({{margin_value}}),'
    f'IF({{margin_kind}}="{MARKUP}","{FROM_MARKUP}","{AS_TYPED}"),"{FROM_SALES}"))'
)
_IS_KNOWN = "AND(ISNUMBER({margin_used}),ISNUMBER({discount_share}))"
_LEFT = f"ROUND({{margin_used}}-{{discount_share}},{_DIGITS})"
_BREAKEVEN = f'IF({_IS_KNOWN},IF({_LEFT}>0,{{discount_share}}/{_LEFT},""),"")'
_FORECAST = (
    f'IF({_IS_KNOWN},IF({_LEFT}<=0,"{NEVER_PAYS}",IF(ISNUMBER({{expected_growth}}),'
    f'IF(ROUND({{expected_growth}}-{{breakeven_growth}},{_HAIR_DIGITS})>=0,"{WILL_PAY}","{WONT_PAY}"),"")),"")'
)


def _missing() -> str:
    """Return the formula that names what is not filled, parted by commas."""
    parts = [f'IF({{{key}}}="",", {word}","")' for key, word in MISSING]
    is_unnamed = 'AND(ISNUMBER({margin_value}),{margin_kind}="")'
    parts.append(f'IF({{margin_used}}<>"","",IF({is_unnamed},", {NO_MARGIN_KIND}",", {NO_MARGIN}"))')
    parts.append(f'IF({{is_asked}}="{YES}","",", {NOT_ASKED}")')
    return _of_row(f"MID({'&'.join(parts)},3,300)")


_DECISION, _ON_WHAT, _BOUGHT, _EXPECTED = "Решение", "На что", "Что взамен", "Просчёт до решения"
_RESULT, _FACTS = "Что вышло", "До и после, по продажам"


def _fact(key: str, title: str, note: str, kind: Kind = Kind.MONEY, unit: str = "₽") -> Column:
    return Column(key, title, kind, note, unit=unit, band=_FACTS)


_PROFIT_NOTE = "Пусто: себестоимость известна меньше чем у нужной доли суммы или базы НДС разные."
_FACT_COLUMNS = (
    _fact("turnover_before_rub", "Оборот до", "За вычетом возвратов, на что скидка; месяцев — по настройке."),
    _fact("turnover_after_rub", "Оборот после", "За столько же месяцев после; период не кончился — по вчерашний день."),
    _fact("volume_before", "Объём до", "В единицах товара, за вычетом возвратов.", Kind.QUANTITY, ""),
    _fact("volume_after", "Объём после", "В единицах товара, за вычетом возвратов.", Kind.QUANTITY, ""),
    _fact("profit_before_rub", "Валовая прибыль до", _PROFIT_NOTE),
    _fact("profit_after_rub", "Валовая прибыль после", _PROFIT_NOTE),
)
FACT_KEYS = tuple(column.key for column in _FACT_COLUMNS)

DISCOUNTS = Sheet(
    key="discounts",
    title="Скидка",
    grain="One decision about a discount for one client.",
    purpose="Скидка — только если итог предсказуемо станет лучше: просчёт до решения и факт после него.",
    group=Group.DECISIONS,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Скидок пока нет: решение вписывают в строки ниже.",
    columns=(
        replace(ROW_ID_COLUMN, band=_DECISION),
        replace(client_code_column("Код из листа «Клиенты».", required=True), band=_DECISION),
        replace(CLIENT_NAME_COLUMN, band=_DECISION),
        Column("decided_on", "Действует с", Kind.DATE, "Первый день цены.", Mode.TYPED, required=True, band=_DECISION),
        Column("valid_to", "По какой день", Kind.DATE, "Включительно; пусто — бессрочно.", Mode.TYPED, band=_DECISION),
        Column(
            "manager",
            "Кто решил",
            Kind.CHOICE,
            "Менеджер, чья это скидка.",
            Mode.TYPED,
            required=True,
            list_key="managers",
            band=_DECISION,
        ),
        Column("state", "Состояние", Kind.CHOICE, "На дату книги.", choices=STATES, band=_DECISION),
        Column(
            "product_category",
            "Категория товара",
            Kind.TEXT,
            "Как в продажах; пусто вместе с SKU — весь ассортимент.",
            Mode.TYPED,
            band=_ON_WHAT,
        ),
        Column("sku", "SKU", Kind.TEXT, "Код или название товара, как в продажах.", Mode.TYPED, band=_ON_WHAT),
        Column(
            "purchase",
            "Что мы покупаем, снижая цену",
            Kind.CHOICE,
            "Обязательно: цену снижают за что-то.",
            Mode.TYPED,
            required=True,
            choices=PURCHASES,
            is_wrapped=True,
            band=_BOUGHT,
        ),
        Column(
            "is_asked",
            "Чувствительность к цене проверена вопросом",
            Kind.FLAG,
            "Спросили ли клиента.",
            Mode.TYPED,
            choices=FLAG_CHOICES,
            band=_BOUGHT,
        ),
        Column(
            "answer",
            "Что ответил клиент",
            Kind.TEXT,
            "О цене своими словами.",
            Mode.TYPED,
            is_wrapped=True,
            band=_BOUGHT,
            may_name_people=True,
        ),
        Column(
            "margin_kind",
            "Маржа или наценка",
            Kind.CHOICE,
            "Что вписано рядом.",
            Mode.TYPED,
            choices=MARGIN_KINDS,
            band=_EXPECTED,
        ),
        Column(
            "margin_value",
            "Размер маржи или наценки, %",
            Kind.SHARE,
            "До скидки: маржа — доля цены, наценка — доля себестоимости. Пусто — маржа по продажам.",
            Mode.TYPED,
            band=_EXPECTED,
        ),
        Column(
            "ledger_margin",
            "Маржа по продажам",
            Kind.SHARE,
            "Валовая прибыль ÷ оборот этого клиента до скидки, на что скидка.",
            band=_EXPECTED,
        ),
        Column(
            "margin_used",
            "Маржа в расчёте",
            Kind.SHARE,
            "Наценка переведена: н ÷ (1 + н).",
            Mode.LIVE,
            formula=_MARGIN_USED,
            band=_EXPECTED,
        ),
        Column(
            "margin_source",
            "Чья маржа",
            Kind.CHOICE,
            "Введённая важнее той, что по продажам.",
            Mode.LIVE,
            formula=_MARGIN_SOURCE,
            choices=MARGIN_SOURCES,
            band=_EXPECTED,
        ),
        Column(
            "discount_share",
            "Скидка, %",
            Kind.SHARE,
            "От прежней цены.",
            Mode.TYPED,
            required=True,
            minimum=0,
            maximum=1,
            band=_EXPECTED,
        ),
        Column(
            "breakeven_growth",
            "Точка окупаемости",
            Kind.SHARE,
            "На сколько должен вырасти объём, чтобы прибыль осталась: скидка ÷ (маржа − скидка).",
            Mode.LIVE,
            formula=_BREAKEVEN,
            band=_EXPECTED,
        ),
        Column(
            "expected_growth",
            "Ожидаемый рост объёма",
            Kind.SHARE,
            "В единицах товара.",
            Mode.TYPED,
            required=True,
            minimum=-1,
            band=_EXPECTED,
        ),
        Column(
            "forecast",
            "Просчёт",
            Kind.CHOICE,
            "Ожидаемый рост против точки окупаемости; маржа не больше скидки — никогда.",
            Mode.LIVE,
            formula=_FORECAST,
            choices=FORECASTS,
            band=_EXPECTED,
        ),
        Column(
            "ground",
            "Основание роста",
            Kind.TEXT,
            "Почему объём вырастет: договорённость, план закупок, расчёт.",
            Mode.TYPED,
            required=True,
            is_wrapped=True,
            band=_EXPECTED,
            may_name_people=True,
        ),
        Column(
            "missing",
            "Чего не хватает",
            Kind.TEXT,
            "Без этого скидка не просчитана.",
            Mode.LIVE,
            formula=_missing(),
            is_wrapped=True,
            band=_EXPECTED,
        ),
        Column(
            "verdict",
            "Итог",
            Kind.CHOICE,
            "Прибыль после не меньше, чем до, — окупилась.",
            choices=VERDICTS,
            band=_RESULT,
        ),
        Column("judged_on", "Итог с", Kind.DATE, "Когда период после кончается или когда итог сохранён.", band=_RESULT),
        Column(
            "growth_fact", "Рост объёма, факт", Kind.SHARE, "По прежней цене; у одного SKU — в единицах.", band=_RESULT
        ),
        Column(
            "profit_change_rub",
            "Прибыль: после − до",
            Kind.MONEY,
            "Меньше нуля — скидка стоила прибыли.",
            unit="₽",
            band=_RESULT,
        ),
        Column(
            "given_rub",
            "Отдано скидкой",
            Kind.MONEY,
            "Оборот за время скидки × скидка ÷ (1 − скидка): на столько дешевле продали.",
            unit="₽",
            band=_RESULT,
        ),
        Column("reason", "Почему", Kind.TEXT, "Числа, из которых следует итог.", is_wrapped=True, band=_RESULT),
        *_FACT_COLUMNS,
    ),
)

DISCOUNT_VERDICTS = Sheet(
    key="discount_verdicts",
    title="Итоги скидок",
    grain="The final verdict on one discount, with its numbers, as it was when the months after were first over.",
    purpose="Итог скидки остаётся в истории клиента, даже если продажи потом загружены заново.",
    group=Group.DECISIONS,
    key_columns=(ROW_ID,),
    is_shown=False,
    is_stored=True,
    columns=(
        ROW_ID_COLUMN,
        Column("terms", "Условия", Kind.TEXT, "Клиент, день, товар: изменились — итог считается заново.", Mode.TYPED),
        Column("verdict", "Итог", Kind.CHOICE, "Записала программа.", Mode.TYPED, choices=KEPT_VERDICTS),
        Column("fixed_on", "Сохранён", Kind.DATE, "На какую дату посчитан.", Mode.TYPED),
        Column("growth_fact", "Рост объёма, факт", Kind.SHARE, "Пусто: до скидки не покупал.", Mode.TYPED),
        *(replace(column, mode=Mode.TYPED, band="") for column in _FACT_COLUMNS),
    ),
)

_COUNTS, _ROUBLES, _OUTCOME, _GAPS = "Решений", "Сколько отдано", "Что вышло", "Чего не хватает"

DISCOUNT_MANAGERS = Sheet(
    key="discount_managers",
    title="Скидки менеджеров",
    grain="One manager, or all of them together in the last row.",
    purpose="Сколько скидок раздал каждый, какой глубины и что из этого вышло.",
    group=Group.DECISIONS,
    key_columns=("manager",),
    frozen_columns=1,
    empty_text="Скидок пока нет.",
    columns=(
        Column("manager", "Менеджер", Kind.TEXT, "Кто решил; «Отдел» — все вместе.", required=True, band=_COUNTS),
        Column("count_in_force", "Действует", Kind.INTEGER, "На дату книги.", minimum=0, band=_COUNTS),
        Column("count_decided", "За год", Kind.INTEGER, "Начались за 12 мес.", minimum=0, band=_COUNTS),
        Column("given_rub", "Сумма скидок, ₽", Kind.MONEY, "Отдано на продажах за 12 мес.", unit="₽", band=_ROUBLES),
        Column("depth", "Глубина", Kind.SHARE, "Средняя скидка, взвешена по продажам.", minimum=0, band=_ROUBLES),
        Column("turnover_rub", "Оборот за 12 мес., ₽", Kind.MONEY, "По менеджеру документа.", unit="₽", band=_ROUBLES),
        Column(
            "discounted_rub",
            "Со скидкой, ₽",
            Kind.MONEY,
            "Строки под скидкой, каждая один раз.",
            unit="₽",
            band=_ROUBLES,
        ),
        Column("discounted_share", "Доля со скидкой", Kind.SHARE, "Оборота за 12 мес.", band=_ROUBLES),
        Column("count_paid", "Окупились", Kind.INTEGER, "Из решений за год.", minimum=0, band=_OUTCOME),
        Column("count_not_paid", "Не окупились", Kind.INTEGER, "Из решений за год.", minimum=0, band=_OUTCOME),
        Column("count_early", "Рано судить", Kind.INTEGER, "Период после не кончился.", minimum=0, band=_OUTCOME),
        Column(
            "count_unknown",
            "Нет данных",
            Kind.INTEGER,
            "Нет себестоимости или продаж; решение противоречит себе.",
            minimum=0,
            band=_OUTCOME,
        ),
        Column(
            "profit_change_rub", "Прибыль: после − до, ₽", Kind.MONEY, "По скидкам с итогом.", unit="₽", band=_OUTCOME
        ),
        Column("count_no_ground", "Без основания", Kind.INTEGER, "Основание роста пусто.", minimum=0, band=_GAPS),
        Column(
            "count_no_purchase", "Без «что покупаем»", Kind.INTEGER, "Не сказано, что взамен.", minimum=0, band=_GAPS
        ),
        Column("reason", "Почему", Kind.TEXT, "Из чего сложились сумма, глубина и доля.", is_wrapped=True, band=_GAPS),
    ),
)
