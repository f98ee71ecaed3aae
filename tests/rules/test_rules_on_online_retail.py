"""The rules on a real ledger: Online Retail 2011 (NUMBERS)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.schemas.categories import CATEGORIES, STATUS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import by_code, cards_of
from tests.support.online_retail import online_retail_lines

# Client 12346 bought on 18.01.2011 for 77 183.60 and returned all of it: 75 days later it is a lapsed client.
TODAY = date(2011, 4, 3)
SHIPPED_AND_RETURNED = 77_183.60


@pytest.mark.long
@pytest.mark.data
def test_a_client_that_returned_everything_is_not_called_first_or_at_all(shared_data: Path, tmp_path: Path) -> None:
    part = tmp_path / write_part(tmp_path, online_retail_lines(shared_data))
    facts = client_facts(open_lines([ValidPart(part, (), True, "", "")], TODAY), TODAY, Settings())
    status = statuses(facts, cards_of(), TODAY, Settings())
    letters = categories(facts, cards_of(), status, Settings()).table
    calls = reactivation(facts, cards_of(), letters, Settings())
    assert by_code(status).loc["12346", "status"] == "уснувший"
    assert by_code(facts).loc["12346", "amount_9m_rub"] < 0
    assert "12346" not in set(calls["client_code"])
    assert 0 < calls["amount_9m_rub"].iloc[0] < SHIPPED_AND_RETURNED
    assert check_table(status, STATUS) == ()
    assert check_table(letters, CATEGORIES) == ()
