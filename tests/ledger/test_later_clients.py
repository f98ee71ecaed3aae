"""Who has not come yet on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clientbase_xl.ledger.later_clients import later_clients
from tests.support.sales import ledger, sale

ON = date(2026, 1, 1)


def test_only_who_first_bought_on_the_day_or_later_has_not_come_yet(tmp_path: Path) -> None:
    lines = [
        sale("2025-12-31", "раньше", "1.00"),
        sale("2026-03-01", "раньше", "1.00"),
        sale("2026-01-01", "в этот день", "1.00"),
        sale("2025-12-31", "возврат раньше", "-1.00", -1),
        sale("2026-02-01", "возврат раньше", "1.00"),
        sale("2026-02-01", None, "1.00"),
    ]
    whole = ledger(tmp_path, lines, date(2026, 12, 31))
    assert later_clients(whole, ON) == {"в этот день", "возврат раньше"}
