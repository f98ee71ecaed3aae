"""The time photo of a computed state: notes with their kinds, and the shares of everybody."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.time_photo import time_photo
from clientbase_xl.rules.time_shares import measured_shares, time_shares
from clientbase_xl.schemas.time_photo import TIME_PHOTO
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.state import State, once

MANAGERS_LIST = "managers"


@once
def photo_table(state: State) -> pd.DataFrame:
    """Return «Хронометраж» of everybody."""
    return time_photo(state.records[TIME_PHOTO.key], state.lists)


@once
def shares_table(state: State) -> pd.DataFrame:
    """Return hours and shares of everybody and of «Отдел» (METHOD section 16): columns of `time_shares`."""
    names = listed(state.lists, MANAGERS_LIST)
    return time_shares(photo_table(state), names, state.today, state.settings.time)


def measured(state: State) -> Mapping[str, float]:
    """Return manager → measured share of selling time, for the hours of the matrix of actions (METHOD 5 and 16)."""
    return measured_shares(shares_table(state))
