"""Settings of programmes, agreements, the pool of clients and of those that left (METHOD section 13)."""

from __future__ import annotations

from clientbase_xl.settings.group import SettingsGroup, setting


class AgreementSettings(SettingsGroup):
    """Programmes, agreements, plans of clients, next touches (METHOD section 13)."""

    stable_months: int = setting(
        9, "Стабильный: месяцев с покупкой", "Не меньше из 12 полных.", unit="мес.", ge=1, le=12
    )
    stable_variation: float = setting(
        0.5,
        "Стабильный: коэффициент вариации",
        "Отклонение ÷ среднее оборота месяцев с покупкой — не больше.",
        ge=0,
        le=5,
    )
    bet_share: float = setting(
        0.2, "Ставка: верх по невзятому", "Эта доля клиентов с наибольшим «не взято»; равные входят.", gt=0, le=1
    )
    year_end_month: int = setting(
        10,
        "План года: с месяца",
        "С него планируют январь и дальше и напоминают о переговорах; раньше — следующие месяцы.",
        ge=1,
        le=12,
    )
    plan_months: int = setting(3, "План по клиентам: месяцев", "Квартал или до года.", unit="мес.", ge=3, le=12)
    plan_gap_share: float = setting(
        0.1, "Отставание от плана", "Факт меньше плана на дату больше чем на эту долю.", ge=0, lt=1
    )
    touch_days: int = setting(
        30, "Ушедший: следующее касание", "Через столько дней после контакта.", unit="дн.", ge=1, le=365
    )
    programme_days: int = setting(30, "Программа: дней до вывода", "Меньше — «рано судить».", unit="дн.", ge=1, le=365)
    programme_change: float = setting(
        0.1, "Программа: заметное изменение", "Меньше в обе стороны — «без изменений».", gt=0, le=1
    )
