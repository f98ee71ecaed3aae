"""«Валовая прибыль предприятия» wide by month: groups over leaves, months across, «Итого» (EXPORTS, layout A)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports import unroll
from clientbase_xl.reading.reports.even_levels import only_tree
from clientbase_xl.reading.reports.figure_words import Figure
from clientbase_xl.reading.reports.figures import QUANTITY, Figures
from clientbase_xl.reading.reports.hierarchy import BY_SUMS, Tree, find_tree
from clientbase_xl.reading.reports.level_names import CLIENT, Levels, decide_levels, level_names
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.reading.reports.month_blocks import MonthFigures, read_months
from clientbase_xl.reading.reports.month_header import MonthHeader, find_month_header
from clientbase_xl.reading.reports.month_words import column_problems, count_problems, profit_problems, summary
from clientbase_xl.reading.reports.preamble import Preamble, read_preamble
from clientbase_xl.reading.reports.reconcile import check_groups, check_total, groups_fit
from clientbase_xl.reading.reports.row_labels import NOBODY, RowLabels, read_labels
from clientbase_xl.reading.reports.sale_rows import without_quantities
from clientbase_xl.reading.reports.total_rows import split_body, without_repeats


@dataclass(frozen=True)
class Body:
    """The rows between header and total: their labels and figures, and how they stand below each other."""

    labels: RowLabels
    figures: Figures
    tree: Tree
    has_total: bool
    problems: tuple[Problem, ...]


def identify(peek: Peek) -> bool:
    """Tell whether the first rows have months over revenue."""
    return find_month_header(peek.rows) is not None


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Return one line per leaf and month with any figure, dated the last day of the month within the period.

    EXPORTS, layout A. The client is the level that the header or «Группировки строк:» names so; without one the lines
    have no client. Revenue is the amount; a group, «Итого» or the total across months that differs is refused. A month
    whose figures are empty or all zero gives no line. Without quantities every line is one unit with the sign of its
    amount, and a warning says so. BadFile: the report does not reconcile; a cell that is no number; months, levels or
    units that are not sure; no sale at all.
    """
    header = find_month_header(grid.rows)
    if header is None:
        raise _refused(file_name, grid.sheet, "месяцы над «Выручка» не найдены")
    preamble = read_preamble(grid.rows, header.first)
    months = read_months(grid, file_name, header, preamble)
    labels = read_labels(grid, header)
    names = level_names(labels.heading) or preamble.groupings
    body = _body(grid, file_name, labels, names, header, months)
    if body.tree.count_levels == 1 and not body.has_total and len(names) != 1:
        raise _refused(
            file_name, grid.sheet, "в строках не видно групп, а строки «Итого» нет: проверить суммы не по чему"
        )
    has_client = CLIENT in body.labels.attributes
    levels = decide_levels(file_name, grid.sheet, names, body.labels.texts, body.tree, has_client)
    rows, at, problems = _lines(body, months)
    if not len(rows):
        raise _refused(file_name, grid.sheet, "в нём нет ни одной продажи: все ячейки месяцев пусты")
    texts = _texts(body, levels)
    columns = {
        "sold_on": pa.array([months.dates[place] for place in at], pa.date32()),
        **{key: unroll.texts(values, rows) for key, values in texts.items()},
        "quantity": unroll.quantity(_quantities(body, months, rows, at)),
        "amount_rub": unroll.money(_taken(body, months, Figure.AMOUNT, rows, at)[0]),
    }
    if Figure.COST in months.places:
        columns["cost_rub"] = unroll.money(*_taken(body, months, Figure.COST, rows, at))
    found = [*months.problems, *body.problems, *levels.problems, *problems]
    if Figure.QUANTITY not in months.places:
        found.append(without_quantities(file_name, grid.sheet))
    return FlatReport(
        grid.sheet,
        unroll.titles(tuple(columns)),
        tuple(columns.values()),
        body.figures.row_numbers[rows],
        summary(preamble, months, body.figures, body.tree, levels, len(rows)),
        tuple(found),
        covers_from=_covered_from(months, at, preamble),
    )


READER = ReportReader("A", "Валовая прибыль предприятия (по месяцам)", identify, read)


def _body(
    grid: ReportGrid,
    file_name: str,
    labels: RowLabels,
    names: Sequence[str],
    header: MonthHeader,
    months: MonthFigures,
) -> Body:
    parts = split_body(labels.texts)
    chosen = [*parts.rows, *(() if parts.total is None else (parts.total,))]
    numbered = months.figures(
        grid, file_name, [labels.rows[index] for index in chosen], [labels.texts[i] for i in chosen]
    )
    filled = [
        place for place in range(len(parts.rows)) if labels.texts[chosen[place]] or numbered.is_filled[place].any()
    ]
    if parts.total is not None:
        found = numbered.rows(filled)
        filled = filled[without_repeats(found.labels, found.units, numbered.units[-1])]
    kept = labels.chosen([chosen[place] for place in filled])
    figures = numbered.rows(filled)
    total = None if parts.total is None else numbered.rows([len(chosen) - 1])
    if not filled:
        raise _refused(file_name, grid.sheet, "под заголовком нет ни одной строки")
    tree = find_tree(
        grid,
        kept.rows,
        kept.column,
        lambda tree: groups_fit(figures, tree),
        figures.units,
        None if total is None else total.units[0],
    )
    if tree.seen_by == BY_SUMS:
        tree = only_tree(figures, total, names)
    problems = [*figures.problems, *check_groups(figures, tree)]
    if total is None:
        _refuse_unnamed_total(figures, tree)
        problems.append(_without_total(figures))
    else:
        problems += check_total(figures, tree, total)
    for every in (figures, total):
        problems += () if every is None else months.check_across(every)
    problems += column_problems(grid, file_name, header, kept)
    return Body(kept, figures, tree, total is not None, tuple(problems))


