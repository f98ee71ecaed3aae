"""«Сокращают закупки»: who buys less, why, whether to go on and how much to aim at (METHOD section 11 [P])."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.falling_reason import INSOLVENT, OTHER, falling_reason
from clientbase_xl.rules.free_limit import free_limit, needs_debt
from clientbase_xl.rules.joined import as_numbers, as_text, present, texts
from clientbase_xl.rules.target_volume import target_volume
from clientbase_xl.schemas.falling_purchases import (
    CONTINUE_WORDS,
    FALLING,
    FALLING_PURCHASES,
    NO_BASELINE,
    REASON_WORDS,
    TYPED_PERIOD,
    WIN_BACK,
)
from clientbase_xl.settings import FallingSettings

OF_CLIENTS = ("client_name", "manager", "overdue_rub", "credit_limit_rub", "forecast", "is_followed")
"""What the rule takes of each client beside its baseline and what was typed."""
ASK_DEBT = "Впишите долг: без него свободный лимит и безопасный минимум не известны"
TYPED_KEYS = tuple(column.key for column in FALLING_PURCHASES.typed)


def falling_purchases(
    baselines: pd.DataFrame, typed: pd.DataFrame, clients: pd.DataFrame, settings: FallingSettings
) -> pd.DataFrame:
    """Return who cuts purchases and everybody about whom something is typed: FALLING_PURCHASES, most roubles first.

    METHOD section 11. In: columns of `falling_baseline`; stored FALLING_PURCHASES; `client_code` and OF_CLIENTS
    (`forecast` of the surveys, `is_followed`: of the active base and not gone), each code once. Out: a row with typed
    cells stays whatever the numbers say («восстановился», «нет данных»). The reason decided stands over the suggested
    one; a negative number of units, price or prepayment is unknown; a client with a limit and an unknown debt has no
    safe minimum, its row asks for the debt. Order: roubles at risk, then the code.
    """
    known = clients.set_index("client_code")
    cells = typed.drop_duplicates("client_code").set_index("client_code")
    sums = baselines.set_index("client_code")
    is_cut = sums.index[(sums["state"] == FALLING).to_numpy() & known["is_followed"].reindex(sums.index).eq(True)]
    codes = pd.Index(sorted({*is_cut, *cells.index}), dtype=object)
    table = pd.concat([sums.reindex(codes), known.reindex(codes), cells.reindex(codes)[list(TYPED_KEYS)]], axis=1)
    table = table.rename_axis("client_code").reset_index()
    table["state"] = texts(table["state"].fillna(NO_BASELINE), table.index)
    _add_reason(table, settings)
    _add_target(table)
    table = table.sort_values(["at_risk_rub", "client_code"], ascending=[False, True], na_position="last")
    table = table.reset_index(drop=True)
    table["rank"] = range(1, len(table) + 1)
    return present(table, FALLING_PURCHASES)


def reason_number(word: Any) -> int:
    """Return the number of a reason by its words; 0 for none."""
    return REASON_WORDS.index(word) + 1 if word in REASON_WORDS else 0


def _add_reason(table: pd.DataFrame, settings: FallingSettings) -> None:
    floats = {key: as_numbers(table[key]).to_numpy() for key in ("credit_limit_rub", "debt_rub", "overdue_rub")}
    table["free_limit_rub"] = free_limit(floats["credit_limit_rub"], floats["debt_rub"], floats["overdue_rub"])
    table["needs_debt"] = needs_debt(floats["credit_limit_rub"], table["free_limit_rub"].to_numpy())
    suggested = falling_reason(table, settings)
    is_cut = table["state"] == FALLING
    words_of = [REASON_WORDS[number - 1] for number in suggested["reason_number"]]
    table["reason_suggested"] = texts(
        (word if cut else None for word, cut in zip(words_of, is_cut, strict=True)), table.index
    )
    decided = as_text(table["reason_decided"])
    table["reason_in_force"] = decided.where(decided.notna(), table["reason_suggested"])
    numbers = [reason_number(word) for word in table["reason_in_force"]]
    table["number"] = numbers
    table["is_worth"] = texts((CONTINUE_WORDS[one - 1] if one else None for one in numbers), table.index)
    table["programme"] = texts((WIN_BACK if one == OTHER else None for one in numbers), table.index)
    rows = zip(table.to_dict("records"), suggested["evidence"], strict=True)
    table["reason"] = texts((_reason(row, evidence) for row, evidence in rows), table.index)


def _add_target(table: pd.DataFrame) -> None:
    given = {key: as_numbers(table[key]).to_numpy() for key in ("baseline_rub", "now_rub", "free_limit_rub")}
    sound = {
        key: as_numbers(table[key]).where(as_numbers(table[key]) >= 0).to_numpy()
        for key in ("sell_out_units", "unit_price_rub", "prepaid_rub")
    }
    table["target_rub"] = target_volume(
        table["number"].to_numpy(dtype=np.float64),
        given["baseline_rub"],
        sound["sell_out_units"],
        sound["unit_price_rub"],
        # The prepayment alone would pass for the whole minimum of a client whose limit is there.
        np.where(table["needs_debt"], np.nan, sound["prepaid_rub"]),
        given["free_limit_rub"],
    )
    table["gap_rub"] = table["target_rub"] - given["now_rub"]


def _reason(row: dict[Any, Any], evidence: str) -> str:
    """Return the numbers of a row: the cut, then what its reason follows from."""
    if row["state"] == NO_BASELINE:
        if row["baseline_of"] == TYPED_PERIOD:
            return "Базы нет: в предкризисный период клиент ничего не купил"
        return "Базы нет: мало истории продаж или клиент в те месяцы не покупал"
    base = f"База {words.rub(row['baseline_rub'])} в месяц ({row['baseline_of']}), сейчас {words.rub(row['now_rub'])}"
    change = f"{base}: {words.change(-row['cut_share'])}"
    if row["state"] != FALLING:
        return f"{change}, это меньше порога: больше не сокращает"
    asks = f". {ASK_DEBT}" if row["number"] == INSOLVENT and row["needs_debt"] else ""
    return f"{change}. Причина: {evidence}{asks}"
