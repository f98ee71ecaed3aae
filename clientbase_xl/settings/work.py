"""Settings of the work with clients and of the meeting (METHOD sections 4, 5, 7, 8, 9, 13, 19)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from clientbase_xl.settings.group import SalesType, SettingsGroup, require_order, setting


class ReactivationSettings(SettingsGroup):
    """Reactivation of lapsed clients (METHOD section 8); `silent_*` also bound the statuses."""

    window_months: int = setting(
        9,
        "Окно отгрузок",
        "За сколько месяцев складывается сумма отгрузок.",
        unit="мес.",
        source="S",
        ge=1,
        le=60,
    )
    silent_from_days: int = setting(
        60, "Отпал: молчит от", "Столько дней без покупки и больше.", unit="дн.", ge=1, le=3650
    )
    silent_to_days: int = setting(180, "Недавно: молчит до", "Не больше этого.", unit="дн.", ge=1, le=3650)
    min_rhythm_factor: float = setting(
        0.0, "Молчание к ритму, не меньше", "0 — ритм не требуется.", unit="раз", ge=0, le=20
    )
    in_rhythm_factor: float = setting(
        2.0, "В своём ритме", "Пока молчание не больше этого числа промежутков.", unit="раз", ge=0, le=20
    )
    is_seasonal_apart: bool = setting(
        False, "Сезонных отдельно", "Не покупал и год назад в эти месяцы — «сезонный», отдельно от списка."
    )

    return_days: int = setting(
        90,
        "Вернулся: отгрузка за",
        "Первая отгрузка не позже чем через столько дней после контакта.",
        unit="дн.",
        source="S",
        ge=1,
        le=730,
    )
    self_months: int = setting(
        12, "Вернулись сами: за", "За сколько месяцев показывать вернувшихся без контакта.", unit="мес.", ge=1, le=60
    )
    mark_low: float = setting(
        0.30, "Ориентир статьи", "Для сравнения с конверсией, не обещание.", source="S", ge=0, le=1
    )
    mark_high: float = setting(
        0.60, "Ориентир книги", "Для сравнения с конверсией, не обещание.", source="B", ge=0, le=1
    )
    sales_type: SalesType = setting(
        "консультационно-транзакционные",
        "Тип продаж",
        "От него зависит, кто звонит отпавшему клиенту.",
        source="B",
    )

    @model_validator(mode="after")
    def _bounds_in_order(self) -> ReactivationSettings:
        if self.silent_from_days > self.silent_to_days:
            raise ValueError("«молчит от» больше, чем «молчит до»")
        return self


class RetentionSettings(SettingsGroup):
    """Second purchases after the first (METHOD section 9)."""

    hole_share: float = setting(
        0.67, "Дыра в кармане", "Доля вторых покупок ниже этой — клиенты утекают.", source="B", gt=0, le=1
    )
    mature_days: int = setting(
        90, "Созревший клиент", "Первая покупка столько дней назад или раньше.", unit="дн.", ge=1, le=730
    )
    min_clients: int = setting(20, "Клиентов для вывода", "Меньше — «мало данных».", unit="шт.", ge=1)
    unknown_months: int = setting(
        6,
        "Начало истории",
        "В первые столько месяцев продаж первая покупка неизвестна: она могла быть раньше.",
        unit="мес.",
        ge=0,
        le=60,
    )


class WeeklySettings(SettingsGroup):
    """The weekly meeting workbook (METHOD section 19)."""

    count_weeks: int = setting(12, "Недель в графике", "Оборот по неделям.", unit="нед.", ge=4, le=52)
    zero_days: int = setting(
        30, "Нулевой клиент недели", "Клиент активной базы без покупки больше стольких дней.", unit="дн.", ge=7, le=365
    )
    count_reactivation: int = setting(
        15, "Реактивация на странице", "Сколько клиентов показать.", unit="шт.", ge=1, le=30
    )
    count_changes: int = setting(15, "Изменений на странице", "Сколько строк показать.", unit="шт.", ge=1, le=30)


class PlanSettings(SettingsGroup):
    """Plan proposal, forecasts and their bias (METHOD sections 13 and 19)."""

    trend_limit: float = setting(
        0.30,
        "Предложение плана: предел тренда",
        "Тренд клиента входит в предложение не больше чем на столько вверх и вниз.",
        source="P",
        ge=0,
        le=1,
    )
    min_months: int = setting(
        3,
        "Предложение плана: полных месяцев у клиента",
        "Моложе — клиент в предложение не входит; от этого и до 12 — его месяцы приводятся к году.",
        unit="мес.",
        ge=1,
        le=12,
    )
    count_months_back: int = setting(3, "Прошедших месяцев в плане", "Сколько показать.", unit="мес.", ge=1, le=12)
    count_months_ahead: int = setting(3, "Следующих месяцев в плане", "Сколько показать.", unit="мес.", ge=1, le=12)
    count_weeks: int = setting(
        8,
        "Недель в смещении прогноза",
        "Последние полные недели; столько же прошедших недель на листе «Прогноз недели».",
        unit="нед.",
        ge=1,
        le=26,
    )


class CreationSettings(SettingsGroup):
    """Creation of a client (METHOD section 7)."""

    required_fields: str = setting(
        "Клиент; ИНН; КПП; Канал; Менеджер; Контактное лицо; Телефон или E-mail; Адрес доставки",
        "Обязательно у нового клиента",
        "Столбцы листа «Клиенты» через точку с запятой; «или» — хватит одного; КПП — только при ИНН из 10 цифр.",
    )


class BaseKpiSettings(SettingsGroup):
    """KPIs of the active base (METHOD sections 1 and 5)."""

    period: Literal["последний полный месяц", "текущий месяц"] = setting(
        "последний полный месяц",
        "Период показателей",
        "Сравнивается с месяцем перед ним; текущий месяц — с теми же числами прошлого.",
    )
    manager_by: Literal["документ", "карточка"] = setting(
        "документ",
        "Чьи отгрузки",
        "Клиента передали среди месяца: АА и листинг — менеджера документа или того, кто ведёт клиента. "
        "Списки (нулевые клиенты, ширина, MML) — всегда по карточке.",
    )
    is_outlets: bool = setting(
        False, "АА в торговых точках", "АА = точки отгруженных клиентов по карточкам; точек не вписано — одна."
    )
    count_skus: int = setting(30, "SKU на листе", "Сколько крупнейших по обороту показать.", unit="шт.", ge=1, le=5000)
    novelty_months: int = setting(
        3, "Новинка ассортимента", "Первая продажа SKU — за столько последних месяцев.", unit="мес.", ge=1, le=24
    )


class CapacitySettings(SettingsGroup):
    """Load of managers by the matrix of actions (METHOD section 5)."""

    hours_per_day: float = setting(
        8, "Часов в рабочем дне", "Из них продажам — доля ниже.", unit="ч", source="K", gt=0, le=24
    )
    selling_share: float = setting(
        0.6,
        "Доля времени на продажи",
        "Какая часть рабочего дня идёт на визиты и звонки, пока нет хронометража.",
        gt=0,
        le=1,
    )


class ProfileSettings(SettingsGroup):
    """Profiles of clients and potential (METHOD sections 3 and 4)."""

    question_order: str = setting(
        "1; 2; 3; 4; 5; 6; 7; 8; 9",
        "Порядок вопросов",
        "1 заказов в год, 2 средний заказ, 3 доля у нас, 4 сколько поставщиков, 5 что берут у других, 6 у кого, "
        "7 что мешает, 8 план закупок, 9 кто решает; неназванные идут следом.",
    )
    contradiction_share: float = setting(
        0.30, "Ответы расходятся", "Два пути к потенциалу отличаются больше чем на эту долю большего.", gt=0, lt=1
    )
    orders_only_factor: float = setting(
        2.0, "Известно только число заказов", "Потенциал не больше вероятного, умноженного на это.", unit="раз", ge=1
    )
    min_answered: int = setting(
        10,
        "Ответов для оценки",
        "Меньше в канале — берут всю базу; меньше в базе — «не менее оборота».",
        ge=2,
        unit="шт.",
    )
    high_quantile: float = setting(
        0.90, "Верх оценки", "Процентиль отношения потенциала к обороту у ответивших.", gt=0.5, lt=1
    )
    low_quantile: float = setting(
        0.10, "Низ промежутка 80 %", "Между ним и верхом лежат четыре клиента из пяти.", gt=0, lt=0.5
    )
    abc_share_a: float = setting(0.80, "ABC по обороту: A", "До клиента накоплено меньше этой доли.", gt=0, lt=1)
    abc_share_b: float = setting(0.95, "ABC по обороту: B", "То же для B; остальные — C.", gt=0, lt=1)

    @model_validator(mode="after")
    def _sound(self) -> ProfileSettings:
        require_order("доли ABC", self.abc_share_a, self.abc_share_b)
        numbers = self.numbers()
        if len(set(numbers)) != len(numbers) or not set(numbers) <= set(range(1, 10)):
            raise ValueError("порядок вопросов: номера от 1 до 9 через точку с запятой, без повторов")
        return self

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the questions in the order to ask them; 0 stands for what is no number."""
        parts = [part.strip() for part in self.question_order.replace(",", ";").split(";") if part.strip()]
        return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in parts)


