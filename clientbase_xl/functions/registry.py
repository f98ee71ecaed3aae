"""All cell functions, in the order of the guide: one explicit tuple, nothing discovered."""

from __future__ import annotations

from clientbase_xl.functions.model import CellFunction
from clientbase_xl.functions.of_calls import CALL_FUNCTIONS
from clientbase_xl.functions.of_cards import CARD_FUNCTIONS
from clientbase_xl.functions.of_categories import CATEGORY_FUNCTIONS
from clientbase_xl.functions.of_offers import OFFER_FUNCTIONS
from clientbase_xl.functions.of_potential import POTENTIAL_FUNCTIONS
from clientbase_xl.functions.of_team import TEAM_FUNCTIONS

ALL_FUNCTIONS: tuple[CellFunction, ...] = (
    *CATEGORY_FUNCTIONS,
    *POTENTIAL_FUNCTIONS,
    *CALL_FUNCTIONS,
    *OFFER_FUNCTIONS,
    *TEAM_FUNCTIONS,
    *CARD_FUNCTIONS,
)
BY_NAME = {function.name: function for function in ALL_FUNCTIONS}
