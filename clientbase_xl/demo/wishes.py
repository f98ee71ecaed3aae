"""Changes that the managers of the demo ask for and nobody has decided yet (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from clientbase_xl.demo import words

_DAYS_AHEAD = 365
_POTENTIAL_STEP_RUB = 100_000
_COUNT_WITH_TURNS = 4


@dataclass(frozen=True, slots=True)
class Wish:
    """One cell of a card that a manager wants changed, and why."""

    client_code: str
    column_key: str
    new: str
    by: str
    reason: str


def make_wishes(cards: Mapping[str, Mapping[str, str]], today: date) -> Iterator[Wish]:
    """Yield four wishes about cards (texts by column, by client code): each of another manager and another field.

    A manager's client is the first by code whose card lacks the field or can be changed; a manager without one has
    no wish.
    """
    turns = ("backup_manager", "contract_until", "potential_rub", "is_target")
    for turn, manager in zip(turns, words.MANAGERS[:_COUNT_WITH_TURNS], strict=True):
        own = sorted(code for code, card in cards.items() if card.get("manager") == manager)
        code = next((code for code in own if turn not in cards[code]), next(iter(own), ""))
        if not code:
            continue
        backup = next(name for name in words.MANAGERS if name != manager)
        potential = (int(float(cards[code].get("potential_rub", "0"))) // _POTENTIAL_STEP_RUB + 9) * _POTENTIAL_STEP_RUB
        new, reason = {
            "backup_manager": (backup, "Клиента знает один человек"),
            "contract_until": ((today + timedelta(days=_DAYS_AHEAD)).isoformat(), "Подписали новый договор"),
            "potential_rub": (str(potential), "Клиент назвал бюджет на год"),
            "is_target": ("да", "Открывает вторую торговую точку"),
        }[turn]
        if new != cards[code].get(turn):
            yield Wish(code, turn, new, manager, reason)
