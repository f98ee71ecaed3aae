"""Figures of a report that are texts: what a comma means is decided for all of them together, never cell by cell.

Source: EXPORTS, traps (locale damage): «12,500» is 12 500 or 12,5; a report read at a thousandth reconciles as well.
Kilograms often have three decimals: such a quantity asks nothing and follows the money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from clientbase_xl.errors import BadFile, Undecided

ALLOWED = "числа одного вида: 1234,50 или 1 234,50 или 1,234.50"
_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?:[,.]\d{1,2}|,\d{3,4})?")
_DOT = re.compile(r"[+-]?(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d{1,4})?")
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_OPEN = re.compile(r"[+-]?[1-9]\d{0,2}[,.]\d{3}")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})


@dataclass(frozen=True)
class TextCell:
    """A text where a figure belongs: its row and column in the sheet (0 = first), and whether it is money."""

    row: int
    column: int
    text: str
    is_money: bool

    @property
    def shown(self) -> str:
        """Return the place and the text for a message."""
        return f"ячейка {get_column_letter(self.column + 1)}{self.row + 1} — «{self.text.strip()}»"


def decimal_mark(cells: Sequence[TextCell], answer: str, where: str) -> tuple[str, str]:
    """Return the decimal mark of texts, a key of DECIMAL_MARKS, and in words why where it was open; else "".

    `answer` is what a person stated, "" for nothing. Money decides, quantities only where money does not tell.
    Undecided: money that may be thousands or fractions. BadFile: a cell that contradicts the answer.
    """
    either = next((cell for cell in cells if cell.is_money and is_either(cell.text)), None)
    proofs = _proofs(cell for cell in cells if cell.is_money) or _proofs(cell for cell in cells if not cell.is_money)
    if answer:
        against = next((cell for mark, cell in proofs.items() if mark != answer), None)
        if against and (either or answer == "dot"):
            raise BadFile(
                f"{where}: ответу --decimal {answer} противоречит {against.shown}.",
                ALLOWED,
                "Загрузите файл без --decimal или выгрузите отчёт заново, не пересохраняя его.",
            )
        return answer, f"{_meaning(answer, either)} — по ответу --decimal {answer}" if either else ""
    if either is None:
        return "comma", ""
    if len(proofs) == 1:
        ((mark, proof),) = proofs.items()
        return mark, f"{_meaning(mark, either)} — по другим числам: {proof.shown}"
    raise Undecided(
        f"{where}: числа записаны текстом, и не ясно, что отделяет запятая — тысячи или доли: {either.shown}"
        + "".join(f", {cell.shown}" for cell in proofs.values())
        + "; укажите знак: --decimal comma или dot.",
        ALLOWED,
        "Похоже на выгрузку, испорченную региональными настройками. Выгрузите файл заново, не пересохраняя его.",
        option="decimal",
    )


def is_either(text: str) -> bool:
    """Tell whether a text is a number whose comma may stand before thousands or before a fraction."""
    return bool(_EITHER.fullmatch(_plain(text)))


def number_of(text: str, mark: str) -> Decimal | None:
    """Return the number that an accounting system wrote as text, None for any other text.

    With the mark `comma` a comma or a point before one or two digits is the decimal mark, a comma before three or
    four as well; with `dot` commas stand between thousands.
    """
    plain = _plain(text)
    if mark == "dot":
        return Decimal(re.sub(r"[\s,]", "", plain)) if _DOT.fullmatch(plain) else None
    return Decimal(re.sub(r"\s", "", plain).replace(",", ".")) if _COMMA.fullmatch(plain) else None


def _proofs(cells: Iterable[TextCell]) -> dict[str, TextCell]:
    """Return by mark the first cell that can be read with this one only."""
    found: dict[str, TextCell] = {}
    for cell in cells:
        plain = _plain(cell.text)
        if ("," in plain or "." in plain) and not _OPEN.fullmatch(plain):
            is_dot = _DOT.fullmatch(plain)
            if is_dot or _COMMA.fullmatch(plain):
                found.setdefault("dot" if is_dot else "comma", cell)
    return found


def _meaning(mark: str, either: TextCell) -> str:
    what = "доли" if mark == "comma" else "тысячи"
    return f"В суммах, записанных текстом, запятая отделяет {what} ({either.shown})"


def _plain(text: str) -> str:
    return text.strip().translate(_MINUS)
