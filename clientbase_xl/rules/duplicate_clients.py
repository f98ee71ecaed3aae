"""Clients that may be there already: the same ИНН and КПП, or the same name under another spelling.

METHOD sections 5 [K] and 7: one information base, a client is created by a procedure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pandas as pd

from clientbase_xl.rules.client_names import FORMS
from clientbase_xl.rules.joined import as_text, texts

COLUMNS = ("client_code", "duplicate_code", "duplicate_name", "reason")
_GIVEN = ("client_code", "client_name", "inn", "kpp")
_LATIN_LIKE = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
# «ТД» is no legal form, but a name with it resembles the name without it.
_FORMS = (*FORMS, "тд")
_FORM = re.compile(rf"^(?:{'|'.join(_FORMS)})(?= )|(?<= )(?:{'|'.join(_FORMS)})$")
_NO_LETTER = re.compile(r"[^0-9a-zа-я]+")


def name_key(name: str) -> str:
    """Return what makes a client's name the same name: METHOD section 7.

    Case, ё and е, quotes, dashes, spaces, Latin letters that look Cyrillic and the legal form before or after the name
    do not matter; a name that is nothing but a legal form keeps it. "" for a name without letters and digits.
    """
    words = _NO_LETTER.sub(" ", name.casefold().translate(_LATIN_LIKE)).strip()
    while (bare := _FORM.sub("", words).strip()) and bare != words:
        words = bare
    return words.replace(" ", "")


def duplicate_clients(new: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    """Return for every new client the clients that it may duplicate, with the reason, in the order of the new ones.

    METHOD sections 5 [K] and 7. In: CLIENTS columns client_code, client_name, inn, kpp of the new clients and of all
    cards, archived ones too; a new client is compared with the other new ones as well. Out: COLUMNS, one row per
    pair. The same ИНН with another КПП is another branch, not a duplicate; where one КПП is not filled in, it may be
    one. Cells without digits or letters resemble nothing.
    """
    ours, known = _settled(new), _settled(cards)
    known = pd.concat([known, ours]).drop_duplicates("client_code")
    by_inn: dict[str, list[Any]] = defaultdict(list)
    by_name: dict[str, list[Any]] = defaultdict(list)
    client: Any
    for client in known.itertuples(index=False):
        by_inn[client.inn_key].append(client)
        by_name[client.name_key].append(client)
    rows = []
    for client in ours.itertuples(index=False):
        found: dict[str, tuple[str, str]] = {}
        for other in by_inn[client.inn_key] if client.inn_key else ():
            if reason := _same_inn(client.inn, client.kpp, other.kpp):
                found[other.client_code] = (other.client_name, reason)
        for other in by_name[client.name_key] if client.name_key else ():
            found.setdefault(other.client_code, (other.client_name, "то же наименование"))
        found.pop(client.client_code, None)
        rows += [(client.client_code, code, name, reason) for code, (name, reason) in sorted(found.items())]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _settled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that matter with what they are compared by."""
    frame = pd.DataFrame({key: as_text(table[key]) if key in table else None for key in _GIVEN}, index=table.index)
    frame = frame[frame["client_code"].notna()].astype(object)
    frame["inn_key"] = texts((re.sub(r"\D", "", inn or "") for inn in frame["inn"]), frame.index)
    frame["name_key"] = texts((name_key(name or "") for name in frame["client_name"]), frame.index)
    return frame


def _same_inn(inn: str | None, kpp: str | None, other_kpp: str | None) -> str:
    """Return why two clients of one ИНН may be one; "" for branches with КПП of their own."""
    ours, theirs = (value.strip().upper() if value else "" for value in (kpp, other_kpp))
    if ours and theirs:
        return f"тот же ИНН {inn} и КПП {kpp}" if ours == theirs else ""
    return f"тот же ИНН {inn}" + (", КПП не указан" if ours or theirs else "")
