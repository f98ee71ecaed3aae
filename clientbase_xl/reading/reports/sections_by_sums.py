"""Levels of clients, managers, groups and items restored by sums where an old .xls lost them (EXPORTS, layout E).

A client is known by its marker, an item with an empty characteristic by the comma at its end; all other rows may be
anything. A reading is one in which every client equals its managers, every manager its groups and every group its
items, in all columns. It is taken when it is the only one: two readings are a refusal, never a choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

import numpy as np

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.client_sections import Sections
from clientbase_xl.reading.reports.hierarchy import Tree, as_tree
from clientbase_xl.reading.reports.report_body import ReportBody

CLIENT, MANAGER, GROUP, ITEM = range(4)
MAX_STEPS = 200_000
# Wider than any sum of figures: the figures of a row side by side in one whole number stay apart.
_BITS = 80
ALLOWED = (
    "уровни строк видны в файле, или суммы клиентов, менеджеров, групп и товаров складываются единственным образом"
)
REMEDY = "Выгрузите отчёт из учётной системы в формате xlsx: в нём уровни строк сохраняются."


class _State(NamedTuple):
    """What is open before a row: a manager (its row, None between two); the sums so far of it and of the client."""

    manager: int | None
    of_manager: int
    of_client: int


class _Step(NamedTuple):
    """How many ways lead to a state (2 = several) and one of the steps: from where, and the row that it names."""

    ways: int
    before: int
    state: _State | None


def tree_by_sums(body: ReportBody, sections: Sections) -> Tree:
    """Return the only tree in which all sums add up; BadFile when there is none, or several."""
    depths = np.full(len(body.rows), ITEM, dtype=np.int64)
    values = _as_numbers(body)
    bounds = [*sections.starts, len(body.rows)]
    if not sections.starts or sections.starts[0] != 0:
        raise body.refused(0, "клиент без строки «По менеджерам» под ним.", ALLOWED, REMEDY)
    for start, end in pairwise(bounds):
        depths[start] = CLIENT
        for place, depth in _Client(body, values, start, end).levels():
            depths[place] = depth
    return as_tree(depths, "суммам строк")


class _Client:
    """The rows of one client, searched from its first to its last for all readings at once."""

    def __init__(self, body: ReportBody, values: Sequence[int], start: int, end: int) -> None:
        self.body, self.values, self.start, self.end = body, values, start, end
        self.sums = [0, *accumulate(values[start:end])]
        self.places: dict[int, list[int]] = {}
        for turn, value in enumerate(self.sums):
            self.places.setdefault(value, []).append(start + turn)
        self.reached: list[dict[_State, _Step]] = [{} for _ in range(end - start + 1)]
        self.steps = 0

    def levels(self) -> Iterator[tuple[int, int]]:
        """Yield the rows above items with their levels; BadFile unless one reading adds up."""
        self._reach(self.start + 1, _State(None, 0, 0), _Step(1, self.start, None))
        for place in range(self.start + 1, self.end):
            self._close_managers(place)
            for state, step in list(self.reached[place - self.start].items()):
                self._go_on(place, state, step.ways)
        self._close_managers(self.end)
        final = _State(None, 0, self.values[self.start])
        found = self.reached[-1].get(final)
        if found is None:
            raise self._refusal()
        if found.ways > 1:
            raise self._several("складываются не единственным образом")
        return self._trace(final)

    def _go_on(self, place: int, state: _State, ways: int) -> None:
        if self.body.labels[place].endswith(","):
            return
        if state.manager is None:
            self._reach(place + 1, _State(place, 0, state.of_client), _Step(ways, place, state))
            return
        new = state._replace(of_manager=state.of_manager + self.values[place])
        wanted = self.sums[place + 1 - self.start] + self.values[place]
        for end in self.places.get(wanted, ()):
            if end > place + 1:
                self._reach(end, new, _Step(ways, place, state))

    def _close_managers(self, place: int) -> None:
        for state, step in list(self.reached[place - self.start].items()):
            manager = state.manager
            if manager is not None and place > manager + 2 and state.of_manager == self.values[manager]:
                closed = _State(None, 0, state.of_client + self.values[manager])
                self._reach(place, closed, _Step(step.ways, place, state))

    def _reach(self, place: int, state: _State, step: _Step) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise self._several("можно сложить слишком многими способами")
        reached = self.reached[place - self.start]
        known = reached.get(state)
        reached[state] = step if known is None else known._replace(ways=min(known.ways + step.ways, 2))

    def _trace(self, final: _State) -> Iterator[tuple[int, int]]:
        place, state = self.end, final
        while True:
            step = self.reached[place - self.start][state]
            if step.state is None:
                return
            if step.before < place:
                yield step.before, MANAGER if step.state.manager is None else GROUP
            place, state = step.before, step.state

    def _several(self, how: str) -> BadFile:
        return self.body.refused(
            self.start,
            f"уровни строк в файле не сохранены, а суммы под этим клиентом {how}: не видно, кто менеджер, а что группа "
            "или товар.",
            ALLOWED,
            REMEDY,
        )

    def _refusal(self) -> BadFile:
        labels = self.body.labels
        furthest = max(turn for turn, states in enumerate(self.reached) if states) + self.start
        where = min(furthest, self.end - 1)
        items = list(takewhile(lambda row: labels[row].endswith(","), range(where + 1, self.end)))
        told = self._difference(where, items, "строки под ней") if items else ""
        if not told:
            every = [row for row in range(self.start, self.end) if labels[row].endswith(",")]
            told = self._difference(self.start, every, "все товары с запятой на конце")
        return self.body.refused(
            self.start,
            "уровни строк в файле не сохранены, и по суммам они не восстанавливаются: строки под этим клиентом не "
            f"складываются, начиная со строки {self.body.rows[where] + 1} «{labels[where]}».{told}",
            ALLOWED,
            REMEDY,
        )

    def _difference(self, group: int, items: Sequence[int], what: str) -> str:
        """Return the first column in which a row differs from rows below it, as a sentence; empty when none does."""
        figures = self.body.figures
        said, found = figures.units[group], figures.units[list(items)].sum(axis=0)
        column = next((turn for turn in range(len(said)) if said[turn] != found[turn]), None)
        if column is None:
            return ""
        say, sums, difference = (figures.shown(int(units[column]), column) for units in (said, found, said - found))
        return (
            f" «{self.body.labels[group]}», столбец «{figures.headings[column]}»: в отчёте {say}, {what} {sums}, "
            f"разница {difference}."
        )


def _as_numbers(body: ReportBody) -> list[int]:
    """Return the figures of each row as one whole number; sums of these are equal when all columns are."""
    return [sum(int(unit) << (_BITS * turn) for turn, unit in enumerate(row)) for row in body.figures.units.tolist()]
