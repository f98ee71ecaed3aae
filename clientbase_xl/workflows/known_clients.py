"""What a file holds meets the cards of the base: names of clients become their codes."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.reading.export import Content
from clientbase_xl.reading.results import ReadCards, ReadLines
from clientbase_xl.workflows.client_names import join_codes
from clientbase_xl.workflows.settlement_cards import join_cards


def joined(content: Content, cards: pd.DataFrame) -> Content:
    """Return the content with the codes of the cards that its names mean; `cards` has the columns OF_CARDS."""
    if isinstance(content, ReadLines):
        return join_codes(content, cards)
    return join_cards(content, cards) if isinstance(content, ReadCards) else content
