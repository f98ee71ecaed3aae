"""The line of counts below the total of shipments: «Торговых точек АКБ: | 109» (EXPORTS, layout B)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.preamble import row_text
from clientbase_xl.reading.reports.report_body import ReportBody
from clientbase_xl.reading.reports.shipment_levels import Level
from clientbase_xl.rules.words import grouped

_COUNT = re.compile(r"(торговых точек|точек|акб|клиентов).*?(\d[\d ]*)$", re.IGNORECASE)
# A whole number as a cell holds it: 109.0.
_WHOLE = re.compile(r"\.0$")


def check_count(body: ReportBody, tree: Tree, levels: Sequence[Level]) -> tuple[Problem, ...]:
    """Return a problem when the line tells another number than the distinct outlets or clients of the report."""
    for row in body.tail:
        text = _WHOLE.sub("", row_text(body.grid.rows[row]))
        if match := _COUNT.match(text):
            said, counts = int(match[2].replace(" ", "")), _counts(body, tree, levels)
            if said in counts.values():
                continue
            found = ", ".join(f"{what} — {grouped(count)}" for what, count in counts.items())
            return (
                Problem(
                    f"Под итогом сказано другое число точек, чем в строках отчёта: в строках разных {found}",
                    "Проверьте отбор отчёта: в нём могут быть не все клиенты. Суммы отчёта сходятся.",
                    Severity.WARNING,
                    body.file_name,
                    body.grid.sheet,
                    row + 1,
                    value=text,
                ),
            )
    return ()


def _counts(body: ReportBody, tree: Tree, levels: Sequence[Level]) -> dict[str, int]:
    """Return the distinct clients, and the distinct outlets of clients where a level holds them."""
    paths = tree.paths()
    tops = [place for place in range(len(body.labels)) if tree.depths[place] == 0]
    counts = {"клиентов": len({body.labels[place] for place in tops})}
    if Level.OUTLET in levels:
        depth = levels.index(Level.OUTLET) + 1
        outlets = {
            (body.labels[paths[place][0]], body.labels[place])
            for place in range(len(body.labels))
            if tree.depths[place] == depth
        }
        counts["торговых точек"] = len(outlets)
    return counts
