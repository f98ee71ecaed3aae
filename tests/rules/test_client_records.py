"""Typed records carry the name of their client and travel through the sheet unchanged."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.client_records import client_records
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS

CARDS = pd.DataFrame({"client_code": ["1", "2"], "client_name": ["Ладья", None], "manager": ["А", "Б"]})


def persons(*codes: str | None) -> pd.DataFrame:
    """Return a record per code as the base keeps it, without computed columns."""
    flags = pd.array([True, None, False, None][: len(codes)], dtype="boolean")
    return pd.DataFrame({"row_id": [f"а-{n}" for n in range(len(codes))], "client_code": codes, "is_main": flags})


def test_each_record_names_its_client_and_an_unknown_code_none() -> None:
    table = client_records(persons("1", "2", "9", None), CARDS, CONTACT_PERSONS)
    assert list(table) == list(CONTACT_PERSONS.keys)
    assert table["client_name"].tolist() == ["Ладья", None, None, None]
    assert table["row_id"].tolist() == ["а-0", "а-1", "а-2", "а-3"]


def test_an_unanswered_flag_stays_unanswered() -> None:
    table = client_records(persons("1", "2", "9"), CARDS, CONTACT_PERSONS)
    assert table["is_main"].isna().tolist() == [False, True, False]
    assert table["is_gone"].isna().all()


def test_without_records_the_table_has_its_columns() -> None:
    assert list(client_records(pd.DataFrame(), CARDS, CONTACT_PERSONS)) == list(CONTACT_PERSONS.keys)
