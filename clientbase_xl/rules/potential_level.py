"""Level of potential of each client of the active base: Максимальный, Высокий, Низкий, or not known.

METHOD sections 3 and 4. Potential is what the client spends a year on our assortment with all suppliers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import texts
from clientbase_xl.rules.level_cuts import (
    POTENTIAL_LEVELS,
    Cuts,
    Floats,
    Ranks,
    cuts_of,
    ranks_by_cuts,
    ranks_by_share,
    shares_before,
)
from clientbase_xl.rules.share_of_wallet import known_potential
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.settings import CategorySettings

_COUNT_CUTS = 2


@dataclass(frozen=True, slots=True)
class PotentialLevels:
    """Levels of the active base, the cut-offs in force, and what is wrong with the typed potentials.

    `table` has the index of the input and: potential_rub (likely, NaN: not known), potential_min_rub,
    potential_max_rub, potential_rank, potential_rank_min, potential_rank_max (places in POTENTIAL_LEVELS, −1: not
    known; `_min` is the rank of the smallest potential), potential_words.
    """

    table: pd.DataFrame
    cuts: Cuts
    problems: tuple[Problem, ...]


def potential_levels(active: pd.DataFrame, settings: CategorySettings) -> PotentialLevels:
    """Give each client of the active base its level of potential with the numbers behind it.

    METHOD section 3: cut-offs in roubles come from the likely values of clients with known potential by accumulated
    shares; fewer than `potential_min_answered` of them → typed cut-offs, and without both of those the level is
    unknown. A typed cut-off always replaces the computed one. Boundaries: a potential equal to a cut-off has the
    higher level; a potential equal to own turnover is accepted. A potential of 0 or below own turnover is a Problem
    and counts as not known (METHOD section 4). In: joined clients, the active base only. Who answered by the number of
    orders alone (`is_potential_partial`, ours) has a level but makes no cut-off: his likely value is half a guess.
    """
    likely = active["potential_rub"]
    turnover = active["turnover_12m_rub"].to_numpy(dtype=float)
    is_refused = likely.notna() & np.isnan(known_potential(turnover, likely.to_numpy(dtype=float)))
    problems = [_refused(*row) for row in _refused_rows(active[is_refused])]
    likely = likely.where(~is_refused)
    least = active["potential_min_rub"].fillna(likely).clip(upper=likely).where(likely.notna())
    most = active["potential_max_rub"].fillna(likely).clip(lower=likely).where(likely.notna())
    # A table without the column has no answers but those typed in cards.
    is_partial = active.get("is_potential_partial", pd.Series(False, index=active.index))
    cuts = _cuts(likely.mask(is_partial).dropna().to_numpy(dtype=float), settings)
    count_known = int(likely.notna().sum())
    if None in cuts and count_known:
        problems.append(_without_cuts(count_known, settings.potential_min_answered))
    table = pd.DataFrame(
        {
            "potential_rub": likely,
            "potential_min_rub": least,
            "potential_max_rub": most,
            "potential_rank": _ranks(likely, cuts),
            "potential_rank_min": _ranks(least, cuts),
            "potential_rank_max": _ranks(most, cuts),
        },
        index=active.index,
    )
    notes = active.get("potential_note", pd.Series(None, index=active.index, dtype=object))
    rows = zip(table["potential_rub"], least, most, table["potential_rank"], notes, strict=True)
    table["potential_words"] = texts([potential_sentence(*row) for row in rows], active.index)
    return PotentialLevels(table, cuts, tuple(problems))


def _ranks(values: pd.Series[float], cuts: Cuts) -> Ranks:
    roubles: Floats = np.asarray(values, dtype=np.float64)
    return np.where(np.isnan(roubles) | (None in cuts), -1, ranks_by_cuts(roubles, cuts))


def _cuts(likely: Floats, settings: CategorySettings) -> Cuts:
    """Return the cut-offs in force, highest first; both None while the level cannot be told."""
    typed = (settings.potential_rub_max, settings.potential_rub_high)
    if None not in typed:
        return typed
    if len(likely) < settings.potential_min_answered:
        return (None, None)
    values = np.sort(likely)[::-1]
    ranks = ranks_by_share(shares_before(values), (settings.potential_share_max, settings.potential_share_high))
    computed_max, computed_high = cuts_of(values, ranks, _COUNT_CUTS)
    # One typed cut-off moves the computed one out of its way, never the other way round.
    if typed[0] is not None and computed_high is not None:
        return (typed[0], min(computed_high, typed[0]))
    if typed[1] is not None and computed_max is not None:
        return (max(computed_max, typed[1]), typed[1])
    return (computed_max, computed_high)


def potential_sentence(likely: float, least: float, most: float, rank: int, note: str | None = None) -> str:
    """Return the numbers of one level of potential; a rank of −1: the cut-offs are unknown."""
    if likely != likely:
        return "потенциал не известен"
    level = POTENTIAL_LEVELS[rank] if rank >= 0 else "уровень не определён: нет границ потенциала"
    interval = "" if least == most else f" (от {words.rub(least)} до {words.rub(most)})"
    whence = f", {note}" if note else ""
    return f"потенциал {words.rub(likely)}{interval}{whence} — {level}"


def _refused_rows(refused: pd.DataFrame) -> zip[tuple[str, str | None, float, float]]:
    return zip(
        refused["client_code"],
        refused["client_name"],
        refused["potential_rub"],
        refused["turnover_12m_rub"].fillna(0),
        strict=True,
    )


def _refused(code: str, name: str | None, potential: float, turnover: float) -> Problem:
    # A name with quotes of its own needs no second pair.
    called = name if not name or set(name) & set('«»"') else f"«{name}»"
    who = f"Клиент {code} {called}" if called else f"Клиент {code}"
    # In full, not in millions: two close sums must not look equal.
    if potential > 0:
        finding = f"потенциал {words.grouped(potential)} ₽ меньше собственного оборота {words.grouped(turnover)} ₽"
    else:
        finding = f"потенциал {words.grouped(potential)} ₽ не может быть ответом"
    return ClientProblem(
        message=f"{who}: {finding}; потенциал считается неизвестным",
        remedy="Уточните потенциал: сколько клиент тратит в год на наш ассортимент у всех поставщиков.",
        severity=Severity.WARNING,
        sheet=CLIENTS.title,
        column=CLIENTS["potential_rub"].title,
        value=words.grouped(potential),
        client_code=code,
    )


def _without_cuts(count_known: int, count_needed: int) -> Problem:
    return Problem(
        message=f"Уровень потенциала не определён: ответов {count_known}, а для границ нужно {count_needed}.",
        remedy="Узнайте потенциал у других клиентов или введите обе границы потенциала на листе «Настройки».",
        severity=Severity.NOTICE,
        sheet=CLIENTS.title,
        column=CLIENTS["potential_rub"].title,
    )
