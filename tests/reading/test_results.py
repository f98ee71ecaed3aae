"""A reader that loses a row is a defect of ours and says so."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.reading.content import content_sha256
from clientbase_xl.reading.results import ReadCards, ReadLines
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES

DAY = date(2026, 1, 5)


@pytest.mark.parametrize(("count_read", "excluded"), [(1, {}), (0, {"нет даты": 1}), (2, {"нет даты": 1})])
def test_read_must_equal_accepted_plus_excluded(count_read, excluded):
    lines = arrow_schema(SALES_LINES).empty_table()
    with pytest.raises(AssertionError, match=r"sales\.csv"):
        ReadLines(lines, (), count_read, excluded, DAY, DAY, "", {}, "sales.csv", "0")
    with pytest.raises(AssertionError, match=r"cards\.csv"):
        ReadCards(pd.DataFrame(), (), count_read, excluded, "", {}, "cards.csv")


def test_the_content_of_a_file_is_known_by_the_hash_of_its_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    assert content_sha256(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
