"""What a sales export must give, whatever else it holds (METHOD 2)."""

from __future__ import annotations

from clientbase_xl.reading.header import Header

# One key of each group is enough.
SALES_NEEDS = (("sold_on",), ("client_name", "client_code"), ("quantity",), ("amount_rub", "unit_price"))


def missing_needs(header: Header) -> list[tuple[str, ...]]:
    """Return the groups of SALES_NEEDS of which a header has no column."""
    return [group for group in SALES_NEEDS if not any(key in header.columns for key in group)]
