"""The head's ranking: a row per manager with the key indicators and a sparkline of the weeks (METHOD section 19)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.week_summary import active_title, zero_title
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import BAD, LINE, MONEY_FORMAT
from clientbase_xl.writing.weekly_content import Turnover, WeeklyContent, indicator_values
from clientbase_xl.writing.weekly_indicators import (
    COUNT_CHANGE_FORMAT,
    MONTH_TURNOVER,
    WEEK_TURNOVER,
    is_worse,
    or_dash,
)
from clientbase_xl.writing.weekly_names import shown_names
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place, height_of
from clientbase_xl.writing.weekly_sections import (
    COUNT_FORMAT,
    ROWS_TOGETHER,
    Headed,
    filled,
    header,
    header_points,
    section,
)
from clientbase_xl.writing.weekly_turnover import TurnoverRanges, sparkline
from clientbase_xl.writing.widths import wrapped_lines

Ranked = tuple[str, str, str, Place]
"""Heading, indicator of WEEK, which of its figures, where."""


def ranked_columns(zero_days: int) -> tuple[Ranked, ...]:
    """Return the columns of the ranking; the first one gives the order."""
    return (
        *_RANKED,
        ("АА", active_title(zero_days), "value", Place(4, 4, COUNT_FORMAT, "center")),
        ("Нулевых", zero_title(zero_days), "value", Place(5, 5, COUNT_FORMAT, "center")),
    )


_RANKED: tuple[Ranked, ...] = (
    ("Оборот полной недели, ₽", WEEK_TURNOVER, "value", Place(1, 1, MONEY_FORMAT, "right", is_bold=True)),
    ("К неделе раньше, ₽", WEEK_TURNOVER, "change", Place(2, 2, COUNT_CHANGE_FORMAT, "right")),
    ("Оборот месяца, ₽", MONTH_TURNOVER, "value", Place(3, 3, MONEY_FORMAT, "right")),
)

_ROOMY_POINTS, _DENSE_POINTS = 22.0, 13.8
_ROOMY_MANAGERS = 8


def ranking(paper: Paper, content: WeeklyContent, turnover: Turnover, ranges: TurnoverRanges, count: int) -> None:
    """Write the managers from the highest turnover of the week to the lowest, ties by name.

    Where the page has room for `count` of them only, the first and the last stay: half each.
    """
    tables = {key: indicator_values(content.week_table, key) for key in ("value", "change")}
    people, columns = ranked_people(tables["value"], turnover), ranked_columns(content.settings.zero_days)
    if not people:
        return
    headed: list[Headed] = [
        (Place(0, 0, is_bold=True, is_wrapped=True), "Менеджер"),
        *((place, title) for title, _, _, place in columns),
        (Place(LAST, LAST), f"Оборот за {ranges.count_weeks} недель"),
    ]
    paper.begin_block()
    remark = "по обороту последней полной недели"
    if len(people) > count:
        remark = f"показано {count} из {len(people)}: первые и последние"
        people = [*people[: (count + 1) // 2], *people[len(people) - count // 2 :]]
    section(paper, "Менеджеры", remark)
    header(paper, headed)
    place, names = headed[0][0], shown_names(people, headed[0][0])
    least = _ROOMY_POINTS if len(people) <= _ROOMY_MANAGERS else _DENSE_POINTS
    for number, person in enumerate(people):
        if number >= ROWS_TOGETHER:
            paper.begin_row(lambda: header(paper, headed), header_points(headed))
        is_long = wrapped_lines(names[person], place.width) > 1
        row = paper.advance(max(least, height_of([(place, names[person])]) if is_long else least))
        paper.write(row, place, names[person], bottom=1, bottom_color=LINE)
        for _, indicator, key, where in columns:
            value = plain(figure(tables[key], person, indicator))
            mark = filled(BAD) if key == "change" and is_worse(indicator, value) else {}
            paper.write(row, where, or_dash(value), **{"bottom": 1, "bottom_color": LINE} | mark)
        if person in ranges.rows:
            sparkline(paper, row, LAST, ranges.of(person), turnover.by_manager[person])
    paper.gap()


def ranked_people(values: pd.DataFrame, turnover: Turnover) -> list[str]:
    """Return everyone with figures of their own, from the highest first indicator down, the unknown last."""

    def place(person: str) -> tuple[float, str]:
        known = plain(figure(values, person, _RANKED[0][1]))
        return (-known if isinstance(known, int | float) else float("inf"), person)

    return sorted(dict.fromkeys([*turnover.by_manager, *map(str, values.index)]), key=place)


def figure(values: pd.DataFrame, person: str, indicator: str) -> Any:
    """Return one figure, or None when the manager has none."""
    return values.at[person, indicator] if person in values.index and indicator in values.columns else None
