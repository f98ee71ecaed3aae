"""Settings of decisions about prices and costs (METHOD section 14)."""

from __future__ import annotations

from clientbase_xl.settings.group import SettingsGroup, setting


class DiscountSettings(SettingsGroup):
    """«Скидка»: what is compared, and which input is doubted (METHOD section 14)."""

    compare_months: int = setting(
        3,
        "Месяцев до и после",
        "Столько месяцев после решения сравниваются со столькими же до него.",
        unit="мес.",
        source="P",
        ge=1,
        le=12,
    )
    margin_gap: float = setting(
        0.1,
        "Введённая маржа далека от продаж",
        "Больше чем на столько отличается от маржи по продажам — предупреждение.",
        gt=0,
        le=1,
    )
    ahead_days: int = setting(
        92, "Скидка далеко впереди", "Начнётся позже — предупреждение.", unit="дн.", ge=1, le=3_650
    )
    soon_days: int = setting(
        14, "Скоро итог скидки", "За столько дней до итога «Начало» о нём говорит.", unit="дн.", ge=1, le=92
    )
