"""Settings of the team: FBS matrix, time photo with its assistant, diagnosis (METHOD sections 15, 16, 18)."""

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
    weeks_ahead: int = setting(
        8, "Отпуска: недель вперёд", "На сколько недель вперёд смотрит «FBS отсутствия».", unit="нед.", ge=1, le=53
    )
    pairs_max: int = setting(
        20, "Показывать пар", "Сколько худших пар показывает «FBS отсутствия».", unit="шт.", ge=0, le=500
    )

    def backups_needed(self, level: int | None) -> int:
        """Return how many distinct backups a level demands; none of an unknown level."""
        return {1: self.backups_high, 2: self.backups_mid, 3: self.backups_low}.get(level or 0, 0)

    def weight(self, level: int | None) -> float:
        """Return the weight of a function of a level in points of load; 0 of an unknown level."""
        return {1: self.weight_high, 2: self.weight_mid, 3: self.weight_low}.get(level or 0, 0.0)


class TimePhotoSettings(SettingsGroup):
    """Time photo, and the technical assistant it may pay for (METHOD section 16)."""

    window_months: int = setting(
        6, "Хронометраж: за сколько месяцев", "Более старые записи в доли не входят.", unit="мес.", ge=1, le=60
    )
    min_days: int = setting(
        5, "Дней для вывода", "Меньше — «мало дней»: доля не идёт ни в вывод, ни в нагрузку.", unit="дн.", ge=1
    )
    mark_serving: float = setting(
        0.40, "Ориентир: не продажи", "До такой доли времени на обслуживание; для сравнения.", source="S", gt=0, lt=1
    )
    managers_max: int = setting(
        5, "Помощник: менеджеров", "Скольких менеджеров разгружает один помощник.", unit="чел.", source="B", ge=1, le=50
    )
    free_share_max: float = setting(
        0.20, "Помощник: доля времени", "Сколько времени каждого менеджера освободит.", source="B", gt=0, le=1
    )
    payroll_rub: float | None = setting(
        None, "ФОТ помощника", "С налогами и взносами. Пусто — окупаемость не считается.", unit="₽ в месяц", gt=0
    )
    reactivation_part: float = setting(
        0.5, "Часть часов на реактивацию", "Остальное освобождённое время — развитие действующих клиентов.", ge=0, le=1
    )
    reactivation_minutes: float = setting(
        30, "Минут на отпавшего", "Подготовка и разговор с одним отпавшим клиентом.", unit="мин", gt=0, le=480
    )
    development_minutes: float = setting(
        60, "Минут на развитие", "Подготовка и встреча с одним действующим клиентом.", unit="мин", gt=0, le=480
    )
    reactivation_conversion: float | None = setting(
        None, "Конверсия реактивации", "Пусто — своя, с листа «Конверсия реактивации».", ge=0, le=1
    )
    development_conversion: float | None = setting(
        None, "Конверсия развития", "Пусто — своя: заказы ÷ наши контакты с итогом за 12 мес.", ge=0, le=1
    )
    average_purchase_rub: float | None = setting(
        None, "Средняя покупка", "Пусто — своя: оборот ÷ покупки за 12 мес.", unit="₽", gt=0
    )
    min_contacts: int = setting(
        20, "Контактов для своей конверсии", "Меньше — «нет данных»: впишите конверсию сами.", unit="шт.", ge=1
    )


class DiagnosisSettings(SettingsGroup):
    """Computed answers of the diagnosis (METHOD section 18)."""

    initiative_share: float = setting(
        0.50, "Наша инициатива", "Доля контактов, начатых нами; меньше — чаще отвечаем, чем начинаем.", gt=0, lt=1
    )
    contact_months: int = setting(
        12, "Контакты: за сколько месяцев", "По ним видно, кто начинает разговор.", unit="мес.", ge=1, le=60
    )
    below_median_share: float = setting(
        0.25,
        "Клиентов ниже медианы",
        "Не меньше такой доли клиентов со средней покупкой ниже медианы канала — отгрузка могла бы быть больше.",
        gt=0,
        le=0.5,
    )
