"""Settings of watching clients: surveys, their alarms, clients that cut purchases (METHOD sections 10 and 11)."""

from __future__ import annotations

from clientbase_xl.settings.group import SettingsGroup, setting


class MonitoringSettings(SettingsGroup):
    """Surveys and the tasks that their alarms open (METHOD section 10)."""

    old_days: int = setting(
        90,
        "Давно не опрашивали",
        "Последний опрос старше стольких дней; ровно столько — ещё нет. Тревоги старше не в силе.",
        unit="дн.",
        ge=1,
    )
    task_days: int = setting(
        7, "Срок задачи по тревоге", "День опроса плюс столько; прошло — сегодня плюс столько.", unit="дн.", ge=0, le=90
    )


class FallingSettings(SettingsGroup):
    """Clients that cut purchases, and why (METHOD section 11)."""

    cut_share: float = setting(0.20, "Сокращает закупки", "(База − сейчас) ÷ база не меньше этого.", gt=0, lt=1)
    overdue_days: int = setting(
        30, "Неплатёжеспособен: просрочка", "Больше стольких дней; ровно столько — ещё нет.", unit="дн.", ge=0, le=365
    )
    sell_out_fall: float = setting(
        0.10, "Розница упала", "Продажи клиентом нашего товара упали не меньше чем на столько.", gt=0, lt=1
    )
