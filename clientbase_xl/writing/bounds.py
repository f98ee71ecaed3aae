"""«Границы уровней» on «Начало»: the lower bound of every level, in cells that the what-if formula reads by name."""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.rules.level_cuts import OUT_OF_REACH, LevelCuts
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.styles import MUTED

BOUND_FORMAT = '[<=-1000000000000000]"—";[>=1000000000000000]"не задана";#,##0'
"""A number that stands for «no bound» is shown as a word."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One level: its name, the roubles a year from which it begins, the defined name of the cell (may be empty)."""

    title: str
    from_rub: float
    name: str
    note: str


def profit_bounds(cuts: LevelCuts) -> tuple[Bound, ...]:
    """Return the levels of profit from the lowest; their bounds ascend, as the approximate match of a sheet needs.

    Without known profit nobody is «Отрицательная»: «Низкая» then begins where that would.
    """
    values = cuts.named_values()
    what = "прибыльности за 12 мес." if cuts.is_profit_known else "оборота за 12 мес. (себестоимость не известна)"
    return (
        Bound("Прибыль отрицательная", -OUT_OF_REACH, "", "Ниже нуля: отгрузки в убыток."),
        Bound("Прибыль низкая", 0.0 if cuts.is_profit_known else -OUT_OF_REACH, "", f"От этой {what}"),
        Bound("Прибыль средняя", values["cut_profit_mid"], "cut_profit_mid", f"От этой {what}"),
        Bound("Прибыль высокая", values["cut_profit_high"], "cut_profit_high", f"От этой {what}"),
        Bound("Прибыль максимальная", values["cut_profit_max"], "cut_profit_max", f"От этой {what}"),
    )


def potential_bounds(cuts: LevelCuts) -> tuple[Bound, ...]:
    """Return the levels of potential from the lowest; without cut-offs every potential is «Высокий» (METHOD 3)."""
    values = cuts.named_values()
    note = "От этого потенциала в год."
    if None in cuts.potential:
        note = "Известных потенциалов мало: границы — на «Настройки»."
    return (
        Bound("Потенциал низкий", -OUT_OF_REACH, "", "Ниже границы «Высокий»."),
        Bound("Потенциал высокий", values["cut_potential_high"], "cut_potential_high", note),
        Bound("Потенциал максимальный", values["cut_potential_max"], "cut_potential_max", note),
    )


def write_bounds(page: Page, row: int, title_col: int, value_col: int, note_col: int, cuts: LevelCuts) -> int:
    """Write both ladders from `row` on, name them `profit_ladder` and `potential_ladder`; return the row after."""
    words, number = page.styles.format(indent=1), page.styles.format(num_format=BOUND_FORMAT, align="right")
    note = page.styles.format(font_color=MUTED, indent=1)
    for name, bounds in (("profit_ladder", profit_bounds(cuts)), ("potential_ladder", potential_bounds(cuts))):
        first = row
        for bound in bounds:
            page.put(row, title_col, bound.title, words)
            page.put(row, value_col, bound.from_rub, number)
            page.put(row, note_col, bound.note, note)
            if bound.name:
                page.book.define(bound.name, range_reference(page.title, row, value_col, row, value_col))
            row += 1
        page.book.define(name, range_reference(page.title, first, value_col, row - 1, value_col))
    return row
