"""What one row of a survey says against itself: the rule behind «Проверка» of «Мониторинг» (METHOD section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from clientbase_xl.rules.joined import texts
from clientbase_xl.schemas.monitoring import CHECK_WORDS, WRONG
from clientbase_xl.schemas.survey_words import FALLS, GROWS, PEOPLE_BLOCK, UNCHANGED, block_words

CHECKED_COLUMNS = {
    "dynamics_word": "dynamics",
    "forecast_word": "forecast",
    "dynamics_share": "dynamics_share",
    "dynamics_sign": "dynamics_share",
    "forecast_share": "forecast_share",
    "forecast_sign": "forecast_share",
    "name_without_change": "who_when",
}
"""Finding → the column whose cell is to be mended."""


def survey_findings(row: dict[Any, Any]) -> Iterator[str]:
    """Yield the keys of CHECK_WORDS that are true of a record of `settled_surveys`, in their order.

    METHOD section 10. A percentage needs «растёт» or «падает»; «растёт» takes no minus («падает» may have one: it says
    the same twice). Percentages of 0 and empty cells say nothing.
    """
    words = block_words(row["number"]) if row["number"] else ()
    for key in ("dynamics", "forecast"):
        if row["number"] and row[key] and row[key] not in words:
            yield f"{key}_word"
    for key in ("dynamics", "forecast"):
        share = row[f"{key}_share"]
        if share == share and share and row[key] not in (GROWS, FALLS):
            yield f"{key}_share"
        if row[key] == GROWS and share < 0:
            yield f"{key}_sign"
    if row["number"] == PEOPLE_BLOCK and row["dynamics"] == UNCHANGED and row["who_when"]:
        yield "name_without_change"


def survey_check(surveys: pd.DataFrame) -> pd.Series[Any]:
    """Return the text of «Проверка» of each row: its findings as sentences, None where nothing contradicts."""
    found = (
        " ".join(f"{WRONG}: {CHECK_WORDS[key]}." for key in survey_findings(row)) or None
        for row in surveys.to_dict("records")
    )
    return texts(found, surveys.index)
