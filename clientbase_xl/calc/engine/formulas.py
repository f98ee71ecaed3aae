"""Formulas between Excel's spelling (commas, `Лист!A1`) and the one of Calc's interface (`;`, `$'Лист'.A1`).

Function names are English in both. What has no counterpart in Calc is refused, never guessed.
"""

from __future__ import annotations

import re

_STRING = r'(?P<string>"(?:[^"]|"")*")'
_ERROR = r"(?P<error>\#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!))"
_QUOTED = r"'(?:[^']|'')*'"
_PLAIN_SHEET = r"[^\W\d][\w.]*"
_REST = r"(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?(?![\w.!]))|(?P<word>[\w.\\?]+)|(?P<space>\s+)|(?P<other>.)"
_EXCEL = re.compile(f"{_STRING}|{_ERROR}|(?P<sheet>(?:{_QUOTED}|{_PLAIN_SHEET})!)|{_REST}", re.DOTALL)
# A dot ends a sheet's name after `$` or quotes, or before what can only be a cell: `Лист1.A1`, not `STDEV.S(`.
_CELL_AHEAD = r"(?=\$?(?:[A-Z]{1,3}\$?[0-9]+(?![\w(.])|#REF!))"
_CALC_SHEET = rf"(?P<sheet>(?:\${_QUOTED}|{_QUOTED}|\$[^\W\d]\w*)\.|[^\W\d]\w*\.{_CELL_AHEAD})"
_CALC = re.compile(f"{_STRING}|{_ERROR}|{_CALC_SHEET}|{_REST}", re.DOTALL)
_NEEDS_NO_QUOTES = re.compile(r"(?![A-Za-z]{1,3}[0-9]+$|[RrCc][0-9]*(?:[RrCc][0-9]*)?$)[^\W\d]\w*")
_ENDS_OPERAND = re.compile(r"[\w)\]}\"!]$")
_BEGINS_OPERAND = re.compile(r"[\w$'\[\"]")


def to_calc(formula: str) -> str:
    """Return a formula in Excel's English spelling as Calc's interface takes it.

    Text without a leading `=` is returned as it is. Separators, sheets, inline arrays, unions, intersections and
    table references (always with the table's name) are translated; quoted text is left alone. Raises ValueError for
    other workbooks, references over several sheets, spilled ranges and table references without the table's name.
    """
    if not formula.startswith("="):
        return formula
    made: list[str] = ["="]
    inside: list[str] = []
    place = 1
    while match := _EXCEL.match(formula, place):
        text, kind, place = match.group(), match.lastgroup, match.end()
        if kind == "sheet":
            made.append(_sheet_to_calc(text[:-1], "".join(made)))
        elif kind == "space":
            is_crossing = _ENDS_OPERAND.search("".join(made[-1:])) and _BEGINS_OPERAND.match(formula[place : place + 1])
            made.append("!" if is_crossing else text)
        elif text == "[":
            bracket = _bracket(formula, match.start())
            place = match.start() + len(bracket)
            if match.start() == 0 or not _ENDS_OPERAND.search("".join(made[-1:])):
                raise ValueError(f"Ссылка без имени таблицы или на другую книгу не поддерживается: {formula}")
            made.append(_table_part_to_calc(bracket))
        elif kind == "other" and text in "({":
            is_call = text == "(" and bool(re.search(r"[\w.]$", "".join(made[-1:])))
            inside.append("call" if is_call else text)
            made.append(text)
        elif kind == "other" and text in ")}":
            if inside:
                inside.pop()
            made.append(text)
        elif text == ",":
            where = inside[-1] if inside else "("
            made.append("~" if where == "(" else ";")
        elif text == ";" and inside[-1:] == ["{"]:
            made.append("|")
        elif text == "@":
            continue  # Calc takes the value of the own row by itself
        elif text == "#":
            raise ValueError(f"Ссылка на пролитый диапазон в Calc не поддерживается: {formula}")
        else:
            made.append(text)
    return "".join(made)


def from_calc(formula: str) -> str:
    """Return a formula of Calc's interface in Excel's English spelling; text without a leading `=` as it is.

    A reference into another file stays as Calc writes it: it is shown, never run.
    """
    if not formula.startswith("=") or "'file:" in formula:
        return formula
    made: list[str] = ["="]
    inside: list[str] = []
    place = 1
    while match := _CALC.match(formula, place):
        text, kind, place = match.group(), match.lastgroup, match.end()
        if kind == "sheet":
            made.append(excel_sheet(_unquoted(text.lstrip("$")[:-1])) + "!")
        elif text == "[":
            bracket = _bracket(formula, match.start())
            place = match.start() + len(bracket)
            made.append(_outer_separators(bracket, ";", ","))
        elif text in ("(", "{"):
            inside.append(text)
            made.append(text)
        elif text in (")", "}"):
            if inside:
                inside.pop()
            made.append(text)
        elif kind == "other" and text in ";|~!":
            in_array = inside[-1:] == ["{"]
            made.append({";": ",", "|": ";" if in_array else "|", "~": ",", "!": " "}[text])
        else:
            made.append(text)
    return "".join(made)


def excel_sheet(name: str) -> str:
    """Return a sheet's name as it stands before `!` in an Excel formula, in quotes when it needs them."""
    return name if _NEEDS_NO_QUOTES.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def _sheet_to_calc(text: str, before: str) -> str:
    """Return an Excel sheet prefix (without `!`) as Calc writes it, always in quotes."""
    name = _unquoted(text)
    if "[" in name or before.endswith(":"):
        raise ValueError(f"Ссылка на другую книгу или на несколько листов сразу не поддерживается: {text}!")
    return "$'" + name.replace("'", "''") + "'."


def _unquoted(text: str) -> str:
    """Return a sheet's name without its quotes."""
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def _bracket(formula: str, start: int) -> str:
    """Return the square bracket that opens at `start` with all it holds; an apostrophe escapes what follows it."""
    depth = place = 0
    for place in range(start, len(formula)):
        is_escaped = formula[place - 1] == "'" and place > start
        if formula[place] == "[" and not is_escaped:
            depth += 1
        elif formula[place] == "]" and not is_escaped:
            depth -= 1
            if depth == 0:
                return formula[start : place + 1]
    raise ValueError(f"В формуле не закрыта квадратная скобка: {formula}")


def _table_part_to_calc(bracket: str) -> str:
    """Return the bracket of a table reference with Calc's separators, `@` written out as `[#This Row]`."""
    inner = bracket[1:-1].strip()
    if inner.startswith("@"):
        column = inner[1:]
        if not column:
            return "[#This Row]"
        return f"[[#This Row];{column if column.startswith('[') else f'[{column}]'}]"
    return _outer_separators(bracket, ",", ";") if inner.startswith("[") else bracket


def _outer_separators(bracket: str, old: str, new: str) -> str:
    """Replace separators between the parts of a table reference, never inside a column's name."""
    if not bracket[1:].lstrip().startswith("["):
        return bracket
    depth, made = 0, []
    for number, sign in enumerate(bracket):
        if bracket[number - 1] != "'" or number == 0:
            depth += (sign == "[") - (sign == "]")
        made.append(new if sign == old and depth == 1 else sign)
    return "".join(made)
