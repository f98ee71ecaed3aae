"""Settings of developing clients: prospects, the five tasks of the client manager (METHOD sections 6 and 17)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from clientbase_xl.settings.group import Letter, SettingsGroup, setting


class ProspectSettings(SettingsGroup):
    """Prospects: who stays in work and when the list is reconciled (METHOD section 6)."""

    last_letter_in_work: Letter = setting(
        "B", "ПК в работе: до категории", "ПК с категорией ниже предлагается не вести.", source="K"
    )
    reconcile_month: int = setting(
        1, "Сверка списка ПК: месяц", "Номер месяца, в котором список сверяют.", source="K", ge=1, le=12
    )
    reconcile_day: int = setting(
        1, "Сверка списка ПК: день", "Число этого месяца; в коротком месяце — последнее.", source="K", ge=1, le=31
    )

    def reconciled_on(self, today: date) -> date:
        """Return the last day of reconciliation that has come: `today` itself when it is one."""
        this_year = self._of_year(today.year)
        return this_year if this_year <= today else self._of_year(today.year - 1)

    def _of_year(self, year: int) -> date:
        return date(year, self.reconcile_month, min(self.reconcile_day, monthrange(year, self.reconcile_month)[1]))


class ManagerTaskSettings(SettingsGroup):
    """Five tasks of the client manager (METHOD section 17)."""

    change_share: float = setting(
        0.10, "Растёт или падает: от", "Меньшая разница с предыдущими 12 мес. — «без изменений».", gt=0, lt=1
    )
    full_wallet_share: float = setting(
        1.0, "Весь бюджет наш: доля в закупках", "С неё частота заказов не растёт: больше клиенту не нужно.", gt=0, le=1
    )
    nps_months: int = setting(
        12,
        "NPS: за сколько месяцев",
        "Более старые ответы не в счёт: ни в NPS, ни в «Пяти задачах КМ».",
        unit="мес.",
        ge=1,
        le=60,
    )
