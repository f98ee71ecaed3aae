"""The line of products that gives most of a client's turnover, and the type of sales that follows from it.

METHOD section 17 (ours): a client's type = the line with most turnover; it decides who calls in section 8.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

MAIN_KEYS = ("client_code", "sales_line", "turnover_rub", "line_share")
TYPE_KEYS = ("client_code", "sales_type", "sales_line")


def main_lines(bought: pd.DataFrame) -> pd.DataFrame:
    """Return each client's main line with its turnover and its share of the client's: columns MAIN_KEYS, by code.

    METHOD section 17. In: one row per client and line: `client_code`, `line`, `turnover_rub` of 12 months, `last_on`.
    The line with most turnover; of equals the one bought later, then by name (METHOD 0). A client whose lines all
    returned as much as they bought or more has no main line, nor have sales without a client. The
    share is that of the lines above 0.
    """
    sold = bought[(bought["turnover_rub"] > 0) & bought["client_code"].notna()]
    ordered = sold.sort_values(
        ["client_code", "turnover_rub", "last_on", "line"], ascending=[True, False, False, True], na_position="last"
    )
    first = ordered.drop_duplicates("client_code").rename(columns={"line": "sales_line"})
    whole = sold.groupby("client_code")["turnover_rub"].sum()
    share = first["turnover_rub"] / first["client_code"].map(whole)
    return first.assign(line_share=share)[list(MAIN_KEYS)].reset_index(drop=True)


def client_types(main: pd.DataFrame, types: Mapping[str, str]) -> pd.DataFrame:
    """Return the clients whose main line has a known type: columns TYPE_KEYS (METHOD section 17).

    In: `main_lines`; line → type of sales, only lines whose type is known. Others are left to the company's type.
    """
    known = main.assign(sales_type=main["sales_line"].map(dict(types)))
    return known.loc[known["sales_type"].notna(), list(TYPE_KEYS)].reset_index(drop=True)
