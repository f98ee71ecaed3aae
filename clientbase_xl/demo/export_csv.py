"""A table as the csv that Russian accounting systems and Excel save: cp1251, semicolons, decimal comma."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return the frame as the bytes of a csv file, the same for the same frame everywhere.

    Dates are written dd.mm.yyyy, whole numbers without a fraction, other numbers with two decimals after a comma,
    None as nothing; lines end in CR LF. Raises UnicodeEncodeError for a letter that cp1251 does not have.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_text(value) for value in row] for row in frame.to_numpy(dtype=object).tolist())
    return text.getvalue().encode("cp1251")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return str(value)
