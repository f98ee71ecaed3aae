"""«Условия программ»: for whom each programme is made, who takes part, and what came of it (METHOD section 13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text, present, texts
from clientbase_xl.rules.programme_group import NO_GROUP, Group, programme_group
from clientbase_xl.schemas.programme_terms import PROGRAMME_TERMS
from clientbase_xl.schemas.programmes import AGREED, FINISHED, OFFERED, PROGRAMME_VERDICTS, RUNNING
from clientbase_xl.schemas.shown_defaults import with_defaults


def typed_terms(names: Iterable[str], stored: pd.DataFrame, used: Iterable[object]) -> pd.DataFrame:
    """Return a row per programme with its typed columns, defaults where nothing was typed (METHOD 13).

    In: the programmes of «Справочники» in their order; stored PROGRAMME_TERMS; the programmes that clients take part
    in. Out: those of the list, then others of typed rows and records by alphabet.
    """
    listed = [*dict.fromkeys(names)]
    others = {*as_text(stored["programme"]).dropna(), *(one for one in used if isinstance(one, str))}
    rows = pd.DataFrame({"programme": [*listed, *sorted(others - {*listed})]}, dtype=object)
    keys = ["programme", *(column.key for column in PROGRAMME_TERMS.typed)]
    typed = stored.reindex(columns=keys).astype(object)
    return with_defaults(rows.merge(typed, on="programme", how="left"), PROGRAMME_TERMS)


def programme_terms_table(
    terms: pd.DataFrame, groups: Mapping[str, Group], clients: pd.DataFrame, programmes: pd.DataFrame
) -> pd.DataFrame:
    """Return PROGRAMME_TERMS: the typed columns, how many clients fit today, take part, and their turnover.

    METHOD 13. In: `typed_terms`; groups by programme; `clients` in work with `category`, `channel`, `status`,
    `is_target`; PROGRAMMES. Sums are those of records whose turnover is known on both sides of the start; the change
    is unknown when nothing was bought before.
    """
    people = clients.to_dict("records")
    rows = [_row(term, groups.get(term["programme"]), people, programmes) for term in terms.to_dict("records")]
    table = terms.assign(**{key: [row[key] for row in rows] for key in _KEYS})
    table["is_target"] = table["is_target"].astype("boolean")
    table["reason"] = texts(table["reason"], table.index)
    return present(table, PROGRAMME_TERMS)


_KEYS = ("count_group", "count_taking", "count_offered", "count_finished", "turnover_before_rub",
         "turnover_since_rub", "change", "reason")  # fmt: skip


def _row(
    term: Mapping[Any, Any], group: Group | None, people: list[dict[Any, Any]], programmes: pd.DataFrame
) -> dict[str, Any]:
    own = programmes[programmes["programme"] == term["programme"]]
    known = own[own["turnover_before_rub"].notna() & own["turnover_since_rub"].notna()]
    before, since = (float(known[key].sum()) for key in ("turnover_before_rub", "turnover_since_rub"))
    is_given = group is not None and group.is_given
    count = sum(programme_group(group, client)[0] is True for client in people) if is_given else None
    status = Counter(own["status"])
    verdicts = Counter(own.loc[own["turnover_since_rub"].notna(), "verdict"])
    parts = [f"Для кого: {group.words()}" if group is not None and is_given else NO_GROUP]
    if count is not None:
        parts.append(f"подходит {words.clients(count)}")
    said = ", ".join(f"{word} {verdicts[word]}" for word in PROGRAMME_VERDICTS if verdicts[word])
    if said:
        parts.append(f"итоги: {said}")
    return {
        "count_group": count,
        "count_taking": status[RUNNING],
        "count_offered": status[OFFERED] + status[AGREED],
        "count_finished": status[FINISHED],
        "turnover_before_rub": before if len(known) else None,
        "turnover_since_rub": since if len(known) else None,
        "change": since / before - 1 if before > 0 else None,
        "reason": "; ".join(parts),
    }
