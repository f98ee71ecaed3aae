"""Units in a pack of an article, by the list of «Справочники».

METHOD section 12 (ours: where it is written): an order is rounded up to the pack, by default 1.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.schemas.client_stock import PACKS_LIST
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS


def pack_sizes(lists: pd.DataFrame) -> tuple[dict[str, float], tuple[Problem, ...]]:
    """Return the units in a pack by article, and the entries whose note is no number above 0.

    METHOD section 12. In: LISTS. A comma parts decimals as well as a point. A faulty entry gives no pack: 1 counts.
    """
    packs, problems = dict[str, float](), list[Problem]()
    own = lists[lists["list_key"] == PACKS_LIST]
    for sku, note in zip(own["value"], own["note"], strict=True):
        pack = _number(note)
        if pack is None or not 0 < pack < float("inf"):
            problems.append(
                Problem(
                    f"{LIST_TITLES[PACKS_LIST]}: у «{sku}» в пояснении нет числа больше 0, считаем 1",
                    "Впишите, сколько единиц в упаковке.",
                    sheet=LISTS.title,
                    column=LISTS["note"].title,
                    value=note if isinstance(note, str) else "",
                )
            )
        else:
            packs[str(sku)] = pack
    return packs, tuple(problems)


def _number(note: object) -> float | None:
    try:
        return float(str(note).strip().replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None
