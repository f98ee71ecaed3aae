"""«Клиенты»: card, facts, status and category of each client side by side.

METHOD section 1. Two categories stand side by side: the approved one changes only by reconciliation or request,
the computed one is today's (section 3).
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.category import SEPARATOR
from clientbase_xl.rules.joined import as_numbers, as_text, by_codes, join_clients, present, texts
from clientbase_xl.rules.profit_level import profitability_rub
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED, POTENTIAL_KEYS, POTENTIAL_SOURCES
from clientbase_xl.schemas.model import Kind

PRELIMINARY = "предварительно"
FLAG_OVERDUE = "просрочена оплата"
WITHOUT_CATEGORY = "Категории нет: клиент вне активной базы"
_FROM_CATEGORIES = ("category", "category_range", "category_approved", "reason", "distance", "flags")


def clients_table(
    facts: pd.DataFrame,
    cards: pd.DataFrame,
    statuses: pd.DataFrame,
    categories_table: pd.DataFrame,
    potentials: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return one row per client that is not archived, largest turnover first, then by code.

    METHOD sections 1–4. In: FACTS, stored CLIENTS columns, STATUS and CATEGORIES, all of one date. Out: all CLIENTS
    columns; the what-if cells are empty. POTENTIALS (default: nobody asked) give the potential in force beside the
    typed one, and share and untapped roubles by it. A card without any sales line has turnover and purchases 0,
    everything else unknown. Outside the active base there is no computed category, and the reason says so. Typed
    flags that nobody answered stay NA, so that a card travels through the sheet unchanged.
    """
    table = join_clients(facts, cards)
    stored, is_archived = table["category_approved"], table["is_archived"]
    codes = pd.Index(table["client_code"], dtype=object)
    for found, keys in ((statuses, ("status", "status_reason")), (categories_table, _FROM_CATEGORIES)):
        for key, values in by_codes(found, codes, keys).items():
            table[key] = as_text(values)
    table["category_approved"] = table["category_approved"].where(table["category_approved"].notna(), stored)
    is_preliminary = (table["is_category_preliminary"] | stored.isna()) & table["category_approved"].notna()
    table["category_approved_mark"] = texts((PRELIMINARY if is_on else None for is_on in is_preliminary), table.index)
    table["reason"] = table["reason"].where(table["category"].notna(), WITHOUT_CATEGORY)
    table["flags"] = texts(_with_overdue(table), table.index)
    for key in ("turnover_12m_rub", "count_purchases_12m"):
        table[key] = table[key].fillna(0)
    table["profitability_12m_rub"] = profitability_rub(table)
    known = pd.DataFrame({"client_code": []}) if potentials is None else potentials
    in_force = by_codes(known, codes, POTENTIAL_KEYS.values())
    for key, source in POTENTIAL_KEYS.items():
        table[key] = in_force[source]
    potential = _in_force(table)
    table["potential_in_force_rub"] = potential
    table["share_of_wallet"] = table["turnover_12m_rub"] / potential
    table["untapped_rub"] = potential - table["turnover_12m_rub"]
    for key in (*NOT_STORED, "what_if_category"):
        table[key] = None
    _restore_unanswered(table, cards)
    in_work = table[~is_archived]
    ordered = in_work.sort_values(["turnover_12m_rub", "client_code"], ascending=[False, True])
    return present(ordered, CLIENTS)


def _in_force(table: pd.DataFrame) -> pd.Series[float]:
    """Return the potential that counts, as the formulas of the sheet find it: NaN where it is not known."""
    typed, likely = table["potential_rub"], as_numbers(table["potential_likely_rub"])
    is_typed = (typed > 0) & (typed >= table["turnover_12m_rub"])
    by_survey, _, by_orders, _ = (table["potential_source"] == source for source in POTENTIAL_SOURCES)
    known: pd.Series[float] = likely.where(by_survey, typed.where(is_typed, likely.where(by_orders)))
    return known.where(known >= table["turnover_12m_rub"])


def _with_overdue(table: pd.DataFrame) -> list[str | None]:
    """Return the flags of the category with the overdue debt of the card beside them."""
    return [
        flags if not is_overdue else FLAG_OVERDUE if flags is None else f"{flags}{SEPARATOR}{FLAG_OVERDUE}"
        for flags, is_overdue in zip(table["flags"], table["overdue_rub"] > 0, strict=True)
    ]


def _restore_unanswered(table: pd.DataFrame, cards: pd.DataFrame) -> None:
    """Put back NA where a card has no answer to yes or no."""
    flags = [column.key for column in CLIENTS.typed if column.kind is Kind.FLAG]
    answers = by_codes(cards, pd.Index(table["client_code"], dtype=object), flags)
    for key in flags:
        table[key] = answers[key].astype("boolean")
