"""The line above «План по клиентам»: what is agreed for the coming months, and what managers plan beside it.

METHOD section 13: a forecast plan of orders at least for the first quarter. The plans of the managers stand on «План и
прогноз»; they cover all of a manager's clients, so the two sums are shown side by side and never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_numbers


def client_plan_line(plans: pd.DataFrame, manager_plans: pd.DataFrame, months: Sequence[date]) -> str | None:
    """Return the sums of the planned months of CLIENT_PLANS in words; None without such rows.

    METHOD 13. In: CLIENT_PLANS; `manager_plans` with `month_on`, `plan_rub` (empty where nobody planned); the first
    days of the months that are planned now. Agreed is the typed plan, without one that of the document; a plan of 0 is
    agreed too.
    """
    asked = [pd.Timestamp(day) for day in months]
    coming = plans[as_dates(plans["month_on"]).isin(asked)]
    if coming.empty:
        return None
    typed, agreed = as_numbers(coming["plan_rub"]), as_numbers(coming["agreement_rub"])
    plan = typed.where(typed.notna(), agreed)
    first, last = asked[0], asked[-1]
    span = words.month(first) if first == last else f"{words.month(first)} – {words.month(last)}"
    count = coming.loc[plan.notna(), "client_code"].nunique()
    done = f"согласовано {words.rub(float(plan.sum()))}, {words.clients(count)}" if count else "планов ещё нет"
    parts = [f"{span[0].upper()}{span[1:]}: {done}"]
    proposal = as_numbers(coming["proposal_rub"])
    if proposal.notna().any():
        parts.append(f"предложение {words.rub(float(proposal.sum()))}")
    planned = as_numbers(manager_plans["plan_rub"])[as_dates(manager_plans["month_on"]).isin(asked)]
    whole = f"{words.rub(float(planned.sum()))}" if planned.notna().any() else "не вписаны"
    return "; ".join([*parts, f"планы менеджеров: {whole}"])
