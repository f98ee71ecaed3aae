"""How results are shown: plain lines for people, JSON for programs, one exit code for both."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from clientbase_xl.rules.words import grouped

if TYPE_CHECKING:
    from clientbase_xl.problems import Problem

DONE, DONE_WITH_PROBLEMS, REFUSED = 0, 1, 2
MOST_SHOWN = 20


def line(text: str = "") -> None:
    """Print one line; where nobody takes it (a closed pipe, a full disk) the work goes on, for it is done."""
    _print(text, sys.stdout)


def warn(text: str) -> None:
    """Print one line beside the result."""
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    # What was not taken is found when the program ends: an answer must not undo or hide what was done.
    with contextlib.suppress(OSError):
        print(text, file=stream)


def as_json(value: Any) -> None:
    """Print a value as JSON; dates become ISO texts, decimals exact texts."""
    import json

    line(json.dumps(_plain(value), ensure_ascii=False, indent=2, default=str))


def problems(found: Sequence[Problem]) -> None:
    """Print problems, most serious first, a line each, and how many were left out."""
    from clientbase_xl.problems import Severity

    order = list(Severity)
    ranked = sorted(found, key=lambda problem: order.index(problem.severity))
    if ranked:
        line(f"Проблемы ({len(ranked)}):")
    for problem in ranked[:MOST_SHOWN]:
        line(f"  {problem.severity.value}: {problem.sentence()}")
    if len(ranked) > MOST_SHOWN:
        line(f"  … и ещё {len(ranked) - MOST_SHOWN}: все на листе «Проблемы» и в ответе --json")


def exit_code(found: Iterable[Problem]) -> int:
    """Return 1 when a problem asks for somebody's attention; a notice does not."""
    from clientbase_xl.problems import Severity

    return DONE_WITH_PROBLEMS if any(item.severity is not Severity.NOTICE for item in found) else DONE


def number(value: int) -> str:
    """Return a whole number with Russian thousands."""
    return grouped(value)


def rub(value: Decimal | None) -> str:
    """Return roubles and kopecks in the Russian way, a dash for nothing."""
    return "—" if value is None else f"{grouped(value, 2)} ₽"


def day(value: date | None) -> str:
    """Return a date in the Russian way, a dash for nothing."""
    return "—" if value is None else f"{value:%d.%m.%Y}"


def moment(value: datetime) -> str:
    """Return a moment of the base, kept in UTC, by the clock on the user's wall."""
    return f"{value.replace(tzinfo=UTC).astimezone():%d.%m.%Y %H:%M}"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {key: _plain(item) for key, item in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | Path):
        return str(value)
    return value
