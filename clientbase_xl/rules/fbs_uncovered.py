"""Functions of the FBS matrix that nobody can do, or nobody owns, while some employees are absent.

METHOD section 15: able = has any role in the function; uncovered = no able person left; weak = able but no owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.fbs_roles import Role, name_key, roles_of


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
    known = [name_key(name) for name in people]
    gone = {name_key(name): name for name in absent if name.strip()}
    strangers = [name for key, name in gone.items() if key not in known]
    if strangers:
        raise BadUse(f"В матрице нет сотрудника «{strangers[0]}»")
    here = [place for place, person in enumerate(known) if person and person not in gone]
    return tuple(_coverage([roles_of(row[place])[0] for place in here]) for row in matrix)


def _coverage(roles: Sequence[frozenset[Role]]) -> Coverage:
    left = frozenset().union(*roles) if roles else frozenset()
    if not left:
        return Coverage.UNCOVERED
    return Coverage.COVERED if Role.OWNER in left else Coverage.WEAK
