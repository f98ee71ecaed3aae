"""Units in a pack by «Справочники» (METHOD section 12)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.pack_sizes import pack_sizes
from clientbase_xl.schemas.client_stock import PACKS_LIST


def lists(*rows: tuple[str, str, object]) -> pd.DataFrame:
    """Return «Справочники» with these keys, values and notes."""
    return pd.DataFrame(list(rows), columns=["list_key", "value", "note"])


def test_a_pack_is_the_number_beside_the_article_with_comma_or_point() -> None:
    packs, problems = pack_sizes(lists((PACKS_LIST, "А-1", "12"), (PACKS_LIST, "А-2", "2,5"), ("mml", "А-3", "7")))
    assert packs == {"А-1": 12.0, "А-2": 2.5}
    assert problems == ()


@pytest.mark.parametrize("note", [None, "", "дюжина", "0", "-6", "inf", "nan"])
def test_what_is_no_number_above_nothing_is_a_problem_and_gives_no_pack(note: object) -> None:
    packs, [problem] = pack_sizes(lists((PACKS_LIST, "А-1", note)))
    assert packs == {}
    assert "«А-1»" in problem.message
    assert problem.sheet == "Справочники"


def test_without_the_list_every_pack_is_one() -> None:
    assert pack_sizes(lists()) == ({}, ())
