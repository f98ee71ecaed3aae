"""One warning sign of a department: what brought it on, what it costs, the figure now and before.

METHOD section 14: warning signs go in pairs, an onslaught and what is lost by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.rules import words
from clientbase_xl.schemas.warning_signs import LOSS

_DIGITS = 9  # differences of floats land a hair beside the threshold that people see


@dataclass(frozen=True, slots=True)
class WarningSign:
    """A pair of METHOD 14 with its figure; `is_warning` is None where data are missing, and `reason` says which.

    `side` tells whether the figure is of the cause (CAUSE) or of the loss (LOSS).
    """

    cause: str
    sign: str
    measure: str
    unit: str
    threshold: float
    value: float | None = None
    value_before: float | None = None
    is_warning: bool | None = None
    reason: str = ""
    side: str = LOSS


def is_warned(worse_by: float, threshold: float) -> bool:
    """Tell whether a figure is worse than before by the threshold or more.

    METHOD section 14, thresholds inclusive (section 0). Both in the same unit: points of a share, or a part of before.
    """
    return round(worse_by, _DIGITS) >= threshold


def as_shown(share: float) -> float:
    """Return a share to a tenth of a per cent: what people read is what is judged, and differences add up.

    METHOD section 14. 0.2324 is 0.232.
    """
    return round(share, 3)


def points(change: float) -> str:
    """Return the change of a share in percentage points with its sign («+5,3 п.п.», «−3 п.п.», «0 п.п.»).

    METHOD section 14: shares are compared by their difference. One digit, none where it is 0.
    """
    rounded = round(change * 100, 1)
    sign = "+" if rounded > 0 else words.MINUS if rounded < 0 else ""
    return f"{sign}{words.number(abs(rounded))}{words.NBSP}п.п."
