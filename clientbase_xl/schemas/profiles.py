"""«Профиль клиента»: what a client answered at a survey, and the potential in roubles that follows from it.

The formulas and `rules/potential.py`, `rules/next_question.py` say the same (METHOD section 4); thresholds and the
order of questions come from «Настройки», so the sheet is made from settings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.formula_terms import CONTRADICTION_SHARE, ORDERS_ONLY_FACTOR
from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column
from clientbase_xl.settings import ProfileSettings

OBSTACLES = ("цена", "ассортимент", "доставка", "отсрочка", "сервис")
PLANS = ("растёт", "так же", "меньше")
NEWEST, OLDER, AHEAD = "последний", "есть новее", "дата впереди"
SURVEY_STATES = (NEWEST, OLDER, AHEAD)
SHARE_MIN = 0.01
"""The smallest answer about our share (METHOD section 4: 1–100 %)."""
ORDERS_SLACK_RUB = 0.5
"""An average purchase is rounded: so much below own turnover is still own turnover."""

BELOW_TURNOVER = "меньше нашего оборота"
ROUTES_APART = "ответы расходятся"
TOO_FEW_ORDERS = "заказов меньше, чем у нас"
SHARE_AND_ONE = "один поставщик, а доля не 100 %"

BY_BOTH, BY_ORDERS, BY_SHARE = "заказы × средний заказ и доля", "заказы × средний заказ", "доля у нас"
BY_COUNT, BY_CHANNEL, AT_LEAST = "число заказов × наша средняя покупка", "оценка по ответам других", "не менее оборота"
WAYS = (BY_BOTH, BY_ORDERS, BY_SHARE, BY_COUNT, BY_CHANNEL, AT_LEAST)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number in the settings, the column of its answer, its words; `is_number` says how it counts."""

    number: int
    key: str
    title: str
    is_number: bool = False


QUESTIONS = (
    Question(1, "count_orders_per_year", "Примерное число заказов в год (у всех поставщиков)", True),
    Question(2, "average_order_rub", "Средний заказ у всех поставщиков, ₽", True),
    Question(3, "share_ours", "Доля закупок у нас, %", True),
    Question(4, "count_suppliers", "Сколько поставщиков", True),
    Question(5, "bought_elsewhere", "Что берут у других"),
    Question(6, "other_suppliers", "У кого берут"),
    Question(7, "obstacle", "Что мешает брать больше у нас"),
    Question(8, "purchase_plan", "План закупок на год"),
    Question(9, "decision", "Кто и когда решает"),
)
"""The questions of METHOD section 4 in its order; the order in which they are asked is a setting."""
ROUTE_A, ROUTE_B = ("count_orders_per_year", "average_order_rub"), ("share_ours", "count_suppliers")
"""Questions of a route: orders × average order; turnover ÷ share (one supplier means 100 %)."""
_TITLES = {question.key: question.title for question in QUESTIONS}


def ordered_questions(settings: ProfileSettings) -> tuple[Question, ...]:
    """Return the questions in the order of the settings; those it does not name follow in the order of the method."""
    by_number = {question.number: question for question in QUESTIONS}
    named = [by_number[number] for number in settings.numbers()]
    return (*named, *(question for question in QUESTIONS if question not in named))


_TURNOVER = "N({turnover_12m_rub})"
_IS_A = f"AND(N({{route_a_rub}})>0,N({{route_a_rub}})>={_TURNOVER})"
_IS_B = "N({route_b_rub})>0"
_BY_COUNT = "N({orders_used})*N({average_purchase_rub})"
_IS_ONLY_COUNT = (
    f"AND(N({{orders_used}})>0,N({{average_order_used_rub}})=0,N({{average_purchase_rub}})>0,{_TURNOVER}>0)"
)
_IS_COUNT = f"AND({_IS_ONLY_COUNT},{_BY_COUNT}>={_TURNOVER}-{ORDERS_SLACK_RUB})"
_COUNTED = f"MAX({_BY_COUNT},{_TURNOVER})"
_IS_ANSWERED = f'AND({{turnover_12m_rub}}<>"",OR({_IS_A},{_IS_B},{_IS_COUNT}))'
_SUPPLIERS = "IF(N({count_suppliers})>=1,{count_suppliers},N({earlier_suppliers}))"


