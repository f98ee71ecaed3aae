"""The cost of a row: as the report says it, or revenue minus gross profit (EXPORTS, layouts D and E)."""

from __future__ import annotations

from collections.abc import Mapping

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.reports.measures import Measured
from clientbase_xl.reading.reports.report_body import ReportBody


def cost_of(figures: Mapping[str, int]) -> int | None:
    """Return the cost in kopecks from kopecks by measure; None where the report has neither cost nor profit.

    Gross profit decides where both stand: with revenue it gives the profit that people see in the report, though a
    column of cost may be without VAT beside a revenue with VAT.
    """
    if "profit" in figures:
        return figures["amount"] - figures["profit"]
    return figures.get("cost")


def check_profit(body: ReportBody, measured: Measured, first: int) -> tuple[Problem, ...]:
    """Return a problem when profit is not revenue minus cost; the figures of `measured` begin at place `first`."""
    if not {"cost", "profit"} <= measured.places.keys():
        return ()
    place = {key: first + turn for turn, key in enumerate(measured.places)}
    amount, cost, profit = (int(body.total.units[0, place[key]]) for key in ("amount", "cost", "profit"))
    if amount - cost == profit:
        return ()
    names = measured.headings
    shown = body.total.shown(amount - cost - profit, place["amount"])
    return (
        Problem(
            f"«{names['amount']}» минус «{names['cost']}» не равно «{names['profit']}», разница {shown}: "
            "себестоимостью взята выручка минус валовая прибыль",
            "Так бывает, когда выручка с НДС, а себестоимость без НДС. Если это не так, проверьте отчёт.",
            Severity.WARNING,
            body.file_name,
            body.grid.sheet,
            int(body.total.row_numbers[0]),
            names["profit"],
        ),
    )
