"""One client's offer as a table, and the page for him as a file: what the command `offer` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.schemas.client_offer import OFFER_PAGE
from clientbase_xl.workflows.named_client import BOOK, find_client, require_page_target
from clientbase_xl.workflows.offer_tables import lines_of_clients, stock_table
from clientbase_xl.workflows.people import own_manager
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.offer_page_sheet import write_offer_file
from clientbase_xl.writing.pdf import write_pdf


@dataclass(frozen=True, slots=True)
class OfferMade:
    """The offer of one client: who it is, CLIENT_OFFER with its reasons, and OFFER_PAGE, all that the client gets."""

    client_code: str
    client_name: str
    offer: pd.DataFrame
    page: pd.DataFrame


def make_offer(
    base: Base, client: str, today: date, path: Path | None = None, *, user: str = "", moment: datetime | None = None
) -> OfferMade:
    """Return the offer of the client with a code or a part of the name; write the page for him when a path is given.

    METHOD section 12. Every client has one, also those whose lines the workbook does not keep. An xlsx is one page of
    values, a pdf needs LibreOffice. A менеджер finds his own clients only. Raises BadUse for nobody, for several
    (named), for another extension, for a stranger to a base with users; WriteRefused where the path holds a workbook
    of ours or cannot be written.
    """
    if path is not None:
        require_page_target(path, "Предложение")
    manager = own_manager(base, user, "")
    state = load_state(base, today, moment)
    clients = state.clients()
    code, name = find_client(clients[clients["manager"] == manager] if manager else clients, client, manager)
    offer = client_offer(
        code, lines_of_clients(state, [code]), stock_table(state), OfferTerms.of(state.settings.offers), today
    )
    page = offer_page(offer)
    if path is not None:
        owner = clients.loc[clients["client_code"] == code, "manager"].iloc[0]
        named = {"client_name": name, "manager": owner if isinstance(owner, str) else ""}
        leads = offer.loc[pd.to_numeric(offer["order_units"]) > 0, "lead_days"].astype(float).tolist()
        _write(path, page, named, leads, today, base.folder.name)
    return OfferMade(code, name, offer, page)


def _write(
    path: Path, page: pd.DataFrame, client: Mapping[str, str], leads: list[float], today: date, owner: str
) -> None:
    if path.suffix.lower() == BOOK:
        write_offer_file(path, page, client, leads, today, owner)
        return
    with TemporaryDirectory(prefix="clientbase_offer_") as folder:
        book = Path(folder, f"{OFFER_PAGE.title}{BOOK}")
        write_offer_file(book, page, client, leads, today, owner)
        made = write_pdf(book)
        with atomic_path(path) as temporary:
            temporary.write_bytes(made.read_bytes())
