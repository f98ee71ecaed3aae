"""For whom a programme is made: a group as a condition over category, segment, channel and status.

METHOD section 13 [P, S]: «Programmes are made for a group with individual conditions, not mass promotions»; the group
is a condition over category / segment / channel. The status is ours: «Возврат клиента» is for who stopped buying.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules.record_cells import is_filled
from clientbase_xl.schemas.clients import LETTERS, STATUSES
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.settings import latin_letter

NO_GROUP = "Группа не задана: впишите категории, сегмент, каналы или статусы"
_UNKNOWN = "нет данных"


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions that a client must all fulfil; an empty one asks nothing. `strangers`: column key → unknown words."""

    categories: tuple[str, ...] = ()
    is_target: bool = False
    channels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    strangers: tuple[tuple[str, str], ...] = ()

    @property
    def is_given(self) -> bool:
        """Tell whether the group asks anything at all."""
        return bool(self.categories or self.is_target or self.channels or self.statuses)

    def words(self) -> str:
        """Return the condition as people read it."""
        parts = [
            f"категория {', '.join(self.categories)}" if self.categories else "",
            "целевой сегмент" if self.is_target else "",
            f"канал {', '.join(self.channels)}" if self.channels else "",
            f"статус {', '.join(self.statuses)}" if self.statuses else "",
        ]
        return "; ".join(part for part in parts if part)


def read_groups(terms: pd.DataFrame, channels: Collection[str]) -> dict[str, Group]:
    """Return the group of every programme of PROGRAMME_TERMS (defaults filled in) by its name.

    METHOD 13. Words stand between «;», letters also between commas and spaces, Latin or Cyrillic; case does not
    matter. A word that is no letter, status or one of `channels` is a stranger: the group with strangers is not given
    by that condition, so that a misspelt channel never lets everybody in: it lets nobody in.
    """
    return {row["programme"]: _group(row, channels) for row in terms.to_dict("records")}


def programme_group(group: Group | None, client: Mapping[Any, Any]) -> tuple[bool | None, str]:
    """Tell whether a client belongs to a group, and why: True, False, or None where something is not known.

    METHOD 13. `client` has `category`, `is_target`, `channel`, `status`; a missing answer is unknown, never «нет». One
    condition that does not fit is enough for False, whatever else is unknown; a group without conditions is unknown.
    The words name the conditions that decide.
    """
    if group is None or not group.is_given:
        return None, NO_GROUP
    found = [*_conditions(group, client)]
    fits = [fit for fit, _ in found]
    is_in = False if False in fits else None if None in fits else True
    text = "; ".join(said for fit, said in found if fit is is_in)
    return is_in, text[0].upper() + text[1:]


def group_problems(terms: pd.DataFrame, groups: Mapping[str, Group]) -> tuple[RecordProblem, ...]:
    """Return a problem per word of a condition that is no category, channel or status (METHOD 13)."""
    known = set(terms["programme"])
    return tuple(
        RecordProblem(
            f"Программа «{programme}»: «{word}» в группе не узнано — не подходит никто",
            "Впишите значения через «;»: буквы A–E, каналы листа «Справочники», статусы клиентов.",
            sheet=PROGRAMME_TERMS.title,
            column=PROGRAMME_TERMS[key].title,
            value=word,
            record=(programme,),
        )
        for programme, group in groups.items()
        if programme in known
        for key, word in group.strangers
    )


def _group(row: Mapping[Any, Any], channels: Collection[str]) -> Group:
    letters = [latin_letter(word) for word in _words(row["categories"], r"[;,\s]+")]
    statuses = {word.casefold(): word for word in STATUSES}
    named = {word.casefold(): word for word in channels}
    of_status = [statuses.get(word.casefold(), word) for word in _words(row["statuses"])]
    of_channel = [named.get(word.casefold(), word) for word in _words(row["channels"])]
    return Group(
        categories=tuple(dict.fromkeys(letters)),
        is_target=row["is_target"] is True or str(row["is_target"]) == "True",
        channels=tuple(dict.fromkeys(of_channel)),
        statuses=tuple(dict.fromkeys(of_status)),
        strangers=(
            *(("categories", word) for word in letters if word not in LETTERS),
            *(("channels", word) for word in of_channel if word not in named.values()),
            *(("statuses", word) for word in of_status if word not in STATUSES),
        ),
    )


def _words(cell: object, separator: str = r"[;\n]+") -> list[str]:
    text = cell if isinstance(cell, str) else ""
    return [word.strip() for word in re.split(separator, text) if word.strip()]


def _conditions(group: Group, client: Mapping[Any, Any]) -> Iterator[tuple[bool | None, str]]:
    pairs: Iterable[tuple[str, str, tuple[str, ...]]] = (
        ("категория", "category", group.categories),
        ("канал", "channel", group.channels),
        ("статус", "status", group.statuses),
    )
    for name, key, wanted in pairs:
        if wanted:
            value = client[key] if isinstance(client[key], str) else None
            fit = None if value is None else value in wanted
            needed = "" if fit else f", нужно: {', '.join(wanted)}"
            yield fit, f"{name} — {value or _UNKNOWN}{needed}"
    if group.is_target:
        fit = bool(client["is_target"]) if is_filled(client["is_target"]) else None
        yield fit, "целевой сегмент — " + (_UNKNOWN if fit is None else "да" if fit else "нет, нужно: да")
