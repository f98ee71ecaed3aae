"""Every threshold of the method in one model: default, bounds, unit and where it comes from.

A setting's address is `group.name`, for example `reactivation.silent_from_days`. «Настройки» shows all of them;
rules receive the group they need as an argument. Sources: K activity matrix, P presentation, S article, B book,
"ours" a company rule that the sources do not contain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from clientbase_xl.errors import BadUse

SalesType = Literal[
    "транзакционные",
    "консультационно-транзакционные",
    "консультационные",
    "консультационно-стратегические",
    "стратегические",
]
_CYRILLIC = {"А": "A", "В": "B", "С": "C", "Д": "D", "Е": "E"}


def latin_letter(letter: Any) -> Any:
    """Return the Latin letter of a category that was typed in Cyrillic or small (METHOD section 0)."""
    upper = str(letter).strip().upper()
    return _CYRILLIC.get(upper, upper if upper in _CYRILLIC.values() else letter)


Letter = Annotated[Literal["A", "B", "C", "D", "E"], BeforeValidator(latin_letter)]
OURS = "наше правило"


def setting(default: Any, title: str, note: str, *, unit: str = "", source: str = OURS, **bounds: Any) -> Any:
    """Declare one setting: default, Russian title and note, unit, source, pydantic bounds."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    return Field(default, title=title, description=note, json_schema_extra=extra, **bounds)


def _require_order(what: str, *values: float | None) -> None:
    """Raise ValueError unless the given values ascend strictly; missing ones are passed over."""
    known = [value for value in values if value is not None]
    if any(low >= high for low, high in pairwise(known)):
        raise ValueError(f"{what} должны идти по порядку")


