"""«Мониторинг», «Кого опросить»: dated surveys in seven blocks, their alarms, and who was not asked for long."""

from dataclasses import replace

from clientbase_xl.schemas.model import ROW_ID, Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.row_id import CLIENT_NAME_COLUMN, ROW_ID_COLUMN, client_code_column
from clientbase_xl.schemas.survey_words import (
    ANSWERS,
    BLOCKS,
    CHANGE_WORDS,
    CHANGED,
    DELAYS,
    DIRECTIONS,
    DOES_NOT_PAY,
    FALLS,
    FORECAST_BLOCKS,
    GROWS,
    OUR_PURCHASES,
    PAYS,
    PEOPLE_BLOCK,
    SOLVENCY_BLOCK,
    SOLVENCY_WORDS,
    THEIR_PURCHASES,
    UNCHANGED,
)

IS_ALARM, NO_ALARM = CHANGED, UNCHANGED
ALARM_STATES = (IS_ALARM, NO_ALARM)
WRONG = "ошибка"
CHECK_WORDS = {
    "dynamics_word": "слово динамики не этого блока",
    "forecast_word": "слово прогноза не этого блока",
    "dynamics_share": "процент без «растёт» или «падает»",
    "dynamics_sign": "растёт, а процент с минусом",
    "forecast_share": "процент прогноза без «растёт» или «падает»",
    "forecast_sign": "прогноз «растёт», а процент с минусом",
    "name_without_change": "«нет», а названо, кто и когда",
}
"""What of one row contradicts itself: key → words of the check, in its order."""

_ASKED, _SAID, _FOUND, _TO_DO = "Опрос", "Что сказал клиент", "Что из этого следует", "Что делать"
_NUMBER = "LEFT({block},1)"
_FORECAST = f'IF({{forecast}}="",IF({_NUMBER}="{OUR_PURCHASES}",{{profile_forecast}},""),{{forecast}})'


def _is_one_of(cell: str, words: tuple[str, ...]) -> str:
    said = ",".join(f'{cell}="{word}"' for word in words)
    return f"OR({said})"


def _alarm_formula() -> str:
    """Return the formula that says at once what the row itself, its last answer, block 5 and the ledger tell."""
    blocks = _is_one_of(_NUMBER, tuple(map(str, FORECAST_BLOCKS)))
    late = _is_one_of("{dynamics}", (DELAYS, DOES_NOT_PAY))
    worse = f'OR(AND({{before}}="{PAYS}",{late}),AND({{before}}="{DELAYS}",{{dynamics}}="{DOES_NOT_PAY}"))'
    ours = f'OR({{dynamics}}="{FALLS}",AND({{dynamics}}="",{_FORECAST}<>"",{{ledger_word}}="{FALLS}"))'
    alarms = (
        f'AND({blocks},{_FORECAST}="{FALLS}")',
        f'AND({_NUMBER}="{OUR_PURCHASES}",{ours},{{competitors}}="{GROWS}")',
        f'AND({_NUMBER}="{THEIR_PURCHASES}",{{dynamics}}="{GROWS}",{{ledger_word}}="{FALLS}")',
        f'AND({_NUMBER}="{SOLVENCY_BLOCK}",{worse})',
        f'AND({_NUMBER}="{PEOPLE_BLOCK}",{{dynamics}}="{CHANGED}")',
    )
    return f'IF({{block}}="","",IF(OR({",".join(alarms)}),"{IS_ALARM}","{NO_ALARM}"))'


def _check_formula() -> str:
    """Return the formula that names what of a row contradicts itself; rules/survey_check.py is the rule."""
    parts = []
    for key in ("dynamics", "forecast"):
        cell = f"{{{key}}}"
        words = (
            f'IF({_NUMBER}="{SOLVENCY_BLOCK}",{_is_one_of(cell, SOLVENCY_WORDS)},'
            f'IF({_NUMBER}="{PEOPLE_BLOCK}",{_is_one_of(cell, CHANGE_WORDS)},{_is_one_of(cell, DIRECTIONS)}))'
        )
        parts.append(_said_if(f'NOT(OR({cell}="",{words}))', f"{key}_word"))
    for key in ("dynamics", "forecast"):
        cell, share = f"{{{key}}}", f"{{{key}_share}}"
        parts.append(_said_if(f"NOT(OR(N({share})=0,{_is_one_of(cell, (GROWS, FALLS))}))", f"{key}_share"))
        parts.append(_said_if(f'AND({cell}="{GROWS}",N({share})<0)', f"{key}_sign"))
    named = f'AND({_NUMBER}="{PEOPLE_BLOCK}",{{dynamics}}="{UNCHANGED}",{{who_when}}<>"")'
    parts.append(_said_if(named, "name_without_change"))
    return f'IF({{block}}="","",TRIM({"&".join(parts)}))'


