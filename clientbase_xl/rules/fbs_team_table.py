"""«FBS команда»: each employee in the core, what is lost without him, his load now and after the moves.

METHOD section 15: «понимание ключевого ядра команды», «максимальная производительность» (fair load).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.fbs_core import FbsCore
from clientbase_xl.rules.fbs_fair_load import FbsFairLoad, Move
from clientbase_xl.rules.fbs_load import fbs_load, weights_of
from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS, FbsMatrix
from clientbase_xl.rules.fbs_roles import LEVELS
from clientbase_xl.rules.words import counted, number
from clientbase_xl.schemas.fbs_team import FBS_TEAM, HAS_COVER, IRREPLACEABLE, NO_FUNCTIONS
from clientbase_xl.settings import FbsSettings

MOST_NAMED, MOST_MOVES, MOST_IN_CORE = 4, 3, 6
"""So many functions only he can do, moves away from him and people of the core are named; the others are counted."""
_DIGITS = 6
_KEYS = [key for level, key in LEVEL_KEYS.items() if level]
_NO_PROOF = "найдено за отведённое время"


def fbs_team_table(
    matrix: FbsMatrix, core: FbsCore, fair: FbsFairLoad, settings: FbsSettings
) -> tuple[pd.DataFrame, str]:
    """Return FBS_TEAM, the heaviest loss first, and the line above it: the core, the greatest load now and then.

    METHOD section 15. What is lost without one are the functions that only he can do. The load after is that after all
    moves together. Without people there are no rows and no line.
    """
    if not matrix.people:
        return pd.DataFrame(columns=list(FBS_TEAM.keys), dtype=object), ""
    table = fbs_load(matrix, settings)
    lost = matrix.counts(matrix.is_key.T)
    after = load_after(matrix, fair.moves, settings)
    found = {
        "employee": table["employee"],
        "is_core": [name in core.people for name in matrix.people],
        "state": [_state(matrix, place) for place in range(len(matrix.people))],
        **{f"count_lost_{key}": lost[:, place] for place, key in enumerate(_KEYS)},
        "key_functions": [
            _lines([f"«{name}»" for name in matrix.named(matrix.is_key[:, place])], MOST_NAMED)
            for place in range(len(matrix.people))
        ],
        **{f"count_{what}_{key}": table[f"{what}_{key}"] for what in ("owned", "backed") for key in _KEYS},
        "load": table["load"].round(_DIGITS),
        "load_after": after.round(_DIGITS),
        "moves": [_moves(fair.moves, name) for name in matrix.people],
    }
    frame = pd.DataFrame({key: pd.Series(found[key], dtype=object) for key in FBS_TEAM.keys})
    order = sorted(range(len(frame)), key=lambda place: (*(-lost[place]).tolist(), -table["load"].iloc[place]))
    return frame.iloc[order].reset_index(drop=True), " ".join(_core_words(core) + _load_words(fair))


def load_after(matrix: FbsMatrix, moves: Sequence[Move], settings: FbsSettings) -> npt.NDArray[np.float64]:
    """Return the points of load per person after moves of ownership: the old owner backs up, the new one owns.

    Names of functions are told apart: `team_matrix` sees to that.
    """
    load: npt.NDArray[np.float64] = fbs_load(matrix, settings)["load"].to_numpy(dtype=np.float64, copy=True)
    extra = weights_of(matrix, settings) * (settings.owner_part - settings.backup_part)
    places = {name: place for place, name in enumerate(matrix.people)}
    rows = {name: row for row, name in enumerate(matrix.functions)}
    for move in moves:
        load[places[move.new_owner]] += extra[rows[move.function]]
        if move.owner:
            load[places[move.owner]] -= extra[rows[move.function]]
    return load


def _state(matrix: FbsMatrix, place: int) -> str:
    if matrix.is_key[:, place].any():
        return IRREPLACEABLE
    return HAS_COVER if matrix.is_able[:, place].any() else NO_FUNCTIONS


def _moves(moves: Sequence[Move], name: str) -> str | None:
    """Return what a person gives and takes; names stay as they are written, because they cannot be declined safely.

    All that he takes is said, so that a move left out where it is given stands where it is taken.
    """
    gives = [f"отдать «{one.function}» → {one.new_owner}" for one in moves if one.owner == name]
    takes = [f"принять «{one.function}» ← {one.owner or 'ничья'}" for one in moves if one.new_owner == name]
    return "\n".join(filter(None, (_lines(gives, MOST_MOVES), *takes))) or None


def _lines(texts: Sequence[str], most: int) -> str | None:
    """Return texts on lines of their own, the first few and how many more there are; None without any."""
    more = [f"и ещё {len(texts) - most}"] if len(texts) > most else []
    return "\n".join((*texts[:most], *more)) or None


def _core_words(core: FbsCore) -> list[str]:
    what = f"функции уровня «{LEVELS[1]}»" if core.is_of_level_one else "функции"
    if not core.count_functions:
        return [f"Ядра нет: функций уровня «{LEVELS[1]}» не указано."]
    if not core.people:
        return [f"Ядра нет: {what} никто не умеет."]
    proof = "меньше нельзя" if core.is_exact else f"{_NO_PROOF}, не меньше {core.bound}"
    names = ", ".join(core.people[:MOST_IN_CORE])
    more = f" и ещё {len(core.people) - MOST_IN_CORE}" if len(core.people) > MOST_IN_CORE else ""
    said = [f"Ядро — {len(core.people)} чел. ({proof}): {names}{more}."]
    if core.impossible:
        count = counted(len(core.impossible), "функцию", "функции", "функций")
        said.append(f"Ещё {count} не умеет никто.")
    return said


def _load_words(fair: FbsFairLoad) -> list[str]:
    now = f"Нагрузка в баллах — до {number(fair.load_now)}"
    if not fair.is_found:
        return [f"{now}."]
    if not fair.moves:
        return [f"{now}, передачей её не снизить." if fair.is_exact else f"{now}."]
    proof = "меньше нельзя" if fair.is_exact else f"{_NO_PROOF}, не меньше {number(fair.bound)}"
    if fair.load_fair > fair.load_now:
        proof = f"у ничьих функций появится владелец; {proof}"
    return [f"{now}, после передач — {number(fair.load_fair)} ({proof})."]
