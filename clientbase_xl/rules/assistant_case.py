"""Business case of a technical assistant: payroll against the gross profit of the hours that become free.

METHOD section 16 [B] (whom to unload, up to 20 % of the time) and ours: freed hours go to reactivation and to the
development of current clients, each contact brings one average purchase with the user's own conversion. Nothing is
counted beyond the first purchase of a returned client: the case is rather understated.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.case_inputs import FROM_SETTINGS, NAN, CaseInputs
from clientbase_xl.rules.contact_plan import hours
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.schemas.time_photo import ASSISTANT_CASE
from clientbase_xl.settings import TimePhotoSettings

MEASURED_BY, COMPUTED_BY = "хронометраж", "расчёт"
PAYS, DOES_NOT_PAY, UNKNOWN = "Окупается", "Не окупается", "Нет данных"
_MINUTES_IN_HOUR = 60
_DIGITS = 8  # a file keeps 16 of a number: an open workbook shall show the same


@dataclass(frozen=True, slots=True)
class Case:
    """Hours and contacts a month, roubles of gross profit a month; NaN where an input is not known."""

    hours_freed: float
    hours_reactivation: float
    hours_development: float
    contacts_reactivation: float
    contacts_development: float
    profit_reactivation_rub: float
    profit_development_rub: float

    @property
    def profit_rub(self) -> float:
        """Return the gross profit of all freed hours."""
        return self.profit_reactivation_rub + self.profit_development_rub


def freed_hours_case(hours_freed: float, inputs: CaseInputs, settings: TimePhotoSettings) -> Case:
    """Return what freed hours of a month bring.

    METHOD section 16. `reactivation_part` of the hours goes to lapsed clients, never more than there are on the call
    list (`count_lapsed` × `reactivation_minutes`); what is left goes to development. Contacts = hours × 60 ÷ minutes;
    profit = contacts × conversion × average purchase × margin. A use without hours brings 0, whatever is unknown.
    """
    most = inputs.count_lapsed * settings.reactivation_minutes / _MINUTES_IN_HOUR
    reactivation = min(hours_freed * settings.reactivation_part, most)
    development = hours_freed - reactivation
    calls = reactivation * _MINUTES_IN_HOUR / settings.reactivation_minutes
    meetings = development * _MINUTES_IN_HOUR / settings.development_minutes
    purchase_rub = inputs.purchase.value * inputs.margin.value
    return Case(
        hours_freed,
        reactivation,
        development,
        calls,
        meetings,
        calls * inputs.reactivation.value * purchase_rub if calls else 0.0,
        meetings * inputs.development.value * purchase_rub if meetings else 0.0,
    )


def assistant_case(unload: pd.DataFrame, inputs: CaseInputs, settings: TimePhotoSettings) -> pd.DataFrame:
    """Return the business case step by step with its verdict in the last row: ASSISTANT_CASE.

    METHOD section 16. In: columns of `whom_to_unload`; the user's own numbers. Profit of exactly the payroll pays.
    Without a payroll, without anybody to unload or with an unknown input of an hour that is used there is no verdict.
    """
    case = freed_hours_case(float(unload["hours_freed"].sum()), inputs, settings)
    payroll = NAN if settings.payroll_rub is None else settings.payroll_rub
    names = ", ".join(
        f"{name} {hours(freed)}" for name, freed in zip(unload["manager"], unload["hours_freed"], strict=True)
    )
    most = f"не больше {settings.managers_max} менеджеров и {per_cent(settings.free_share_max)} времени каждого"
    lapsed = f"в списке реактивации {words.clients(inputs.count_lapsed)}"
    steps: list[tuple[str, float, str, str, str]] = [
        ("Кого разгрузить", len(unload), "чел.", MEASURED_BY, f"{names or 'Некого: мало отмеченных дней'}; {most}"),
        ("Освободится в месяц", case.hours_freed, "ч", MEASURED_BY, "Сумма по менеджерам, не больше часов помощника"),
        (
            "Из них на реактивацию",
            case.hours_reactivation,
            "ч",
            COMPUTED_BY,
            f"{per_cent(settings.reactivation_part)} часов, пока есть кому звонить: {lapsed}",
        ),
        ("Из них на развитие", case.hours_development, "ч", COMPUTED_BY, "Остальные часы — действующим клиентам"),
        (
            "Разговоров с отпавшими",
            case.contacts_reactivation,
            "шт.",
            COMPUTED_BY,
            f"Часы × 60 ÷ {words.number(settings.reactivation_minutes)} мин",
        ),
        (
            "Конверсия реактивации",
            inputs.reactivation.value,
            "%",
            inputs.reactivation.source,
            inputs.reactivation.reason,
        ),
        (
            "Встреч о развитии",
            case.contacts_development,
            "шт.",
            COMPUTED_BY,
            f"Часы × 60 ÷ {words.number(settings.development_minutes)} мин",
        ),
        ("Конверсия развития", inputs.development.value, "%", inputs.development.source, inputs.development.reason),
        ("Средняя покупка", inputs.purchase.value, "₽", inputs.purchase.source, inputs.purchase.reason),
        ("Маржа", inputs.margin.value, "%", inputs.margin.source, inputs.margin.reason),
        (
            "Прибыль реактивации",
            case.profit_reactivation_rub,
            "₽ в месяц",
            COMPUTED_BY,
            "Разговоры × конверсия × покупка × маржа; только первая покупка вернувшегося",
        ),
        (
            "Прибыль развития",
            case.profit_development_rub,
            "₽ в месяц",
            COMPUTED_BY,
            "Встречи × конверсия × покупка × маржа; заказы, которые пришли бы и сами, не вычтены",
        ),
        ("ФОТ помощника", payroll, "₽ в месяц", FROM_SETTINGS, _payroll_words(payroll)),
        ("Прибыль − ФОТ", case.profit_rub - payroll, "₽ в месяц", COMPUTED_BY, _verdict(case, payroll)),
    ]
    rows = [(number, *step) for number, step in enumerate(steps, 1)]
    return present(pd.DataFrame(rows, columns=list(ASSISTANT_CASE.keys)), ASSISTANT_CASE).round(_DIGITS)


def _payroll_words(payroll_rub: float) -> str:
    return "С налогами и взносами" if payroll_rub == payroll_rub else "Впишите «ФОТ помощника» на листе «Настройки»"


def _verdict(case: Case, payroll_rub: float) -> str:
    if not case.hours_freed > 0:
        return f"{UNKNOWN}: хронометража мало, разгружать пока некого"
    if payroll_rub != payroll_rub:
        return f"{UNKNOWN}: не вписан ФОТ помощника"
    profit_rub = case.profit_rub
    if profit_rub != profit_rub:
        return f"{UNKNOWN}: не известны конверсия, покупка или маржа (строки выше)"
    sides = f"прибыль {words.rub(profit_rub)} против ФОТ {words.rub(payroll_rub)} в месяц"
    if profit_rub >= payroll_rub:
        enough = payroll_rub / (profit_rub / case.hours_freed)
        return f"{PAYS}: {sides}; хватит {hours(enough)} из {hours(case.hours_freed)}"
    if profit_rub <= 0:
        return f"{DOES_NOT_PAY}: {sides}"
    times = words.grouped(payroll_rub / profit_rub, 1)
    return f"{DOES_NOT_PAY}: {sides}; конверсия, покупка или маржа нужны в {times} раза больше"
