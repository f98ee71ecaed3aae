"""Levels of rows restored by sums: a group stands above the rows that add up to it (EXPORTS, 1C report E)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.int64]
# Rows of one group that are tried together with all ways in which equal neighbours may stand below each other.
MAX_CHILDREN, MAX_WAYS = 400, 600
_MODULUS = (1 << 61) - 1


@dataclass
class _Node:
    index: int
    value: int
    weight: int
    # Of this node and all after it: by how much returns can bring a sum back that has passed the group's.
    returns: int = 0
    children: list[_Node] = field(default_factory=list)


def depths_by_sums(units: Units, total: Units | None = None) -> Units | None:
    """Return depths (0 = outermost) of rows whose groups stand above their rows; None when they do not add up.

    `units` are whole units, rows × columns. Rows are taken from the last to the first; a row becomes the group of the
    fewest rows right below it that add up to it in every column. Of two equal neighbours the upper is taken for the
    group of the lower unless the sums above say otherwise. With `total`, the outermost rows must add up to it.
    """
    if not len(units):
        return None
    # One number per row stands for all its figures: equal sums of rows are equal sums of these, and hardly else.
    generator = Random(20260531)
    draw = [generator.randrange(1, 1 << 40) for _ in range(units.shape[1])]
    values = [_one_number(row, draw) for row in units.tolist()]
    weights = [int(weight) for weight in units.sum(axis=1)]
    stack: list[_Node] = []
    for index in range(len(units) - 1, -1, -1):
        node = _Node(index, values[index], weights[index])
        if values[index] and (taken := _below(stack, node)) is not None:
            node.children = taken
        node.returns = (stack[-1].returns if stack else 0) + min(0, node.weight) * _options(node)
        stack.append(node)
    roots = stack[::-1]
    if total is not None:
        whole = _one_number(total.tolist(), draw)
        target = _Node(-1, whole, int(total.sum()))
        found = _below(stack, target, is_whole=True)
        if found is None:
            return None
        roots = found
    depths = np.zeros(len(units), dtype=np.int64)
    _mark(roots, depths)
    return depths


def _one_number(row: Sequence[int], draw: Sequence[int]) -> int:
    return sum(units * factor for units, factor in zip(row, draw, strict=True) if units) % _MODULUS


def _below(stack: list[_Node], group: _Node, is_whole: bool = False) -> list[_Node] | None:
    """Take from the stack (its end is the next row) the rows that add up to a group; None and nothing taken if none.

    A way through the rows is the list of places at which a node gives up its only child, equal to it, and becomes
    a leaf beside it.
    """
    beyond = len(stack) - MAX_CHILDREN - 1
    left = stack[beyond].returns if beyond >= 0 and not is_whole else 0
    ways: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {(0, 0): ()}
    for count, node in enumerate(reversed(stack), 1):
        options = _options(node)
        after = stack[-count - 1].returns - left if count < len(stack) else 0
        longer: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        for (value, weight), way in ways.items():
            for splits in range(options):
                new = ((value + node.value * (splits + 1)) % _MODULUS, weight + node.weight * (splits + 1))
                if new[1] + after <= group.weight and new not in longer:
                    longer[new] = (*way, (count, splits)) if splits else way
        ways = dict(list(longer.items())[:MAX_WAYS])
        if not ways:
            return None
        match = next((way for (value, _), way in ways.items() if value == group.value), None)
        if match is not None and (not is_whole or count == len(stack)):
            return _taken(stack, count, dict(match))
        if count >= MAX_CHILDREN and not is_whole:
            return None
    return None


def _options(node: _Node) -> int:
    """Return into how many rows a chain of equal single children can be laid side by side."""
    length = 1
    while len(node.children) == 1 and node.children[0].value == node.value:
        node, length = node.children[0], length + 1
    return length


def _taken(stack: list[_Node], count: int, splits: dict[int, int]) -> list[_Node]:
    taken: list[_Node] = []
    for place in range(1, count + 1):
        node = stack.pop()
        for _ in range(splits.get(place, 0)):
            child = node.children[0]
            node.children = []
            taken.append(node)
            node = child
        taken.append(node)
    return taken


def _mark(roots: list[_Node], depths: Units) -> None:
    pending = [(node, 0) for node in roots]
    while pending:
        node, depth = pending.pop()
        depths[node.index] = depth
        pending += [(child, depth + 1) for child in node.children]
