"""Who calls a lapsed client: it follows from the type of its sales.

METHOD section 17 [B], to which section 8 refers: reactivation is a task of СР (transactional: may; mixed: yes;
consultative: very rarely, as a new deal) and of КМ (consultative, also when the break was our fault). The book gives
no rule for the strategic types; «консультационно-стратегические» go as consultative plus strategic, and in strategic
sales, where second sales are secondary or absent, the active manager starts a new deal (ours). Where СР only may
call, СОП does, who keeps the orders (ours).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.sales_types import (
    CONSULTATIVE,
    CONSULTATIVE_STRATEGIC,
    MIXED,
    SALES_TYPES,
    STRATEGIC,
    TRANSACTIONAL,
)

CALLERS: Mapping[str, str] = {
    TRANSACTIONAL: "СОП, может и СР",
    MIXED: "СР",
    CONSULTATIVE: "КМ",
    CONSULTATIVE_STRATEGIC: "КМ",
    STRATEGIC: "активный менеджер",
}
"""Type of sales → who calls, in the words of «Справочники»."""
_WHY: Mapping[str, str] = {
    TRANSACTIONAL: "возвращает любой из двоих",
    MIXED: "возвращает СР",
    CONSULTATIVE: "возвращает КМ; СР — очень редко, как новую сделку",
    CONSULTATIVE_STRATEGIC: "КМ важнее всего; СР — очень редко, как новую сделку",
    STRATEGIC: "это новая сделка",
}
SHORT_NAMES: Mapping[str, str] = {
    TRANSACTIONAL: "Транзакционные",
    MIXED: "Смешанные",
    CONSULTATIVE: "Консультационные",
    CONSULTATIVE_STRATEGIC: "Консультационные и стратегические",
    STRATEGIC: "Стратегические",
}
"""Names short enough for a cell; the book itself says «смешанные» for the consultative-transactional type."""
_OUR_FAULT = "разрыв по нашей вине, возвращает КМ"


def who_calls(clients: pd.DataFrame, usual_type: str) -> pd.DataFrame:
    """Return who calls each client, and why.

    METHOD sections 8, 17 [B]. In: `client_code`; optional `sales_type` (SALES_TYPES, that of the line with most
    turnover), `sales_line` (the name of that line, for the reason) and `is_our_fault` (flag: the break was our fault);
    unknown types are `usual_type`. Out: `client_code`, `sales_type`, `who_calls`, `who_calls_reason`, a row per client
    in the same order. A break by our fault goes to КМ in the consultative types; in the others it changes nothing.
    ValueError for a type that METHOD does not have.
    """
    given = as_text(clients["sales_type"]) if "sales_type" in clients else pd.Series(None, index=clients.index)
    types = [one if isinstance(one, str) else usual_type for one in given]
    if unknown := sorted({*types, usual_type} - {*SALES_TYPES}):
        raise ValueError(f"unknown types of sales: {unknown}")
    lines = as_text(clients["sales_line"]).tolist() if "sales_line" in clients else [None] * len(clients)
    faults = clients["is_our_fault"].astype("boolean").fillna(False) if "is_our_fault" in clients else None
    is_ours = [False] * len(clients) if faults is None else faults.tolist()
    return pd.DataFrame(
        {
            "client_code": clients["client_code"].tolist(),
            "sales_type": types,
            "who_calls": [CALLERS[one] for one in types],
            "who_calls_reason": [_reason(*row) for row in zip(types, lines, is_ours, strict=True)],
        },
        dtype=object,
    )


def _reason(sales_type: str, line: str | None, is_our_fault: bool) -> str:
    is_for_manager = is_our_fault and sales_type in (CONSULTATIVE, CONSULTATIVE_STRATEGIC)
    of_line = f" (линейка «{line}»)" if line else ""
    return f"{SHORT_NAMES[sales_type]} продажи{of_line}: {_OUR_FAULT if is_for_manager else _WHY[sales_type]}"
