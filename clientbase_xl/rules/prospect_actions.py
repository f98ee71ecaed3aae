"""Prospects on «Начало»: overdue steps, unknown potential, no plan, missing results, the list not reconciled.

METHOD sections 1 («Начало») and 6 [K 3]; roubles are the potential a year.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.completeness import CATEGORY_RESULT
from clientbase_xl.rules.joined import as_flags, as_numbers, as_text
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.prospects import IN_WORK, NO_PLAN, OVERDUE, PROSPECTS
from clientbase_xl.settings import ProspectSettings

_POTENTIAL = "Их потенциал за год"


def prospect_actions(table: pd.DataFrame, today: date, settings: ProspectSettings) -> tuple[Action, ...]:
    """Return what is to be done about prospects: METHOD section 6.

    In: PROSPECTS as the sheet shows it. Led is whoever is in work, by letter or by decision. A prospect is asked for
    the first thing it lacks only, in the order of the method: the overdue step, the potential, the plan, the results.
    Who lacks nothing but a category of A or B has all that work brings about. Unknown potential counts as 0 roubles.
    Actions about nobody are empty.
    """
    state, plan = table["state"], table["plan_state"]
    is_due = plan == OVERDUE
    is_led = (state == IN_WORK) & ~is_due
    is_unknown = is_led & as_numbers(table["potential_in_force_rub"]).isna()
    has_no_plan = is_led & ~is_unknown & (plan == NO_PLAN)
    missing = as_text(table["missing"])
    has_gap = is_led & ~is_unknown & ~has_no_plan & missing.notna() & (missing != CATEGORY_RESULT)
    is_old = as_flags(table["is_unconfirmed"])
    since = words.day(settings.reconciled_on(today))
    return (
        _action(
            table[is_due],
            "Сделайте просроченные шаги по потенциальным клиентам",
            f"{_POTENTIAL}; дата следующего шага прошла",
        ),
        _action(
            table[is_unknown],
            "Определите потенциал потенциальных клиентов: сколько заказов в год и какой средний заказ",
            "Потенциал не известен: без него нет категории и не решить, вести их или нет",
        ),
        _action(
            table[has_no_plan],
            "Составьте план развития потенциальных клиентов: шаг, дата, ответственный",
            f"{_POTENTIAL}; следующего шага или его даты нет",
        ),
        _action(
            table[has_gap],
            "Добейтесь недостающих результатов по потенциальным клиентам",
            f"{_POTENTIAL}; есть не все 8 результатов",
        ),
        _action(
            table[is_old],
            "Сверьте список потенциальных клиентов",
            f"{_POTENTIAL}; не подтверждены с {since}",
        ),
    )


def _action(chosen: pd.DataFrame, action: str, reason: str) -> Action:
    names = chosen["prospect_name"].where(chosen["prospect_name"].notna(), chosen["row_id"])
    return Action(action, as_numbers(chosen["potential_in_force_rub"]), names, PROSPECTS.key, reason)
