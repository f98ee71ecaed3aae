"""Decisions about clients that look like one: different, merged, taken apart again (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change, act_changes, last_line
from clientbase_xl.base.merges import other_of, require_sound
from clientbase_xl.base.replay import Row
from clientbase_xl.base.requests import submit
from clientbase_xl.base.rows import rows_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS, MERGE, NOT_DUPLICATE
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.requests import PAIR
from clientbase_xl.schemas.users import HEAD, MANAGER
from clientbase_xl.workflows.duplicates import all_pairs
from clientbase_xl.workflows.merge_notes import merge_notes, parting_notes
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.procedure import Person

SOURCE = "дубли"
ASK_WHY = "Добавьте основание: --why «…»."


@dataclass(frozen=True, slots=True)
class PairDecided:
    """What became of a decision about a pair: done at once, or asked for by requests (`request_ids`)."""

    first_code: str
    second_code: str
    message: str
    request_ids: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


def keep_apart(base: Base, codes: Sequence[str], *, why: str, now: datetime, user: str) -> PairDecided:
    """Remember that two clients are different ones: shown again on stronger evidence only.

    A head decides, anybody else asks by a request. Raises BadUse for unknown codes, a merged pair, or no reason.
    """
    row = _pair(codes)
    _require_reason(why)
    with base.writing() as connection:
        person = person_of(base, user, connection)
        held = _held(connection, row, person)
        if held.get("decision") == MERGE:
            raise BadUse(f"Клиенты {' и '.join(row)} объединены.", remedy="Сначала отмените: --unmerge.")
        pairs = all_pairs(connection, row)
        found = pairs[(pairs["first_code"] == row[0]) & (pairs["second_code"] == row[1])]
        kind = str(found["kind"].iloc[0]) if len(found) else None
        wanted = {"decision": NOT_DUPLICATE, "kept_code": None, "kind": kind, "why": why.strip()}
        numbers = _carry_out(connection, row, held, wanted, person, why=why, now=now)
    done = f"{row[0]} и {row[1]} — разные клиенты: пара больше не показывается."
    asked = f"Просят считать {row[0]} и {row[1]} разными клиентами"
    return PairDecided(row[0], row[1], _said(done, asked, numbers), numbers)


def merge_clients(
    base: Base, codes: Sequence[str], *, keep: str = "", why: str, now: datetime, user: str
) -> PairDecided:
    """Merge two clients into one card: that of `keep`, else the first named.

    METHOD section 7. A head decides; a менеджер asks by a request, about his own clients. The card that stays takes
    what it lacks (`rules/merged_card.py`), the other goes to the archive; its sales, records and later exports count
    for the one that stays. Nothing is rewritten: `unmerge_client` takes it back. Raises BadUse, nothing being changed,
    for a card that is not there or merged already, one to stay that is archived, no reason, or a colleague's client.
    """
    row = _pair(codes)
    kept = keep.strip() or codes[0].strip()
    _require_reason(why)
    if kept not in row:
        raise BadUse(f"--keep «{kept}» — не один из двух клиентов.", " или ".join(row))
    with base.writing() as connection:
        person = person_of(base, user, connection)
        held = _held(connection, row, person)
        if held.get("decision") == MERGE:
            raise BadUse(f"Клиенты {' и '.join(row)} уже объединены.", remedy="Отменить: --unmerge.")
        gone = other_of(row, kept)
        notes = merge_notes(base, connection, kept, gone)
        wanted = {"decision": MERGE, "kept_code": kept, "kind": held.get("kind"), "why": why.strip()}
        numbers = _carry_out(connection, row, held, wanted, person, why=why, now=now)
    done = f"{gone} объединён с {kept}: продажи и записи {gone} считаются {kept}."
    said = _said(done, f"Просят объединить {gone} с {kept}", numbers)
    return PairDecided(row[0], row[1], said, numbers, notes)


def unmerge_client(base: Base, code: str, *, why: str, now: datetime, user: str) -> PairDecided:
    """Take a merge back: both clients are again what they were, but for what people typed since.

    What was typed since stays with the card that stayed, and is named. Raises BadUse for a client that is not merged,
    or whose card that stayed is merged itself.
    """
    _require_reason(why)
    gone = code.strip()
    with base.writing() as connection:
        person = person_of(base, user, connection)
        row, kept = _merge_of(connection, gone)
        held = _held(connection, row, person)
        line = last_line(connection, CLIENT_PAIRS.key, row, "decision")
        seq = line.entry.seq if line else 0
        made = [one for one in act_changes(connection, seq) if (one.sheet_key, one.row_key) == (CLIENT_PAIRS.key, row)]
        wanted: dict[str, str | None] = dict.fromkeys(held) | {one.column_key: one.old for one in made}
        notes = parting_notes(base, connection, row, kept)
        numbers = _carry_out(connection, row, held, wanted, person, why=why, now=now)
    said = _said(f"{gone} и {kept} снова разные клиенты.", f"Просят разделить {gone} и {kept}", numbers)
    return PairDecided(row[0], row[1], said, numbers, notes)


def _carry_out(
    connection: Connection,
    row: Row,
    held: dict[str, str],
    wanted: dict[str, str | None],
    person: Person,
    *,
    why: str,
    now: datetime,
) -> tuple[int, ...]:
    """Write a decision at once where the head takes it; else ask for it, and return the numbers of the requests."""
    changes = [
        Change(CLIENT_PAIRS.key, row, key, held.get(key), text) for key, text in wanted.items() if held.get(key) != text
    ]
    if not changes:
        raise BadUse("Такое решение уже записано.", remedy="Все решения: clientbase duplicates --all.")
    if person.is_single or person.role == HEAD:
        apply_changes(connection, changes, at=now, by=person.name, source=SOURCE, reason=why)
        return ()
    require_sound(connection, {row: wanted})  # what could not be carried out is refused now, not when it is decided
    return tuple(submit(connection, changes, at=now, by=person.name, reason=why, kind=PAIR, source=SOURCE))


def _held(connection: Connection, row: Row, person: Person) -> dict[str, str]:
    """Return the decision in force; BadUse for cards that are not there or not of the менеджер who decides."""
    cards = current_texts(connection, CLIENTS, [(code,) for code in row])
    if missing := [code for code in row if (code,) not in cards]:
        raise BadUse(f"Клиента с кодом «{missing[0]}» в базе нет.", remedy="Проверьте код.")
    if person.role == MANAGER and not person.is_single:
        others = [code for code in row if cards[code,].get("manager") != person.manager]
        if others:
            raise BadUse(f"Клиента {others[0]} ведёт не {person.manager}.", remedy="Попросите РОП решить по этой паре.")
    return dict(current_texts(connection, CLIENT_PAIRS, [row]).get(row, {}))


def _merge_of(connection: Connection, gone: str) -> tuple[Row, str]:
    rows = rows_within(connection, CLIENT_PAIRS.key)
    for first, second, decision, kept in rows[["first_code", "second_code", "decision", "kept_code"]].itertuples(
        index=False, name=None
    ):
        if decision == MERGE and gone in (first, second) and gone != kept:
            return (first, second), kept
    raise BadUse(f"Клиент «{gone}» ни с кем не объединён.", remedy="Объединённые: clientbase duplicates --all.")


def _pair(codes: Sequence[str]) -> Row:
    pair = tuple(sorted(code.strip() for code in codes))
    if len(pair) != 2 or not pair[0] or pair[0] == pair[1]:
        raise BadUse(f"Пара «{' '.join(codes)}» не понята.", "два разных кода клиентов")
    return pair


def _require_reason(why: str) -> None:
    if not why.strip():
        raise BadUse("Не указана причина.", remedy=ASK_WHY)


def _said(done: str, asked: str, numbers: tuple[int, ...]) -> str:
    if not numbers:
        return done
    which = f"заявка № {numbers[0]}" if len(numbers) == 1 else f"заявки № {numbers[0]}–{numbers[-1]}"
    return f"{asked}: ждёт решения РОП, {which}."