class SettingsGroup(BaseModel):
    """A group of settings: immutable, unknown names refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class FactsSettings(SettingsGroup):
    """Facts per client (METHOD section 2)."""

    turnover_months: int = setting(
        12, "Период оборота", "За сколько месяцев считаются оборот и прибыль.", unit="мес.", ge=1, le=60
    )
    rhythm_months: int = setting(
        24,
        "Период ритма",
        "За сколько месяцев считается обычный промежуток покупок.",
        unit="мес.",
        ge=2,
        le=120,
    )
    rhythm_min_intervals: int = setting(
        2, "Промежутков для ритма", "Меньше промежутков — «нет ритма».", unit="шт.", ge=1, le=50
    )
    cost_coverage_min: float = setting(
        0.95,
        "Доля оборота с известной себестоимостью",
        "Если себестоимость известна для меньшей доли суммы, прибыль считается неизвестной.",
        ge=0.5,
        le=1,
    )
    trend_months: int = setting(
        3, "Месяцев в тренде", "Сравниваются последние полные месяцы.", unit="мес.", ge=1, le=12
    )
    trend_year_ago_months: int = setting(
        15,
        "История для сравнения с прошлым годом",
        "Короче — сравнение с предыдущими месяцами.",
        unit="мес.",
        ge=13,
    )
    trend_min_months: int = setting(6, "История для тренда", "Короче — «нет данных».", unit="мес.", ge=2)


class StatusSettings(SettingsGroup):
    """Statuses of a client and the active base (METHOD section 0)."""

    new_days: int = setting(90, "Новый клиент", "Первая покупка не раньше чем столько дней назад.", unit="дн.", ge=1)
    dozing_rhythm_factor: float = setting(
        1.5,
        "Засыпает: молчание к ритму",
        "Молчит не меньше этого числа обычных промежутков.",
        unit="раз",
        ge=1,
    )
    dozing_months: int = setting(
        3,
        "Засыпает: полных месяцев",
        "Покупки этих месяцев сравниваются с ними же год назад.",
        unit="мес.",
        ge=1,
        le=12,
    )
    dozing_drop_share: float = setting(
        0.5, "Засыпает: доля покупок", "Покупок меньше этой доли прошлогодних — засыпает.", gt=0, le=1
    )
    active_months: int = setting(12, "Активная база", "Покупка за столько последних месяцев.", unit="мес.", ge=1, le=60)


class CategorySettings(SettingsGroup):
    """Categories A–E (METHOD section 3)."""

    profit_cut_mode: Literal["доли", "рубли", "квантили"] = setting(
        "доли",
        "Способ деления прибыли",
        "доли — по накопленной доле прибыли; рубли — по границам в рублях; квантили — по местам в списке.",
    )
    profit_share_max: float = setting(
        0.50, "Максимальная: накопленная доля", "До клиента накоплено меньше этой доли прибыли.", gt=0, lt=1
    )
    profit_share_high: float = setting(0.80, "Высокая: накопленная доля", "То же для уровня «Высокая».", gt=0, lt=1)
    profit_share_mid: float = setting(0.95, "Средняя: накопленная доля", "То же для уровня «Средняя».", gt=0, lt=1)
    profit_rub_max: float | None = setting(
        None, "Максимальная: от", "Граница для способа «рубли», включительно.", unit="₽ в год", gt=0
    )
    profit_rub_high: float | None = setting(None, "Высокая: от", "То же.", unit="₽ в год", gt=0)
    profit_rub_mid: float | None = setting(None, "Средняя: от", "То же.", unit="₽ в год", gt=0)
    profit_quantile_max: float = setting(
        0.20, "Максимальная: доля клиентов", "Способ «квантили»: первые столько клиентов.", gt=0, lt=1
    )
    profit_quantile_high: float = setting(0.50, "Высокая: доля клиентов", "То же, нарастающим итогом.", gt=0, lt=1)
    profit_quantile_mid: float = setting(0.80, "Средняя: доля клиентов", "То же, нарастающим итогом.", gt=0, lt=1)
    potential_share_max: float = setting(
        0.50, "Максимальный потенциал: накопленная доля", "Граница по анкетам с ответами.", gt=0, lt=1
    )
    potential_share_high: float = setting(0.80, "Высокий потенциал: накопленная доля", "То же.", gt=0, lt=1)
    potential_min_answered: int = setting(
        10, "Ответов для границ потенциала", "При меньшем числе нужны границы в рублях.", unit="шт.", ge=2
    )
    potential_rub_max: float | None = setting(
        None, "Максимальный потенциал: от", "Введённая граница заменяет вычисленную.", unit="₽ в год", gt=0
    )
    potential_rub_high: float | None = setting(None, "Высокий потенциал: от", "То же.", unit="₽ в год", gt=0)
    keep_share_of_wallet: float = setting(
        0.90, "Удерживать, не наращивать", "С этой доли в закупках вложения не наращивают.", gt=0, le=1
    )

    @model_validator(mode="after")
    def _cuts_descend(self) -> CategorySettings:
        _require_order("доли прибыли", self.profit_share_max, self.profit_share_high, self.profit_share_mid)
        _require_order("доли клиентов", self.profit_quantile_max, self.profit_quantile_high, self.profit_quantile_mid)
        _require_order("доли потенциала", self.potential_share_max, self.potential_share_high)
        _require_order("границы прибыли в рублях", self.profit_rub_mid, self.profit_rub_high, self.profit_rub_max)
        _require_order("границы потенциала в рублях", self.potential_rub_high, self.potential_rub_max)
        if self.profit_cut_mode == "рубли" and None in (
            self.profit_rub_max,
            self.profit_rub_high,
            self.profit_rub_mid,
        ):
            raise ValueError("для способа «рубли» нужны все три границы прибыли")
        return self


class GridSettings(SettingsGroup):
    """Category by profit level (row) and potential level (column) (METHOD section 3)."""

    max_max: Letter = setting("A", "Максимальная × Максимальный", "Категория.", source="K")
    max_high: Letter = setting("B", "Максимальная × Высокий", "Категория.")
    max_low: Letter = setting("B", "Максимальная × Низкий", "Категория.")
    high_max: Letter = setting("B", "Высокая × Максимальный", "Категория.")
    high_high: Letter = setting("B", "Высокая × Высокий", "Категория.", source="K")
    high_low: Letter = setting("B", "Высокая × Низкий", "Категория.")
    mid_max: Letter = setting("B", "Средняя × Максимальный", "Категория.")
    mid_high: Letter = setting("C", "Средняя × Высокий", "Категория.", source="K")
    mid_low: Letter = setting("D", "Средняя × Низкий", "Категория.")
    low_max: Letter = setting("C", "Низкая × Максимальный", "Категория.")
    low_high: Letter = setting("C", "Низкая × Высокий", "Категория.")
    low_low: Letter = setting("D", "Низкая × Низкий", "Категория.", source="K")
    negative_max: Letter = setting("E", "Отрицательная × Максимальный", "Категория.", source="K")
    negative_high: Letter = setting("E", "Отрицательная × Высокий", "Категория.", source="K")
    negative_low: Letter = setting("E", "Отрицательная × Низкий", "Категория.", source="K")


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
        _require_order("доли ABC", self.abc_share_a, self.abc_share_b)
        numbers = self.numbers()
        if len(set(numbers)) != len(numbers) or not set(numbers) <= set(range(1, 10)):
            raise ValueError("порядок вопросов: номера от 1 до 9 через точку с запятой, без повторов")
        return self

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the questions in the order to ask them; 0 stands for what is no number."""
        parts = [part.strip() for part in self.question_order.replace(",", ";").split(";") if part.strip()]
        return tuple(int(part) if part.isascii() and part.isdigit() else 0 for part in parts)


