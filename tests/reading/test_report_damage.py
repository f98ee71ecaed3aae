"""Reports with cells, rows and levels damaged at random are read in full or refused, never anything else."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.report_grid import CellError, ReportGrid
from clientbase_xl.reading.reports import READERS
from tests.support import reports_b, reports_d, reports_e
from tests.support.drawn_report import DrawnReport
from tests.support.report_checks import told

ROUNDS = 80
# How each is drawn, and the column of «Итого» that holds the amount.
KINDS: dict[str, tuple[Callable[[], DrawnReport], int]] = {
    "B": (reports_b.draw, 3),
    "D": (lambda: reports_d.draw(reports_d.COUNTED, measures=reports_d.COUNTED_MEASURES, has_articles=True), 12),
    "E": (reports_e.draw, 2),
    "E without levels": (lambda: reports_e.draw().flat(), 2),
}
JUNK = (
    None,
    "",
    " ",
    "Итого",
    "По менеджерам",
    1.0,
    -5.0,
    0.0,
    1e15,
    float("inf"),
    "   12 345,50",
    "10%",
    "Сумма",
    ",",
)
CELLS = (CellError("#DIV/0!"), datetime(2026, 1, 1), True)  # noqa: DTZ001


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_report_reconciles_or_is_refused(kind):
    draws = random.Random(f"damage {kind}")
    reader = next(one for one in READERS if one.key == kind[0])
    draw, amount = KINDS[kind]
    count_read = 0
    for _ in range(ROUNDS):
        drawing = draw()
        for _ in range(draws.randint(1, 2)):
            _damage(drawing, draws)
        try:
            report = reader.read(_with_odd_cell(drawing.grid(), draws), "отчёт.xlsx")
        except BadFile:
            continue
        total = _total(drawing, amount)
        assert total is None or sum(told(report, "Сумма, ₽")) == total
        count_read += 1
    assert 0 < count_read < ROUNDS


def _damage(drawing: DrawnReport, draws: random.Random) -> None:
    place, other = (draws.randrange(len(drawing.rows)) for _ in range(2))
    row = drawing.rows[place]
    match draws.randint(0, 5):
        case 0:
            drawing.drop(place)
        case 1:
            drawing.rows[place], drawing.rows[other] = drawing.rows[other], row
        case 2 if row:
            row[draws.randrange(len(row))] = draws.choice(JUNK)
        case 3:
            drawing.outlines[place] = draws.randint(0, 8)
            drawing.indents[place, 0] = draws.randint(0, 5)
        case _:
            drawing.rows[place] = row[: draws.randint(0, 3)]


def _with_odd_cell(grid: ReportGrid, draws: random.Random) -> ReportGrid:
    rows = [list(row) for row in grid.rows]
    row = draws.choice(rows)
    if row and draws.random() < 0.1:
        row[draws.randrange(len(row))] = draws.choice(CELLS)
    return replace(grid, rows=tuple(map(tuple, rows)))


def _total(drawing: DrawnReport, column: int) -> Decimal | None:
    """Return the amount that the last total tells, None where the damage took it or made it a text."""
    last = next((row for row in reversed(drawing.rows) if row and str(row[0]).strip().casefold() == "итого"), [])
    amount = last[column] if column < len(last) else None
    return Decimal(str(amount)).quantize(Decimal("0.01")) if isinstance(amount, int | float) else None
