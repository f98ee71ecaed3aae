"""Where the body of a report ends: its total row, and the counts and signatures that stand below it.

Source: EXPORTS, 1C reports (`Итого`, `ИТОГО` then a count line, a signature block after the total).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

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
