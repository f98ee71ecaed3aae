"""Clients of a report and the markers «По менеджерам» that tell where each begins (EXPORTS, layout E)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.report_body import ReportBody

MARKER = re.compile(r"по менеджерам:?", re.IGNORECASE)
_SECTION = re.compile(r"по [а-яё]+(?:ам|ям):?", re.IGNORECASE)
ALLOWED = "строка клиента, под ней «По менеджерам», менеджер, группы и товары"
REMEDY = "Выгрузите отчёт заново в формате xlsx: с одним разделом «По менеджерам» и всеми строками до товара."


@dataclass(frozen=True)
class Sections:
    """`kept` are the places of the rows without the markers; `starts`, among the kept, those of the clients."""

    body: ReportBody
    kept: tuple[int, ...]
    starts: tuple[int, ...]

    def fits(self, tree: Tree) -> bool:
        """Tell whether the outermost rows of a tree of the kept rows are just the clients."""
        return tuple(place for place, depth in enumerate(tree.depths) if depth == 0) == self.starts

    def check(self, tree: Tree) -> None:
        """Refuse a tree whose outermost rows are not the clients, or with an amount above the items."""
        starts, leaves = set(self.starts), tree.is_leaf.tolist()
        for place, path in enumerate(tree.paths()):
            row, depth = self.kept[place], len(path) - 1
            if (depth == 0) != (place in starts):
                what = "клиент без строки «По менеджерам» под ним." if depth == 0 else "уровень строки не тот."
                raise self.body.refused(row, what, ALLOWED, REMEDY)
            if leaves[place] and depth < 2 and self.body.figures.units[row].any():
                raise self.body.refused(row, "есть сумма, но под строкой нет товаров.", ALLOWED, REMEDY)


def find_sections(body: ReportBody) -> Sections:
    """Return the clients of a report: the rows right above the markers.

    BadFile: a marker without a client above it, one that differs from its client, another section («По складам»),
    which would repeat the sales.
    """
    labels = body.labels
    markers = [place for place, label in enumerate(labels) if MARKER.fullmatch(label)]
    for place, label in enumerate(labels):
        if _SECTION.fullmatch(label) and place not in set(markers):
            raise body.refused(
                place, "кроме «По менеджерам» есть другой раздел, продажи в нём повторяются.", ALLOWED, REMEDY
            )
    for turn, place in enumerate(markers):
        if place == 0 or (turn and markers[turn - 1] == place - 1):
            raise body.refused(place, "над строкой нет клиента.", ALLOWED, REMEDY)
        _check_marker(body, place)
    marked = set(markers)
    kept = tuple(place for place in range(len(labels)) if place not in marked)
    position = {place: turn for turn, place in enumerate(kept)}
    return Sections(body, kept, tuple(position[place - 1] for place in markers))


def _check_marker(body: ReportBody, place: int) -> None:
    """A marker is empty or repeats its client."""
    figures = body.figures
    is_other = figures.is_filled[place] & (figures.units[place] != figures.units[place - 1])
    if is_other.any():
        column = int(is_other.argmax())
        difference = figures.shown(int(figures.units[place, column] - figures.units[place - 1, column]), column)
        raise body.refused(
            place,
            f"не равна строке клиента «{body.labels[place - 1]}», столбец «{figures.headings[column]}», "
            f"разница {difference}.",
            ALLOWED,
            REMEDY,
        )
