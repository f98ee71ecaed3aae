"""The type of sales of a line of products from four answers: price, complexity, market, frequency.

METHOD section 17 [B] (types) and ours (points): one point per answer within a type's row, most points win, a tie goes
to the more complex type; two points of four or fewer are «смешанный, уточните».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientbase_xl.schemas.sales_types import (
    COMPLEXITIES,
    CONSULTATIVE,
    HIGH_COMPLEXITY,
    HIGH_PRICE,
    HUNDREDS,
    LOW_COMPLEXITY,
    LOW_PRICE,
    MARKETS,
    MASS,
    MID_COMPLEXITY,
    MID_PRICE,
    MIXED,
    MONTHLY,
    ONCE,
    PERIODS,
    PRICES,
    RARER,
    STRATEGIC,
    TENS,
    THOUSANDS,
    TOP_COMPLEXITY,
    TOP_PRICE,
    TRANSACTIONAL,
    TWO_MONTHS,
    UNCLEAR,
    UNKNOWN,
)

PARAMETERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "price_level": ("цена", PRICES),
    "complexity": ("сложность", COMPLEXITIES),
    "market_size": ("клиентов на рынке", MARKETS),
    "purchase_period": ("покупают", PERIODS),
}
"""Parameter → its name in a sentence and the answers it may have."""
FITTING: Mapping[str, tuple[tuple[str, ...], ...]] = {
    TRANSACTIONAL: ((LOW_PRICE,), (LOW_COMPLEXITY,), (MASS, THOUSANDS), (MONTHLY,)),
    MIXED: ((LOW_PRICE, MID_PRICE), (LOW_COMPLEXITY, MID_COMPLEXITY), (THOUSANDS,), (MONTHLY, TWO_MONTHS)),
    CONSULTATIVE: ((HIGH_PRICE,), (HIGH_COMPLEXITY,), (THOUSANDS, HUNDREDS), (RARER,)),
    STRATEGIC: ((TOP_PRICE,), (TOP_COMPLEXITY,), (HUNDREDS, TENS), (ONCE,)),
}
"""Type, from the simplest to the most complex → the answers that give it a point, in the order of PARAMETERS."""
FEW_POINTS = 2


@dataclass(frozen=True, slots=True)
class TypeVerdict:
    """The type of a line in words, the points of each type, how many questions are answered, what does not fit.

    `winner` is the type with most points even where there are too few for a verdict; "" without any answer.
    """

    sales_type: str
    winner: str
    points: Mapping[str, int]
    count_answered: int
    mismatches: tuple[str, ...]


def sales_type(answers: Mapping[str, str | None]) -> TypeVerdict:
    """Return the type of sales of one line.

    METHOD section 17. In: an answer of PARAMETERS by key; None, "" and absent are no answer. Out: no answers → «нет
    данных»; at most 2 points of 4 → «смешанный, уточните»; else the type with most points, of equals the more complex.
    A mismatch is an answer that gives the winner no point. The type between consultative and strategic has no row of
    its own: it is a person's decision. ValueError for an answer that METHOD does not have.
    """
    given = {key: answers.get(key) or "" for key in PARAMETERS}
    for key, (_, allowed) in PARAMETERS.items():
        if given[key] and given[key] not in allowed:
            raise ValueError(f"{key}: unknown answer {given[key]!r}")
    points = {
        name: sum(answer in fitting for answer, fitting in zip(given.values(), row, strict=True))
        for name, row in FITTING.items()
    }
    count = sum(map(bool, given.values()))
    if not count:
        return TypeVerdict(UNKNOWN, "", points, 0, ())
    most = max(points.values())
    winner = [name for name, value in points.items() if value == most][-1]
    verdict = winner if most > FEW_POINTS else UNCLEAR
    return TypeVerdict(verdict, winner, points, count, _mismatches(given, winner))


def _mismatches(given: Mapping[str, str], winner: str) -> tuple[str, ...]:
    return tuple(
        f"{PARAMETERS[key][0]} «{answer}», а не «{'» или «'.join(fitting)}»"
        for (key, answer), fitting in zip(given.items(), FITTING[winner], strict=True)
        if answer and answer not in fitting
    )
