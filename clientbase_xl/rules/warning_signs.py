"""Warning signs of the department, in pairs: lost segment, fallen profitability, demotivation.

METHOD section 14, last line. Number and depth of discounts come with the sheet of discounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from clientbase_xl.rules.joined import present
from clientbase_xl.rules.warning_sign import WarningSign
from clientbase_xl.schemas.warning_signs import WARNING_SIGNS


def warning_signs(signs: Sequence[WarningSign]) -> pd.DataFrame:
    """Return WARNING_SIGNS: warnings first, then calm signs, then those without data; equals in the given order.

    METHOD section 14. A sign without data is neither a warning nor calm (section 0): `is_warning` is empty.
    """
    ranks = {True: 0, False: 1, None: 2}
    ordered = sorted(signs, key=lambda one: ranks[one.is_warning])
    table = pd.DataFrame([asdict(one) for one in ordered], columns=list(WARNING_SIGNS.keys), dtype=object)
    result = present(table, WARNING_SIGNS)
    result["is_warning"] = result["is_warning"].astype("boolean")
    return result
