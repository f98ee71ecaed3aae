"""Who may change what, and by which way a typed cell enters the base (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.field_classes import class_of
from clientbase_xl.schemas.model import ChangeClass
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.users import HEAD, MANAGER
from clientbase_xl.workflows.workbook_edits import Known, RowEdit

HEAD_ONLY = "это поле меняет только РОП"
_STRICT = (ChangeClass.FREE, ChangeClass.APPROVAL, ChangeClass.HEAD)
_CLIENT = "client_code"


class Way(StrEnum):
    """What becomes of a typed cell."""

    APPLY = "принято сразу"
    REQUEST = "на согласование"
    REFUSE = "отказано"


@dataclass(frozen=True, slots=True)
class Person:
    """Who sends: name, role and, for a менеджер, the manager's name in the cards.

    `is_single`: the base has no registered users, so that nobody else could approve anything; the role is РОП then.
    """

    name: str
    role: str
    manager: str = ""
    is_single: bool = False


def way_of(change_class: ChangeClass, person: Person) -> Way:
    """Return the way of a cell of a class: METHOD section 7.

    Free fields are stored at once. A field that needs approval becomes a request, of the head too: the requester
    never approves (a single user's requests are approved at once, there is nobody to ask). A field of the head is his
    to change and is refused to others.
    """
    if change_class is ChangeClass.FREE:
        return Way.APPLY
    if change_class is ChangeClass.APPROVAL:
        return Way.REQUEST
    return Way.APPLY if person.role == HEAD else Way.REFUSE


def class_of_field(sheet_key: str, column_key: str, fields: Mapping[str, str]) -> ChangeClass:
    """Return the class of a field by the catalogue and the values of «Настройки»; settings stay the head's."""
    return ChangeClass.HEAD if sheet_key == SETTINGS.key else class_of(sheet_key, column_key, fields)


def strictest(classes: list[ChangeClass]) -> ChangeClass:
    """Return the strictest of some classes."""
    return max(classes, key=_STRICT.index)


def client_in_key(edit: RowEdit) -> str:
    """Return the code of the client that stands in the key of a row; "" where the key has none."""
    keys = BY_KEY[edit.sheet_key].key_columns
    return edit.row_key[keys.index(_CLIENT)] if _CLIENT in keys else ""


def owner_refusal(edit: RowEdit, person: Person, clients: Known, current: Mapping[str, str], prospects: Known) -> str:
    """Return why a менеджер may not touch a row: it is of another manager's client; "" when he may.

    `clients` are the cards, `current` the cells of the row as they stand, `prospects` the rows of «Потенциальные
    клиенты»: where a code may be the number of one (METHOD section 6), its manager is the owner. A record without a
    client, or of a client that the base does not know yet, belongs to the manager whom it names.
    """
    if person.role != MANAGER or person.is_single:
        return ""
    for client, named in _owners(edit, clients, current, prospects):
        if named and named != person.manager:
            return f"клиента ведёт {named}" if client else f"это запись менеджера {named}"
    return ""


def _owners(edit: RowEdit, clients: Known, current: Mapping[str, str], prospects: Known) -> list[tuple[str, str]]:
    """Return the clients that a row concerns with their managers; ("", manager) for a record of no known client."""
    sheet = BY_KEY[edit.sheet_key]
    if sheet is CLIENTS:
        card = clients.get(edit.row_key)
        return [(edit.row_key[0], card.get("manager", "") if card else edit.text("manager"))]
    if code := client_in_key(edit):
        return [(code, clients.get((code,), {}).get("manager", ""))]
    if "manager" in sheet.key_columns:
        return [("", edit.row_key[sheet.key_columns.index("manager")])]
    if not sheet.has_row_ids or sheet is COST_CUTS:  # whom a cut concerns is no owner of it
        return []
    known = {**prospects, **clients} if _CLIENT in sheet and sheet[_CLIENT].refers_to == PROSPECTS.key else clients
    codes = [code for code in (current.get(_CLIENT, ""), edit.text(_CLIENT)) if code]
    owners = [(code, known[code,].get("manager", "")) for code in codes if (code,) in known]
    if "manager" in sheet and (not owners or sheet is PROSPECTS):
        owners += [("", name) for name in (current.get("manager", ""), edit.text("manager")) if name]
    return owners
