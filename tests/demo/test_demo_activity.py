"""Frequencies and strategies of the demo: a dozen, one without a reason; two channels of three."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.validation import check_table


def test_a_dozen_clients_have_a_frequency_of_their_own_and_one_no_reason(demo: DemoData) -> None:
    keys = ("visits_per_month", "calls_per_month", "frequency_reason")
    visits, calls, reason = (demo.cards[CLIENTS[key].title] for key in keys)
    has_own = visits.notna() | calls.notna()
    assert has_own.sum() == 12
    assert (has_own & reason.isna()).sum() == 1
    assert reason[~has_own].isna().all()
    assert reason.dropna().is_unique
    assert (demo.cards.loc[has_own, CLIENTS["manager"].title].nunique()) >= 3


def test_two_of_three_channels_have_a_strategy_and_the_head_typed_one_row_of_the_matrix(demo: DemoData) -> None:
    channels = demo.records[SALES_CHANNELS.key]
    listed = [name for name, _ in DEFAULT_VALUES["channels"]]
    assert channels["channel"].tolist() == listed[:2]
    assert channels["strategy"].notna().all()
    assert demo.records[ACTIVITY_MATRIX.key]["category"].tolist() == ["C"]


def test_the_records_are_the_stored_columns_and_contradict_nothing(demo: DemoData) -> None:
    for sheet in (SALES_CHANNELS, ACTIVITY_MATRIX):
        frame: pd.DataFrame = demo.records[sheet.key]
        assert list(frame) == [*sheet.key_columns, *(column.key for column in stored_columns(sheet))]
        assert check_table(frame, sheet, keys=list(frame)) == ()
