"""«Сокращают закупки», «Платёжеспособность»: why a client buys less, how much to aim at, whom to watch."""

from dataclasses import replace

from clientbase_xl.schemas.formula_terms import OVERDUE_DAYS, SELL_OUT_FALL
from clientbase_xl.schemas.model import Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.survey_words import ANSWERS, DIRECTIONS, FALLS

FALLING, RECOVERED, NO_BASELINE = FALLING_STATES = ("сокращает", "восстановился", "нет данных")
YEAR_AGO, MONTHS_BEFORE, TYPED_PERIOD = BASELINES = ("год назад", "6 месяцев до", "предкризисный период")
REASON_WORDS = (
    "1. Ожидает падения спроса",
    "2. Уже зафиксировал падение розничных продаж",
    "3. Стал неплатёжеспособен",
    "4. Другая или не известна",
)
CONTINUE_WORDS = (
    "Самый перспективный: только ждёт трудных времён, его можно убедить",
    "Продолжать: не ниже его реальных продаж нашего товара",
    "Риск неплатежа повышен: сократить до безопасного минимума, сохранить возможность возобновить, следить за оплатой",
    "Узнать причину; если ушёл к конкуренту — программа «Возврат клиента»",
)
"""«Стоит ли продолжать работать», by reason."""
WIN_BACK = "Возврат клиента"
_CLIENT, _LOSS, _ASK, _WHY, _TO_DO = (
    "Клиент",
    "Сколько теряем",
    "Что узнали",
    "Почему клиент сокращает объём закупок",
    "Что делать",
)


def _by_reason(words: tuple[str, ...]) -> str:
    """Return the formula of the words that belong to the reason of the row."""
    formula = '""'
    for reason, word in reversed([*zip(REASON_WORDS, words, strict=True)]):
        formula = f'IF({{reason_in_force}}="{reason}","{word}",{formula})'
    return formula


def _suggested() -> str:
    """Return the formula of the suggested reason, first match; rules/falling_reason.py is the rule."""
    late = f"AND(N({{overdue_days}})>{OVERDUE_DAYS},NOT(AND(ISNUMBER({{overdue_rub}}),N({{overdue_rub}})=0)))"
    exceeded = "AND(ISNUMBER({free_limit_rub}),N({free_limit_rub})<0)"
    asked = "AND(ISNUMBER({sell_out_units}),N({sell_out_units})>=0,N({sell_out_before_units})>0)"
    fall = "ROUND(1-N({sell_out_units})/N({sell_out_before_units}),9)"
    is_down = f"{fall}>={SELL_OUT_FALL}"
    by_sales = f'IF({is_down},"{REASON_WORDS[1]}",IF({{forecast}}="{FALLS}","{REASON_WORDS[0]}","{REASON_WORDS[3]}"))'
    found = f'IF(OR({late},{exceeded}),"{REASON_WORDS[2]}",IF({asked},{by_sales},"{REASON_WORDS[3]}"))'
    return f'IF({{state}}="{FALLING}",{found},"")'


_FREE_LIMIT = (
    'IF(NOT(ISNUMBER({credit_limit_rub})),"",IF(OR(ISNUMBER({debt_rub}),'
    "MAX(0,N({overdue_rub}))>=N({credit_limit_rub})),"
    '{credit_limit_rub}-MAX(0,N({debt_rub}),N({overdue_rub})),""))'
)
_SELL_OUT = (
    "IF(AND(ISNUMBER({sell_out_units}),ISNUMBER({unit_price_rub}),N({sell_out_units})>=0,N({unit_price_rub})>=0),"
    'N({sell_out_units})*N({unit_price_rub}),"")'
)
_SAFE = (
    'IF(AND(OR(ISNUMBER({credit_limit_rub}),{prepaid_rub}="",N({prepaid_rub})<0),{free_limit_rub}=""),"",'
    "MAX(0,N({prepaid_rub}))+MAX(0,N({free_limit_rub})))"
)
_TARGET = (
    f'IF({{reason_in_force}}="{REASON_WORDS[0]}",{{baseline_rub}},IF({{reason_in_force}}="{REASON_WORDS[1]}",{_SELL_OUT},'
    f'IF({{reason_in_force}}="{REASON_WORDS[2]}",{_SAFE},"")))'
)


def _rub(key: str, title: str, note: str, band: str) -> Column:
    return Column(key, title, Kind.MONEY, note, unit="₽", band=band)


