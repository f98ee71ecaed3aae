"""«Начало»: what to do today, in order of the roubles at stake.

METHOD section 1 («Начало») and its sources: section 8 (call lapsed clients), 0 (dozing off), 3 (negative
profitability: reprice first; potential not known; backup of A and B; undervalued clients), 5 (contacts of the
matrix), 13 (contracts), 10 (overdue debt).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.category import FLAG_ASK_POTENTIAL, FLAG_NO_BACKUP
from clientbase_xl.rules.joined import as_numbers, present, settle
from clientbase_xl.rules.profit_level import FLAG_RETURNS
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.profile_calls import PROFILE_CALLS, UNDERVALUED
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.start import START
from clientbase_xl.settings import Settings

CONTRACT_STEPS_DAYS = (30, 60)  # METHOD section 13: days left ≤ 60, ≤ 30, expired
_WITH_CONTRACT = ("A", "B", "C")
_BY_THE_MATRIX = ("A", "B")
_COUNT_NAMED = 3


def today_actions(
    clients: pd.DataFrame,
    reactivation: pd.DataFrame,
    settings: Settings,
    today: date,
    *,
    due: pd.DataFrame | None = None,
    undervalued: pd.DataFrame | None = None,
    more: Sequence[Action] = (),
) -> pd.DataFrame:
    """Return the actions that concern at least one client, largest roubles first.

    METHOD section 1. In: CLIENTS and REACTIVATION of `today`; CONTACTS_DUE of this week and UNDERVALUED where they are
    computed; `more` actions of other rules. Out: START columns, `order` from 1. What the roubles are is said in
    `reason`, with the largest clients named. Boundaries: a contract is expired the day after its last day; 30 days left
    belong to «до 30», 31…60 to «до 60»; a missing date says nothing; a client due for a visit and a call counts once,
    only A and B are named here. Equal roubles: in the order of the list below.
    """
    table = settle(clients, CLIENTS)
    found = _actions(table, settle(reactivation, REACTIVATION), settings, today)
    if due is not None:
        found.append(_planned_contacts(due))
    if undervalued is not None:
        found.append(_undervalued(undervalued))
    found += more
    ranked = sorted((action for action in found if len(action.amounts_rub)), key=lambda item: -_total(item))
    rows = [
        {
            "order": place,
            "action": action.action,
            "count_clients": len(action.amounts_rub),
            "amount_rub": round(_total(action), 2),
            "sheet_key": action.sheet_key,
            "reason": f"{action.reason.removesuffix('.')}. {_largest(action)}",
        }
        for place, action in enumerate(ranked, start=1)
    ]
    return present(pd.DataFrame(rows, columns=list(START.keys)), START)


def _total(action: Action) -> float:
    return float(action.amounts_rub.fillna(0).sum())


def _largest(action: Action) -> str:
    order = action.amounts_rub.fillna(0).sort_values(ascending=False, kind="stable").index[:_COUNT_NAMED]
    named = ", ".join(action.names[order])
    return f"Клиент: {named}" if len(action.names) == 1 else f"Крупнейшие: {named}"


def _actions(table: pd.DataFrame, reactivation: pd.DataFrame, settings: Settings, today: date) -> list[Action]:
    bounds = settings.reactivation
    in_work = ~table["is_stopped"]
    turnover = table["turnover_12m_rub"]

    def of_clients(
        action: str, mask: pd.Series[bool], amounts: pd.Series[float], reason: str, sheet_key: str = CLIENTS.key
    ) -> Action:
        chosen = table[mask]
        return Action(action, amounts[mask], _names(chosen), sheet_key, reason)

    marked = _marked(table)
    is_loss = in_work & (table["category"] == "E")
    return [
        Action(
            "Позвоните уснувшим клиентам по списку «Реактивация»",
            reactivation["amount_9m_rub"],
            _names(reactivation),
            REACTIVATION.key,
            f"Их отгрузки за {words.months(bounds.window_months)}; "
            f"молчат от {bounds.silent_from_days} до {words.days(bounds.silent_to_days)}",
        ),
        of_clients(
            "Позвоните засыпающим с предложением, пока они ещё покупают",
            table["status"] == "засыпает",
            turnover,
            "Их оборот за 12 мес.; покупают реже своего обычного",
        ),
        of_clients(
            "Пересмотрите цены и условия убыточным клиентам; не поможет — предложите прекратить работу",
            is_loss,
            -table["profitability_12m_rub"],
            "Их убыток за 12 мес.: прибыль меньше расходов на обслуживание или продажи ниже себестоимости",
        ),
        of_clients(
            "Спросите о потенциале, начиная с крупных",
            in_work & marked(FLAG_ASK_POTENTIAL) & ~is_loss,
            turnover,
            "Их оборот за 12 мес.; без потенциала категория известна только диапазоном",
            PROFILE_CALLS.key,
        ),
        of_clients(
            "Назначьте дублёра клиентам A и B",
            in_work & marked(FLAG_NO_BACKUP),
            turnover,
            "Их оборот за 12 мес.; клиента знает один человек",
        ),
        of_clients(
            "Выясните причины возвратов: вернули больше, чем купили",
            in_work & marked(FLAG_RETURNS),
            -turnover,
            "На столько за 12 мес. возвраты больше продаж",
        ),
        *_contract_actions(table, in_work, today, of_clients),
        of_clients(
            "Напомните о просроченной оплате",
            table["overdue_rub"] > 0,
            table["overdue_rub"],
            "Просроченная задолженность из карточек",
        ),
    ]


def planned_contacts(due: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series[float]]:
    """Return the rows of CONTACTS_DUE with A and B, each client once, and their worth: not taken, else turnover."""
    chosen = due[due["category_approved"].isin(_BY_THE_MATRIX)].drop_duplicates("client_code")
    untapped, turnover = (as_numbers(chosen[key]) for key in ("untapped_rub", "turnover_12m_rub"))
    return chosen, untapped.fillna(turnover)


def _planned_contacts(due: pd.DataFrame) -> Action:
    chosen, worth = planned_contacts(due)
    return Action(
        "Навестите клиентов A и B и позвоните им: по частоте матрицы их срок — эта неделя или прошёл",
        worth,
        _names(chosen),
        CONTACTS_DUE.key,
        "Не взятое у них за год, где потенциал не известен — оборот за 12 мес.",
    )


def _undervalued(table: pd.DataFrame) -> Action:
    return Action(
        "Предложите недооценённым клиентам то, что они берут у других",
        table["untapped_rub"].astype("float64"),
        _names(table),
        UNDERVALUED.key,
        "Не взятое у них за год; по обороту B или C, по ответам — высокий потенциал",
    )


def _contract_actions(
    table: pd.DataFrame,
    in_work: pd.Series[bool],
    today: date,
    of_clients: Callable[[str, pd.Series[bool], pd.Series[float], str], Action],
) -> list[Action]:
    days_left = (table["contract_until"] - pd.Timestamp(today)).dt.days
    letter = table["category_approved"].where(table["category_approved"].notna(), table["category"])
    chosen = in_work & letter.isin(_WITH_CONTRACT)
    near, far = CONTRACT_STEPS_DAYS
    turnover = table["turnover_12m_rub"]
    base = "Их оборот за 12 мес.; категории A–C"
    return [
        of_clients(
            "Перезаключите договоры: срок истёк",
            chosen & (days_left < 0),
            turnover,
            f"{base}, последний день договора прошёл",
        ),
        of_clients(
            f"Продлите договоры: осталось не больше {words.days(near)}",
            chosen & days_left.between(0, near),
            turnover,
            f"{base}, договор кончается",
        ),
        of_clients(
            f"Подготовьте продление договоров: осталось не больше {words.days(far)}",
            chosen & (days_left > near) & (days_left <= far),
            turnover,
            f"{base}, договор скоро кончится",
        ),
    ]


def _marked(table: pd.DataFrame) -> Callable[[str], pd.Series[bool]]:
    flags = table["flags"].fillna("").astype(str)
    return lambda mark: flags.str.contains(mark, regex=False)


def _names(table: pd.DataFrame) -> pd.Series[str]:
    """Return what to call each client: the name, else the code."""
    names: pd.Series[str] = table["client_name"].where(table["client_name"].notna(), table["client_code"])
    return names
