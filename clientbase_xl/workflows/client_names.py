"""Names of a report that has no codes meet the cards of the base: the same firm must not become a second client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.results import ReadLines
from clientbase_xl.rules.client_names import Card, CardNames

MOST_NAMED, MOST_CARDS = 20, 5
NAME_BOTH = "Напишите в выгрузке код или ИНН клиента либо объедините карточки: у одной фирмы одна карточка."


def join_codes(content: ReadLines, cards: pd.DataFrame) -> ReadLines:
    """Return the lines with the codes of the cards that their names mean, and the problems that say so (EXPORTS).

    In: CLIENTS columns client_code, client_name, inn, kpp of the cards that are shown. Only lines that have a name and
    no code of their own are concerned; a name that is the code of a card keeps it, a name of no card stays the code
    of a new client. A name of several cards is joined to none: a problem names them.
    """
    lines = content.lines
    is_named = pc.fill_null(pc.equal(lines["client_code"], lines["client_name"]), False)
    if "client_name" not in content.headings or not pc.any(is_named).as_py():
        return content
    known = CardNames(cards)
    names = pc.unique(lines["client_code"].filter(is_named)).to_pylist()
    found = {name: known.find(name) for name in names if name not in known.by_code}
    joined = {name: hits[0] for name, hits in found.items() if len(hits) == 1}
    problems = doubtful_names({name: hits for name, hits in found.items() if len(hits) > 1}, content.file_name)
    if joined:
        place = pc.index_in(lines["client_code"], value_set=pa.array(joined, pa.string()))
        is_joined = pc.and_(is_named, pc.is_valid(place))
        codes = pa.array([known.code_of(name) for name in joined], pa.string())
        codes = pc.if_else(is_joined, codes.take(place), lines["client_code"])
        position = lines.column_names.index("client_code")
        lines = lines.set_column(position, lines.schema.field(position), codes)
        problems = (_joined_note(joined, pc.sum(is_joined).as_py(), content), *problems)
    return replace(content, lines=lines, problems=(*content.problems, *problems))


def doubtful_names(found: Mapping[str, tuple[Card, ...]], file_name: str) -> tuple[Problem, ...]:
    """Return a warning for each name that several cards have, the first 20 of them; the rest are counted."""
    problems = [
        Problem(
            f"Имя подходит к нескольким карточкам: {_listed(hits)}. Ни с одной не соединено",
            NAME_BOTH,
            file=file_name,
            value=name,
        )
        for name, hits in list(found.items())[:MOST_NAMED]
    ]
    if len(found) > MOST_NAMED:
        rest = len(found) - MOST_NAMED
        problems.append(Problem("Ещё имена подходят к нескольким карточкам", NAME_BOTH, file=file_name, count=rest))
    return tuple(problems)


def _joined_note(joined: Mapping[str, Card], count_lines: int, content: ReadLines) -> Problem:
    name, card = next(iter(joined.items()))
    return Problem(
        f"Клиенты без кода узнаны по имени или ИНН: {len(joined)}; например, это {card.client_code} "
        f"«{card.client_name}». Их продажи записаны на эти карточки",
        "Если это другая фирма: отмените загрузку (imports --undo), напишите в выгрузке код клиента и загрузите снова.",
        Severity.NOTICE,
        content.file_name,
        content.sheet,
        column=content.headings["client_name"],
        value=name,
        count=count_lines,
    )


def _listed(cards: tuple[Card, ...]) -> str:
    named = "; ".join(f"{card.client_code} «{card.client_name}»" for card in cards[:MOST_CARDS])
    return f"{named} и ещё {len(cards) - MOST_CARDS}" if len(cards) > MOST_CARDS else named
