"""The order of the rows of a printed act."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.workflows.print_act import by_number


def test_prospects_stand_in_the_order_of_their_numbers() -> None:
    ids = ["пк-40", "пк-4", "х", "пк-39", "12", "пк-4б", "2"]
    table = by_number(pd.DataFrame({"prospect_id": ids}))
    assert table["prospect_id"].tolist() == ["2", "12", "пк-4", "пк-4б", "пк-39", "пк-40", "х"]
