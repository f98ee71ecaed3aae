"""The formulas of «Карточка»: everything follows the choice, in functions that Excel 2016 and LibreOffice both have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clientbase_xl.rules.card_fields import (
    ACTIONS_COUNT,
    CARD_FIELDS,
    CARD_LISTS,
    INDEX_FIELDS,
    NO_ACTIONS,
    NO_DATA,
    WORK_FIELDS,
    CardList,
    Part,
)
from clientbase_xl.rules.card_index import ITEM, PART, STEP
from clientbase_xl.rules.client_card import MONTHS_TITLE, NO_MONTHS, NO_TURNOVER
from clientbase_xl.schemas.client_card import COUNT_MONTHS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.writing.names import column_reference

CHOICE = "card_choice"
AT, CODE, ROW = "card_at", "card_code", "card_row"
MONTH_VALUES = "card_month_values"
LOOKUP_CHARACTERS = 200
"""Of a typed choice so many characters are looked for: a lookup holds 255, and each may have to be escaped."""


def index_name(key: str) -> str:
    """Return the name of a column of the hidden index."""
    return f"card_column_{key}"


@dataclass(slots=True)
class Helpers:
    """Working cells of the hidden sheet in their order: name and formula; each later one may use the earlier."""

    cells: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, formula: str) -> str:
        """Add a working cell and return its name."""
        self.cells[name] = formula
        return name


def helper_cells() -> Helpers:
    """Return the working cells: which client is chosen, his packed texts taken apart, the rows of his records."""
    helpers = Helpers()
    # What a lookup takes for a wildcard is meant as itself.
    typed = f'LEFT(TRIM({CHOICE}&""),{LOOKUP_CHARACTERS})'
    safe = helpers.add("card_wanted", f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({typed},"~","~~"),"*","~*"),"?","~?")')
    labels, codes = index_name("label"), index_name("client_code")
    helpers.add(
        AT,
        f'IF({safe}="",0,IFERROR(MATCH({safe},{codes},0),IFERROR(MATCH({safe},{labels},0),'
        f'IFERROR(MATCH("*"&{safe}&"*",{labels},0),0))))',
    )
    helpers.add(CODE, f'IF({AT}=0,"",INDEX({codes},{AT})&"")')
    wild = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({CODE},"~","~~"),"*","~*"),"?","~?")'
    helpers.add(ROW, f"IF({AT}=0,0,IFERROR(MATCH({wild},{_column(CLIENTS, 'client_code')},0),0))")
    for key in ("months", "actions", *(one.index_key for one in CARD_LISTS)):
        helpers.add(f"card_{key}", f'IF({ROW}=0,"",INDEX({index_name(key)},{AT})&"")')
    for month in range(1, COUNT_MONTHS + 1):
        helpers.add(
            f"card_month_{month}",
            f'IF({ROW}=0,"",IFERROR(VALUE({_piece("card_months", STEP, month)})/100,"{NO_DATA}"))',
        )
    for place in range(1, ACTIONS_COUNT + 1):
        helpers.add(f"card_action_{place}", _piece("card_actions", ITEM, place))
    for one in CARD_LISTS:
        ids = f"card_{one.index_key}"
        helpers.add(f"card_{one.key}_total", f'IF({ids}="",0,VALUE({_piece(ids, STEP, 1)}))')
        for place in range(1, one.count + 1):
            wanted = helpers.add(f"card_{one.key}_{place}_id", _piece(ids, STEP, place + 1))
            found = f"IFERROR(MATCH({wanted},{_column(one.sheet, 'row_id')},0),0)"
            helpers.add(f"card_{one.key}_{place}_row", f'IF({wanted}="",0,{found})')
    return helpers


def cell_formulas() -> dict[str, str]:
    """Return the formula of every cell of the card by its key in CLIENT_CARD, without the leading «=»."""
    found: dict[str, str] = {}
    for one in CARD_FIELDS:
        found[one.key] = f'IF({ROW}=0,"",{_joined(CLIENTS, one.parts, ROW, one.missing)})'
    for key, _, missing in (*INDEX_FIELDS, *WORK_FIELDS):
        value = f"INDEX({index_name(key)},{AT})"
        found[key] = f'IF({ROW}=0,"",IF({value}="","{missing}",{value}))'
    months = MONTH_VALUES
    found["months_title"] = (
        f'IF({ROW}=0,"",IF(card_months="","{NO_MONTHS}",'
        f'IF(AND(N(MAX({months}))=0,N(MIN({months}))=0),"{NO_TURNOVER}","{MONTHS_TITLE}")))'
    )
    for place in range(1, ACTIONS_COUNT + 1):
        item = f"card_action_{place}"
        none = f'IF({ROW}=0,"","{NO_ACTIONS}")' if place == 1 else '""'
        found[f"action_{place}"] = f'IF({item}="",{none},{_piece(item, PART, 1)})'
        found[f"action_{place}_rub"] = f'IFERROR(VALUE({_piece(item, PART, 2)})/100,"")'
        found[f"action_{place}_why"] = f'IF({item}="","",{_piece(item, PART, 3)})'
    for listed in CARD_LISTS:
        found |= _list_formulas(listed)
    return found


def message_formula() -> str:
    """Return what stands under the choice: how to choose, that nobody was found, or who else was meant."""
    label = f"INDEX({index_name('label')},{AT})"
    count = f'COUNTIF({index_name("label")},"*"&card_wanted&"*")'
    return (
        f'IF(card_wanted="","Клиент не выбран. Выберите его в кремовой ячейке из списка или впишите код либо часть '
        f'названия.",IF({AT}=0,"Клиента «"&LEFT(TRIM({CHOICE}&""),60)&"» нет среди клиентов этой книги. Выберите из '
        f'списка или впишите код либо часть названия.",IF({ROW}=0,"Этого клиента больше нет на листе «Клиенты».",'
        f'IF(OR(TRIM({CHOICE}&"")={label},card_wanted={CODE}),"Выберите другого из списка или впишите код либо часть '
        f'названия.","Показан первый подходящий из "&{count}&": "&{label}))))'
    )


def limited(formula: str, limit: int) -> str:
    """Return the formula with its text cut to so many characters, «…» at the end of a cut one."""
    return f'IF(LEN({formula})>{limit},LEFT({formula},{limit - 1})&"…",{formula})'


def _list_formulas(one: CardList) -> dict[str, str]:
    total = f"card_{one.key}_total"
    shown = f'IF({total}>{one.count},"{one.heading} (показаны {one.count} из "&{total}&")","{one.heading}")'
    found = {f"{one.key}_heading": shown}
    for place in range(1, one.count + 1):
        row = f"card_{one.key}_{place}_row"
        for key, _, parts in one.cells:
            is_told = place == 1 and key == one.empty_in
            none = f'IF(AND({ROW}>0,{total}=0),"{one.empty_text}","")' if is_told else '""'
            found[f"{one.key}_{place}_{key}"] = f"IF({row}=0,{none},{_joined(one.sheet, parts, row, '')})"
    return found


def _joined(sheet: Sheet, parts: Sequence[Part], row: str, missing: str) -> str:
    """Return the value of one column in a row, or the text that several columns make."""
    values = [f"INDEX({_column(sheet, part.column)},{row})" for part in parts]
    first = values[0]
    if len(parts) == 1:
        return f'IF({first}="","{missing}",{first})'
    text = first
    for part, value in zip(parts[1:], values[1:], strict=True):
        text += f'&IF({value}="","",IF({first}="","","{part.before}")&{value}&"{part.after}")'
    if not missing:
        return text
    is_empty = ",".join(f'{value}=""' for value in values)
    return f'IF(AND({is_empty}),"{missing}",{text})'


def _column(sheet: Sheet, key: str) -> str:
    return column_reference(sheet.table_name, sheet[key])


def _piece(text: str, separator: str, place: int) -> str:
    """Return the `place`-th part of a packed text: separators become gaps as wide as the whole text."""
    gap = f"LEN({text})"
    return f'TRIM(MID(SUBSTITUTE({text},"{separator}",REPT(" ",{gap})),{place - 1}*{gap}+1,{gap}))'
