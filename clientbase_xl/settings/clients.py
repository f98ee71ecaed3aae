"""Settings of facts, statuses, categories (METHOD sections 0, 2, 3)."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from clientbase_xl.settings.group import Letter, SettingsGroup, require_order, setting


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
        require_order("доли прибыли", self.profit_share_max, self.profit_share_high, self.profit_share_mid)
        require_order("доли клиентов", self.profit_quantile_max, self.profit_quantile_high, self.profit_quantile_mid)
        require_order("доли потенциала", self.potential_share_max, self.potential_share_high)
        require_order("границы прибыли в рублях", self.profit_rub_mid, self.profit_rub_high, self.profit_rub_max)
        require_order("границы потенциала в рублях", self.potential_rub_high, self.potential_rub_max)
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
