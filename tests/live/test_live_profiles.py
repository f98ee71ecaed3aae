"""The formulas of «Профиль клиента» give in a real spreadsheet what the rule gives, in any order of questions."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.rules.profiles_table import profiles_table
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.settings import ProfileSettings, Settings
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office
from tests.support.workbook_sample import TODAY, sample_content

pytestmark = pytest.mark.live

TURNOVERS: list[float | None] = [100_000.0, 250_000.0, 0.0, -400.0, None, 250_000.0, 300_000.0]
ANSWERS = list(
    product(
        (None, 10, 25),  # orders
        (None, 9_999.0, 10_000.0, 70_000.0),  # average order
        (None, 0.01, 0.25, 1.0),  # share
        (None, 1, 3),  # suppliers
    )
)


def surveys() -> pd.DataFrame:
    """Return surveys of every combination of numbers; each third client is asked again later about one thing."""
    rows = []
    for number, (orders, order, share, suppliers) in enumerate(ANSWERS):
        row = {
            "row_id": f"а-{number:04d}",
            "client_code": f"К{number:04d}",
            "surveyed_on": date(2026, 3, 1),
            "count_orders_per_year": orders,
            "average_order_rub": order,
            "share_ours": share,
            "count_suppliers": suppliers,
            "bought_elsewhere": "крепёж" if number % 2 else None,
            "obstacle": "цена" if number % 3 == 1 else None,
        }
        rows.append(row)
        if number % 3 == 0:
            again = {"row_id": f"б-{number:04d}", "client_code": row["client_code"]}
            again["surveyed_on"] = date(2026, 3, 1) + timedelta(days=number)
            again |= ({"share_ours": 0.4}, {"count_suppliers": 1}, {"count_orders_per_year": 30}, {"decision": "да"})[
                number // 3 % 4
            ]
            rows.append(again)
    return pd.DataFrame(rows, dtype=object)


def clients() -> pd.DataFrame:
    """Return the clients of the surveys with all sorts of turnover."""
    frame = pd.DataFrame({"client_code": [f"К{number:04d}" for number in range(len(ANSWERS) - 3)]})
    frame["turnover_12m_rub"] = [TURNOVERS[number % len(TURNOVERS)] for number in range(len(frame))]
    frame["average_purchase_rub"] = [10_000.0 if number % 5 != 4 else None for number in range(len(frame))]
    return frame.reindex(columns=list(CLIENTS.keys))


@pytest.mark.long
@pytest.mark.parametrize(
    "settings",
    [
        ProfileSettings(),
        ProfileSettings(question_order="9; 4; 2; 3; 1", contradiction_share=0.55, orders_only_factor=3.5),
    ],
    ids=["defaults", "another order"],
)
def test_the_profile_answers_while_typing_as_the_rule_does(
    office: Office, tmp_path: Path, settings: ProfileSettings
) -> None:
    known = clients()
    ratios = pd.DataFrame({"client_code": known["client_code"], "ratio_median": 2.5, "ratio_high": 6.0})
    ratios.loc[::3, ["ratio_median", "ratio_high"]] = None
    table = profiles_table(surveys(), known, ratios, TODAY, settings, names=known)
    assert table["contradiction"].nunique() == 4
    assert table["way"].nunique() == 6
    assert table["next_question"].nunique() >= 4
    tables = sample_content(1).tables | {"clients": known, PROFILES.key: table}
    path = tmp_path / "Профиль.xlsx"
    write_workbook(path, sample_content(1, tables=tables, settings=Settings(profiles=settings)))
    found = office.recalculate(path)
    count_live = sum(bool(column.formula) for column in PROFILES)
    assert found.count_formulas >= count_live * len(table)
    assert found.errors == ()
    assert found.differences == ()
