"""«Итоги по ПК»: the KPIs of the work with prospects, by manager and period.

METHOD section 6 [K 3]: активированные ПК (first shipment after entering the list), личные встречи, холодные звонки,
отправленные КП.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text, present
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, last_full_month_start, month_start, months_before
from clientbase_xl.rules.week_summary import DEPARTMENT, NO_MANAGER
from clientbase_xl.schemas.contacts import COLD_CALL, MEETINGS, OFFER
from clientbase_xl.schemas.prospects import IN_WORK, PERIODS, PROSPECT_KPIS


def prospect_kpis(
    table: pd.DataFrame, talks: pd.DataFrame, facts: pd.DataFrame, managers: Sequence[str], today: date
) -> pd.DataFrame:
    """Return three periods of each manager by alphabet, then those of the department: PROSPECT_KPIS.

    METHOD section 6. In: PROSPECTS as the sheet shows it; `prospect_contacts`; FACTS; `managers` that stand there also
    without prospects. Periods: the current month to yesterday, the last full month, [today − 12 months; today). A
    shipment counts for the manager of the prospect (the card decides lists, METHOD 1), a contact for who talked. One
    client named in several rows is activated once. Nobody's rows are «без менеджера».
    """
    shipped = pd.DataFrame(
        {
            "manager": _people(table["manager"]),
            "client_code": table["client_code"],
            "day": as_dates(table["activated_on"]),
            "potential_rub": as_numbers(table["potential_in_force_rub"]),
        }
    )
    shipped = shipped[shipped["day"].notna()].drop_duplicates("client_code")
    turnover = dict(zip(facts["client_code"], as_numbers(facts["turnover_12m_rub"]), strict=True))
    shipped["turnover_rub"] = as_numbers(shipped["client_code"].map(turnover))
    calls = pd.DataFrame(
        {
            "manager": _people(talks["manager"]),
            "kind": as_text(talks["contact_kind"]),
            "day": as_dates(talks["contacted_on"]),
        }
    )
    led = table[table["state"] == IN_WORK]
    work = pd.DataFrame(
        {"manager": _people(led["manager"]), "potential_rub": as_numbers(led["potential_in_force_rub"])}
    )
    rows = [*_rows(_names(managers, shipped, calls, work), shipped, calls, work, today)]
    return present(pd.DataFrame(rows, columns=list(PROSPECT_KPIS.keys)), PROSPECT_KPIS)


def _rows(
    names: Sequence[str], shipped: pd.DataFrame, calls: pd.DataFrame, work: pd.DataFrame, today: date
) -> Iterator[dict[str, Any]]:
    for name in names:
        own_shipped, own_calls, own_work = (_of(part, name) for part in (shipped, calls, work))
        for period, (start, end) in zip(PERIODS, _periods(today), strict=True):
            active, talked = (_within(part, start, end) for part in (own_shipped, own_calls))
            yield {
                "manager": name,
                "period": period,
                "count_activated": len(active),
                "count_meetings": int(talked["kind"].isin(MEETINGS).sum()),
                "count_cold_calls": int((talked["kind"] == COLD_CALL).sum()),
                "count_offers": int((talked["kind"] == OFFER).sum()),
                "count_contacts": len(talked),
                "activated_potential_rub": _sum(active["potential_rub"]),
                "activated_rub": _sum(active["turnover_rub"]),
                "count_in_work": len(own_work),
                "potential_in_work_rub": _sum(own_work["potential_rub"]),
                "reason": _reason(start, end, active, own_work),
            }


def _periods(today: date) -> tuple[tuple[date, date], ...]:
    this_month = month_start(today)
    return (
        (this_month, today),
        (last_full_month_start(today), this_month),
        (months_before(today, MONTHS_IN_YEAR), today),
    )


def _reason(start: date, end: date, active: pd.DataFrame, work: pd.DataFrame) -> str:
    if end <= start:
        when = f"{words.month(start)}, дней ещё нет"
    else:
        when = f"{words.day(start)}–{words.day(end - timedelta(days=1))}"
    parts = [when]
    for rows, whose in ((active, "активированных"), (work, "в работе")):
        if count := int(rows["potential_rub"].isna().sum()):
            parts.append(f"потенциал не известен у {count} из {len(rows)} {whose}")
    return "; ".join(parts)


def _names(managers: Sequence[str], *parts: pd.DataFrame) -> list[str]:
    found = {*managers}.union(*(part["manager"] for part in parts))
    named = sorted(found - {NO_MANAGER}, key=str.casefold)
    return [*named, *([NO_MANAGER] if NO_MANAGER in found else []), DEPARTMENT] if found else []


def _of(part: pd.DataFrame, name: str) -> pd.DataFrame:
    return part if name == DEPARTMENT else part[part["manager"] == name]


def _within(part: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    return part[(part["day"] >= pd.Timestamp(start)) & (part["day"] < pd.Timestamp(end))]


def _sum(values: pd.Series[float]) -> float:
    """Return the sum of what is known; nothing known is missing, not 0."""
    return float(values.sum(min_count=1))


def _people(names: pd.Series[Any]) -> pd.Series[Any]:
    settled = as_text(names)
    return settled.where(settled.notna(), NO_MANAGER)