def _lines(body: Body, months: MonthFigures) -> tuple[unroll.Units, unroll.Units, tuple[Problem, ...]]:
    """Return for each line the index of its leaf and of its month, leaf by leaf, and what is to be told of them."""
    any_figure = np.zeros((len(body.figures.labels), len(months.dates)), dtype=bool)
    for figure in (Figure.QUANTITY, Figure.AMOUNT, Figure.COST):
        if figure in months.places:
            any_figure |= body.figures.units[:, months.places[figure]] != 0
    any_figure &= body.tree.is_leaf[:, None]
    rows, at = (found.astype(np.int64) for found in np.nonzero(any_figure))
    problems = (*count_problems(body.figures, months, rows, at), *profit_problems(body.figures, months, rows, at))
    return rows, at, problems


def _covered_from(months: MonthFigures, at: unroll.Units, preamble: Preamble) -> date:
    """Return the first day of the first month with a sale, within the period: its lines are dated by its end."""
    first: date = min(months.dates[place] for place in np.unique(at)).replace(day=1)
    return max(first, preamble.period_from or first)


def _taken(
    body: Body, months: MonthFigures, figure: Figure, rows: unroll.Units, at: unroll.Units
) -> tuple[unroll.Units, npt.NDArray[np.bool_]]:
    places = np.array(months.places[figure])[at]
    return body.figures.units[rows, places], body.figures.is_filled[rows, places]


def _quantities(body: Body, months: MonthFigures, rows: unroll.Units, at: unroll.Units) -> unroll.Units:
    if Figure.QUANTITY in months.places:
        return _taken(body, months, Figure.QUANTITY, rows, at)[0]
    ones: unroll.Units = np.sign(_taken(body, months, Figure.AMOUNT, rows, at)[0]) * 10**QUANTITY
    return ones


def _texts(body: Body, levels: Levels) -> dict[str, Sequence[str | None]]:
    """Return by key what each row is called: by the level it or a group above it stands on, and by columns of labels.

    Names that mean nobody are no client; a column of clients is there even when no level names them.
    """
    texts: dict[str, list[str | None]] = {key: [None] * len(body.labels.texts) for key in levels.keys if key}
    depths = body.tree.depths
    for index, path in enumerate(body.tree.paths()):
        for place in path:
            key = levels.keys[depths[place]]
            if key:
                texts[key][index] = body.labels.texts[place] or None
    for key, values in body.labels.attributes.items():
        own = texts.get(key, [None] * len(values))
        texts[key] = [value or other for value, other in zip(values, own, strict=True)]
    if "sku_code" in texts and "sku_name" in texts:
        # Some items have no article: their name is their code, as in a file without codes.
        texts["sku_code"] = [code or name for code, name in zip(texts["sku_code"], texts["sku_name"], strict=True)]
    if "client_code" not in texts:
        texts.setdefault(CLIENT, [None] * len(body.labels.texts))
    for key in (CLIENT, "client_code"):
        if key in texts:
            texts[key] = [None if (name or "").casefold() in NOBODY else name for name in texts[key]]
    return dict(texts)


def _refuse_unnamed_total(figures: Figures, tree: Tree) -> None:
    """Refuse a report whose last row stands alone and equals all rows above: a total that is not called so."""
    others, last = figures.units[:-1][tree.is_leaf[:-1]].sum(axis=0), figures.units[-1]
    if len(figures.labels) > 2 and not tree.depths[-1] and last.any() and (last == others).all():
        what = f"последняя строка «{figures.labels[-1]}» ({figures.row_numbers[-1]}) равна сумме всех остальных"
        raise _refused(figures.file_name, figures.sheet, f"{what}: похоже, это «Итого» под другим названием")


def _without_total(figures: Figures) -> Problem:
    return Problem(
        "В отчёте нет строки «Итого»: проверено только, что группы равны суммам своих строк",
        "Сверьте сумму с учётной системой или выгрузите отчёт с итогами.",
        file=figures.file_name,
        sheet=figures.sheet,
    )


def _refused(file_name: str, sheet: str, what: str) -> BadFile:
    return BadFile(
        f"Отчёт «{file_name}», лист «{sheet}»: {what}.",
        "отчёт по месяцам с выручкой",
        "Проверьте период и отбор отчёта и выгрузите его заново.",
    )