def _typed(
    key: str, title: str, kind: Kind, note: str, band: str, minimum: float | None = None, *, is_free: bool = False
) -> Column:
    unit = {Kind.MONEY: "₽", Kind.INTEGER: "дн."}.get(kind, "")
    column = Column(key, title, kind, note, Mode.TYPED, unit=unit, minimum=minimum, band=band)
    return replace(column, is_wrapped=True, may_name_people=True) if is_free else column


FALLING_PURCHASES = Sheet(
    key="falling_purchases",
    title="Сокращают закупки",
    grain="One client that buys less than before, or about whom something is typed here.",
    purpose="Почему клиент берёт меньше, стоит ли продолжать и к какому объёму идти.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=3,
    is_stored=True,
    empty_text="Никто не сокращает закупки настолько, как задано на листе «Настройки».",
    columns=(
        Column("rank", "Место", Kind.INTEGER, "По рублям под угрозой.", required=True, minimum=1, band=_CLIENT),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True, band=_CLIENT),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование.", band=_CLIENT),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.", band=_CLIENT),
        Column(
            "state",
            "Состояние",
            Kind.CHOICE,
            "Сокращает — (база − сейчас) ÷ база не меньше настройки (20 %).",
            choices=FALLING_STATES,
            band=_LOSS,
        ),
        _rub("baseline_rub", "База, ₽ в месяц", "Средний месяц до сокращения: предкризисный уровень.", _LOSS),
        Column("baseline_of", "База — это", Kind.CHOICE, "Откуда база.", choices=BASELINES, band=_LOSS),
        _rub("now_rub", "Сейчас, ₽ в месяц", "Среднее последних 3 полных месяцев.", _LOSS),
        Column("cut_share", "Сократил на", Kind.SHARE, "(База − сейчас) ÷ база.", band=_LOSS),
        _rub("at_risk_rub", "Под угрозой, ₽ в год", "(База − сейчас) × 12.", _LOSS),
        _typed("crisis_from", "Предкризисный период с", Kind.DATE, "Ваша база вместо найденной.", _ASK),
        _typed("crisis_until", "Предкризисный период по", Kind.DATE, "Последний день, вместе с ним.", _ASK),
        _typed("overdue_days", "Дней просрочки", Kind.INTEGER, "Самой старой неоплаченной отгрузки.", _ASK, 0),
        _typed("debt_rub", "Долг сейчас, ₽", Kind.MONEY, "Весь долг: из него свободный лимит.", _ASK, 0),
        _typed("prepaid_rub", "Предоплата, ₽", Kind.MONEY, "Что уже оплатил вперёд.", _ASK, 0),
        _typed("sell_out_units", "Продаёт нашего, ед. в месяц", Kind.NUMBER, "Сейчас, по его словам.", _ASK, 0),
        _typed("sell_out_before_units", "Продавал, ед. в месяц", Kind.NUMBER, "Год назад, иначе месяц назад.", _ASK, 0),
        _typed("unit_price_rub", "Наша цена, ₽ за ед.", Kind.MONEY, "Средняя, для целевого объёма.", _ASK, 0),
        Column(
            "reason_decided",
            "Причина (решили)",
            Kind.CHOICE,
            "Ваше решение вместо предложенной.",
            Mode.TYPED,
            choices=REASON_WORDS,
            is_wrapped=True,
            band=_ASK,
        ),
        _typed("comment", "Комментарий", Kind.TEXT, "Свободный текст.", _ASK, is_free=True),
        _typed("next_check_on", "Следующая проверка", Kind.DATE, "Когда вернуться к клиенту.", _ASK),
        Column(
            "reason_suggested",
            "Причина (предложена)",
            Kind.CHOICE,
            "Первое, что подошло: просрочка или лимит — 3; розница упала — 2; ждёт падения — 1; иначе 4.",
            Mode.LIVE,
            choices=REASON_WORDS,
            formula=_suggested(),
            is_wrapped=True,
            band=_WHY,
        ),
        Column("reason", "Почему", Kind.TEXT, "Числа сокращения и причины.", is_wrapped=True, band=_WHY),
        Column(
            "forecast",
            "Прогноз клиента",
            Kind.CHOICE,
            "Мониторинг, блок 4, 2 или 1.",
            choices=DIRECTIONS,
            band=_WHY,
        ),
        _rub("overdue_rub", "Просрочено (ПДЗ), ₽", "Из карточки.", _WHY),
        _rub("credit_limit_rub", "Кредитный лимит, ₽", "Из карточки.", _WHY),
        Column(
            "free_limit_rub",
            "Свободный лимит, ₽",
            Kind.MONEY,
            "Лимит − долг; без долга — только если просрочен весь лимит; меньше нуля — лимит превышен.",
            Mode.LIVE,
            unit="₽",
            formula=_FREE_LIMIT,
            band=_WHY,
        ),
        Column(
            "reason_in_force",
            "Причина в силе",
            Kind.CHOICE,
            "Решённая, без неё предложенная.",
            Mode.LIVE,
            choices=REASON_WORDS,
            formula='IF({reason_decided}="",{reason_suggested},{reason_decided})',
            is_wrapped=True,
            band=_TO_DO,
        ),
        Column(
            "is_worth",
            "Стоит ли продолжать работать",
            Kind.TEXT,
            "По причине.",
            Mode.LIVE,
            formula=_by_reason(CONTINUE_WORDS),
            is_wrapped=True,
            band=_TO_DO,
        ),
        Column(
            "target_rub",
            "Целевой объём, ₽ в месяц",
            Kind.MONEY,
            "1 — база; 2 — его продажи × цена; 3 — предоплата + свободный лимит (нужен долг); 4 — числа нет.",
            Mode.LIVE,
            unit="₽",
            formula=_TARGET,
            band=_TO_DO,
        ),
        Column(
            "gap_rub",
            "До цели, ₽ в месяц",
            Kind.MONEY,
            "Целевой объём − сейчас; меньше нуля — грузим больше цели.",
            Mode.LIVE,
            unit="₽",
            formula='IF(OR({target_rub}="",{now_rub}=""),"",{target_rub}-{now_rub})',
            band=_TO_DO,
        ),
        Column(
            "programme",
            "Программа",
            Kind.TEXT,
            "Для причины 4.",
            Mode.LIVE,
            formula=f'IF({{reason_in_force}}="{REASON_WORDS[3]}","{WIN_BACK}","")',
            band=_TO_DO,
        ),
    ),
)

