"""What a line is: the few conditions from which every fact is built, as Ibis expressions (METHOD sections 0 and 2)."""

from __future__ import annotations

from typing import Any

import ibis

from clientbase_xl.ledger.windows import Window
from clientbase_xl.schemas.imports import VAT_CHOICES

STATED_VAT = VAT_CHOICES[:2]


def within(lines: Any, window: Window) -> Any:
    """Tell whether a line was sold within a window."""
    return (lines.sold_on >= ibis.date(window.start)) & (lines.sold_on < ibis.date(window.end))


def is_return(lines: Any) -> Any:
    """Tell whether a line is a return: marked so by the reader, or a negative quantity where nothing is marked."""
    return ibis.coalesce(lines.is_return, lines.quantity < 0, False)


def is_purchase(lines: Any) -> Any:
    """Tell whether a line makes its day a purchase: a positive quantity outside return documents."""
    return (lines.quantity > 0) & ~is_return(lines)


def is_mixed_vat(lines: Any) -> Any:
    """Tell whether a line's amount and cost are stated on different VAT bases."""
    both_stated = lines.amount_vat.isin(STATED_VAT) & lines.cost_vat.isin(STATED_VAT)
    return lines.cost_rub.notnull() & both_stated & (lines.amount_vat != lines.cost_vat)
