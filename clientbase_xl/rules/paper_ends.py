"""Which last day of contract and power of attorney counts: that of a document, else that of the card.

METHOD sections 8 and 13. A document of «Соглашения» is newer knowledge than the card; the card stays the truth for
clients without one. Where both name a day and the days differ, somebody has to correct one of them.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules import words
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.rules.record_cells import day_of
from clientbase_xl.schemas.agreements import AGREEMENTS, CONTRACT, POWER, UNSIGNED
from clientbase_xl.schemas.clients import CLIENTS

END_KEYS = {CONTRACT: "contract_until", POWER: "power_until"}


def with_paper_ends(clients: pd.DataFrame, documents: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return cards or CLIENTS with the last days that count: `contract_no`, `contract_until`, `power_until`.

    METHOD 8, 13. In: a table with `client_code`, `contract_no`, `contract_until`; stored AGREEMENTS. Of each kind the
    signed document that lasts longest counts; one without a last day changes nothing, so the card's day stays. The
    rows and other columns stay; nothing given is changed in place.
    """
    table = clients.copy()
    codes = as_text(table["client_code"])
    table["contract_until"] = as_dates(table["contract_until"])
    table["power_until"] = pd.Series(pd.NaT, index=table.index).astype("datetime64[s]")
    latest = _dated(documents, today)
    for kind, key in END_KEYS.items():
        own = latest[latest["document_kind"] == kind].set_index("client_code")
        until = as_dates(codes.map(own["valid_until"].to_dict()))
        table[key] = until.where(until.notna(), table[key])
        if kind == CONTRACT:
            number = as_text(codes.map(own["document_no"].to_dict()))
            table["contract_no"] = as_text(table["contract_no"]).where(until.isna() | number.isna(), number)
    return table


def paper_contradictions(cards: pd.DataFrame, documents: pd.DataFrame, today: date) -> tuple[RecordProblem, ...]:
    """Return a problem per contract whose last day differs from that of the card (METHOD 13).

    The document in question is the one that counts for the client; a day that one of the two does not name
    contradicts nothing.
    """
    latest = _dated(documents, today)
    contracts = latest[latest["document_kind"] == CONTRACT]
    of_card = dict(zip(cards["client_code"], as_dates(cards["contract_until"]), strict=True))
    names = dict(zip(cards["client_code"], as_text(cards["client_name"]), strict=True))
    title = CLIENTS["contract_until"].title
    return tuple(
        RecordProblem(
            f"{names[row['client_code']] or row['client_code']}: договор до {words.day(row['valid_until'])}, "
            f"а в карточке «{title}» {words.day(card)}",
            f"Считаем по документу. Исправьте «{title}» в карточке или последний день здесь.",
            sheet=AGREEMENTS.title,
            column=AGREEMENTS["valid_until"].title,
            value=words.day(row["valid_until"]),
            record=(str(row["row_id"]),),
            client_code=row["client_code"],
        )
        for row in contracts.to_dict("records")
        if (card := day_of(of_card.get(row["client_code"]))) and card != day_of(row["valid_until"])
    )


def _dated(documents: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the documents that count: signed, the latest of their kind and client, with a last day."""
    states = document_states(documents, today)
    until = as_dates(documents["valid_until"])
    chosen = states["is_latest"] & (states["state"] != UNSIGNED) & until.notna() & documents["client_code"].notna()
    kept = documents[chosen].assign(valid_until=until[chosen])
    for key in ("client_code", "document_kind", "document_no"):
        kept[key] = as_text(kept[key])
    return kept[kept["document_kind"].isin(END_KEYS)]
