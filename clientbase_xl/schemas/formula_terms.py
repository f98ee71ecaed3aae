"""Settings that formulas of a sheet ask: each in a hidden named cell, so that a button brings it up to date."""

from __future__ import annotations

from collections.abc import Callable

from clientbase_xl.settings import Settings

OVERDUE_DAYS, SELL_OUT_FALL = "term_overdue_days", "term_sell_out_fall"
CONTRADICTION_SHARE, ORDERS_ONLY_FACTOR = "term_contradiction_share", "term_orders_only_factor"

FORMULA_TERMS: dict[str, dict[str, Callable[[Settings], float]]] = {
    "falling_purchases": {
        OVERDUE_DAYS: lambda settings: settings.falling.overdue_days,
        SELL_OUT_FALL: lambda settings: settings.falling.sell_out_fall,
    },
    "profiles": {
        CONTRADICTION_SHARE: lambda settings: settings.profiles.contradiction_share,
        ORDERS_ONLY_FACTOR: lambda settings: settings.profiles.orders_only_factor,
    },
}
"""By sheet key: the name of the cell and the setting that it holds."""