def _said_if(condition: str, word: str) -> str:
    return f'IF({condition},"{WRONG}: {CHECK_WORDS[word]}. ","")'


MONITORING = Sheet(
    key="monitoring",
    title="Мониторинг",
    grain="One client, one day, one block of the survey.",
    purpose="Что клиент говорит о своих продажах, закупках и оплате. Каждая тревога открывает задачу с предложением.",
    group=Group.WORK,
    key_columns=(ROW_ID,),
    frozen_columns=4,
    is_stored=True,
    empty_text="Опросов пока нет: вписывайте ответы в строки ниже, по строке на блок.",
    columns=(
        replace(ROW_ID_COLUMN, band=_ASKED),
        Column("surveyed_on", "Дата опроса", Kind.DATE, "Когда спрашивали.", Mode.TYPED, required=True, band=_ASKED),
        replace(client_code_column("Код из листа «Клиенты».", required=True), band=_ASKED),
        replace(CLIENT_NAME_COLUMN, band=_ASKED),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.", band=_ASKED),
        Column(
            "block",
            "Блок",
            Kind.CHOICE,
            "О чём спрашивали: один из семи блоков.",
            Mode.TYPED,
            required=True,
            choices=BLOCKS,
            is_wrapped=True,
            band=_ASKED,
        ),
        Column(
            "dynamics",
            "Информация о динамике показателя",
            Kind.CHOICE,
            "Блоки 1–5: растёт, без изменений, падает, не знает; 6: платит в срок, задержки, не платит; 7: да, нет.",
            Mode.TYPED,
            choices=ANSWERS,
            band=_SAID,
        ),
        Column(
            "dynamics_share", "Динамика, %", Kind.SHARE, "На сколько; без знака.", Mode.TYPED, maximum=10, band=_SAID
        ),
        Column(
            "who_when",
            "Кто и когда",
            Kind.TEXT,
            "Блок 7: кто теперь решает о закупке и с какого дня.",
            Mode.TYPED,
            is_personal=True,
            is_wrapped=True,
            band=_SAID,
        ),
        Column(
            "forecast",
            "Прогнозы клиента о динамике в будущем",
            Kind.CHOICE,
            "Те же слова, что у динамики этого блока.",
            Mode.TYPED,
            choices=ANSWERS,
            band=_SAID,
        ),
        Column(
            "forecast_share", "Прогноз, %", Kind.SHARE, "На сколько; без знака.", Mode.TYPED, maximum=10, band=_SAID
        ),
        Column(
            "possible_actions",
            "Возможные действия",
            Kind.TEXT,
            "Ваше решение; пусто — действие по умолчанию.",
            Mode.TYPED,
            is_wrapped=True,
            band=_SAID,
            may_name_people=True,
        ),
        Column(
            "check",
            "Проверка",
            Kind.TEXT,
            "Что в строке не сходится; пусто — всё сходится.",
            Mode.LIVE,
            formula=_check_formula(),
            is_wrapped=True,
            band=_FOUND,
        ),
        Column(
            "alarm",
            "Тревога",
            Kind.CHOICE,
            "Меняется при вводе; прошлый ответ, блок 5 и отгрузки узнаёт после «Пересчитать».",
            Mode.LIVE,
            choices=ALARM_STATES,
            formula=_alarm_formula(),
            band=_FOUND,
        ),
        Column("reason", "Почему", Kind.TEXT, "Что тревожит, с ответами.", is_wrapped=True, band=_FOUND),
        Column(
            "profile_forecast",
            "Из профиля",
            Kind.CHOICE,
            "Блок 4 без прогноза: план закупок на год с листа «Профиль клиента».",
            choices=DIRECTIONS,
            band=_FOUND,
        ),
        Column("profile_share", "Из профиля: на сколько", Kind.SHARE, "На сколько, если ответил.", band=_FOUND),
        Column(
            "ledger_change",
            "По отгрузкам",
            Kind.SHARE,
            "Блок 4 (не спросили — 5): последние 3 полных месяца до опроса к тем же год назад, иначе к 3 прежним.",
            band=_FOUND,
        ),
        Column(
            "ledger_word",
            "Динамика по отгрузкам",
            Kind.CHOICE,
            "Падает, растёт — не меньше настройки «Сокращает закупки» (20 %). В силе, если в блоке 4 слова нет.",
            choices=DIRECTIONS,
            band=_FOUND,
        ),
        Column(
            "overdue_rub",
            "Просрочено (ПДЗ), ₽",
            Kind.MONEY,
            "Блок 6: из карточки, на дату книги.",
            unit="₽",
            minimum=0,
            band=_FOUND,
        ),
        Column("before", "Прошлый ответ", Kind.CHOICE, "Этого клиента об этом блоке.", choices=ANSWERS, band=_FOUND),
        Column("before_on", "Прошлый опрос", Kind.DATE, "Когда так ответил.", band=_FOUND),
        Column("change", "Изменение", Kind.TEXT, "Прошлый ответ и нынешний.", band=_FOUND),
        Column(
            "competitors",
            "Закупки у конкурентов",
            Kind.CHOICE,
            "Блок 4: последний ответ блока 5, не дальше 90 дней (настройка).",
            choices=ANSWERS,
            band=_FOUND,
        ),
        Column(
            "default_action",
            "Действие по умолчанию",
            Kind.TEXT,
            "По тревоге, с листа «Справочники»: сначала хорошее предложение.",
            is_wrapped=True,
            band=_TO_DO,
        ),
        Column("task", "Задача", Kind.TEXT, "Открыта ли задача по тревоге и что с ней.", is_wrapped=True, band=_TO_DO),
    ),
)

