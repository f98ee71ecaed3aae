"""Small FBS matrices for tests: by hand as words, at random for oracles, large for measures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix

WORDS = {".": "", "o": "Владелец", "1": "1 бэкапер", "2": "2 бэкапер", "b": "1 бэкапер"}
PEOPLE = ("Аня", "Боря", "Вера", "Глеб", "Дина", "Ева")


def of_words(*rows: str) -> FbsMatrix:
    """Return a matrix of rows such as «1: o12.»: level (0 for none), then a sign per person (see WORDS)."""
    levels, signs = zip(*(row.split(": ") for row in rows), strict=True)
    names = [f"ф{number}" for number in range(1, len(rows) + 1)]
    cells = [[WORDS[sign] for sign in row] for row in signs]
    return fbs_matrix(names, [level.replace("0", "") for level in levels], PEOPLE[: len(signs[0])], cells)


def matrices(
    count_functions: int, count_people: int, levels: str = "0123", signs: str = "..ob"
) -> st.SearchStrategy[FbsMatrix]:
    """Return random matrices up to a size, one function and one person at least; a repeated letter is likelier."""
    return st.integers(1, count_people).flatmap(
        lambda width: st.lists(
            st.tuples(
                st.sampled_from(levels),
                st.lists(st.sampled_from(signs), min_size=width, max_size=width).map("".join),
            ),
            min_size=1,
            max_size=count_functions,
        ).map(lambda rows: of_words(*(f"{level}: {signs}" for level, signs in rows)))
    )


def large(count_people: int, count_functions: int, seed: int, backups: float) -> FbsMatrix:
    """Return a matrix with one owner per function and a share of the other cells as backups."""
    random = np.random.default_rng(seed)
    shape = (count_functions, count_people)
    is_owner = np.zeros(shape, dtype=bool)
    is_owner[np.arange(count_functions), random.integers(0, count_people, count_functions)] = True
    is_backup = (random.random(shape) < backups) & ~is_owner
    functions = tuple(f"функция {number}" for number in range(count_functions))
    people = tuple(f"сотрудник {number}" for number in range(count_people))
    return FbsMatrix(functions, people, random.integers(1, 4, count_functions), is_owner, is_backup)


def able(matrix: FbsMatrix, function: int, people: Sequence[int]) -> list[int]:
    """Return who of some people can do a function, one by one."""
    return [one for one in people if matrix.is_owner[function, one] or matrix.is_backup[function, one]]
