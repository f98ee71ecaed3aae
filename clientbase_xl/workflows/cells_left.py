"""What a file of cards did not bring, in words: erased personal data, sums of merged clients given in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clientbase_xl.base.cards import CardsPlan
from clientbase_xl.problems import Problem
from clientbase_xl.schemas.clients import CLIENTS

MOST_NAMED = 10


def told_left(plan: CardsPlan, file_name: str) -> tuple[Problem, ...]:
    """Return a warning for each client of whom a file would bring back what was erased, or gives a part of a sum.

    METHOD section 7. The first ten of each kind are named, the last of them counts the rest. No value is quoted.
    """
    erased: dict[str, list[str]] = {}
    for code, key in plan.erased:
        erased.setdefault(code, []).append(f"«{CLIENTS[key].title}»")
    partial: dict[str, dict[str, list[str]]] = {}
    for (code, key), missing in plan.partial.items():
        partial.setdefault(code, {}).setdefault(", ".join(missing), []).append(f"«{CLIENTS[key].title}»")
    return (
        *_capped([_erased(code, titles, file_name) for code, titles in erased.items()]),
        *_capped(_sums(partial, file_name)),
    )


def _erased(code: str, titles: list[str], file_name: str) -> Problem:
    return Problem(
        f"Клиент {code}: {', '.join(titles)} стёрты из базы по запросу, из файла не приняты",
        "Сотрите их и в учётной системе. Если это данные другого человека, введите их в «Клиенты» своей книги.",
        file=file_name,
        value=code,
    )


def _sums(partial: Mapping[str, Mapping[str, list[str]]], file_name: str) -> list[Problem]:
    return [
        Problem(
            f"Клиент {code}: {', '.join(titles)} не изменены: сумма складывается по всем его кодам, "
            f"а в файле нет {missing}",
            "Добавьте в файл строку этого кода (0, если по нему ничего нет) или исправьте сумму в «Клиентах».",
            file=file_name,
            value=code,
        )
        for code, by_missing in partial.items()
        for missing, titles in by_missing.items()
    ]


def _capped(problems: list[Problem]) -> list[Problem]:
    """Return the first problems, the last of them standing for the rest."""
    shown, rest = problems[:MOST_NAMED], len(problems) - MOST_NAMED
    return [*shown[:-1], replace(shown[-1], count=rest + 1)] if rest > 0 else shown