def _of_client(formula: str) -> str:
    """Return a formula that is empty in a row without a client."""
    return f'IF({{client_code}}="","",{formula})'


def _of_card(key: str) -> str:
    """Return the formula that finds a number of the client on «Клиенты» while its code is being typed."""
    table = CLIENTS.table_name
    values, codes = (f"{table}[[#Data],[{CLIENTS[one].title}]]" for one in (key, "client_code"))
    found = f"INDEX({values},MATCH({{client_code}},{codes},0))"
    return _of_client(f'IFERROR(IF({found}="","",{found}),"")')


def _used(key: str, earlier: str) -> str:
    return _of_client(f'IF(N({{{key}}})>0,{{{key}}},IF(N({{{earlier}}})>0,{{{earlier}}},""))')


_SHARE_USED = _of_client(
    f"IF(AND(N({{share_ours}})>={SHARE_MIN},N({{share_ours}})<=1),{{share_ours}},IF(N({{count_suppliers}})=1,1,"
    'IF(N({earlier_share})>0,{earlier_share},IF(AND(N({count_suppliers})<1,N({earlier_suppliers})=1),1,""))))'
)


def _likely() -> str:
    return _of_client(
        f"IF({_IS_A},{{route_a_rub}},IF({_IS_B},{{route_b_rub}},IF({_IS_COUNT},{_COUNTED},"
        f'IF(AND({_TURNOVER}>0,N({{ratio_median}})>0),MAX({_TURNOVER}*{{ratio_median}},{_TURNOVER}),""))))'
    )


def _ends(function: str, otherwise: str) -> str:
    return _of_client(
        f"IF(AND({_IS_A},{_IS_B}),{function}({{route_a_rub}},{{route_b_rub}}),"
        f"IF({_IS_A},{{route_a_rub}},IF({_IS_B},{{route_b_rub}},{otherwise})))"
    )


def _way() -> str:
    return _of_client(
        f'IF(AND({_IS_A},{_IS_B}),"{BY_BOTH}",IF({_IS_A},"{BY_ORDERS}",IF({_IS_B},"{BY_SHARE}",IF({_IS_COUNT},'
        f'"{BY_COUNT}",IF({_TURNOVER}<=0,"",IF(N({{ratio_median}})>0,"{BY_CHANNEL}","{AT_LEAST}"))))))'
    )


def _contradiction() -> str:
    apart = "ABS({route_a_rub}-{route_b_rub})/MAX({route_a_rub},{route_b_rub})"
    return _of_client(
        f'IF(AND(N({{route_a_rub}})>0,N({{route_a_rub}})<{_TURNOVER}),"{BELOW_TURNOVER}",'
        f'IF(IF(AND({_IS_A},{_IS_B}),ROUND({apart},9)>{CONTRADICTION_SHARE},FALSE),"{ROUTES_APART}",'
        f'IF(AND({_IS_ONLY_COUNT},NOT({_IS_B}),NOT({_IS_COUNT})),"{TOO_FEW_ORDERS}",'
        f'IF(AND({_SUPPLIERS}=1,N({{share_used}})>0,N({{share_used}})<1),"{SHARE_AND_ONE}",""))))'
    )


_IS_UNANSWERED = {
    "count_orders_per_year": "N({orders_used})=0",
    "average_order_rub": "N({average_order_used_rub})=0",
    "share_ours": "N({share_used})=0",  # one supplier answers it too
    "count_suppliers": f"{_SUPPLIERS}=0",
}


def _unanswered(question: Question) -> str:
    if question.is_number:
        return _IS_UNANSWERED[question.key]
    return f'AND({{{question.key}}}="",ISERROR(FIND("{question.title}",{{earlier_answers}})))'


