"""Rows of a workbook about clients of other managers, whom the login of its sender does not see on a server."""

from __future__ import annotations

from collections.abc import Sequence

from clientbase_xl.base.store import Base, Connection
from clientbase_xl.base.users import led_by_others
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.workflows.procedure import client_in_key
from clientbase_xl.workflows.workbook_edits import RowEdit, RowKey

LED_BY_ANOTHER = "клиента ведёт другой менеджер"


def foreign_rows(base: Base, connection: Connection, edits: Sequence[RowEdit]) -> frozenset[tuple[str, RowKey]]:
    """Return the edited rows that name a client whose card is another manager's, as the server tells it.

    METHOD section 7. The server would refuse the whole workbook for one of them. Empty where the base shows itself
    whole.
    """
    codes = {_code(edit) for edit in edits} - {""}
    foreign = led_by_others(base, codes, connection) if codes else set()
    return frozenset((edit.sheet_key, edit.row_key) for edit in edits if _code(edit) in foreign)


def _code(edit: RowEdit) -> str:
    if edit.sheet_key == CLIENTS.key:
        return edit.row_key[0]
    # Whom a cut concerns is no owner of it.
    return client_in_key(edit) or ("" if edit.sheet_key == COST_CUTS.key else edit.text("client_code"))
