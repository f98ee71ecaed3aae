"""Total rows among sales lines are set aside: «Итого», «Всего по …», Excel's subtotals «… Итог» (EXPORTS, flat tables).

A row without a date that says so is a total. With a date it may be a client called «Всего хорошего» or «ООО Итог»: the
words alone decide only where nothing else stands there, else the empty item or the sum of the rows above must agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.problems import Severity
from clientbase_xl.reading import line_amounts
from clientbase_xl.reading.date_column import Dates
from clientbase_xl.reading.exact_integers import as_integers
from clientbase_xl.reading.number_column import Numbers
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.reading.text import clean

BoolMask = npt.NDArray[np.bool_]
REASON = "итоговая строка"
_WORDS = "(?:общий итог|итого|всего|grand total|total)"
_LAST_WORDS = "(?:общий итог|итого|итог|всего|total)"
TOTAL = rf"(?i)^{_WORDS}(?:[\s:.,]|$)"
_EXACT = rf"(?i)^(?:{_WORDS}|итог)[\s:.,;]*$"
_AT_END = rf"(?i)\s{_LAST_WORDS}[\s:.]*$"
_LIKE = rf"{TOTAL}|{_EXACT}|{_AT_END}"
_OF_WHAT = re.compile(rf"{_WORDS}(?::|\s(?:по|за|на|в|для)\s)", re.IGNORECASE)
_REST = re.compile(rf"^{_WORDS}[\s:.,]+|\s{_LAST_WORDS}[\s:.]*$", re.IGNORECASE)
CLIENTS = ("client_name", "client_code")
ITEMS = ("sku_name", "sku_code")
MIN_ROWS_SUMMED = 2


class _Label(Enum):
    """How surely a client's name is that of a total: the word alone, a total of something, a name with such a word."""

    EXACT = 1
    OF_SOMETHING = 2
    LIKE = 3


def exclude_undated_totals(sifter: Sifter, dates: Dates) -> None:
    """Set aside the rows without a date that begin with a total's word, or end with one after a name of the column."""
    undated = np.flatnonzero(np.isnat(dates.days) & sifter.is_open)
    if not len(undated):
        return
    rows = pa.array(undated)
    is_total = np.zeros(len(undated), dtype=bool)
    for array in sifter.table.columns.values():
        if pa.types.is_string(array.type):
            texts = clean(array.take(rows))
            is_total |= _matching(texts, TOTAL)
            at_end = np.flatnonzero(_matching(texts, _AT_END) & ~is_total)
            if len(at_end):
                names = _folded(clean(array))
                is_total[at_end] = [_rest(label) in names for label in texts.take(pa.array(at_end)).to_pylist()]
    mask = np.zeros(sifter.table.count_rows, dtype=bool)
    mask[undated[is_total]] = True
    sifter.exclude(mask, REASON)


def exclude_dated_totals(
    sifter: Sifter, dates: Dates, texts: Mapping[str, pa.Array], numbers: Mapping[str, Numbers]
) -> None:
    """Set aside the rows with a date whose client is a total, and say so; a client that only looks like one stays.

    `texts` are the clean columns by key. A client with a code of its own is never a total. The word alone is one; a
    total of something («Всего по …», «<имя клиента> Итог») is one where its item is empty or its sum is that of the
    rows above, else a warning; another name with such a word only where two rows or more add up to it.
    """
    dated = ~np.isnat(dates.days) & sifter.is_open
    key = next(key for key in CLIENTS if key in texts)
    exact = _without_client(sifter, texts, dated)
    like = _looks_like_total(texts) & dated
    looser, doubtful = np.zeros_like(exact), np.zeros_like(exact)
    if like.any():
        labels = _labels(texts, np.flatnonzero(like))
        kinds = _kinds(labels, texts)
        found, unsure = _judge(labels, kinds, dated & ~exact, texts, numbers)
        exact[[row for row, label in labels.items() if kinds[label] is _Label.EXACT]] = True
        looser[found], doubtful[unsure] = True, True
    sifter.report_once(
        sifter.exclude(exact, REASON),
        key,
        "Итог с датой — не продажа: строка не принята",
        "Ничего делать не нужно, если это итог.",
        Severity.NOTICE,
    )
    sifter.report_once(
        sifter.exclude(looser, REASON),
        key,
        "Строка с датой похожа на итог по строкам выше и не принята",
        "Если это клиент, выгрузите его с кодом клиента или назовите иначе и загрузите файл заново.",
    )
    sifter.report_once(
        doubtful & sifter.is_open,
        key,
        "Клиент назван как итог: строка принята как продажа",
        "Если это итог, уберите такие строки из выгрузки и загрузите файл заново.",
    )


class _Sums:
    """Sums of the rows with a date that are no totals, in kopecks, asked for by the row of a total."""

    def __init__(
        self, is_line: BoolMask, is_total: BoolMask, texts: Mapping[str, pa.Array], numbers: Mapping[str, Numbers]
    ) -> None:
        values = numbers["amount_rub" if "amount_rub" in numbers else "quantity"].values
        if isinstance(values, pa.ChunkedArray):
            values = values.combine_chunks()
        found = as_integers(line_amounts.kopecks(values))
        self._amounts = np.zeros(len(is_line), dtype=np.int64) if found is None else found
        self._texts, self._is_line = texts, is_line
        self._sums = np.concatenate([[0], np.cumsum(np.where(is_line, self._amounts, 0))])
        self._counts = np.concatenate([[0], np.cumsum(is_line)])
        places = np.where(is_total, np.arange(1, len(is_total) + 1), 0)
        self._last_total = np.concatenate([[0], np.maximum.accumulate(places)])

    def agree(self, row: int, name: str, least: int) -> bool:
        """Tell whether a row repeats the sum of those since the last total, of all above it, or of a client's."""
        amount = int(self._amounts[row])
        groups = [
            (self._sums[row] - self._sums[start], self._counts[row] - self._counts[start])
            for start in (self._last_total[row], 0)
        ]
        for key in CLIENTS if name else ():
            if key in self._texts:
                same = _mask(pc.equal(pc.utf8_lower(self._texts[key]), name).fill_null(False)) & self._is_line
                groups.append((self._amounts[same].sum(), same.sum()))
        return amount != 0 and any(count >= least and total == amount for total, count in groups)


