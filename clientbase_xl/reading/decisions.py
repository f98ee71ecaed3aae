"""What a person decided about the columns of a file where the columns themselves do not tell (EXPORTS, traps)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from clientbase_xl.errors import BadUse

# How people call the order and the mark; the keys are what they type.
DATE_ORDERS = {"dmy": "день.месяц.год", "mdy": "месяц.день.год", "ymd": "год.месяц.день"}
DECIMAL_MARKS = {"comma": ",", "dot": "."}
DECIMAL_NAMES = {"comma": "запятая", "dot": "точка"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers for one file: `dates` is a key of DATE_ORDERS, `decimal` one of DECIMAL_MARKS; "" leaves it open.

    An answer settles only what is open; a column that proves something else refuses the file. BadUse: other words.
    """

    dates: str = ""
    decimal: str = ""

    def __post_init__(self) -> None:
        """Refuse words that are no answer."""
        _check("dates", self.dates, DATE_ORDERS)
        _check("decimal", self.decimal, DECIMAL_NAMES)

    def as_dict(self) -> dict[str, str]:
        """Return the answers that were given, as plain texts."""
        return {key: answer for key, answer in asdict(self).items() if answer}

    @classmethod
    def from_dict(cls, answers: Mapping[str, str]) -> Decisions:
        """Return the answers that `as_dict` gave; other keys are ignored."""
        return cls(answers.get("dates", ""), answers.get("decimal", ""))


def _check(option: str, answer: str, meanings: Mapping[str, str]) -> None:
    if answer and answer not in meanings:
        raise BadUse(
            f"--{option} «{answer}» не понят.", ", ".join(f"{key} ({meaning})" for key, meaning in meanings.items())
        )


NO_DECISIONS = Decisions()
