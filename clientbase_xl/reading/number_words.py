"""How the marks of a column of numbers were decided, in words and with the cell that proves it (EXPORTS, traps)."""

from __future__ import annotations

from clientbase_xl.reading.decisions import DECIMAL_MARKS
from clientbase_xl.reading.number_marks import Evidence, Marks

_DECIMALS = {",": "дробная часть после запятой", ".": "дробная часть после точки"}
_GROUPS = {"group_space": "через пробел", "group_apostrophe": "через апостроф"}
_OWN_GROUPS = {",": ("group_comma", "через запятую"), ".": ("group_dot", "через точку")}
# What speaks for each decimal mark: fractions after it, or the other mark between groups.
_PROOFS = {",": ("decimal_comma", "thousands_dot"), ".": ("decimal_dot", "thousands_comma", "exponent")}


def marks_words(marks: Marks, found: Evidence, answer: str) -> tuple[str, str]:
    """Return what was decided for a column and the cell that proves it; two empty texts where nothing was open.

    `answer` is a key of DECIMAL_MARKS or "". Numbers that a spreadsheet holds as numbers need no decision.
    """
    proof = next((_example(found, name) for name in _PROOFS[marks.decimal] if found.count(name)), "")
    if found.has_typed_cells and marks.decimal == "." and found.count("canonical") >= found.count("decimal_dot"):
        proof = ""
    groups = [(words, _example(found, name)) for name, words in _GROUPS.items() if found.count(name)]
    own, words = _OWN_GROUPS.get(marks.thousands, ("", ""))
    if found.count(own):
        groups.append((words, _example(found, own)))
    is_open = bool(found.count("either_comma", "either_dot"))
    if not (proof or groups or (is_open and not found.has_typed_cells)):
        return "", ""
    told = [_DECIMALS[marks.decimal]] if proof or is_open else []
    told += [f"тысячи {words}" for words, _ in groups]
    if proof or not is_open:
        return ", ".join(told), proof or groups[0][1]
    why = f"по ответу --decimal {answer}" if answer else "как в других столбцах файла"
    return f"{', '.join(told)} — {why}", ""


def contradiction(found: Evidence, answer: str) -> str:
    """Return the cell that proves another decimal mark than the one answered (a key of DECIMAL_MARKS), else ""."""
    other = "." if DECIMAL_MARKS[answer] == "," else ","
    against = found.count(*_PROOFS[other])
    if other == "." and found.has_typed_cells:
        # The program's own notation of typed numbers, not how the file writes them.
        against -= found.count("canonical")
    names = [name for name in _PROOFS[other] if found.count(name)]
    return _example(found, names[0]) if against > 0 and names else ""


def _example(found: Evidence, name: str) -> str:
    return next(iter(found.examples.get(name, ())), "")
