"""«Тип продаж»: what was answered about each line of products, its type, and what follows from it.

METHOD section 17 [B] and ours: line = product category unless mapped; the type gives structure, what retention rests
on and who calls a lapsed client (section 8).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, as_text, present
from clientbase_xl.rules.sales_roles import RETENTION, STRUCTURES
from clientbase_xl.rules.sales_type import PARAMETERS, TypeVerdict, sales_type
from clientbase_xl.rules.who_calls import CALLERS
from clientbase_xl.schemas.sales_types import LINES_LIST, NO_LINE, SALES_LINES_TYPES, SALES_TYPES, UNKNOWN

BY_DECISION, BY_ANSWERS, BY_SETTING = "решение", "по ответам", "настройка"
_DAYS_IN_YEAR = 365.25
_DIGITS = 12  # a file keeps 16 of a number: an open workbook shall show the same
_SHORT = ("транз.", "смеш.", "конс.", "страт.")


def line_of_category(lists: pd.DataFrame) -> dict[str, str]:
    """Return product category → line, for the categories that «Справочники» map (METHOD section 17).

    In: LISTS. A category without a line beside it is its own line.
    """
    own = lists[lists["list_key"] == LINES_LIST]
    pairs = zip(as_text(own["value"]), as_text(own["note"]), strict=True)
    return {str(name): str(line).strip() for name, line in pairs if name and line and str(line).strip()}


def types_in_force(stored: pd.DataFrame) -> dict[str, str]:
    """Return line → type of sales where it is known: decided by a person, else by at least three fitting answers.

    METHOD section 17. In: stored rows of SALES_LINES_TYPES.
    """
    typed = _typed(stored)
    found = {line: _in_force(row, _verdict(row))[0] for line, row in typed.items()}
    return {line: name for line, name in found.items() if name}


def sales_types(stored: pd.DataFrame, totals: pd.DataFrame, main: pd.DataFrame, usual_type: str) -> pd.DataFrame:
    """Return one row per line with what was typed, its type and its sales: SALES_LINES_TYPES.

    METHOD section 17. In: stored rows of SALES_LINES_TYPES; totals of 12 months per line (`line`, `turnover_rub`,
    `count_clients`, `count_purchases`: days of a client with the line); `main_lines`; the company's usual type. Out:
    largest turnover first, then by name; typed lines without sales have 0. A line whose type is not known is in force
    by the setting. Days between purchases need more purchases than clients.
    """
    typed = _typed(stored)
    sums = totals.set_index("line")
    names = [*dict.fromkeys([*sums.index, *typed])]
    table = pd.DataFrame({"line": names}, dtype=object)
    for key in ("turnover_rub", "count_clients", "count_purchases"):
        table[key] = as_numbers(table["line"].map(sums[key])).fillna(0.0)
    table["turnover_12m_rub"] = table.pop("turnover_rub")
    whole = float(table["turnover_12m_rub"].sum())
    table["turnover_share"] = table["turnover_12m_rub"] / (whole if whole > 0 else math.nan)
    table["count_main"] = as_numbers(table["line"].map(main["sales_line"].value_counts())).fillna(0)
    is_repeated = table["count_purchases"] > table["count_clients"]
    table["between_days"] = (_DAYS_IN_YEAR * table["count_clients"] / table["count_purchases"]).where(is_repeated)
    typed_rows = pd.DataFrame([typed.get(name, {}) for name in names], columns=_TYPED_KEYS, dtype=object)
    table[_TYPED_KEYS] = typed_rows
    found = pd.DataFrame([*_found(table, usual_type)], columns=_FOUND_KEYS, dtype=object)
    table[_FOUND_KEYS] = found
    ordered = table.sort_values(["turnover_12m_rub", "line"], ascending=[False, True])
    return present(ordered, SALES_LINES_TYPES).round(_DIGITS)


_TYPED_KEYS = [column.key for column in SALES_LINES_TYPES.typed]
_FOUND_KEYS = [*("sales_type", "mismatches", "type_in_force", "structure", "retention_basis", "who_calls", "reason")]


def _typed(stored: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = stored.reindex(columns=["line", *_TYPED_KEYS])
    cells = {key: as_text(rows[key]).tolist() for key in rows}
    return {
        str(line): {key: cells[key][place] for key in _TYPED_KEYS}
        for place, line in enumerate(cells["line"])
        if line is not None
    }


def _verdict(row: Mapping[str, Any]) -> TypeVerdict:
    """Return the type by the answers; a word that METHOD does not have is no answer (the checks name it)."""
    known = {key: row.get(key) if row.get(key) in allowed else None for key, (_, allowed) in PARAMETERS.items()}
    return sales_type(known)


def _in_force(row: Mapping[str, Any], verdict: TypeVerdict) -> tuple[str, str]:
    """Return the type of a line and where it comes from; "" where it is not known."""
    if row.get("type_decided") in SALES_TYPES:
        return str(row["type_decided"]), BY_DECISION
    return (verdict.sales_type, BY_ANSWERS) if verdict.sales_type in SALES_TYPES else ("", BY_SETTING)


def _found(table: pd.DataFrame, usual_type: str) -> Iterator[tuple[str | None, ...]]:
    for record in table.to_dict("records"):
        row = {str(key): cell for key, cell in record.items()}
        verdict = _verdict(row)
        own, basis = _in_force(row, verdict)
        name = own or usual_type
        yield (
            verdict.sales_type,
            "; ".join(verdict.mismatches) or None,
            f"{name} ({basis})",
            STRUCTURES[name],
            RETENTION[name],
            CALLERS[name],
            _reason(row, verdict),
        )


def _reason(row: Mapping[str, Any], verdict: TypeVerdict) -> str:
    parts = []
    if verdict.sales_type == UNKNOWN:
        parts.append("Ответов нет: впишите цену, сложность, рынок и частоту")
    else:
        points = ", ".join(f"{short} {value}" for short, value in zip(_SHORT, verdict.points.values(), strict=True))
        parts.append(f"Ответов {verdict.count_answered} из 4; баллы: {points}")
        missing = [name for key, (name, _) in PARAMETERS.items() if not row.get(key)]
        if missing:
            parts.append(f"нет ответа: {', '.join(missing)}")
    if row["count_clients"]:
        bought = f"{words.clients(int(row['count_clients']))} на {words.rub(row['turnover_12m_rub'])}"
        parts.append(f"{bought}, главная линейка у {words.grouped(row['count_main'])}")
    if row["line"] == NO_LINE:
        parts.append("у этих товаров в продажах нет категории")
    return "; ".join(parts)
