"""How many visits and calls a month each client is due: the matrix of its category, or its own frequency.

METHOD section 5: the matrix sets frequency and minutes by category, questionnaires and needs set a client's own
frequency with a reason. Plans use the approved category (section 3).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_numbers, as_text, by_codes, present, texts
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_load import CONTACT_PLAN

STOPPED_LETTER = "E"
_HAIR = 1e-9
_FREQUENCIES = ("visits_per_month", "calls_per_month")
_MINUTES = ("visit_minutes", "call_minutes")


def contact_plan(clients: pd.DataFrame, statuses: pd.DataFrame, matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the clients that contacts are planned for, with frequencies a month and minutes: CONTACT_PLAN, by code.

    METHOD 3, 5. In: CLIENTS (without archived ones), STATUS, the typed columns of ACTIVITY_MATRIX with their defaults.
    Planned for (ours): the active base, and whoever has a frequency of his own; not those with whom work is stopped.
    Category E has no contacts whatever is typed: the method stops working with it. A typed frequency takes the place
    of the matrix's number, one typed number leaves the other to the matrix, a typed 0 is 0. Without an approved
    category the matrix has no number: 0. Worth is the untapped roubles; unknown, the turnover (as in METHOD 4).
    """
    own = _overrides(clients)
    active = by_codes(statuses, pd.Index(clients["client_code"], dtype=object), ("is_active_base",))["is_active_base"]
    is_planned = (as_flags(active).to_numpy() | own.notna().any(axis=1)) & ~as_flags(clients["is_stopped"])
    table, own = clients[is_planned].copy(), own[is_planned]
    of_letter = matrix.set_index("category")
    for key in (*_FREQUENCIES, *_MINUTES):
        table[key] = as_numbers(as_text(table["category_approved"]).map(of_letter[key].to_dict())).fillna(0.0)
    is_stopping = as_text(table["category_approved"]) == STOPPED_LETTER
    for key in _FREQUENCIES:
        table[key] = own[key].where(own[key].notna(), table[key]).mask(is_stopping, 0.0)
    table["minutes_per_month"] = minutes_per_month(table)
    table["is_override"] = own.notna().any(axis=1)
    table["untapped_rub"] = as_numbers(table["untapped_rub"]).clip(lower=0)
    turnover = as_numbers(table["turnover_12m_rub"]).clip(lower=0)
    table["worth_rub"] = table["untapped_rub"].where(table["untapped_rub"].notna(), turnover).fillna(0.0)
    table["reason"] = texts(_reasons(table), table.index)
    return present(table.sort_values("client_code"), CONTACT_PLAN)


def minutes_per_month(plan: pd.DataFrame) -> pd.Series[float]:
    """Return frequency × minutes of visits and calls together (METHOD 5)."""
    minutes: pd.Series[float] = (
        plan["visits_per_month"] * plan["visit_minutes"] + plan["calls_per_month"] * plan["call_minutes"]
    )
    return minutes


def times(frequency: float) -> str:
    """Return a frequency a month as people write it («0,25»)."""
    return f"{round(frequency, 4):g}".replace(".", ",")


def hours(value: float) -> str:
    """Return hours as people write them («2,5 ч»), rounded half up as the cells beside the sentence show them."""
    return f"{words.number(math.floor(value * 10 + 0.5 + _HAIR) / 10)}{words.NBSP}ч"


def override_problems(clients: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a problem per client whose own frequency has no reason, or is of no use in category E (METHOD 5)."""
    return tuple(_problems(clients, _overrides(clients)))


def _overrides(clients: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({key: as_numbers(clients[key]) for key in _FREQUENCIES}, index=clients.index)


def _problems(clients: pd.DataFrame, own: pd.DataFrame) -> Iterator[Problem]:
    typed = clients[own.notna().any(axis=1)].sort_values("client_code")
    for client in typed.to_dict("records"):
        name = f"Клиент {client['client_code']} «{client['client_name'] or ''}»".replace(" «»", "")
        shown = _own_words(client)
        if not isinstance(client["frequency_reason"], str) or not client["frequency_reason"].strip():
            yield ClientProblem(
                f"{name}: своя частота контактов без причины",
                f"Впишите причину в «{CLIENTS['frequency_reason'].title}» или сотрите частоту: будет по матрице.",
                sheet=CLIENTS.title,
                column=CLIENTS["frequency_reason"].title,
                value=shown,
                client_code=client["client_code"],
            )
        if client["category_approved"] == STOPPED_LETTER:
            yield ClientProblem(
                f"{name}: своя частота у категории E не действует: с такими клиентами работу прекращают",
                "Измените категорию заявкой или сотрите частоту.",
                sheet=CLIENTS.title,
                column=CLIENTS["category_approved"].title,
                value=shown,
                client_code=client["client_code"],
            )


def _own_words(client: Mapping[Hashable, Any]) -> str:
    parts = [
        f"{word} {times(number)}"
        for word, number in (("визитов", client["visits_per_month"]), ("звонков", client["calls_per_month"]))
        if isinstance(number, int | float) and number == number
    ]
    return ", ".join(parts)


def _reasons(table: pd.DataFrame) -> Iterator[str]:
    keys = ["category_approved", "visits_per_month", "calls_per_month", "is_override", "frequency_reason"]
    for letter, visits, calls, is_own, why in table[keys].itertuples(index=False, name=None):
        often = f"визитов {times(visits)} и звонков {times(calls)} в месяц"
        if letter == STOPPED_LETTER:
            yield "Категория E: работу прекращают, контакты не положены"
        elif is_own:
            yield f"Своя частота: {often}; {why if isinstance(why, str) and why.strip() else 'причина не указана'}"
        elif isinstance(letter, str):
            yield f"Категория {letter}: {often}"
        else:
            yield "Категория не утверждена: контакты не положены"
