"""Gross profit by client, groups and item, managers across (EXPORTS, layout D)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.costs import check_profit, cost_of
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.manager_blocks import ManagerHeader, find_blocks
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.reading.reports.named_levels import level_names, refuse_other_levels
from clientbase_xl.reading.reports.one_month import day_of_lines
from clientbase_xl.reading.reports.preamble import read_preamble
from clientbase_xl.reading.reports.reconcile import check_across
from clientbase_xl.reading.reports.report_body import (
    ReportBody,
    marked_tree,
    read_body,
    reconciled,
    unlike_its_beginning,
)
from clientbase_xl.reading.reports.roubles import refuse_other_money
from clientbase_xl.reading.reports.sale_rows import GROUP_MARK, SaleRow, flat_report

TITLE = "Валовая прибыль по клиентам и менеджерам"
_CODE = re.compile(r"(?=\S*\d)[\w./-]+")
ALLOWED = "клиент, под ним группы, под ними товары; уровни видны по отступам или по группировке строк"
NO_LEVELS = (
    "Выгрузите отчёт из учётной системы в формате xlsx: в старом xls отступы теряются. "
    "Разверните все группировки до товара."
)


def identify(peek: Peek) -> bool:
    """Tell whether a sheet begins with managers over pairs of columns in a report by client."""
    return find_blocks(peek.rows) is not None


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Return a line per item and manager; BadFile as `ReportReader` says, and when no level is visible."""
    header = find_blocks(grid.rows)
    if header is None:
        raise unlike_its_beginning(file_name, grid.sheet)
    preamble = read_preamble(grid.rows, header.row - 1)
    day = day_of_lines(preamble, file_name, grid.sheet)
    refuse_other_money(preamble, header.measured, file_name, grid.sheet, grid.rows[header.row - 1 : header.row + 1])
    names = level_names(preamble, grid.rows[header.row - 1 : header.row + 1], header.label_column)
    refuse_other_levels(names, file_name, grid.sheet, has_only_groups=True)
    columns = [column for block in header.measured for column in block.columns]
    body = read_body(grid, file_name, header.row + 1, header.label_column, columns)
    tree = marked_tree(body)
    if tree is None:
        raise BadFile(
            f"В отчёте «{file_name}», лист «{grid.sheet}» не видно уровней: какие строки — клиенты, какие — товары.",
            ALLOWED,
            NO_LEVELS,
        )
    problems = (*reconciled(body, tree), *_check_managers(body, header))
    return flat_report(TITLE, file_name, grid.sheet, _sales(body, header, tree, day), problems, preamble)


def _check_managers(body: ReportBody, header: ManagerHeader) -> tuple[Problem, ...]:
    """Refuse rows of which «Итого» across differs from the sum of the managers."""
    if header.total is None:
        return ()
    first = sum(len(block.measured.places) for block in header.blocks)
    found = list(check_profit(body, header.total, first))
    place = {position: index for index, position in enumerate(_positions(header))}
    for key, position in header.total.places.items():
        parts = [place[block.measured.places[key]] for block in header.blocks if key in block.measured.places]
        found += check_across(body.figures, place[position], parts, "сумма по менеджерам")
    return tuple(found)


def _positions(header: ManagerHeader) -> list[int]:
    return [position for block in header.measured for position in block.places.values()]


def _sales(body: ReportBody, header: ManagerHeader, tree: Tree, day: date) -> Iterator[SaleRow]:
    places = {position: index for index, position in enumerate(_positions(header))}
    has_articles, leaves, deepest = _has_articles(body, tree), tree.is_leaf.tolist(), tree.count_levels - 1
    # An item may stand beside groups; a name that is a group elsewhere was collapsed.
    groups_elsewhere = {
        (tree.depths[place], body.labels[place]) for place in np.flatnonzero(~tree.is_leaf) if body.labels[place]
    }
    for index, path in enumerate(tree.paths()):
        units = body.figures.units[index]
        if not leaves[index] or not units.any():
            continue
        if len(path) == 1:
            raise body.refused(index, "у клиента есть сумма, но под ним нет товаров.", ALLOWED, NO_LEVELS)
        if (tree.depths[index], body.labels[index]) in groups_elsewhere:
            what = "под группой нет товаров, а в другом месте отчёта они есть."
            raise body.refused(index, what, ALLOWED, NO_LEVELS)
        names = [body.labels[place] for place in path]
        is_article = has_articles and len(path) > 2 and bool(tree.depths[index] == deepest)
        *groups, item = names[1:-1] if is_article else names[1:]
        for block in header.blocks:
            figures: Mapping[str, int] = {key: int(units[places[at]]) for key, at in block.measured.places.items()}
            if any(figures.values()):
                yield SaleRow(
                    body.rows[index],
                    day,
                    names[0],
                    item,
                    figures.get("quantity"),
                    figures["amount"],
                    cost_of(figures),
                    block.manager,
                    GROUP_MARK.join(groups),
                    names[-1] if is_article else "",
                )


def _has_articles(body: ReportBody, tree: Tree) -> bool:
    """Tell whether the deepest rows are articles: each alone below its item, and every one a code or blank."""
    deepest = np.flatnonzero(tree.depths == tree.count_levels - 1).tolist()
    alone = all(tree.depths[place - 1] < tree.depths[place] and _is_last(tree, place) for place in deepest)
    texts = [body.labels[place] for place in deepest if body.labels[place]]
    return tree.count_levels > 2 and alone and bool(texts) and all(_CODE.fullmatch(text) for text in texts)


def _is_last(tree: Tree, place: int) -> bool:
    return place + 1 == len(tree.depths) or bool(tree.depths[place + 1] < tree.depths[place])


READER = ReportReader("D", TITLE, identify, read)
