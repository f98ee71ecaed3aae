"""What a file holds meets the cards of the base: names of clients become their codes."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.store import Connection
from clientbase_xl.reading.export import Content
from clientbase_xl.reading.results import ReadCards, ReadLines
from clientbase_xl.rules.client_names import SURVIVOR
from clientbase_xl.workflows.client_names import join_codes
from clientbase_xl.workflows.settlement_cards import OF_CARDS, join_cards


def known_cards(connection: Connection) -> pd.DataFrame:
    """Return OF_CARDS of the cards that are shown; where clients are merged, SURVIVOR says into which card."""
    cards = card_columns(connection, OF_CARDS)
    merged = merges_within(connection)
    return cards.assign(**{SURVIVOR: cards["client_code"].map(merged.get)}) if merged else cards


def joined(content: Content, cards: pd.DataFrame) -> Content:
    """Return the content with the codes of the cards that its names mean; `cards` are `known_cards`."""
    if isinstance(content, ReadLines):
        return join_codes(content, cards)
    return join_cards(content, cards) if isinstance(content, ReadCards) else content
