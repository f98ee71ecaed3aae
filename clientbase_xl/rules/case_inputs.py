"""The user's own numbers for the business case of an assistant: conversions, average purchase, margin.

METHOD section 16: the gross profit of freed hours goes by the user's own conversion and average purchase (ours).
A number typed into «Настройки» takes the place of the computed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.reactivation_conversion import ALL_MANAGERS
from clientbase_xl.schemas.contacts import OUR_SIDE
from clientbase_xl.settings import Settings

FROM_BASE, FROM_SETTINGS = "база", "настройка"
ORDERED = "заказ"
CONTACT_MONTHS = 12
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Known:
    """A number with where it comes from and in which words; NaN where it is not known."""

    value: float
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseInputs:
    """What a freed hour may bring: shares as fractions of 1, the purchase in roubles, lapsed clients to call."""

    count_lapsed: int
    reactivation: Known
    development: Known
    purchase: Known
    margin: Known


def case_inputs(
    facts: pd.DataFrame,
    contacts: pd.DataFrame,
    conversion: pd.DataFrame,
    count_lapsed: int,
    today: date,
    settings: Settings,
) -> CaseInputs:
    """Return the inputs of the business case.

    METHOD section 16. In: FACTS, stored CONTACTS, REACTIVATION_CONVERSION, clients on the call list. Conversion of
    reactivation is that of the row of all managers; conversion of development (ours) = contacts that we started in the
    last 12 months and that ended with an order ÷ those with a result. Either needs `time.min_contacts`. The average
    purchase is Σ turnover ÷ Σ purchases of the period of facts, the margin Σ profit ÷ Σ turnover of clients whose
    profit is known.
    """
    given = settings.time
    return CaseInputs(
        count_lapsed=count_lapsed,
        reactivation=_typed(given.reactivation_conversion) or _reactivation(conversion, given.min_contacts),
        development=_typed(given.development_conversion) or _development(contacts, today, given.min_contacts),
        purchase=_typed(given.average_purchase_rub) or _purchase(facts, settings),
        margin=_margin(facts, settings),
    )


def _typed(value: float | None) -> Known | None:
    return None if value is None else Known(value, FROM_SETTINGS, "Вписано в «Настройки»")


def _reactivation(conversion: pd.DataFrame, least: int) -> Known:
    row = conversion[conversion["manager"] == ALL_MANAGERS]
    over = int(row["count_over"].iloc[0]) if len(row) else 0
    if over < least:
        return Known(
            NAN, FROM_BASE, f"Нет данных: срок прошёл у {over}, нужно не меньше {least}; впишите в «Настройки»"
        )
    returned = int(row["count_returned"].iloc[0])
    return Known(returned / over, FROM_BASE, f"Вернулись {returned} из {over}, лист «Конверсия реактивации»")


def _development(contacts: pd.DataFrame, today: date, least: int) -> Known:
    days = as_dates(contacts["contacted_on"])
    since, end = pd.Timestamp(months_before(today, CONTACT_MONTHS)), pd.Timestamp(today)
    is_ours = days.between(since, end, inclusive="left") & (contacts["started_by"] == OUR_SIDE)
    results = contacts.loc[is_ours, "result"].dropna()
    count, ordered = len(results), int((results == ORDERED).sum())
    if count < least:
        return Known(
            NAN,
            FROM_BASE,
            f"Нет данных: наших контактов с итогом {count}, нужно не меньше {least}; впишите в «Настройки»",
        )
    period = f"за {words.months(CONTACT_MONTHS)}"
    return Known(ordered / count, FROM_BASE, f"Заказом кончились {ordered} из {count} наших контактов {period}")


def _purchase(facts: pd.DataFrame, settings: Settings) -> Known:
    turnover = float(as_numbers(facts["turnover_12m_rub"]).sum())
    count = float(as_numbers(facts["count_purchases_12m"]).sum())
    if count <= 0 or turnover <= 0:
        return Known(NAN, FROM_BASE, "Нет данных: покупок за период нет")
    period = words.months(settings.facts.turnover_months)
    return Known(
        turnover / count, FROM_BASE, f"Оборот {words.rub(turnover)} ÷ {words.grouped(count)} покупок за {period}"
    )


def _margin(facts: pd.DataFrame, settings: Settings) -> Known:
    profit = as_numbers(facts["gross_profit_12m_rub"])
    turnover = float(as_numbers(facts["turnover_12m_rub"])[profit.notna()].sum())
    if turnover <= 0:
        return Known(NAN, FROM_BASE, "Нет данных: себестоимость не известна")
    whole = float(profit.sum())
    period = words.months(settings.facts.turnover_months)
    return Known(whole / turnover, FROM_BASE, f"Прибыль {words.rub(whole)} ÷ оборот {words.rub(turnover)} за {period}")
