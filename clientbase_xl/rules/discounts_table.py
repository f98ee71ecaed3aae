"""«Скидка»: what was decided, what was expected of it, what came of it.

METHOD section 14 [P]: before the decision the expected growth against break-even, after it the fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.discount_expected import EXPECTED_KEYS, discount_expected
from clientbase_xl.rules.discount_facts import DiscountFacts, SpanSales
from clientbase_xl.rules.discount_terms import Discount, read_discounts
from clientbase_xl.rules.discount_verdict import Known, Verdict, discount_verdict
from clientbase_xl.rules.joined import as_dates, as_numbers, texts
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.schemas.discounts import DISCOUNTS, FACT_KEYS
from clientbase_xl.schemas.row_id import number_order

_NO_FACTS = DiscountFacts()
_MOST_NAMED = 3


def discounts_table(
    records: pd.DataFrame,
    cards: pd.DataFrame,
    facts: Mapping[str, DiscountFacts],
    kept: pd.DataFrame,
    known: Known,
) -> tuple[pd.DataFrame, dict[str, Verdict]]:
    """Return DISCOUNTS, the newest decision first, and the verdicts by the numbers of the records.

    METHOD section 14. In: stored rows, cards for the names, what `discount_facts` gives, DISCOUNT_VERDICTS, what is
    known on the date. `ledger_margin` is that of the months before. Roubles given away are turnover while valid ×
    d ÷ (1 − d); none where more was returned than sold; unknown before the first day and for a discount of 100 %.
    Discounts of one client that are valid together are named. Ties by number of the record.
    """
    table = client_records(records, cards, DISCOUNTS)
    decisions = read_discounts(table)
    found = [facts.get(one.row_id, _NO_FACTS) for one in decisions]
    table["ledger_margin"] = _numbers((one.margin for one in found), table)
    table[list(EXPECTED_KEYS)] = discount_expected(table)
    held: dict[str, Mapping[Any, Any]] = {str(one["row_id"]): one for one in kept.to_dict("records")}
    verdicts = {
        one.row_id: discount_verdict(one, sales, known, held.get(one.row_id), needed)
        for one, sales, needed in zip(decisions, found, _needed(table), strict=True)
    }
    told = [verdicts[one.row_id] for one in decisions]
    table["state"] = texts((one.state(known.today) for one in decisions), table.index)
    table["verdict"] = texts((one.verdict for one in told), table.index)
    table["judged_on"] = as_dates(pd.Series([one.judged_on for one in told], index=table.index, dtype=object))
    table["growth_fact"] = _numbers((one.growth for one in told), table)
    table["profit_change_rub"] = _numbers((one.profit_change_rub for one in told), table)
    given = (_given(one, sales, known) for one, sales in zip(decisions, found, strict=True))
    table["given_rub"] = _numbers(given, table)
    table["reason"] = texts(_reasons(decisions, told), table.index)
    for key in FACT_KEYS:
        table[key] = _numbers((one.cells.get(key) for one in told), table)
    return _newest_first(table), verdicts


def given_rub(sold: SpanSales, share: float | None) -> float | None:
    """Return the roubles that a discount gave away on sales: turnover × d ÷ (1 − d) (METHOD section 14, ours).

    None without a discount or for one of 100 %: then the turnover does not tell the former price.
    """
    if share is None or not 0 < share < 1:
        return None
    return max(sold.turnover_rub, 0.0) * share / (1 - share)


def _given(one: Discount, sales: DiscountFacts, known: Known) -> float | None:
    is_begun = one.client_code and one.decided_on is not None and one.decided_on < min(known.today, one.end_on)
    return given_rub(sales.valid, one.share) if is_begun else None


def _needed(table: pd.DataFrame) -> list[str]:
    """Return what growth each row needed to pay, in words; "" where that is not known or no growth was enough.

    A forecast of «никогда» stands in its own column: beside a fact it would deny it.
    """
    return ["" if one != one else f"нужно было +{per_cent(one)}" for one in as_numbers(table["breakeven_growth"])]


def _reasons(decisions: Sequence[Discount], told: Sequence[Verdict]) -> list[str | None]:
    """Return why each verdict is what it is, and which other discounts of the client are valid on the same days."""
    said, of_client = [], defaultdict[str, list[Discount]](list)
    for one in decisions:
        of_client[one.client_code].append(one)
    for one, verdict in zip(decisions, told, strict=True):
        others = [other for other in of_client[one.client_code] if other.row_id != one.row_id and one.meets(other)]
        named = "; ".join(_named(other) for other in others[:_MOST_NAMED])
        more = f" и ещё {len(others) - _MOST_NAMED}" if len(others) > _MOST_NAMED else ""
        parts = [verdict.reason, f"пересекается со скидками: {named}{more}" if others else ""]
        said.append("; ".join(part for part in parts if part) or None)
    return said


def _named(one: Discount) -> str:
    share = "" if one.share is None else f" {per_cent(one.share)}"
    since = "" if one.decided_on is None else f" с {words.day(one.decided_on)}"
    return f"№{words.NBSP}{one.row_id}{share}{since} ({one.goods})"


def _newest_first(table: pd.DataFrame) -> pd.DataFrame:
    order = pd.DataFrame(
        {"day": as_dates(table["decided_on"]), "row": table["row_id"].astype(str).map(number_order)}
    ).sort_values(["day", "row"], ascending=[False, True], na_position="last", kind="stable")
    ordered: pd.DataFrame = table.loc[order.index].reset_index(drop=True)
    return ordered


def _numbers(values: Any, table: pd.DataFrame) -> pd.Series[float]:
    return pd.Series([None if one is None else float(one) for one in values], index=table.index, dtype="float64")
