"""A final verdict is written once and stays; the journal knows each (METHOD section 14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from clientbase_xl.base.journal import entries
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.base.verdicts import keep_verdicts
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse

AT, LATER = datetime.fromisoformat("2026-06-10T09:00"), datetime.fromisoformat("2026-07-01T09:00")
PAID = {"terms": "К1; 01.02.2026; весь ассортимент; 3", "verdict": "окупилась", "fixed_on": "2026-06-10"}
KEY = "discount_verdicts"


def keep(base: Base, verdicts: dict[str, Any], at: datetime, terms: dict[str, str] | None = None) -> int:
    """Keep verdicts on decisions whose terms are those of the verdicts, or others."""
    standing = {number: str(cells["terms"]) for number, cells in verdicts.items()} if terms is None else terms
    with base.writing() as connection:
        return keep_verdicts(connection, verdicts, standing, at=at, by="РОП")


def held(base: Base) -> dict[str, str]:
    table = read_rows(base, KEY)
    return dict(zip(table["row_id"], table["verdict"], strict=True))


def test_a_verdict_is_kept_and_journalled(base: Base) -> None:
    cells = PAID | {"profit_before_rub": "100.5", "volume_after": "12.25", "growth_fact": None}
    assert keep(base, {"н-1": cells}, AT) == 1
    [row] = read_rows(base, KEY).to_dict("records")
    assert (row["verdict"], float(row["profit_before_rub"]), float(row["volume_after"])) == ("окупилась", 100.5, 12.25)
    *_, last = entries(base)
    assert (last.source, last.by) == ("итог скидки", "РОП")
    assert verify(base) is None


def test_who_was_first_is_right_while_the_terms_are_the_same(base: Base) -> None:
    keep(base, {"н-1": PAID}, AT)
    before = len(list(entries(base)))
    assert keep(base, {"н-1": PAID | {"verdict": "не окупилась"}}, LATER) == 0
    assert held(base) == {"н-1": "окупилась"}
    assert len(list(entries(base))) == before


def test_other_terms_have_another_verdict_and_the_journal_keeps_the_first(base: Base) -> None:
    keep(base, {"н-1": PAID | {"profit_before_rub": "5"}}, AT)
    other = PAID | {
        "terms": "К2; 01.02.2026; весь ассортимент; 3",
        "verdict": "не окупилась",
        "profit_before_rub": None,
    }
    assert keep(base, {"н-1": other, "н-2": PAID}, LATER) == 2
    assert held(base) == {"н-1": "не окупилась", "н-2": "окупилась"}
    assert read_rows(base, KEY)["profit_before_rub"].isna().all()
    first = read_rows(base, KEY, AT)
    assert first["verdict"].tolist() == ["окупилась"]


def test_a_verdict_on_terms_that_are_no_longer_those_of_the_decision_is_passed_over(base: Base) -> None:
    now = PAID | {"terms": "К1; 02.02.2026; весь ассортимент; 3", "verdict": "не окупилась"}
    keep(base, {"н-1": now}, AT)
    before = len(list(entries(base)))
    assert keep(base, {"н-1": PAID}, LATER, {"н-1": now["terms"]}) == 0
    assert keep(base, {"н-2": PAID}, LATER, {}) == 0, "the decision is gone"
    assert (held(base), len(list(entries(base)))) == ({"н-1": "не окупилась"}, before)


def test_nothing_to_keep_writes_nothing(base: Base) -> None:
    before = len(list(entries(base)))
    assert keep(base, {}, AT) == 0
    assert len(list(entries(base))) == before


def test_a_cell_that_is_not_of_its_column_is_refused_and_nothing_is_kept(base: Base) -> None:
    with pytest.raises(BadUse):
        keep(base, {"н-1": PAID | {"profit_before_rub": "много"}}, AT)
    assert held(base) == {}
