"""Items of a report of shipments as sales, with their outlet, contract or document (EXPORTS, layout B)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.months import full_year
from clientbase_xl.reading.reports.one_month import day_of_lines
from clientbase_xl.reading.reports.preamble import Preamble
from clientbase_xl.reading.reports.report_body import ReportBody
from clientbase_xl.reading.reports.sale_rows import GROUP_MARK, SaleRow
from clientbase_xl.reading.reports.shipment_levels import Level

_DATED = re.compile(r".*\bот (\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)")
ALLOWED = "клиент без отступа, под ним с пробелами впереди точки, договоры, группы и товары"
UNFOLD = "Разверните в отчёте все группировки до товара и выгрузите его заново."


def to_sales(
    body: ReportBody, tree: Tree, levels: Sequence[Level], preamble: Preamble, measures: Sequence[str]
) -> Iterator[SaleRow]:
    """Yield a sale per leaf whose figures are not all zero; `levels` are those between client and item.

    Its day is that of its document when every document tells one within the period, else the last of the period.
    BadFile: no period of one month where the documents tell no days; an outlet or a group with an amount and no items.
    """
    leaves, deepest = tree.is_leaf.tolist(), tree.count_levels - 1
    days = _document_days(body, tree, levels, preamble)
    day = date.max if days else day_of_lines(preamble, body.file_name, body.grid.sheet)
    for index, path in enumerate(tree.paths()):
        units = dict(zip(measures, body.figures.units[index].tolist(), strict=True))
        if not leaves[index] or not any(units.values()):
            continue
        if tree.depths[index] < deepest:
            raise body.refused(index, "под строкой нет товаров, а сумма есть.", ALLOWED, UNFOLD)
        above = [(levels[tree.depths[place] - 1], place) for place in path[1:-1]]
        document = next((place for level, place in above if level is Level.DOCUMENT), None)
        yield SaleRow(
            body.rows[index],
            day if document is None else days.get(document, day),
            body.labels[path[0]],
            body.labels[index],
            units.get("quantity"),
            units["amount"],
            document=_document(body, above, document),
            product_category=GROUP_MARK.join(body.labels[place] for level, place in above if level is Level.GROUP),
        )


def _document(body: ReportBody, above: Sequence[tuple[Level, int]], document: int | None) -> str:
    """Return where a sale stands: its document first, for a return is told by its beginning; the rest is named."""
    first = [] if document is None else [body.labels[document]]
    told = [_named(level, body.labels[place]) for level, place in above if level in (Level.OUTLET, Level.CONTRACT)]
    return "; ".join([*first, *told])


def _named(level: Level, name: str) -> str:
    """Return a name that begins with its kind: a bare «С12» or «Возвратная тара» would look like a return."""
    return name if name.casefold().startswith(level) else f"{level}: {name}"


def _document_days(body: ReportBody, tree: Tree, levels: Sequence[Level], preamble: Preamble) -> dict[int, date]:
    """Return the day of each row of a document; none unless all have one within the period."""
    if Level.DOCUMENT not in levels or preamble.period_from is None or preamble.period_to is None:
        return {}
    depth = levels.index(Level.DOCUMENT) + 1
    days: dict[int, date] = {}
    for place in tree.groups(depth):
        day = _day(body.labels[place])
        if day is None or not preamble.period_from <= day <= preamble.period_to:
            return {}
        days[place] = day
    has_all = all(
        any(place in days for place in path) for path, leaf in zip(tree.paths(), tree.is_leaf, strict=True) if leaf
    )
    return days if has_all else {}


def _day(label: str) -> date | None:
    match = _DATED.match(label)
    try:
        return date(full_year(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
