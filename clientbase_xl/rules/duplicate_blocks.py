"""Which cards are compared at all: those that share a key of a small enough block.

METHOD section 7 (ours): a telephone or a name that very many cards have tells nobody from anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.int64]
_PRIME = 1_099_511_628_211


def pairs_of_blocks(owners: Places, keys: Places, most: int) -> Places:
    """Return the pairs of owners that share a key, as rows of two places, the smaller first: METHOD section 7.

    A key that more than `most` different owners have gives none. Pairs are sorted, each once.
    """
    if not len(owners):
        return np.empty((0, 2), dtype=np.int64)
    order = np.lexsort((owners, keys))
    owners, keys = owners[order], keys[order]
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    owners, keys = owners[is_new], keys[is_new]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    # Of every owner: how many of its block stand after it; blocks that are too large have none.
    after = np.repeat(starts + sizes, sizes) - np.arange(len(keys)) - 1
    after[np.repeat(sizes, sizes) > most] = 0
    found, places, step = [], np.flatnonzero(after), 1
    while len(places):
        found.append(np.column_stack((owners[places], owners[places + step])))
        step += 1
        places = places[after[places] >= step]
    return unique_pairs(found)


def unique_pairs(found: Sequence[Places]) -> Places:
    """Return all pairs of several lists, each once, sorted: METHOD section 7."""
    if not found:
        return np.empty((0, 2), dtype=np.int64)
    pairs = np.concatenate(found)
    if not len(pairs):
        return pairs
    width = np.int64(pairs.max() + 1)
    packed = np.unique(pairs[:, 0] * width + pairs[:, 1])
    return np.column_stack((packed // width, packed % width))


def numbered(keys: Iterable[str]) -> Places:
    """Return a number for each text, equal ones alike: METHOD section 7."""
    codes: Places = pd.factorize(np.asarray(list(keys), dtype=object))[0].astype(np.int64)
    return codes


def without_one_letter(words: Sequence[str], longest: int) -> tuple[Places, Places]:
    """Return owners and keys of every word itself and without each of its letters: METHOD section 7.

    Two words one slip apart (a letter missing, extra, wrong, or two swapped) share a key. Words longer than `longest`
    give the keys of their beginning. Keys are hashes; a chance collision only costs a comparison.
    """
    cut = [word[:longest] for word in words]
    letters = np.zeros((len(cut), longest), dtype=np.uint64)
    sizes = np.array([len(word) for word in cut], dtype=np.int64)
    joined = np.frombuffer("".join(cut).encode("utf-32-le"), dtype=np.uint32)
    row = np.repeat(np.arange(len(cut)), sizes)
    column = np.arange(len(joined)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    letters[row, column] = joined
    owners, keys = [np.arange(len(cut))], [_hashes(letters)]
    for gone in range(longest):
        has = np.flatnonzero(sizes > gone)
        if not len(has):
            break
        owners.append(has)
        keys.append(_hashes(np.delete(letters[has], gone, axis=1)))
    return np.concatenate(owners), np.concatenate(keys).view(np.int64)


def _hashes(letters: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return one number per row; zeros at the end change nothing."""
    total = np.zeros(len(letters), dtype=np.uint64)
    power = _PRIME
    for column in letters.T:
        total += (column * column + column) * np.uint64(power)
        power = (power * _PRIME + 2) % 2**64
    return total