def _has_item(texts: Mapping[str, pa.Array], count: int) -> BoolMask:
    mask = np.zeros(count, dtype=bool)
    for key in ITEMS:
        if key in texts:
            mask |= _mask(pc.is_valid(texts[key])) & ~_matching(texts[key], _EXACT)
    return mask


def _judge(
    labels: Mapping[int, str],
    kinds: Mapping[str, _Label],
    dated: BoolMask,
    texts: Mapping[str, pa.Array],
    numbers: Mapping[str, Numbers],
) -> tuple[list[int], list[int]]:
    """Return which rows are totals by their item or sum, and which stay in doubt; names with items are clients."""
    has_item = _has_item(texts, len(dated))
    with_items = {label for row, label in labels.items() if has_item[row]}
    left = {row: label for row, label in labels.items() if kinds[label] is not _Label.LIKE or label not in with_items}
    is_total = np.zeros_like(dated)
    is_total[list(left)] = True
    is_line = dated & ~is_total
    items_are_told = bool((has_item & is_line).any())
    sums = _Sums(is_line, is_total, texts, numbers)
    looser: list[int] = []
    doubtful: list[int] = []
    for row, label in left.items():
        is_itemless = items_are_told and label not in with_items
        if kinds[label] is _Label.OF_SOMETHING:
            is_found = is_itemless or sums.agree(row, _rest(label), 1)
            (looser if is_found else doubtful).append(row)
        elif kinds[label] is _Label.LIKE:
            if sums.agree(row, "", MIN_ROWS_SUMMED):
                looser.append(row)
            elif is_itemless:
                doubtful.append(row)
    return looser, doubtful


def _looks_like_total(texts: Mapping[str, pa.Array]) -> BoolMask:
    """Return the rows of which no code and no name of the client says anything but a total."""
    arrays = [texts[key] for key in CLIENTS if key in texts]
    agreed, named = np.ones(len(arrays[0]), dtype=bool), np.zeros(len(arrays[0]), dtype=bool)
    for array in arrays:
        found = _matching(array, _LIKE)
        if not found.any() and not array.null_count:
            # Most files end here: every row has a name that says something else.
            return found
        agreed &= found | _mask(pc.is_null(array))
        named |= found
    agreed &= named
    return agreed


def _without_client(sifter: Sifter, texts: Mapping[str, pa.Array], dated: BoolMask) -> BoolMask:
    """Return the rows without a client of which another cell is a total's word."""
    mask = np.zeros(len(dated), dtype=bool)
    clients = [texts[key] for key in CLIENTS if key in texts]
    if any(not array.null_count for array in clients):
        return mask
    rows = np.flatnonzero(np.logical_and.reduce([_mask(pc.is_null(array)) for array in clients]) & dated)
    taken = pa.array(rows)
    known = {sifter.header.columns[key] for key in texts}
    others = [array for place, array in sifter.table.columns.items() if place not in known]
    cells = [array.take(taken) for array in texts.values()]
    cells += [clean(array.take(taken)) for array in others if pa.types.is_string(array.type)]
    for array in cells:
        mask[rows] |= _matching(array, _EXACT)
    return mask


def _labels(texts: Mapping[str, pa.Array], rows: npt.NDArray[np.int64]) -> dict[int, str]:
    taken = pa.array(rows)
    columns = [texts[key].take(taken).to_pylist() for key in CLIENTS if key in texts]
    return {int(row): next(filter(None, cells)) for row, *cells in zip(rows, *columns, strict=True)}


def _kinds(labels: Mapping[int, str], texts: Mapping[str, pa.Array]) -> dict[str, _Label]:
    names = set().union(*(_folded(texts[key]) for key in CLIENTS if key in texts))

    def kind(label: str) -> _Label:
        if re.search(_EXACT, label):
            return _Label.EXACT
        return _Label.OF_SOMETHING if _OF_WHAT.match(label) or _rest(label) in names else _Label.LIKE

    return {label: kind(label) for label in set(labels.values())}


def _rest(label: str) -> str:
    return _REST.sub("", label).strip().lower()


def _folded(texts: pa.Array) -> set[str]:
    return {text for text in pc.utf8_lower(pc.unique(texts)).to_pylist() if text}


def _matching(texts: pa.Array, pattern: str) -> BoolMask:
    """Return which texts match; the pattern sees the distinct ones only."""
    distinct = pc.unique(texts)
    found = distinct.filter(pc.match_substring_regex(distinct, pattern).fill_null(False))
    return _mask(pc.is_in(texts, value_set=found)) if len(found) else np.zeros(len(texts), dtype=bool)


def _mask(values: pa.Array) -> BoolMask:
    mask: BoolMask = values.to_numpy(zero_copy_only=False).astype(bool)
    return mask
