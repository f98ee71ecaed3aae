"""«Пул клиентов» and «План по клиентам»: with whom a plan is agreed, and month by month (METHOD section 13)."""

from clientbase_xl.schemas.agreements import STAGES
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Column, Group, Kind, Mode, Sheet
from clientbase_xl.schemas.plan_forecast import PERIODS

_WHO, _STABLE, _BET, _TALKS, _WHY = "Клиент", "Стабильный", "Ставка", "Переговоры и план", "Почему"

CLIENT_POOL = Sheet(
    key="client_pool",
    title="Пул клиентов",
    grain="One client that buys steadily, or one to bet on.",
    purpose="С кем к концу года договориться о плане: стабильные клиенты и те, на кого делаем ставку.",
    group=Group.WORK,
    key_columns=("client_code",),
    frozen_columns=3,
    empty_text="Пула пока нет: нужны 12 полных месяцев продаж или клиенты A и B без спада.",
    columns=(
        Column("rank", "Место", Kind.INTEGER, "По обороту 12 полных месяцев.", required=True, minimum=1, band=_WHO),
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True, unique=True, band=_WHO),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование.", band=_WHO),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента.", band=_WHO),
        Column("category_approved", "Категория", Kind.LETTER, "Утверждённая.", choices=LETTERS, band=_WHO),
        Column("turnover_year_rub", "Оборот, ₽", Kind.MONEY, "12 полных месяцев.", unit="₽", band=_WHO),
        Column("is_stable", "Стабильный", Kind.FLAG, "Пусто — нет данных.", band=_STABLE),
        Column(
            "count_months", "Месяцев с покупкой", Kind.INTEGER, "Из 12 полных.", minimum=0, maximum=12, band=_STABLE
        ),
        Column(
            "variation", "Коэффициент вариации", Kind.SHARE, "Отклонение ÷ среднее месяцев с покупкой.", band=_STABLE
        ),
        Column("is_bet", "Делаем ставку", Kind.FLAG, "Пусто — нет данных.", band=_BET),
        Column("untapped_rub", "Не взято, ₽ в год", Kind.MONEY, "Потенциал − оборот.", unit="₽", band=_BET),
        Column("rank_untapped", "Место по невзятому", Kind.INTEGER, "Среди известных.", minimum=1, band=_BET),
        Column("trend", "Тренд", Kind.SHARE, "Три полных месяца к тем же год назад.", band=_BET),
        Column("stage", "Этап", Kind.CHOICE, "По листу «Соглашения».", choices=STAGES, is_wrapped=True, band=_TALKS),
        Column("next_step", "Следующий шаг", Kind.TEXT, "Что подписать дальше.", is_wrapped=True, band=_TALKS),
        Column("quarter_rub", "План квартала, ₽", Kind.MONEY, "Предложение.", unit="₽", band=_TALKS),
        Column("year_rub", "План года, ₽", Kind.MONEY, "Предложение: 12 месяцев.", unit="₽", band=_TALKS),
        Column("reason", "Почему", Kind.TEXT, "Числа.", is_wrapped=True, band=_WHY),
    ),
)

CLIENT_PLANS = Sheet(
    key="client_plans",
    title="План по клиентам",
    grain="One client of the pool and one month of the coming quarter, or a month with a typed plan.",
    purpose="План заказов клиента по месяцам: предложение рядом, впишите согласованное.",
    group=Group.WORK,
    key_columns=("client_code", "month_on"),
    frozen_columns=3,
    is_stored=True,
    empty_text="Планов пока нет: пул клиентов пуст.",
    columns=(
        Column("client_code", "Код", Kind.CODE, "Код клиента.", required=True),
        Column("client_name", "Клиент", Kind.TEXT, "Наименование."),
        Column("month_on", "Месяц с", Kind.DATE, "Первое число месяца.", required=True),
        Column("manager", "Менеджер", Kind.TEXT, "Кто ведёт клиента."),
        Column("period", "Период", Kind.CHOICE, "На дату книги.", choices=PERIODS),
        Column(
            "proposal_rub",
            "Предложение, ₽",
            Kind.MONEY,
            "12 полных месяцев × доля месяца × тренд.",
            unit="₽",
        ),
        Column("agreement_rub", "По соглашению, ₽", Kind.MONEY, "План документа, по месяцам поровну.", unit="₽"),
        Column("plan_rub", "План, ₽", Kind.MONEY, "Согласованный.", Mode.TYPED, unit="₽", minimum=0),
        Column("fact_rub", "Факт, ₽", Kind.MONEY, "Оборот месяца; идущего — по вчера.", unit="₽"),
        Column(
            "plan_share",
            "Выполнение",
            Kind.SHARE,
            "Факт ÷ план; без него — ÷ план соглашения.",
            Mode.LIVE,
            formula='IF({fact_rub}="","",IF(N({plan_rub})>0,{fact_rub}/{plan_rub},'
            'IF(N({agreement_rub})>0,{fact_rub}/{agreement_rub},"")))',
        ),
        Column("reward", "Вознаграждение", Kind.TEXT, "Из соглашения: за выполнение.", is_wrapped=True),
        Column("reason", "Почему", Kind.TEXT, "Числа предложения.", is_wrapped=True),
    ),
)
