"""«Сверка» of a workbook: the last act, its difference to the one before, what became of decisions (METHOD 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.base.reconciliations import read_acts
from clientbase_xl.base.store import Base
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text, empty, present, texts
from clientbase_xl.rules.reconciliation_decision import asked_cell
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.requests import APPROVED, REJECTED
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.typed_cells import canonical, stored_columns
from clientbase_xl.workflows.governed_tables import requests_at
from clientbase_xl.workflows.reconcile import KeptAct, kept_act
from clientbase_xl.workflows.reconcile_words import difference_words, shown_act
from clientbase_xl.workflows.reconciliation_requests import requests_of_act
from clientbase_xl.workflows.state import State

_KEY = "last_act"
_ORDER = ("прекратить работу", "понизить", "повысить", "вывести из работы", "утвердить", "уточнить данные", "оставить")


def reconciliation_tables(
    base: Base, state: State, clients: pd.DataFrame, manager: str = ""
) -> dict[str, pd.DataFrame]:
    """Return RECONCILIATION of the last act up to the day of a state, and the line above it.

    METHOD section 7. In a manager's workbook: the rows of `clients`, whom he leads now, whoever led them on the day of
    the act. An act does not change: a row says what it said. Rows that ask for a decision come first.
    """
    kept = last_act(base, state)
    if kept is None:
        return {RECONCILIATION.key: empty(RECONCILIATION), SHEET_LINES.key: _line("")}
    if manager:
        is_own = kept.figures["client_code"].isin(clients["client_code"])
        kept = replace(kept, figures=kept.figures[is_own].reset_index(drop=True), difference=None)
    table = _table(base, state, kept)
    shown = shown_act(kept)
    average = "нет данных" if shown.completeness is None else words.share(shown.completeness)
    text = f"Акт от {words.day(shown.reconciled_on)}: клиентов {shown.count_clients}, полнота {average}"
    text += f", данные актуальны у {shown.count_actual}"
    if shown.previous_on and shown.difference:
        text += f". С акта от {words.day(shown.previous_on)}: {difference_words(shown.difference)}"
    return {RECONCILIATION.key: table, SHEET_LINES.key: _line(f"{text}.")}


def last_act(base: Base, state: State) -> KeptAct | None:
    """Return the last act up to the day of a state and known at its moment; None before the first one."""
    if _KEY not in state.memo:
        days = [act.reconciled_on for act in read_acts(base, state.moment) if act.reconciled_on <= state.today]
        state.memo[_KEY] = kept_act(base, days[-1], moment=state.moment) if days else None
    found: KeptAct | None = state.memo[_KEY]
    return found


def next_reconciliation(base: Base, state: State) -> tuple[date | None, date | None]:
    """Return the days of the last reconciliation and of the one that is due (setting); None, None before the first."""
    kept = last_act(base, state)
    if kept is None:
        return None, None
    last = kept.act.reconciled_on
    return last, state.settings.reconciliation.next_on(last)


def _table(base: Base, state: State, kept: KeptAct) -> pd.DataFrame:
    typed = [column.key for column in stored_columns(RECONCILIATION)]
    table = kept.figures.merge(kept.decisions[["client_code", *typed]], on="client_code", how="left")
    changes = {} if kept.difference is None else kept.difference.by_client
    table["difference"] = texts([changes.get(code) for code in table["client_code"]], table.index)
    asked = requests_of_act(requests_at(base, state.moment), kept.act.reconciled_on)
    said = {
        APPROVED: "утверждена",
        REJECTED: "отклонена",
    }
    states: list[str | None] = []
    cards = state.cards.set_index("client_code")
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        request = asked.get(str(row["client_code"]))
        if request is not None:
            why = f": {request.decision_reason}" if request.status == REJECTED else ""
            states.append(f"Заявка № {request.request_id} {said.get(request.status, request.status)}{why}")
        else:
            figures = {str(key): value for key, value in row.items()}
            decision = row["decision"]
            states.append(
                None if decision is None else _without_request(asked_cell(str(decision), figures), cards, figures)
            )
    table["decision_state"] = texts(states, table.index)
    places = {word: place for place, word in enumerate(_ORDER)}
    order = as_text(table["proposal"]).map(places).fillna(len(places))
    return present(table.assign(order=order).sort_values(["order", "client_code"], kind="stable"), RECONCILIATION)


def _without_request(asked: tuple[str, str] | None, cards: pd.DataFrame, figures: Mapping[str, Any]) -> str | None:
    """Return what became of a decision that led to no request: a РОП changes the card at once."""
    if asked is None:
        return "Учтено, карточка не меняется"
    column, value = asked
    code = figures["client_code"]
    is_done = code in cards.index and canonical(cards.loc[code, column], CLIENTS[column].kind) == value
    return "Исполнено, карточка изменена" if is_done else None


def _line(text: str) -> pd.DataFrame:
    return pd.DataFrame([(RECONCILIATION.key, text)], columns=list(SHEET_LINES.keys), dtype=object)
