"""Typed records beside the client they are about: people, contacts, tasks.

METHOD section 1: the sheets «Контактные лица», «Контакты» and «Задачи» name the client of each record.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.model import Kind, Sheet


def client_records(records: pd.DataFrame, clients: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the records of a sheet as the catalogue lists its columns, each with the name of its client.

    METHOD section 1. In: the stored columns of `sheet` (any absent), a row per record; CLIENTS or cards with
    `client_code` and `client_name`. Out: all columns of the sheet; `client_name` is None where the code is empty or
    unknown; other computed columns are empty. Typed cells stay as they are, unanswered flags included, so that a
    record travels through the sheet unchanged. The order of rows stays. A client code that repeats in `clients`
    gives the first name.
    """
    names = clients.drop_duplicates("client_code").set_index("client_code")["client_name"]
    table = records.reindex(columns=list(sheet.keys)).reset_index(drop=True)
    codes = as_text(table["client_code"])
    table["client_name"] = as_text(codes.map(names.to_dict()))
    for column in sheet:
        if column.kind in (Kind.TEXT, Kind.CODE, Kind.CHOICE):
            table[column.key] = as_text(table[column.key])
    return table