def next_question_formula(questions: tuple[Question, ...]) -> str:
    """Return the formula of «Следующий вопрос» for an order of questions (see `rules/next_question.py`)."""
    place = {question.key: number for number, question in enumerate(questions)}
    chain = '""'
    for question in reversed(questions):
        chain = f'IF({_unanswered(question)},"{question.title}",{chain})'
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for route in (ROUTE_A, ROUTE_B):
        early, late = sorted(route, key=place.__getitem__)
        is_open = _IS_UNANSWERED[early]
        first[route] = (
            f"IF({is_open},{place[early]},{place[late]})",
            f'IF({is_open},"{_TITLES[early]}","{_TITLES[late]}")',
        )
    count_a = "(N({orders_used})=0)+(N({average_order_used_rub})=0)"
    left_a = f"IF({count_a}=0,9,{count_a})"
    left_b = f"IF(OR({_TURNOVER}<=0,N({{share_used}})>0),9,1+({_SUPPLIERS}=0))"
    (place_a, words_a), (place_b, words_b) = first[ROUTE_A], first[ROUTE_B]
    return _of_client(
        f"IF(OR({_IS_A},{_IS_B},AND({left_a}=9,{left_b}=9)),{chain},"
        f"IF(OR({left_a}<{left_b},AND({left_a}={left_b},{place_a}<{place_b})),{words_a},{words_b}))"
    )


def profiles_sheet(settings: ProfileSettings) -> Sheet:
    """Return «Профиль клиента» whose formulas obey these settings; nothing else of the sheet depends on them."""
    formulas = {
        "next_question": next_question_formula(ordered_questions(settings)),
        "contradiction": _contradiction(),
        "potential_max_rub": _ends(
            "MAX",
            f"IF({_IS_COUNT},{ORDERS_ONLY_FACTOR}*{_COUNTED},"
            f'IF(AND({_TURNOVER}>0,N({{ratio_high}})>0),MAX({_TURNOVER}*{{ratio_high}},{_TURNOVER}),""))',
        ),
    }
    columns = tuple(replace(one, formula=formulas.get(one.key, one.formula)) for one in _COLUMNS)
    return replace(_DECLARED, columns=columns)


_SURVEY, _FOUND, _BASIS = "Опрос", "Потенциал", "Из чего сложилось"
_HOW_MUCH, _WHAT = "Сколько закупают", "Что, у кого и почему"

