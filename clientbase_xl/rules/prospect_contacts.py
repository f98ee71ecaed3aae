"""Contacts with prospects: by the number of the record, by the client's code until the first shipment.

METHOD section 6 [K 3]. The number of a prospect's record is its code on «Контакты» and «Задачи» (ours).
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.rules.prospect_activation import activations


def prospect_contacts(contacts: pd.DataFrame, prospects: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the contacts that are about prospects, with `prospect_id`, the number of the prospect's record.

    METHOD section 6. In: stored CONTACTS, PROSPECTS and FACTS. Out: the columns of CONTACTS and `prospect_id`, rows in
    their order. A contact that names the number is about the prospect; one that names the code of the client which it
    became, from the day of entry to that of the first shipment, both inclusive (without shipments: to today). A client
    code of several prospects belongs to the first of them; a contact under the code without a day to none.
    """
    codes = as_text(contacts["client_code"])
    numbers = as_text(prospects["row_id"])
    own = codes.where(codes.isin(set(numbers.dropna())))
    found = activations(prospects, facts)
    named = pd.DataFrame(
        {
            "code": as_text(prospects["client_code"]),
            "number": numbers,
            "from_on": as_dates(prospects["entered_on"]),
            "until_on": found["activated_on"],
        }
    )
    named = named[named["code"].notna() & ~found["is_no_prospect"]].drop_duplicates("code").set_index("code")
    days = as_dates(contacts["contacted_on"])
    until = as_dates(codes.map(named["until_on"].to_dict()))
    is_before = (days >= as_dates(codes.map(named["from_on"].to_dict()))) & (until.isna() | (days <= until))
    by_client = as_text(codes.map(named["number"].to_dict()).where(is_before))
    ids = as_text(own.where(own.notna(), by_client))
    return contacts.assign(prospect_id=ids)[ids.notna()].reset_index(drop=True)
