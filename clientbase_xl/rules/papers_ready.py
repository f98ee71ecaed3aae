"""Which papers allow to ship to a client that comes back: contract and power of attorney.

METHOD section 8 [P]: contract and power of attorney in force, else what to renew first. Nothing is called in force
unless its last day is known. Powers of attorney are kept on no sheet yet, so that they are «нет данных» unless given.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_dates, as_text, texts

CONTRACT, POWER = "договор", "доверенность"
RENEW_FIRST = "Сначала продлить"
_UNKNOWN = "нет данных"


def papers_ready(cards: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return in words which papers of each client are in force and what to renew first.

    METHOD section 8 [P]. In: `client_code`, `contract_no`, `contract_until`, optional `power_until` (last day of the
    power of attorney). Out: `client_code`, `papers`, `is_paper_missing` (True: something is over, False: all in
    force, NA: something is not known), a row per card. A paper is in force on its last day. A contract number without
    an end is not «действует»: its end is not known. A paper that is over comes first: it is what to renew.
    """
    ends = {
        CONTRACT: _ends(cards, "contract_until"),
        POWER: _ends(cards, "power_until"),
    }
    numbers = as_text(cards["contract_no"]) if "contract_no" in cards else pd.Series(None, index=cards.index)
    found = [
        _papers(contract, power, number is not None, today)
        for contract, power, number in zip(ends[CONTRACT], ends[POWER], numbers, strict=True)
    ]
    return pd.DataFrame(
        {
            "client_code": cards["client_code"].tolist(),
            "papers": texts((text for text, _ in found), pd.RangeIndex(len(found))),
            "is_paper_missing": pd.array([is_over for _, is_over in found], dtype="boolean"),
        }
    )


def _ends(cards: pd.DataFrame, key: str) -> list[date | None]:
    if key not in cards:
        return [None] * len(cards)
    return [None if pd.isna(day) else pd.Timestamp(day).date() for day in as_dates(cards[key])]


def _papers(contract: date | None, power: date | None, has_number: bool, today: date) -> tuple[str, Any]:
    """Return the sentence of one client and whether a paper is over (None: not known)."""
    over = [f"{name} (кончил{end} {words.day(day)})" for name, end, day in _over(contract, power, today)]
    held = [f"{name} до {words.day(day)}" for name, day in _held(contract, power, today)]
    unknown = []
    if contract is None:
        unknown.append(f"{CONTRACT}: срок — {_UNKNOWN}" if has_number else f"{CONTRACT} — {_UNKNOWN}")
    if power is None:
        unknown.append(f"{POWER} — {_UNKNOWN}")
    parts = [f"{RENEW_FIRST}: {', '.join(over)}"] if over else []
    parts += ["действует " + ", ".join(held)] if held else []
    text = "; ".join((*parts, *unknown))
    is_over = True if over else None if unknown else False
    return text[0].upper() + text[1:], is_over


def _over(contract: date | None, power: date | None, today: date) -> list[tuple[str, str, date]]:
    papers = ((CONTRACT, "ся", contract), (POWER, "ась", power))
    return [(name, end, day) for name, end, day in papers if day is not None and day < today]


def _held(contract: date | None, power: date | None, today: date) -> list[tuple[str, date]]:
    return [(name, day) for name, day in ((CONTRACT, contract), (POWER, power)) if day is not None and day >= today]
