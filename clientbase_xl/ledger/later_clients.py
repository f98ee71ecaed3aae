"""Clients whose first purchase is on a day or later: seen from that day, they have not come yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from clientbase_xl.ledger.predicates import is_purchase
from clientbase_xl.ledger.results import fetch_frame


def later_clients(lines: Any, on: date) -> set[str]:
    """Return the codes of clients with a purchase on `on` or later and none before it; `lines` reach beyond that day.

    METHOD section 0: a purchase is a line of positive quantity. Raises BaseRefused when a part cannot be read.
    """
    bought = lines.filter(is_purchase(lines) & lines.client_code.notnull())
    first = bought.group_by("client_code").aggregate(first_on=bought.sold_on.min())
    return {str(code) for code in fetch_frame(first.filter(first.first_on >= on))["client_code"]}
