"""Settings of the team: what the checks of the FBS matrix demand and how load is counted (METHOD section 15)."""

from __future__ import annotations

from typing import Literal

from clientbase_xl.settings.group import SettingsGroup, setting

CheckSeverity = Literal["ошибка", "предупреждение", "не проверять"]
SWITCHED_OFF = "не проверять"


class FbsSettings(SettingsGroup):
    """FBS: severity of each check, backups per level, weights of load, limits of training (METHOD section 15)."""

    no_owner: CheckSeverity = setting("ошибка", "Нет владельца", "У функции никто не назначен владельцем.")
    few_backups: CheckSeverity = setting(
        "ошибка", "Мало бэкаперов", "Разных бэкаперов меньше, чем требует уровень функции."
    )
    second_without_first: CheckSeverity = setting(
        "ошибка", "2 бэкапер без первого", "Второй бэкапер назначен, а первого нет."
    )
    owner_backs_up: CheckSeverity = setting(
        "ошибка", "Владелец — свой бэкапер", "Один человек и владелец, и бэкапер той же функции."
    )
    unknown_level: CheckSeverity = setting("ошибка", "Уровень не указан", "Уровня нет или он не распознан.")
    unknown_role: CheckSeverity = setting("ошибка", "Роль не распознана", "В ячейке слово, которое не роль.")
    stranger: CheckSeverity = setting(
        "ошибка", "Нет в списке сотрудников", "Роль у человека, которого нет в списке сотрудников."
    )
    several_owners: CheckSeverity = setting("предупреждение", "Несколько владельцев", "Владельцев больше одного.")
    several_firsts: CheckSeverity = setting(
        "предупреждение", "Несколько первых бэкаперов", "Первых бэкаперов больше одного."
    )
    backups_high: int = setting(
        2, "Бэкаперов: Высший", "Сколько разных бэкаперов нужно функции уровня 1.", unit="чел.", source="P", ge=0, le=20
    )
    backups_mid: int = setting(1, "Бэкаперов: Средний", "То же для уровня 2.", unit="чел.", source="P", ge=0, le=20)
    backups_low: int = setting(0, "Бэкаперов: Обычный", "То же для уровня 3.", unit="чел.", source="P", ge=0, le=20)
    weight_high: float = setting(
        3, "Вес функции: Высший", "Нагрузка сотрудника — сумма весов его функций.", unit="балл.", ge=0, le=100
    )
    weight_mid: float = setting(2, "Вес функции: Средний", "То же для уровня 2.", unit="балл.", ge=0, le=100)
    weight_low: float = setting(1, "Вес функции: Обычный", "То же для уровня 3.", unit="балл.", ge=0, le=100)
    owner_part: float = setting(
        1, "Нагрузка владельца", "На сколько умножается вес функции у владельца.", unit="раз", ge=0, le=10
    )
    backup_part: float = setting(0.5, "Нагрузка бэкапера", "То же у бэкапера.", unit="раз", ge=0, le=10)
    new_functions_max: int = setting(
        3, "Новых функций на человека", "Скольким функциям можно обучить одного.", unit="шт.", ge=0, le=200
    )
    load_max: float | None = setting(
        None, "Предел нагрузки", "Обучение не нагружает сотрудника больше. Пусто — без предела.", unit="балл.", gt=0
    )

    def backups_needed(self, level: int | None) -> int:
        """Return how many distinct backups a level demands; none of an unknown level."""
        return {1: self.backups_high, 2: self.backups_mid, 3: self.backups_low}.get(level or 0, 0)

    def weight(self, level: int | None) -> float:
        """Return the weight of a function of a level in points of load; 0 of an unknown level."""
        return {1: self.weight_high, 2: self.weight_mid, 3: self.weight_low}.get(level or 0, 0.0)