class OfferSettings(SettingsGroup):
    """Order of a client (METHOD section 12)."""

    review_days: float = setting(
        7.0, "Период заказа", "Дней между заказами клиента; 0 — точка заказа.", unit="дн.", ge=0, le=365
    )
    service_level: float = setting(
        0.95, "Уровень сервиса", "Вероятность, что товара хватит до следующей поставки.", ge=0.5, le=0.9999
    )
    lead_days: float = setting(
        7.0, "Срок поставки", "От заказа до поставки, где у клиента не вписан свой.", unit="дн.", ge=0, le=365
    )
    short_lead_days: float = setting(
        3.0, "Короткий срок поставки", "С ним сравнивается обычный: что даст клиенту.", unit="дн.", ge=0, le=365
    )
    liquid_buyers: int = setting(
        5, "Ликвидный: покупателей", "Купили за 3 месяца, не меньше.", unit="шт.", ge=1, le=10_000
    )
    liquid_share: float = setting(
        0.50, "Ликвидный: берут снова", "Доля покупателей за 6 месяцев, купивших больше одного дня.", ge=0, le=1
    )
    peer_share: float = setting(
        0.30, "Берут похожие", "Доля клиентов того же канала и категории, которые берут SKU снова.", gt=0, le=1
    )
    min_peers: int = setting(5, "Похожих клиентов", "Меньше — по похожим не судим.", unit="шт.", ge=1, le=1000)
    demand_weeks: int = setting(
        26, "Недель в спросе", "Последние полные недели отгрузок или продаж клиента.", unit="нед.", ge=8, le=104
    )
    fresh_days: int = setting(
        30,
        "Свежие остатки и продажи",
        "Старше — остаток с пометкой, продажи клиента не в счёт.",
        unit="дн.",
        ge=1,
        le=365,
    )
    overstock_days: int = setting(
        60, "Затоваривание", "Запаса хватает на столько дней и больше.", unit="дн.", ge=1, le=730
    )
    count_own: int = setting(15, "Своих SKU в предложении", "Не больше.", unit="шт.", ge=1, le=20)
    count_peers: int = setting(8, "SKU похожих в предложении", "Не больше.", unit="шт.", ge=0, le=12)
    count_illiquid: int = setting(5, "Неликвидных с причиной", "Не больше.", unit="шт.", ge=0, le=8)
    count_clients: int = setting(
        200,
        "Клиентов с предложением в книге",
        "С наибольшим оборотом; остальным — команда offer.",
        unit="шт.",
        ge=1,
        le=1000,
    )
