"""One client's card as a file of one page, or as a table: what the command `card` gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.reading.own_workbook import is_own_workbook
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.schemas.client_card import CLIENT_CARD
from clientbase_xl.workflows.card_tables import card_tables, source_tables
from clientbase_xl.workflows.people import own_manager
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.card_sheet import write_card_file
from clientbase_xl.writing.pdf import write_pdf

MOST_NAMED = 20
BOOK, PAPER = ".xlsx", ".pdf"


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
        _require_target(path)
    manager = own_manager(base, user, "")
    state = load_state(base, today, moment)
    tables = source_tables(state)
    clients = tables["clients"]
    code, name = _find(clients[clients["manager"] == manager] if manager else clients, client, manager)
    card = client_card(code, card_tables(state, tables)["client_card_index"], tables, today)
    if path is not None:
        _write(path, card, today, base.folder.name)
    return CardMade(code, name, card)


def _find(clients: pd.DataFrame, text: str, manager: str = "") -> tuple[str, str]:
    """Return code and name of the one client that a text means; `manager` says whose clients these are."""
    codes = clients["client_code"].astype(str)
    names = clients["client_name"].where(clients["client_name"].notna(), codes).astype(str)
    wanted = text.strip().casefold()
    if not wanted:
        raise BadUse("Клиент не назван.", "код клиента или часть названия")
    found = codes == text.strip()
    if not found.any():
        found = codes.str.casefold().str.contains(wanted, regex=False) | names.str.casefold().str.contains(
            wanted, regex=False
        )
    chosen = [(code, name) for code, name, is_found in zip(codes, names, found, strict=True) if is_found]
    if not chosen:
        whose = f"клиентов менеджера «{manager}»" if manager else "клиентов базы"
        raise BadUse(
            f"Клиента «{text}» нет среди {whose} (архивные не показываются).", "код клиента или часть названия"
        )
    if len(chosen) > 1:
        named = "\n".join(f"  {code} — {name}" for code, name in chosen[:MOST_NAMED])
        more = f"\n  … и ещё {len(chosen) - MOST_NAMED}" if len(chosen) > MOST_NAMED else ""
        raise BadUse(
            f"«{text}» подходит к {len(chosen)} клиентам:\n{named}{more}", "один клиент", "Укажите код или уточните."
        )
    return chosen[0]


def _require_target(path: Path) -> None:
    if path.suffix.lower() not in (BOOK, PAPER):
        raise BadUse(f"Карточку нельзя назвать «{path.name}».", f"имя с расширением {BOOK} или {PAPER}")
    if path.suffix.lower() == BOOK and is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: карточка стёрла бы введённое в ней.",
            remedy="Назовите другой файл в --out.",
        )


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