NEVER, LONG_AGO, RECENT = SURVEY_AGES = ("не опрашивали", "давно не опрашивали", "опрошен")
BLOCK_KEYS = tuple(f"block_{number}" for number in range(1, len(BLOCKS) + 1))
_WHOM, _LAST = "Кого опросить", "Последние ответы"
_SHORT_TITLES = (
    "1. Его продажи",
    "2. Продажи нашего",
    "3. Продажи конкурентов",
    "4. Закупки у нас",
    "5. Закупки у конкурентов",
    "6. Оплата",
    "7. Кто решает",
)

SURVEY_CALLS = Sheet(
    key="survey_calls",
    title="Кого опросить",
    grain="One client of the active base.",
    purpose="Кого давно не спрашивали и что тревожит: сверху те, у кого больше рублей.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Клиентов активной базы пока нет.",
    columns=(
        Column("rank", "Место", Kind.INTEGER, "По рублям, сначала крупные.", required=True, minimum=1, band=_WHOM),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True, band=_WHOM),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование.", band=_WHOM),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.", band=_WHOM),
        Column("category", "Категория", Kind.LETTER, "Утверждённая.", band=_WHOM),
        Column("worth_rub", "Ставка, ₽", Kind.MONEY, "Не взято за год; не известно — оборот.", unit="₽", band=_WHOM),
        Column(
            "survey_age",
            "Опрос",
            Kind.CHOICE,
            "Давно — последний опрос старше настройки (90 дней).",
            choices=SURVEY_AGES,
            band=_WHOM,
        ),
        Column("surveyed_on", "Последний опрос", Kind.DATE, "Любого блока.", band=_WHOM),
        Column("survey_days", "Дней назад", Kind.INTEGER, "До даты книги.", unit="дн.", minimum=0, band=_WHOM),
        Column(
            "alarms",
            "Тревоги",
            Kind.TEXT,
            "В силе: последний ответ блока тревожит и не устарел.",
            is_wrapped=True,
            band=_WHOM,
        ),
        *(
            Column(key, title, Kind.TEXT, f"Последний ответ и его день: {full}.", is_wrapped=True, band=_LAST)
            for key, title, full in zip(BLOCK_KEYS, _SHORT_TITLES, BLOCKS, strict=True)
        ),
        Column("reason", "Почему", Kind.TEXT, "Числа места.", is_wrapped=True, band=_LAST),
    ),
)
