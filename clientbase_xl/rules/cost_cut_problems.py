"""What about planned cuts makes no sense (METHOD section 14; section 0: named, never repaired)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules.cost_cut_risk import SELECTORS
from clientbase_xl.rules.words import grouped
from clientbase_xl.schemas.cost_cuts import ACCEPTED, COST_CUTS


def cost_cut_problems(table: pd.DataFrame, clients: Collection[str]) -> tuple[Problem, ...]:
    """Return what of COST_CUTS makes no sense, a problem per cell, in the order of the rows.

    METHOD section 14. `clients` are all codes of the base. A saving that is not above 0; an unknown client; selectors
    that no client with a purchase in 12 months meets (the place is the last filled selector); accepted without a day
    or a name. Empty mandatory cells are those of the catalogue.
    """
    return tuple(
        RecordProblem(
            message,
            remedy,
            sheet=COST_CUTS.title,
            column=COST_CUTS[key].title,
            value=value,
            record=(str(row["row_id"]),),
            client_code=_text(row["client_code"]),
        )
        for row in table.to_dict("records")
        for key, message, remedy, value in _checks(row, clients)
    )


def _checks(row: Mapping[Any, Any], clients: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    saving, code = row["saving_rub"], _text(row["client_code"])
    if not pd.isna(saving) and float(saving) <= 0:
        yield "saving_rub", "Экономия не больше нуля", "Впишите, сколько рублей сбережёте за год.", grouped(saving, 2)
    if code and code not in clients:
        yield "client_code", "Клиента с таким кодом в базе нет", "Возьмите код с листа «Клиенты».", code
    elif row["count_clients"] == 0:
        filled = [key for key in SELECTORS if _text(row[key])]
        message = "Под отбор не попал ни один клиент с покупкой за 12 мес."
        yield filled[-1] if filled else "what", message, "Проверьте, кого касается сокращение.", ""
    if row["decision"] == ACCEPTED:
        for key, message in (
            ("starts_on", "Принято, но не сказано, с какой даты"),
            ("decided_by", "Не сказано, кто принял"),
        ):
            if pd.isna(row[key]) or not _text(row[key]):
                yield key, message, "Заполните ячейку.", ""


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()