_COLUMNS = (
    replace(ROW_ID_COLUMN, band=_SURVEY),
    Column(
        "state",
        "Какой опрос",
        Kind.CHOICE,
        "Действует последний; ответы, которых в нём нет, берутся из прежних.",
        choices=SURVEY_STATES,
        band=_SURVEY,
    ),
    replace(client_code_column("Код из листа «Клиенты».", required=True), band=_SURVEY),
    replace(CLIENT_NAME_COLUMN, band=_SURVEY),
    Column("surveyed_on", "Дата опроса", Kind.DATE, "День разговора.", Mode.TYPED, required=True, band=_SURVEY),
    Column("asked_by", "Кто спросил", Kind.CHOICE, "Менеджер.", Mode.TYPED, list_key="managers", band=_SURVEY),
    Column(
        "count_orders_per_year",
        _TITLES["count_orders_per_year"],
        Kind.INTEGER,
        "Первый вопрос. Не знает — оставьте пустым: разговор может кончиться на любом вопросе.",
        Mode.TYPED,
        minimum=1,
        band=_HOW_MUCH,
    ),
    Column(
        "average_order_rub",
        _TITLES["average_order_rub"],
        Kind.MONEY,
        "Сколько рублей в одном заказе в среднем, у всех поставщиков нашего ассортимента.",
        Mode.TYPED,
        unit="₽",
        minimum=1,
        band=_HOW_MUCH,
    ),
    Column(
        "share_ours",
        _TITLES["share_ours"],
        Kind.SHARE,
        "Какую долю нашего ассортимента покупает у нас: от 1 до 100 %.",
        Mode.TYPED,
        minimum=SHARE_MIN,
        maximum=1,
        band=_HOW_MUCH,
    ),
    Column(
        "count_suppliers",
        _TITLES["count_suppliers"],
        Kind.INTEGER,
        "Вместе с нами; один — значит всё берёт у нас.",
        Mode.TYPED,
        minimum=1,
        band=_HOW_MUCH,
    ),
    Column(
        "bought_elsewhere",
        _TITLES["bought_elsewhere"],
        Kind.TEXT,
        "Какие товары.",
        Mode.TYPED,
        is_wrapped=True,
        may_name_people=True,
        band=_WHAT,
    ),
    Column(
        "other_suppliers",
        _TITLES["other_suppliers"],
        Kind.TEXT,
        "Другие поставщики.",
        Mode.TYPED,
        is_wrapped=True,
        may_name_people=True,
        band=_WHAT,
    ),
    Column(
        "obstacle",
        _TITLES["obstacle"],
        Kind.CHOICE,
        "Главное, что мешает.",
        Mode.TYPED,
        choices=OBSTACLES,
        band=_WHAT,
    ),
    Column(
        "purchase_plan",
        _TITLES["purchase_plan"],
        Kind.CHOICE,
        "Потенциал не меняет; подсказывает прогноз мониторинга.",
        Mode.TYPED,
        choices=PLANS,
        band=_WHAT,
    ),
    Column(
        "plan_change",
        "План: на сколько, %",
        Kind.SHARE,
        "На сколько больше или меньше; без знака.",
        Mode.TYPED,
        minimum=0,
        maximum=10,
        band=_WHAT,
    ),
    Column(
        "decision",
        _TITLES["decision"],
        Kind.TEXT,
        "Кто решает о закупке и когда.",
        Mode.TYPED,
        is_personal=True,
        is_wrapped=True,
        band=_WHAT,
    ),
    Column(
        "next_question",
        "Следующий вопрос",
        Kind.TEXT,
        "Самый короткий путь к потенциалу, потом остальные по порядку; пусто — спрошено всё.",
        Mode.LIVE,
        formula="-",
        is_wrapped=True,
        band=_FOUND,
    ),
    Column(
        "potential_min_rub",
        "Потенциал от, ₽ в год",
        Kind.MONEY,
        "Меньшее из двух путей; без ответов — наш оборот.",
        Mode.LIVE,
        unit="₽",
        formula=_ends("MIN", f'IF({_TURNOVER}>0,{_TURNOVER},"")'),
        band=_FOUND,
    ),
    Column(
        "potential_rub",
        "Потенциал, ₽ в год",
        Kind.MONEY,
        "Вероятное значение: сколько клиент тратит в год на наш ассортимент у всех поставщиков.",
        Mode.LIVE,
        unit="₽",
        formula=_likely(),
        band=_FOUND,
    ),
    Column(
        "potential_max_rub",
        "Потенциал до, ₽ в год",
        Kind.MONEY,
        "Большее из двух путей; пусто — не известно, насколько больше.",
        Mode.LIVE,
        unit="₽",
        formula="-",
        band=_FOUND,
    ),
    Column(
        "share_of_wallet",
        "Доля в закупках",
        Kind.SHARE,
        "Оборот ÷ потенциал; пусто, если потенциал только оценён.",
        Mode.LIVE,
        formula=_of_client(f'IF({_IS_ANSWERED},{_TURNOVER}/{{potential_rub}},"")'),
        band=_FOUND,
    ),
    Column(
        "untapped_rub",
        "Не взято, ₽ в год",
        Kind.MONEY,
        "Потенциал минус оборот; пусто, если потенциал только оценён.",
        Mode.LIVE,
        unit="₽",
        formula=_of_client(f'IF({_IS_ANSWERED},MAX(0,{{potential_rub}}-{_TURNOVER}),"")'),
        band=_FOUND,
    ),
    Column(
        "contradiction",
        "Противоречие",
        Kind.TEXT,
        "Что в ответах не сходится; переспросите.",
        Mode.LIVE,
        formula="-",
        is_wrapped=True,
        band=_FOUND,
    ),
    Column("reason", "Почему", Kind.TEXT, "Числа, из которых сложился потенциал.", is_wrapped=True, band=_FOUND),
    Column("way", "Откуда потенциал", Kind.TEXT, "Каким путём найден.", Mode.LIVE, formula=_way(), band=_BASIS),
    Column(
        "route_a_rub",
        "Путь а, ₽ в год",
        Kind.MONEY,
        "Заказов в год × средний заказ.",
        Mode.LIVE,
        unit="₽",
        formula=_of_client(
            'IF(N({orders_used})*N({average_order_used_rub})>0,N({orders_used})*N({average_order_used_rub}),"")'
        ),
        band=_BASIS,
    ),
    Column(
        "route_b_rub",
        "Путь б, ₽ в год",
        Kind.MONEY,
        "Оборот за 12 месяцев ÷ доля у нас.",
        Mode.LIVE,
        unit="₽",
        formula=_of_client(f'IF(AND({_TURNOVER}>0,N({{share_used}})>0),{_TURNOVER}/N({{share_used}}),"")'),
        band=_BASIS,
    ),
    Column(
        "turnover_12m_rub",
        "Оборот за 12 мес., ₽",
        Kind.MONEY,
        "С листа «Клиенты».",
        Mode.LIVE,
        unit="₽",
        formula=_of_card("turnover_12m_rub"),
        band=_BASIS,
    ),
    Column(
        "average_purchase_rub",
        "Наша средняя покупка, ₽",
        Kind.MONEY,
        "С листа «Клиенты».",
        Mode.LIVE,
        unit="₽",
        formula=_of_card("average_purchase_rub"),
        band=_BASIS,
    ),
    Column(
        "orders_used",
        "В расчёте: заказов в год",
        Kind.NUMBER,
        "Ответ этого опроса, без него прежний; пусто — не отвечено.",
        Mode.LIVE,
        formula=_used("count_orders_per_year", "earlier_orders"),
        band=_BASIS,
    ),
    Column(
        "average_order_used_rub",
        "В расчёте: средний заказ, ₽",
        Kind.MONEY,
        "Ответ этого опроса, без него прежний; пусто — не отвечено.",
        Mode.LIVE,
        unit="₽",
        formula=_used("average_order_rub", "earlier_average_order_rub"),
        band=_BASIS,
    ),
    Column(
        "share_used",
        "В расчёте: доля у нас",
        Kind.SHARE,
        "Ответ этого опроса, без него прежний; один поставщик — 100 %; пусто — не отвечено.",
        Mode.LIVE,
        formula=_SHARE_USED,
        band=_BASIS,
    ),
    Column("earlier_orders", "Ранее: заказов в год", Kind.NUMBER, "Из прежних опросов.", band=_BASIS),
    Column(
        "earlier_average_order_rub", "Ранее: средний заказ, ₽", Kind.MONEY, "Из прежних опросов.", unit="₽", band=_BASIS
    ),
    Column("earlier_share", "Ранее: доля у нас", Kind.SHARE, "Из прежних опросов.", band=_BASIS),
    Column("earlier_suppliers", "Ранее: поставщиков", Kind.NUMBER, "Из прежних опросов.", band=_BASIS),
    Column(
        "earlier_answers",
        "Прежние ответы",
        Kind.TEXT,
        "На что клиент уже отвечал раньше, с датой: второй раз не спрашивают.",
        is_wrapped=True,
        band=_BASIS,
    ),
    Column(
        "ratio_median",
        "Потенциал ÷ оборот: медиана",
        Kind.NUMBER,
        "У ответивших клиентов канала, при нехватке — всей базы; пусто — ответов мало.",
        band=_BASIS,
    ),
    Column(
        "ratio_high",
        "Потенциал ÷ оборот: верх",
        Kind.NUMBER,
        "90-й процентиль там же.",
        band=_BASIS,
    ),
)

_DECLARED = Sheet(
    key="profiles",
    title="Профиль клиента",
    grain="One survey of one client.",
    purpose="Вопросы слева направо; потенциал и следующий вопрос меняются по мере ответов.",
    group=Group.BASE,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Опросов пока нет: впишите их в строки ниже.",
    columns=_COLUMNS,
)

PROFILES = profiles_sheet(ProfileSettings())
