"""Functions of the FBS matrix that nobody can do, or nobody owns, while some employees are absent.

METHOD section 15: able = has any role in the function; uncovered = no able person left; weak = able but no owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from clientbase_xl.rules.fbs_matrix import fbs_matrix


class Coverage(StrEnum):
    """What is left of a function."""

    COVERED = "закрыта"
    WEAK = "без владельца"
    UNCOVERED = "некому выполнить"


def fbs_uncovered(
    matrix: Sequence[Sequence[str]], people: Sequence[str], absent: Collection[str]
) -> tuple[Coverage, ...]:
    """Return for each function what is left of it without the absent.

    METHOD section 15. In: per function a cell of roles per employee; the employees in the same order (a name in two
    columns is one person); names of the absent, in any case. A function without any role is uncovered whoever is
    there. A word that is no role makes nobody able. Raises BadUse for an absent person without a column.
    """
    empty = [""] * len(matrix)
    read = fbs_matrix(empty, empty, people, matrix)
    is_uncovered, is_weak = read.without({read.place_of(name) for name in absent if name.strip()})
    return tuple(
        Coverage.UNCOVERED if uncovered else Coverage.WEAK if weak else Coverage.COVERED
        for uncovered, weak in zip(is_uncovered, is_weak, strict=True)
    )
