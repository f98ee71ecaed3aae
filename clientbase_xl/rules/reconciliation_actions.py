"""What changes in a manager's work when a category changes, and what of a card is to be mended.

METHOD section 7 [K 4.1]: actions of the sellers are corrected. How often and with what investment the matrix of actions
says (section 5), which programmes a client fits their groups (section 13), who must know an A or B client section 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import times
from clientbase_xl.rules.programme_group import Group, programme_group
from clientbase_xl.schemas.reconciliation import ARCHIVE, ASK, CONFIRM, STOP

_BACKED_UP = ("A", "B")
_LOSS = "E"
_CONTACTS = (("visits_per_month", "визитов"), ("calls_per_month", "звонков"))


def actions(
    client: Mapping[str, Any],
    letters: tuple[str | None, str | None],
    proposed: str,
    missing: str | None,
    is_actual: bool,
    *,
    matrix: Mapping[str, Mapping[Any, Any]],
    groups: Mapping[str, Group],
) -> str | None:
    """Return what the manager is to do, parts joined by «; »; None where nothing changes.

    METHOD sections 1, 5, 7, 13. `letters`: the approved one before and the one that would follow. `matrix`: rows of
    the matrix by letter. Frequencies are named only where they differ, and not where the client has one of his own.
    Programmes: those whose group takes the client with the new letter and did not with the old one, and the other way
    round. A missing backup is asked of A and B. An unknown investment or frequency is left out.
    """
    before, after = letters
    parts: list[str] = []
    if proposed == STOP:
        parts.append("поставок не планировать, с клиентом говорит РОП")
    elif proposed == ARCHIVE:
        parts.append("убрать из маршрутов и списков обзвона")
    elif after is not None and (after != before or (after == _LOSS and proposed == CONFIRM)):
        parts += _of_letters(client, before, after, matrix, groups)
    if after in _BACKED_UP and not _is_backed_up(client) and proposed not in (STOP, ARCHIVE):
        parts.append("назначить дублёра")
    if proposed == ASK:
        parts.append("спросить потенциал по профилю клиента" if client["category"] else "решить, клиент это или ПК")
    if proposed not in (STOP, ARCHIVE):
        parts += [f"заполнить: {missing}"] if missing else []
        parts += [] if is_actual else ["подтвердить данные с клиентом"]
    text = "; ".join(parts)
    return text[0].upper() + text[1:] if text else None


def _of_letters(
    client: Mapping[str, Any],
    before: str | None,
    after: str,
    matrix: Mapping[str, Mapping[Any, Any]],
    groups: Mapping[str, Group],
) -> Iterator[str]:
    old, new = matrix.get(before or "", {}), matrix.get(after, {})
    if after == _LOSS:
        yield "контакты прекратить, сначала пересмотреть цену"
    for key, what in _CONTACTS if after != _LOSS else ():
        was, now = _number(old.get(key)), _number(new.get(key))
        if now is not None and was != now and _number(client[key]) is None:
            yield f"{what} {times(was)} → {times(now)} в месяц" if was is not None else f"{what} {times(now)} в месяц"
    was_spent, spent = old.get("investment"), new.get("investment")
    if isinstance(spent, str) and spent != was_spent:
        yield f"вложения: {spent[0].lower()}{spent[1:]}".rstrip(".")
    fits = {letter: _programmes(client, letter, groups) for letter in (before, after)}
    for verb, names in (("предложить", fits[after] - fits[before]), ("завершить", fits[before] - fits[after])):
        if names:
            yield f"{verb} {', '.join(f'«{name}»' for name in sorted(names))}"


def _programmes(client: Mapping[str, Any], letter: str | None, groups: Mapping[str, Group]) -> set[str]:
    """Return the programmes that speak of categories and take the client with this letter."""
    asked = {"category": letter, **{key: client[key] for key in ("channel", "status", "is_target")}}
    return {name for name, group in groups.items() if group.categories and programme_group(group, asked)[0] is True}


def _is_backed_up(client: Mapping[str, Any]) -> bool:
    backup = client["backup_manager"]
    return isinstance(backup, str) and backup != client["manager"]


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def days_since(days: int | None, most: int) -> str:
    """Return in words how long ago a card was confirmed, against the setting (METHOD section 7)."""
    if days is None:
        return "не подтверждались"
    return f"подтверждены {words.days(days)} назад" + ("" if days <= most else f", нужно не больше {words.days(most)}")
