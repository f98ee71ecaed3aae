"""The readings of rows without marks in which every item stands on the deepest level (EXPORTS, layout A).

A reading by sums is taken only when it is the only one: several would name other rows clients, and all of them add up.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import accumulate
from random import Random

import numpy as np
import numpy.typing as npt

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.figures import Figures
from clientbase_xl.reading.reports.hierarchy import BY_SUMS, Tree, as_tree
from clientbase_xl.reading.reports.level_names import CODE, ITEM, key_of

Units = npt.NDArray[np.int64]
MAX_LEVELS = 8
# Of all rows together; rows that cancel each other out again and again have too many readings to try.
MAX_STEPS = 1_000_000
_MODULUS = (1 << 61) - 1
# From a row to the rows right after what may stand below it, with the number of ways (2 = several).
_Spans = Mapping[int, Mapping[int, int]]


def only_tree(figures: Figures, total: Figures | None, names: Sequence[str]) -> Tree:
    """Return the only tree by sums whose items all stand on the deepest level; BadFile when there is none, or several.

    As many levels as the report names decide; where no reading has so many, any other number may.
    """
    units, whole = figures.units, None if total is None else total.units[0]
    found = even_readings(units, whole, _named_counts(names)) or even_readings(units, whole, range(2, MAX_LEVELS + 1))
    if len(found) == 1:
        return as_tree(found[0], BY_SUMS)
    why = (
        "суммы складываются не единственным образом"
        if found
        else "по суммам самые внутренние строки стоят на разных уровнях"
    )
    raise BadFile(
        f"Отчёт «{figures.file_name}», лист «{figures.sheet}»: уровни строк в файле не сохранены (нет ни группировки "
        f"строк, ни отступов), а {why}: не видно, какие строки — клиенты, а какие — товары.",
        "уровни строк видны в файле, или суммы групп и строк под ними складываются единственным образом",
        "Выгрузите отчёт в формате xlsx, включив в его настройках группировку строк (уровни сохраняются отступами), "
        "или выгрузите плоскую таблицу: контрагент и номенклатура в отдельных столбцах.",
    )


def even_readings(units: Units, total: Units | None, counts: Iterable[int]) -> list[Units]:
    """Return up to two readings, as depths of the rows (0 = outermost), with so many levels as `counts` allow.

    In a reading every row above the deepest level equals the sum of the rows one level below it, in all columns, and
    the outermost rows equal `total`. Rows without any figure are never groups of such rows alone. Where the ways are
    too many to try two readings are returned.
    """
    rows = _Rows(units)
    found: list[Units] = []
    for count in counts:
        if len(found) < 2 and rows.may_have(count, total):
            found += rows.readings(count)
    return found[:2]


class _Rows:
    def __init__(self, units: Units) -> None:
        self.units, self.count = units, len(units)
        # One number per row stands for all its figures: equal sums of rows are equal sums of these, and hardly else.
        generator = Random(20260601)
        self.factors = [generator.randrange(1, 1 << 60) for _ in range(units.shape[1])]
        self.values = [self._one_number(row) for row in units.tolist()]
        self.sums = list(accumulate(self.values, lambda before, value: (before + value) % _MODULUS, initial=0))
        self.places: dict[int, list[int]] = defaultdict(list)
        for place, value in enumerate(self.sums):
            self.places[value].append(place)
        filled: list[bool] = [any(row) for row in units.tolist()]
        self.next_filled = [self.count] * (self.count + 1)
        for place in range(self.count - 1, -1, -1):
            self.next_filled[place] = place if filled[place] else self.next_filled[place + 1]
        self.steps = 0

    def may_have(self, count: int, total: Units | None) -> bool:
        """Tell whether the rows together are as many times the total: each level repeats it once."""
        return total is None or self.sums[-1] == count * self._one_number(total.tolist()) % _MODULUS

    def readings(self, count: int) -> list[Units]:
        """Return up to two readings with this number of levels; the same one twice where it has several ways."""
        spans: list[_Spans] = []
        try:
            for height in range(1, count):
                spans.append(self._spans(height, spans))
            ways = self._chain(0, self.count, spans, count - 1).get(self.count, 0) if self.count else 0
        except _TooManyError:
            return [np.zeros(self.count, dtype=np.int64)] * 2
        if not ways:
            return []
        depths = np.full(self.count, count - 1, dtype=np.int64)
        if ways == 1:
            self._mark(depths, spans, count - 1)
        return [depths] * ways

    def _one_number(self, row: Sequence[int]) -> int:
        return sum(unit * factor for unit, factor in zip(row, self.factors, strict=True) if unit) % _MODULUS

    def _spans(self, height: int, lower: Sequence[_Spans]) -> _Spans:
        """Return where rows of this height end: all rows below one are `height` times it, for each level repeats it."""
        spans: dict[int, dict[int, int]] = {}
        for start in range(self.count - height):
            ends = self.places.get((self.sums[start + 1] + height * self.values[start]) % _MODULUS, [])
            # At the least one row per level, and among them one with a figure.
            ends = ends[bisect_left(ends, max(start + height, self.next_filled[start + 1]) + 1) :]
            self._count(len(ends))
            if not ends:
                continue
            if height == 1:
                spans[start] = dict.fromkeys(ends, 1)
            else:
                reached = self._chain(start + 1, ends[-1], lower, height - 1)
                if found := {end: reached[end] for end in ends if end in reached}:
                    spans[start] = found
        return spans

    def _chain(self, start: int, end: int, spans: Sequence[_Spans], height: int) -> dict[int, int]:
        """Return which rows up to `end` rows of this height, one after another, lead to, and in how many ways."""
        reached, waiting = {start: 1}, [start]
        while waiting:
            place = heappop(waiting)
            for after, ways in spans[height - 1].get(place, {}).items():
                if after <= end:
                    self._count(1)
                    if after not in reached:
                        heappush(waiting, after)
                    reached[after] = min(2, reached.get(after, 0) + ways * reached[place])
        return reached

    def _mark(self, depths: Units, spans: Sequence[_Spans], height: int) -> None:
        """Write the depths of the only reading."""
        pending = [(0, self.count, height, 0)]
        while pending:
            start, end, height, depth = pending.pop()
            reached = self._chain(start, end, spans, height)
            while end > start:
                before = next(place for place in reached if end in spans[height - 1].get(place, {}))
                depths[before] = depth
                if height > 1:
                    pending.append((before + 1, end, height - 1, depth + 1))
                end = before

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise _TooManyError


def _named_counts(names: Sequence[str]) -> set[int]:
    """Return how many levels the names stand for: «Номенклатура, Артикул» may be one level with two names."""
    keys = [key_of(name) for name in names]
    both = CODE in keys and ITEM in keys
    return {count for count in (len(keys), len(keys) - both) if 1 < count <= MAX_LEVELS}


class _TooManyError(Exception):
    """More ways than are tried."""
