"""All settings together: their rows on «Настройки», and how they are made from values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError

from clientbase_xl.errors import BadUse
from clientbase_xl.settings.agreements import AgreementSettings
from clientbase_xl.settings.clients import CategorySettings, FactsSettings, GridSettings, StatusSettings
from clientbase_xl.settings.decisions import DiscountSettings
from clientbase_xl.settings.development import ManagerTaskSettings, ProspectSettings
from clientbase_xl.settings.duplicates import DuplicateSettings
from clientbase_xl.settings.group import SettingsGroup
from clientbase_xl.settings.meeting import WarningSettings
from clientbase_xl.settings.reconciliation import ReconciliationSettings
from clientbase_xl.settings.team import DiagnosisSettings, FbsSettings, TimePhotoSettings
from clientbase_xl.settings.watch import FallingSettings, MonitoringSettings
from clientbase_xl.settings.work import (
    BaseKpiSettings,
    CapacitySettings,
    CreationSettings,
    OfferSettings,
    PlanSettings,
    ProfileSettings,
    ReactivationSettings,
    RetentionSettings,
    WeeklySettings,
)


class Settings(SettingsGroup):
    """All settings of a base."""

    facts: FactsSettings = Field(default=FactsSettings(), title="Факты из продаж")
    status: StatusSettings = Field(default=StatusSettings(), title="Статусы клиентов")
    category: CategorySettings = Field(default=CategorySettings(), title="Категории")
    grid: GridSettings = Field(default=GridSettings(), title="Сетка категорий")
    profiles: ProfileSettings = Field(default=ProfileSettings(), title="Профиль клиента")
    reactivation: ReactivationSettings = Field(default=ReactivationSettings(), title="Реактивация")
    retention: RetentionSettings = Field(default=RetentionSettings(), title="Удержание")
    monitoring: MonitoringSettings = Field(default=MonitoringSettings(), title="Мониторинг")
    falling: FallingSettings = Field(default=FallingSettings(), title="Сокращают закупки")
    kpis: BaseKpiSettings = Field(default=BaseKpiSettings(), title="Показатели активной базы")
    capacity: CapacitySettings = Field(default=CapacitySettings(), title="Нагрузка менеджеров")
    weekly: WeeklySettings = Field(default=WeeklySettings(), title="Лист к совещанию")
    plan: PlanSettings = Field(default=PlanSettings(), title="План и прогноз")
    agreements: AgreementSettings = Field(default=AgreementSettings(), title="Программы и соглашения")
    creation: CreationSettings = Field(default=CreationSettings(), title="Новый клиент")
    duplicates: DuplicateSettings = Field(default=DuplicateSettings(), title="Дубли")
    offers: OfferSettings = Field(default=OfferSettings(), title="Заказ клиента")
    discounts: DiscountSettings = Field(default=DiscountSettings(), title="Скидка")
    fbs: FbsSettings = Field(default=FbsSettings(), title="Матрица FBS")
    time: TimePhotoSettings = Field(default=TimePhotoSettings(), title="Хронометраж и помощник")
    diagnosis: DiagnosisSettings = Field(default=DiagnosisSettings(), title="Диагностика")
    prospects: ProspectSettings = Field(default=ProspectSettings(), title="Потенциальные клиенты")
    reconciliation: ReconciliationSettings = Field(default=ReconciliationSettings(), title="Сверка базы")
    tasks: ManagerTaskSettings = Field(default=ManagerTaskSettings(), title="Пять задач КМ")
    warnings: WarningSettings = Field(default=WarningSettings(), title="Тревожные признаки")


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
