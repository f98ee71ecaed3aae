"""What a report says of its own levels: the first must be clients, the last goods (EXPORTS, layouts B, D, E).

The names stand in the line «Группировки строк:» or, one under another or in one cell, in the heading of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.preamble import Preamble, split_levels

_CLIENT = re.compile(r"(?:клиент|контрагент|покупатель|партн[её]р)ы?(?:\W.*)?", re.IGNORECASE)
_NO_GROUP = re.compile(
    r"(?:клиент|контрагент|покупатель|партн[её]р|договор|соглашение|документ|регистратор|заказ|склад|подразделение|менеджер"
    r"|организация|регион)\w{0,2}(?:\W.*)?",
    re.IGNORECASE,
)
_NO_GOODS = re.compile(
    r"(?:договор|контракт|соглашение|реализация|расходная|накладная|возврат|корректировка|упд|заказ)\b.*\d",
    re.IGNORECASE,
)
ALLOWED = "клиент, под ним группы товаров, под ними товары"
REMEDY = "Измените группировку строк в настройках отчёта и выгрузите его заново."


def level_names(preamble: Preamble, header: Sequence[Sequence[object]], column: int) -> tuple[str, ...]:
    """Return the names of levels, outermost first; none when the report does not tell them."""
    if preamble.groupings:
        return preamble.groupings
    cells = (row[column] for row in header if column < len(row))
    return tuple(name for cell in cells if isinstance(cell, str) for name in split_levels(cell))


def refuse_other_levels(names: Sequence[str], file_name: str, sheet: str, *, has_only_groups: bool) -> None:
    """Raise BadFile when the first level is told to be no clients though another is.

    With `has_only_groups` also when a level between clients and goods is no group of goods, e.g. a contract.
    """
    clients = [name for name in names if _CLIENT.fullmatch(name)]
    if clients and names[0] not in clients:
        raise _refused(file_name, sheet, f"первый уровень строк — «{names[0]}», а клиент («{clients[0]}») стоит ниже.")
    strange = [name for name in names[1:-1] if _NO_GROUP.fullmatch(name)]
    if has_only_groups and strange:
        raise _refused(file_name, sheet, f"между клиентом и товаром стоит «{strange[0]}», а не группа товаров.")


def refuse_documents(items: Iterable[str], file_name: str, sheet: str) -> None:
    """Raise BadFile when most of the innermost rows are documents or contracts, and not goods."""
    names = [name for name in items if name]
    strange = [name for name in names if _NO_GOODS.fullmatch(name)]
    if 2 * len(strange) > len(names):
        raise _refused(file_name, sheet, f"последний уровень строк — документы, а не товары: «{strange[0]}».")


def _refused(file_name: str, sheet: str, what: str) -> BadFile:
    return BadFile(f"Отчёт «{file_name}», лист «{sheet}»: {what}", ALLOWED, REMEDY)
