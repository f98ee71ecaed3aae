"""What Excel starts: `python -P -m clientbase_xl.excel.serve {CLSID}`, xlwings' server for buttons and functions.

Without a class it waits under the fixed one of the attach mode, where Excel may not start programs (EXCEL.md).
"""

from __future__ import annotations

import re
import sys
from typing import Any

from clientbase_xl.errors import BadUse

ATTACHED_CLSID = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
"""The class that the add-in asks for when its setting DEBUG UDFS is True."""
_CLSID = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")


def chosen_class(arguments: list[str]) -> str:
    """Return the COM class to serve under; BadUse for anything that is none."""
    if not arguments:
        return ATTACHED_CLSID
    if len(arguments) > 1 or not _CLSID.fullmatch(arguments[0]):
        raise BadUse(
            f"Сервер функций запущен неверно: «{' '.join(arguments)}».",
            "один идентификатор класса или ничего",
            "Запускать его должна надстройка; вручную — без параметров.",
        )
    return arguments[0]


def main(arguments: list[str]) -> None:
    """Serve until Excel ends."""
    clsid = chosen_class(arguments)
    import xlwings

    serve: Any = xlwings.serve  # on systems without COM it is another function
    serve(clsid)


if __name__ == "__main__":
    main(sys.argv[1:])
