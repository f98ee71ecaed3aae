"""Workbooks of ours read back by openpyxl, in the one way that does not stumble over its warnings."""

from __future__ import annotations

import warnings
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook


def opened(path: Path, *, is_values_only: bool = False) -> Workbook:
    """Open a workbook; openpyxl warns that saving would drop sparklines and the like, but nothing is saved here."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported and will be removed", module="openpyxl")
        return openpyxl.load_workbook(path, data_only=is_values_only)
