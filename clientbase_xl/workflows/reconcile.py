"""The reconciliation of the base: a dated act, kept for ever, with the difference to the one before (METHOD 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

import pandas as pd

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.reconciliations import Act, keep_act, read_acts, read_figures, read_reconciled_prospects
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.ledger.first_purchases import first_line_on
from clientbase_xl.ledger.later_clients import later_clients
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.reconciliation_difference import Difference, difference
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.reconciliation import RECONCILIATION, RECONCILIATION_FIGURES
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.ledger_access import lines_in_force
from clientbase_xl.workflows.people import own_manager, require_role
from clientbase_xl.workflows.reconciliation_figures import act_figures, act_prospects
from clientbase_xl.workflows.state import State, load_state

_COMPARED = tuple(key for key in RECONCILIATION_FIGURES.keys if key != "reconciled_on")


@dataclass(frozen=True, slots=True)
class KeptAct:
    """An act with what it says, and the act before it (None for the first one).

    `figures`: RECONCILIATION_FIGURES; `prospects`: RECONCILED_PROSPECTS, None where the act does not hold the list;
    `decisions`: RECONCILIATION of this act. `is_new`: it was made just now. `changed`: codes of clients about whom the
    base says something else by now, where that was looked at.
    """

    act: Act
    figures: pd.DataFrame
    prospects: pd.DataFrame | None
    decisions: pd.DataFrame
    before: Act | None = None
    difference: Difference | None = None
    is_new: bool = False
    changed: tuple[str, ...] = ()


def reconcile(base: Base, on: date, today: date, *, now: datetime, user: str, zone: tzinfo = UTC) -> KeptAct:
    """Make the act of a day, or return the one that is there, and what has changed since.

    METHOD section 7. Acts are made by who decides on requests; a менеджер is shown one that is there. The act knows
    sales before `on` and everything else of the base as it is now. An act is never changed: a second one of the same
    day says what the base says otherwise by then. The list of prospects is reconciled by the first act on or after its
    day (METHOD section 6, setting). Raises BadUse for a day to come, for one before the last act or without a sale
    before it, for a base without clients, and for a менеджер where there is no act.
    """
    if on > today:
        raise BadUse(f"День сверки {words.day(on)} ещё не наступил.", f"не позже {words.day(today)}")
    acts = read_acts(base)
    if on in {act.reconciled_on for act in acts}:
        own_manager(base, user, "")  # a stranger is refused
        return _with_changes(base, kept_act(base, on), zone) if acts[-1].reconciled_on == on else kept_act(base, on)
    person = require_role(base, user, DECIDING_ROLES, "Акт сверки составляет не менеджер")
    _require_sales(base, on)
    state = load_state(base, on, zone=zone)
    figures = figures_on(base, state)
    if figures.empty and act_prospects(state).empty:
        raise BadUse("В базе нет ни одного клиента: сверять нечего.", remedy="Сначала загрузите продажи или карточки.")
    with base.writing() as connection:
        acts = read_acts(base, connection=connection)
        days = [act.reconciled_on for act in acts]
        if days and on < days[-1]:
            raise BadUse(
                f"Есть акт более позднего дня, {words.day(days[-1])}: сверку задним числом не составляют.",
                f"день позже {words.day(days[-1])}",
            )
        is_made = on not in days  # somebody else may have made it meanwhile
        if is_made:
            listed = act_prospects(state) if are_prospects_due(acts, state) else None
            keep_act(connection, on, figures, listed, entry_id=state.head[0], at=now, by=person.name)
    return kept_act(base, on, is_new=is_made)


def figures_on(base: Base, state: State) -> pd.DataFrame:
    """Return the figures of an act on the day of a state, without the clients who came on that day or later."""
    later = later_clients(lines_in_force(base, date.max), state.today)
    figures = act_figures(state)
    return figures[~figures["client_code"].isin(later)].reset_index(drop=True)


def _require_sales(base: Base, on: date) -> None:
    """Refuse a day before the first sale: an act of it would judge today's cards without any. Cards alone may be."""
    first = first_line_on(lines_in_force(base, date.max))
    if first is not None and first >= on:
        raise BadUse(
            f"До {words.day(on)} продаж в базе нет, первая — {words.day(first)}: акт остался бы без покупок навсегда.",
            f"день позже {words.day(first)}",
        )


def require_known(base: Base, on: date, manager: str) -> None:
    """Raise BadUse, listing the managers that there are, unless cards, prospects or the act of a day name this one."""
    tables = read_cards(base), read_rows(base, PROSPECTS.key), read_figures(base, on)
    known = {str(name) for table in tables for name in as_text(table["manager"]).dropna()}
    if manager and manager not in known:
        raise BadUse(f"Менеджера «{manager}» в базе нет.", ", ".join(sorted(known)) or "менеджеров пока нет")


def are_prospects_due(acts: list[Act], state: State) -> bool:
    """Tell whether the list of prospects is to be reconciled by an act of this day (METHOD section 6)."""
    since = state.settings.prospects.reconciled_on(state.today)
    return not any(act.is_of_prospects and act.reconciled_on >= since for act in acts)


def kept_act(base: Base, on: date, *, is_new: bool = False, moment: datetime | None = None) -> KeptAct:
    """Return the act of a day with the difference to the one before; decisions as known at a moment when one is given.

    Raises BadUse, listing the acts that there are, when there is none of that day.
    """
    acts = {act.reconciled_on: act for act in read_acts(base, moment)}
    if on not in acts:
        known = ", ".join(words.day(day) for day in acts)
        raise BadUse(f"Акта сверки от {words.day(on)} нет.", known or "актов пока нет")
    earlier = [day for day in acts if day < on]
    decisions = read_rows(base, RECONCILIATION.key, moment)
    figures = read_figures(base, on)
    compared = None
    if earlier:
        compared = difference(figures, read_figures(base, earlier[-1]), decisions_of(decisions, earlier[-1]))
    return KeptAct(
        act=acts[on],
        figures=figures,
        prospects=read_reconciled_prospects(base, on) if acts[on].is_of_prospects else None,
        decisions=decisions_of(decisions, on),
        before=acts[earlier[-1]] if earlier else None,
        difference=compared,
        is_new=is_new,
    )


def decisions_of(decisions: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the rows of RECONCILIATION that belong to the act of a day."""
    return decisions[decisions["reconciled_on"] == pd.Timestamp(on)].reset_index(drop=True)


def _with_changes(base: Base, kept: KeptAct, zone: tzinfo) -> KeptAct:
    """Return an act with the clients about whom the same reckoning of the same day says something else by now."""
    then, now = _texts(kept.figures), _texts(figures_on(base, load_state(base, kept.act.reconciled_on, zone=zone)))
    changed = tuple(sorted(code for code in {*then, *now} if then.get(code) != now.get(code)))
    return KeptAct(
        **{name: getattr(kept, name) for name in KeptAct.__dataclass_fields__ if name != "changed"}, changed=changed
    )


def _texts(figures: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    columns = [
        [canonical(value, RECONCILIATION_FIGURES[key].kind) for value in figures[key].tolist()] for key in _COMPARED
    ]
    return {row[0]: row for row in zip(*columns, strict=True)}
