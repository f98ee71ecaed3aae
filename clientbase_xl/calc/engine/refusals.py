"""What the Calc engine refuses: in the product's words, and catchable as an error of xlwings."""

from __future__ import annotations

from xlwings import NoSuchObjectError, XlwingsError

from clientbase_xl.errors import ClientbaseError

PROTECTED_REMEDY = "Снимите защиту: Сервис → Защитить лист — и повторите."


class CalcRefused(ClientbaseError, XlwingsError):
    """Calc cannot do what was asked of it: it is missing, does not answer or does not allow it."""


class SheetProtected(CalcRefused):
    """A protected sheet whose locked cells were to be changed; nothing has been changed."""


class NotInBook(CalcRefused, NoSuchObjectError):
    """A sheet, table, name or range that the open book does not have."""