RESUME, HOLD, WATCH = SOLVENCY_STATES = ("можно возобновить", "безопасный минимум", "следить")
BETTER, WORSE, STEADY, NO_TREND = SOLVENCY_TRENDS = ("лучше", "хуже", "без изменений", "нет данных")

SOLVENCY = Sheet(
    key="solvency",
    title="Платёжеспособность",
    grain="One client whose payments are to be watched.",
    purpose="Кто стал платить хуже: безопасный минимум сейчас, возможность возобновить — сохранить.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Клиентов с риском неплатежа нет.",
    columns=(
        Column("rank", "Место", Kind.INTEGER, "По просроченному, потом по обороту.", required=True, minimum=1),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("solvency_state", "Что делать", Kind.CHOICE, "По последним данным.", choices=SOLVENCY_STATES),
        Column("overdue_rub", "Просрочено (ПДЗ), ₽", Kind.MONEY, "Из карточки.", unit="₽"),
        Column("overdue_days", "Дней просрочки", Kind.INTEGER, "С листа «Сокращают закупки».", unit="дн."),
        Column("credit_limit_rub", "Кредитный лимит, ₽", Kind.MONEY, "Из карточки.", unit="₽"),
        Column("free_limit_rub", "Свободный лимит, ₽", Kind.MONEY, "Меньше нуля — лимит превышен.", unit="₽"),
        Column(
            "target_rub",
            "Безопасный минимум, ₽ в месяц",
            Kind.MONEY,
            "Предоплата + свободный лимит.",
            unit="₽",
        ),
        Column("answer", "Последний ответ", Kind.CHOICE, "Мониторинг, блок 6.", choices=ANSWERS),
        Column("answered_on", "Когда", Kind.DATE, "День последнего ответа."),
        Column("solvency_trend", "Стало", Kind.CHOICE, "К прошлому ответу блока 6.", choices=SOLVENCY_TRENDS),
        Column("next_check_on", "Следующая проверка", Kind.DATE, "С листа «Сокращают закупки»."),
        Column("reason", "Почему", Kind.TEXT, "Почему в списке и что дальше.", is_wrapped=True),
    ),
)