class Settings(SettingsGroup):
    """All settings of a base."""

    facts: FactsSettings = Field(default=FactsSettings(), title="Факты из продаж")
    status: StatusSettings = Field(default=StatusSettings(), title="Статусы клиентов")
    category: CategorySettings = Field(default=CategorySettings(), title="Категории")
    grid: GridSettings = Field(default=GridSettings(), title="Сетка категорий")
    profiles: ProfileSettings = Field(default=ProfileSettings(), title="Профиль клиента")
    reactivation: ReactivationSettings = Field(default=ReactivationSettings(), title="Реактивация")
    retention: RetentionSettings = Field(default=RetentionSettings(), title="Удержание")
    kpis: BaseKpiSettings = Field(default=BaseKpiSettings(), title="Показатели активной базы")
    capacity: CapacitySettings = Field(default=CapacitySettings(), title="Нагрузка менеджеров")
    weekly: WeeklySettings = Field(default=WeeklySettings(), title="Лист к совещанию")
    plan: PlanSettings = Field(default=PlanSettings(), title="План и прогноз")
    creation: CreationSettings = Field(default=CreationSettings(), title="Новый клиент")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as «Настройки» shows it; `value` and `default` are plain Python values."""

    address: str
    group: str
    title: str
    value: Any
    default: Any
    unit: str
    source: str
    note: str


def rows(settings: Settings) -> Iterator[SettingRow]:
    """Yield every setting with its words, in the order of declaration."""
    for group_name, group_field in type(settings).model_fields.items():
        group = getattr(settings, group_name)
        for name, field in type(group).model_fields.items():
            extra = field.json_schema_extra
            words: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
            yield SettingRow(
                address=f"{group_name}.{name}",
                group=group_field.title or group_name,
                title=field.title or name,
                value=getattr(group, name),
                default=field.default,
                unit=str(words["unit"]),
                source=str(words["source"]),
                note=field.description or "",
            )


def from_values(values: Mapping[str, Any]) -> Settings:
    """Return settings with `address → value` laid over the defaults.

    Raises BadUse naming the setting, its value and what is allowed when a value or an address is wrong.
    """
    nested: dict[str, dict[str, Any]] = {}
    for address, value in values.items():
        group, _, name = address.partition(".")
        nested.setdefault(group, {})[name] = value
    try:
        return Settings.model_validate(nested)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        value = first.get("input")
        if isinstance(value, dict):  # several settings together break a rule of their group
            value = ", ".join(f"{name} = {part}" for name, part in value.items())
        raise BadUse(
            f"Настройка «{where}»: значение «{value}» не подходит ({_reason(first)}).",
            remedy="Исправьте значение на листе «Настройки».",
        ) from error


def _reason(error: Mapping[str, Any]) -> str:
    """Put pydantic's reason into Russian where people meet it."""
    context = dict(error.get("ctx", {}))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace("'", "").replace(" or ", " или ")
    texts = {
        "greater_than_equal": "нужно не меньше {ge}",
        "greater_than": "нужно больше {gt}",
        "less_than_equal": "нужно не больше {le}",
        "less_than": "нужно меньше {lt}",
        "literal_error": "допустимо: {expected}",
        "extra_forbidden": "такой настройки нет",
        "int_type": "нужно целое число",
        "int_parsing": "нужно целое число",
        "int_from_float": "нужно целое число",
        "float_type": "нужно число",
        "float_parsing": "нужно число",
        "finite_number": "нужно конечное число",
        "string_type": "нужен текст",
        "bool_type": "нужно «да» или «нет»",
        "bool_parsing": "нужно «да» или «нет»",
        "value_error": "{error}",
    }
    return texts.get(str(error["type"]), str(error["msg"])).format(**context)
