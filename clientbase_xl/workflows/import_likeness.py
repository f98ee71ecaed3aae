"""What an import says of its clients beside the sales: merged ones by their old codes, new ones like others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from clientbase_xl.base.cards import card_columns
from clientbase_xl.base.merges import merges_within
from clientbase_xl.base.store import Connection
from clientbase_xl.problems import Problem
from clientbase_xl.reading.export import Content, ReadCards, ReadProducts
from clientbase_xl.workflows.certain_doubles import changed_codes, doubles_within
from clientbase_xl.workflows.check_file import codes_of
from clientbase_xl.workflows.duplicates import warnings_of_new
from clientbase_xl.workflows.merged_codes import told_merged

if TYPE_CHECKING:
    from clientbase_xl.workflows.import_sales import ImportOutcome


def with_likeness(
    connection: Connection,
    contents: Sequence[Content],
    outcomes: Mapping[int, ImportOutcome],
    before: Collection[str],
    earlier: pd.DataFrame | None = None,
) -> list[ImportOutcome]:
    """Return the outcomes of files in the order of the files, with what is to be said of their clients.

    METHOD section 7. `before` are the codes that were shown before the import; the first load of an empty base is
    exempt, and only an import that makes clients pays for the comparison. `earlier` are TELLING of the cards before
    files of cards were stored: of what they change and of the first load, cards of one ИНН and КПП are named. What is
    said is not kept: a decision would not take it away, and the command `duplicates` says it at any time.
    """
    told: list[ImportOutcome] = []
    new = frozenset[str]()
    if before and any(one.count_new_clients for one in outcomes.values()):
        new = frozenset(card_columns(connection, ("client_code",))["client_code"]) - frozenset(before)
    has_merges = bool(merges_within(connection))
    like = warnings_of_new(connection, new) if new else {}
    changed = changed_codes(connection, earlier) - new if earlier is not None else set()
    for place, content in enumerate(contents):
        outcome = outcomes[place]
        codes = [] if isinstance(content, ReadProducts) or not (new or has_merges) else codes_of(content)
        problems: list[Problem] = [*told_merged(connection, codes, outcome.file_name)] if has_merges else []
        problems += [replace(like.pop(code), file=outcome.file_name) for code in codes if code in like]
        if isinstance(content, ReadCards) and (of_file := changed.intersection(codes_of(content))):
            problems += doubles_within(connection, of_file, outcome.file_name)
            changed -= of_file
        told.append(replace(outcome, problems=(*outcome.problems, *problems)) if problems else outcome)
    return told
