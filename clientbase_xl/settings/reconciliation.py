"""Settings of the reconciliation of the base (METHOD section 7)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from clientbase_xl.settings.group import SettingsGroup, setting


class ReconciliationSettings(SettingsGroup):
    """Completeness, actuality and how often the base is reconciled (METHOD sections 1, 7)."""

    required_fields: str = setting(
        "Клиент; ИНН; КПП; Канал; Менеджер; Дублёр; Контактное лицо; Роль; Телефон или E-mail; Адрес доставки; "
        "Категория (утверждённая); Потенциал, ₽ в год; Договор №; Договор до; Отсрочка, дн.; Кредитный лимит, ₽; "
        "Статус",
        "Обязательно в карточке",
        "Столбцы листа «Клиенты» через точку с запятой; «или» — хватит одного; КПП — только при ИНН из 10 цифр.",
    )
    actual_days: int = setting(
        180, "Данные актуальны", "Подтверждены столько дней назад или позже.", unit="дн.", ge=1, le=3660
    )
    every_months: int = setting(3, "Сверка базы", "Следующая — через столько месяцев.", unit="мес.", ge=1, le=60)

    def next_on(self, last: date) -> date:
        """Return the day when the reconciliation after one on `last` is due; month ends are clamped."""
        months = last.year * 12 + last.month - 1 + self.every_months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))
