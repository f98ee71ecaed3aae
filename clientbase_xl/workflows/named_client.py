"""Which client a text means, and where the page of one client may be written: for `card` and `offer`."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.reading.own_file import is_own_workbook

MOST_NAMED = 20
BOOK, PAPER = ".xlsx", ".pdf"


def find_client(clients: pd.DataFrame, text: str, manager: str = "") -> tuple[str, str]:
    """Return code and name of the one client of CLIENTS that a text means; `manager` says whose clients these are.

    An equal code is enough; else every client whose code or name contains the text (letter case does not matter) is
    meant. Raises BadUse for nobody and for several (named).
    """
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


def require_page_target(path: Path, what: str) -> None:
    """Refuse a path that cannot hold the page of a client; `what` is made («Карточку», in the accusative)."""
    if path.suffix.lower() not in (BOOK, PAPER):
        raise BadUse(f"{what} нельзя назвать «{path.name}».", f"имя с расширением {BOOK} или {PAPER}")
    if path.suffix.lower() == BOOK and is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: введённое в ней стёрлось бы.",
            remedy="Назовите другой файл в --out.",
        )
