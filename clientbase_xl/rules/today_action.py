"""One thing to do today: what «Начало» lists and what «Карточка» says about one client (METHOD section 1)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from clientbase_xl.rules.joined import as_numbers, texts


@dataclass(frozen=True, slots=True)
class Steps:
    """What an action means for single clients: an index like that of the action, a row per client.

    METHOD section 1 («Карточка»). `key` names the kind of action. A client may have several rows: his card shows the
    one with most roubles.
    """

    key: str
    codes: pd.Series[str]
    actions: pd.Series[str]
    reasons: pd.Series[str]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: the clients it concerns with the roubles of each, the sheet to do it on, and why.

    METHOD section 1. `amounts_rub` and `names` have one index, a row per client; missing roubles count as 0. `steps`
    say it client by client; None: only the list as a whole is something to do, or it is about nobody in the base.
    """

    action: str
    amounts_rub: pd.Series[float]
    names: pd.Series[str]
    sheet_key: str
    reason: str
    steps: Steps | None = None


def client_rows(action: Action) -> pd.DataFrame:
    """Return what an action means client by client: `client_code`, `action_key`, `action`, `amount_rub`, `reason`.

    METHOD section 1 («Карточка»). A row per client, of several that with most roubles (equal: the first); none where
    the action says nothing about single clients.
    """
    steps = action.steps
    if steps is None:
        return pd.DataFrame(columns=["client_code", "action_key", "action", "amount_rub", "reason"])
    rows = pd.DataFrame(
        {
            "client_code": steps.codes,
            "action_key": steps.key,
            "action": steps.actions,
            "amount_rub": action.amounts_rub.astype("float64"),
            "reason": steps.reasons,
        }
    )
    rows = rows[rows["client_code"].notna()]
    order = (-rows["amount_rub"].fillna(0)).sort_values(kind="stable").index
    return rows.loc[order].drop_duplicates("client_code").reset_index(drop=True)


def client_action(
    action: str,
    rows: pd.DataFrame,
    sheet_key: str,
    reason: str,
    key: str,
    steps: list[str],
    reasons: list[str],
    amount: str = "worth_rub",
) -> Action:
    """Return an action about the clients of some rows (`client_code`, `client_name`, roubles in the column `amount`).

    METHOD section 1. `steps` and `reasons` say it for each row; a client without a name is called by his code.
    """
    names = rows["client_name"].where(rows["client_name"].notna(), rows["client_code"])
    of_clients = Steps(key, rows["client_code"], texts(steps, rows.index), texts(reasons, rows.index))
    return Action(action, as_numbers(rows[amount]), names, sheet_key, reason, of_clients)
