"""«Неделя»: indicators of each manager and of the department, today beside a week ago.

METHOD section 19; АА and нулевые клиенты section 5; sections 0 and 1 for whose client counts where: sales belong to
the manager of the document, lists and counts to the manager of the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import join_clients, present
from clientbase_xl.rules.week_changes import LAPSED, LEFT, NEW, RETURNED, week_changes
from clientbase_xl.rules.week_sales import NAN, Figure, WeekSales
from clientbase_xl.rules.week_state import WeekState
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.week import WEEK

DEPARTMENT = "Отдел"
NO_MANAGER = "без менеджера"


def week_summary(
    now: WeekState, before: WeekState, weeks: pd.DataFrame, months: pd.DataFrame, today: date
) -> pd.DataFrame:
    """Return the indicators of «Отдел», then of each manager in alphabetical order.

    METHOD section 19. In: states of `today` and of a week before; MANAGER_WEEKS, MANAGER_MONTHS of `today`. Out: WEEK
    columns, the same indicators in the same order for everyone; `change` = value − value_before, unknown where
    either is. Clients and sales without a manager stand under «без менеджера». «Отдел» is everything, also what people
    sold who have left: their old sales have no page of their own.
    """
    sales = WeekSales(weeks, months, today, now.settings.facts)
    clients_now, clients_before = _clients(now), _clients(before)
    events = week_changes(now, before)
    present_managers = pd.concat([clients_now["manager"], clients_before["manager"], now.reactivation["manager"]])
    named = {*present_managers, *sales.managers}
    managers = sorted((name for name in named if isinstance(name, str)), key=str.casefold)
    groups: list[tuple[str, list[str | None] | None]] = [(DEPARTMENT, None)]
    groups += [(name, [name]) for name in managers]
    if any(not isinstance(name, str) for name in named):
        groups.append((NO_MANAGER, [None]))
    rows = [
        (title, *figure)
        for title, members in groups
        for figure in [
            *sales.figures(members),
            *_counts(_of(clients_now, members), _of(clients_before, members), now.settings.weekly.zero_days),
            *_events(_of(events, members)),
            *_call_list(_of(now.reactivation, members), _of(before.reactivation, members)),
        ]
    ]
    table = pd.DataFrame(rows, columns=["manager", "indicator", "unit", "value", "value_before", "note"])
    table["change"] = (table["value"] - table["value_before"]).round(2)
    return present(table, WEEK)


def managers_of(week: pd.DataFrame) -> tuple[str, ...]:
    """Return the managers of WEEK in its order, without the department and «без менеджера» (METHOD section 19)."""
    return tuple(dict.fromkeys(str(name) for name in week["manager"] if name not in (DEPARTMENT, NO_MANAGER)))


def _clients(state: WeekState) -> pd.DataFrame:
    """Return the active base of a date with manager, silence and category."""
    clients = join_clients(state.facts, state.cards)[["client_code", "manager", "silence_days"]]
    active = state.statuses[state.statuses["is_active_base"].astype(bool)][["client_code", "status"]]
    letters = state.categories[["client_code", "category"]]
    return clients.merge(active, on="client_code").merge(letters, on="client_code", how="left")


def _of(table: pd.DataFrame, managers: Sequence[str | None] | None) -> pd.DataFrame:
    return table if managers is None else table[table["manager"].isin(list(managers))]


def active_title(zero_days: int) -> str:
    """Return the indicator of active addresses: who of the active base bought in so many days."""
    return f"АА за {words.days(zero_days)}"


def zero_title(zero_days: int) -> str:
    """Return the indicator of «нулевые клиенты»: who of the active base did not buy in so many days."""
    return f"Нулевые клиенты за {words.days(zero_days)}"


def _counts(now: pd.DataFrame, before: pd.DataFrame, zero_days: int) -> list[Figure]:
    """Return the counts of the active base: size, АА, нулевые, categories."""
    period = words.days(zero_days)
    active, active_before = len(now), len(before)
    bought, bought_before = (int((table["silence_days"] <= zero_days).sum()) for table in (now, before))
    return [
        _count("Активная база", active, active_before, "покупка за период активной базы, не архив, не прекращена"),
        _count(active_title(zero_days), bought, bought_before, f"клиенты активной базы с покупкой за {period}"),
        _count(zero_title(zero_days), active - bought, active_before - bought_before, "активная база − АА"),
        *(
            _count(
                f"Категория {letter}",
                int((now["category"] == letter).sum()),
                int((before["category"] == letter).sum()),
                "расчётная",
            )
            for letter in LETTERS
        ),
    ]


def _events(events: pd.DataFrame) -> list[Figure]:
    titles = {NEW: "Новые", RETURNED: "Вернулись", LAPSED: "Уснули", LEFT: "Ушли"}
    return [
        (
            f"{title} за неделю",
            "клиентов",
            float((events["change"] == kind).sum()),
            NAN,
            "поимённо — «Что изменилось за неделю»",
        )
        for kind, title in titles.items()
    ]


def _call_list(now: pd.DataFrame, before: pd.DataFrame) -> list[Figure]:
    amounts = [round(float(table["amount_9m_rub"].sum()), 2) for table in (now, before)]
    return [
        _count("В списке реактивации", len(now), len(before), "уснувшие недавно"),
        ("Отгрузки клиентов реактивации", "₽", amounts[0], amounts[1], "в окне реактивации"),
    ]


def _count(title: str, now: int, before: int, note: str) -> Figure:
    return (title, "клиентов", float(now), float(before), note)
