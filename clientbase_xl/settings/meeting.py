"""Settings of the meeting: warning signs, in pairs (METHOD section 14)."""

from __future__ import annotations

from clientbase_xl.settings.group import SettingsGroup, setting


class WarningSettings(SettingsGroup):
    """Warning signs of the head's page: where a change begins to warn (METHOD section 14)."""

    segment_growth: float = setting(
        0.05,
        "Потеря целевого сегмента",
        "Доля оборота вне целевого сегмента за год выросла не меньше чем на столько (5 % — с 20 % до 25 %).",
        gt=0,
        le=1,
    )
    segment_known_min: float = setting(
        0.8,
        "Целевой сегмент отмечен",
        "У клиентов не меньше чем с такой долей оборота; иначе «нет данных».",
        gt=0,
        le=1,
    )
    margin_months: int = setting(
        3, "Рентабельность: полных месяцев", "Сравниваются с теми же год назад.", unit="мес.", ge=1, le=11
    )
    margin_fall: float = setting(
        0.03, "Резкое падение рентабельности", "Валовая прибыль ÷ оборот упала не меньше чем на столько.", gt=0, le=1
    )
    discount_months: int = setting(
        3, "Скидки: месяцев", "Сравниваются со столькими же месяцами до них.", unit="мес.", ge=1, le=12
    )
    discounts_growth: float = setting(
        0.5, "Тотальное снижение цены: число", "Скидок начато больше не меньше чем на такую долю.", gt=0, le=10
    )
    discounts_min: int = setting(
        5, "Скидок для тревоги", "Начато за эти месяцы; меньше — число спокойно.", unit="шт.", ge=1, le=1_000
    )
    discount_depth_growth: float = setting(
        0.02, "Тотальное снижение цены: глубина", "Средняя скидка выросла не меньше чем на столько.", gt=0, le=1
    )
    contact_weeks: int = setting(
        4, "Контакты: недель", "Сравниваются с такими же неделями до них.", unit="нед.", ge=1, le=26
    )
    contacts_fall: float = setting(
        0.25, "Демотивация", "Контактов на менеджера в рабочий день меньше не меньше чем на такую долю.", gt=0, le=1
    )
    contacts_min: int = setting(
        20, "Контактов для вывода", "За прошлые недели; меньше — «нет данных».", unit="шт.", ge=1, le=10_000
    )
