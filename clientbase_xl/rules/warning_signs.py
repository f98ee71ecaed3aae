"""Warning signs of the department, in pairs: lost segment, fallen profitability, demotivation.

METHOD section 14, last line: each pair is an onslaught and what is lost by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from clientbase_xl.rules.joined import present
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.schemas.warning_signs import SIDES, WARNING_SIGNS


def warning_signs(signs: Sequence[WarningSign]) -> pd.DataFrame:
    """Return WARNING_SIGNS pair by pair: with a warning first, then calm ones, then those without data.

    METHOD section 14. A pair stands where its most alarming figure puts it, equals in the given order; in a pair the
    figures of the cause come before that of the loss. A sign without data is neither a warning nor calm (section 0):
    `is_warning` is empty.
    """
    ranks = {True: 0, False: 1, None: 2}
    of_pair: dict[tuple[str, str], int] = {}
    for one in signs:
        pair = one.cause, one.sign
        of_pair[pair] = min(of_pair.get(pair, len(ranks)), ranks[one.is_warning])
    places = {pair: place for place, pair in enumerate(of_pair)}
    ordered = sorted(
        signs,
        key=lambda one: (
            of_pair[one.cause, one.sign],
            places[one.cause, one.sign],
            SIDES.index(one.side),
        ),
    )
    table = pd.DataFrame([asdict(one) for one in ordered], columns=list(WARNING_SIGNS.keys), dtype=object)
    result = present(table, WARNING_SIGNS)
    result["is_warning"] = result["is_warning"].astype("boolean")
    return result
