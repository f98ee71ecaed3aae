"""How long the lists of a weekly page are: as long as two pages of readable text hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows each list of a page may show; of equally long ones what stands first is shortened first."""

    changes: int
    reactivation: int
    contacts: int
    tasks: int
    people: int
    symptoms: int
    products: int
    due: int
    requests: int
    actions: int
    gaps: int
    lines: int
    ranked: int

    def shorter(self, fewest: Limits) -> Iterator[Limits]:
        """Yield ever shorter lists, each time the longest one, down to `fewest`; the ranking comes last.

        A list that may go down to 0 is then a line: fewer rows than are worth a heading are left out.
        """
        now, least = asdict(self), asdict(fewest)
        while names := [name for name, count in now.items() if count > least[name] and name != _RANKED]:
            name = max(names, key=now.__getitem__)
            now[name] = 0 if not least[name] and now[name] <= WORTH_A_HEADING else now[name] - 1
            yield Limits(**now)
        while now[_RANKED] > least[_RANKED]:
            now[_RANKED] -= 1
            yield Limits(**now)


_RANKED = "ranked"
WORTH_A_HEADING = 3
FEWEST = {
    True: Limits(
        changes=0,
        reactivation=0,
        contacts=0,
        tasks=0,
        people=0,
        symptoms=0,
        products=2,
        due=0,
        requests=0,
        actions=3,
        gaps=2,
        lines=3,
        ranked=8,
    ),
    False: Limits(
        changes=5,
        reactivation=5,
        contacts=2,
        tasks=2,
        people=0,
        symptoms=0,
        products=0,
        due=4,
        requests=0,
        actions=4,
        gaps=0,
        lines=3,
        ranked=0,
    ),
}
"""The least of the head's page (True) and of a manager's: the head reads sums, whose names the managers' pages hold."""


def longest(wanted: Limits, fewest: Limits, fits: Callable[[Limits], bool]) -> Limits:
    """Return lists as long as fit: all shortened alike, then grown again into the room that is left.

    First the lists that had become lines, then the others; of these what stands last in `Limits` goes first. When not
    even `fewest` fits, it is returned.
    """
    if fits(wanted):
        return wanted
    choices = [wanted, *wanted.shorter(fewest)]  # ever shorter, so that the longest that fits is found by halving
    first = bisect_left(choices, x=True, key=fits)
    if first == len(choices):
        return choices[-1]
    now, most = choices[first], asdict(wanted)
    for name in reversed(most):
        if not getattr(now, name):
            now = _grown(now, name, min(most[name], WORTH_A_HEADING), fits)
    for name in reversed(most):
        now = _grown(now, name, most[name], fits)
    return now


def _grown(limits: Limits, name: str, most: int, fits: Callable[[Limits], bool]) -> Limits:
    """Return the limits with one list as long as fits."""
    count = getattr(limits, name)
    while count < most:
        count = min(count + 1 if count else WORTH_A_HEADING, most)
        longer = replace(limits, **{name: count})
        if not fits(longer):
            return limits
        limits = longer
    return limits
