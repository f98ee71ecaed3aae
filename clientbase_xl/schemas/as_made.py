"""A sheet as a workbook shows it: formulas that obey the settings, columns of the people it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX, fbs_matrix_sheet
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.profiles import PROFILES, profiles_sheet
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


def as_made(sheet: Sheet, settings: Settings, frame: pd.DataFrame) -> Sheet:
    """Return the sheet that a workbook with these settings and this table shows; most sheets are as declared."""
    if sheet is PROFILES:
        return profiles_sheet(settings.profiles)
    if sheet is FBS_MATRIX:
        sheet = fbs_matrix_sheet(settings.fbs)
    return as_shown(sheet, frame)
