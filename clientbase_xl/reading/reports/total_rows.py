"""Where the body of a report ends: its total row, and the counts and signatures that stand below it.

Source: EXPORTS, 1C reports (`Итого`, `ИТОГО` then a count line, a signature block after the total).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

# The whole label, so that a client «Всего хорошего» or a subtotal «Итого по складу» is no total of the report.
_TOTAL = re.compile(
    r"(?:итого|всего|итог|общий итог|grand total|total)"
    r"(?: (?:по (?:отч[её]ту|предприятию|организации|всем \w+)|за период))?[\s:.,;]*",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """Indices of a list of labels: the rows of the body, the total row (None without one), what stands below it."""

    rows: range
    total: int | None
    tail: range


def is_total(label: str) -> bool:
    """Tell whether a label names the total of a whole report or of all months."""
    return bool(_TOTAL.fullmatch(" ".join(label.split())))


def without_repeats(labels: Sequence[str], units: npt.NDArray[np.int64], total: npt.NDArray[np.int64]) -> slice:
    """Return the rows of a body but those at its ends that are called a total and have every figure of the `total`.

    «Итого» stands above and below, or «Всего» under «Итого»: the same sum twice, and no client. A row that is called
    so with other figures stays and is reconciled.
    """
    own = [is_total(label) and bool((row == total).all()) for label, row in zip(labels, units, strict=True)]
    first = next((place for place, is_repeat in enumerate(own) if not is_repeat), len(own))
    last = next((place for place in range(len(own), first, -1) if not own[place - 1]), first)
    return slice(first, last)


def split_body(labels: Sequence[str]) -> Body:
    """Return where the total stands among the labels of the rows below a header, blank labels included.

    The last total ends the body, for a total of one level may stand above it; one in the first row with a label is a
    report with totals on top, whose body is all that follows. Without a total everything is body.
    """
    totals = [index for index, label in enumerate(labels) if is_total(label)]
    if not totals:
        return Body(range(len(labels)), None, range(len(labels), len(labels)))
    last = totals[-1]
    if not any(label.strip() for label in labels[:last]):
        return Body(range(last + 1, len(labels)), last, range(len(labels), len(labels)))
    return Body(range(last), last, range(last + 1, len(labels)))
