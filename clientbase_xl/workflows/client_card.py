"""One client's card as a file of one page, or as a table: what the command `card` gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.schemas.client_card import CLIENT_CARD
from clientbase_xl.workflows.card_tables import card_tables, source_tables
from clientbase_xl.workflows.named_client import BOOK, find_client, require_page_target
from clientbase_xl.workflows.people import own_manager
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.card_sheet import write_card_file
from clientbase_xl.writing.pdf import write_pdf


@dataclass(frozen=True, slots=True)
class CardMade:
    """The card of one client: who it is, and CLIENT_CARD."""

    client_code: str
    client_name: str
    card: pd.DataFrame


def make_card(
    base: Base, client: str, today: date, path: Path | None = None, *, user: str = "", moment: datetime | None = None
) -> CardMade:
    """Return the card of the client with a code or with a part of the name, and write it when a path is given.

    METHOD section 1. An xlsx is one page of values, a pdf needs LibreOffice. An equal code is enough; else every
    client whose code or name contains the text (letter case does not matter) is meant. A менеджер finds his own clients
    only, as in his workbook (METHOD sections 5, 7). Raises BadUse for nobody, for several (named), for another
    extension, for a stranger to a base with users; WriteRefused where the path holds a workbook of ours or cannot be
    written.
    """
    if path is not None:
        require_page_target(path, "Карточку")
    manager = own_manager(base, user, "")
    state = load_state(base, today, moment)
    tables = source_tables(state)
    clients = tables["clients"]
    code, name = find_client(clients[clients["manager"] == manager] if manager else clients, client, manager)
    card = client_card(code, card_tables(state, tables)["client_card_index"], tables, today)
    if path is not None:
        _write(path, card, today, base.folder.name)
    return CardMade(code, name, card)


def _write(path: Path, card: pd.DataFrame, today: date, owner: str) -> None:
    if path.suffix.lower() == BOOK:
        write_card_file(path, card, today, owner)
        return
    with TemporaryDirectory(prefix="clientbase_card_") as folder:
        book = Path(folder, f"{CLIENT_CARD.title}{BOOK}")
        write_card_file(book, card, today, owner)
        made = write_pdf(book)
        with atomic_path(path) as temporary:
            temporary.write_bytes(made.read_bytes())
