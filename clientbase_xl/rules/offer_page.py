"""The page for the client: what he is advised to order, without anything that is ours or other clients'.

METHOD section 12 [P]: the offer; (ours) only lines with something to order stand on the page.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_numbers, present
from clientbase_xl.schemas.client_offer import OFFER_PAGE


def offer_page(offer: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of CLIENT_OFFER with an order above 0, numbered anew: OFFER_PAGE.

    METHOD section 12. A line without a price stands there without an amount.
    """
    ordered = offer[as_numbers(offer["order_units"]) > 0].reset_index(drop=True)
    return present(ordered.assign(rank=range(1, len(ordered) + 1)), OFFER_PAGE)
