"""What a file would bring, without bringing it: the command `check`, and the question before an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.compute as pc

from clientbase_xl.base.cards import hidden_codes
from clientbase_xl.base.door import current_texts
from clientbase_xl.base.imports import find_same_content
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import led_by_others
from clientbase_xl.problems import Problem
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.export import Content, ReadCards, ReadLines, ReadProducts
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.workflows.known_clients import joined, known_cards
from clientbase_xl.workflows.layouts import Reading, remembered_answers, title_of
from clientbase_xl.workflows.non_goods import non_goods_codes
from clientbase_xl.workflows.products import product_problems
from clientbase_xl.workflows.replacement import Replacement, find_replacements

ALREADY_THERE = "уже загружен"
"""The kind of a file whose content is in force already."""
PRODUCTS_KIND = "справочник товаров"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a file would give: kind, format, counts by reason, recognised headings, problems.

    `header_row` counts as the spreadsheet does, 0 for a report; `named` are the columns that somebody named, now or
    earlier (`recalled` is then the number of the remembered answer). Known only with a base: clients new to it, what
    would be replaced, and whether the very file is in force already.
    """

    file_name: str
    kind: str
    sheet: str
    headings: Mapping[str, str]
    count_read: int
    count_accepted: int
    excluded: Mapping[str, int]
    problems: tuple[Problem, ...]
    period_from: date | None = None
    period_to: date | None = None
    amount_rub: Decimal | None = None
    count_clients: int | None = None
    decided: tuple[str, ...] = ()
    file_format: str = ""
    header_row: int = 0
    summary: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    recalled: int | None = None
    count_new_clients: int | None = None
    replaced: tuple[Replacement, ...] = ()
    is_known: bool = False


def check_file(
    path: Path,
    mapping: Mapping[str, str],
    decisions: Decisions = NO_DECISIONS,
    base: Base | None = None,
    source: str = "",
) -> CheckReport:
    """Read a file as `import` would and report; nothing is stored. Raises BadFile or UnknownLayout on refusal.

    With a base: its remembered answers, its cards and its list of non-goods count, clients new to it are counted (on a
    server those of all managers are known), and what the file would replace among the sales of `source` is said.
    """
    if base is None:
        return report_of(Reading(mapping, {}, frozenset(), decisions=decisions).read(path))
    reading = Reading(mapping, remembered_answers(base), non_goods_codes(base), decisions=decisions)
    with base.reading() as connection:
        content = joined(reading.read(path), known_cards(connection))
    notices = product_problems(base, [content]).get(0, ())
    if isinstance(content, ReadProducts):
        report = report_of(content)
        return replace(report, problems=(*report.problems, *notices))
    report = replace(report_of(content), count_new_clients=_count_new(base, codes_of(content)))
    if not isinstance(content, ReadLines):
        return report
    report = replace(report, problems=(*report.problems, *notices))
    if find_same_content(base, content.content_sha256, source) is not None:
        return replace(report, is_known=True)
    return replace(report, replaced=find_replacements(base, content, source))


def kind_of(content: Content) -> str:
    """Return what a file holds, in words."""
    if isinstance(content, ReadLines):
        return "продажи"
    if isinstance(content, ReadProducts):
        return PRODUCTS_KIND
    return "карточки клиентов" if content.open_debts is None else "долги и лимиты клиентов"


def report_of(content: Content) -> CheckReport:
    """Return what a file that is read already would give."""
    found = content.read_from
    report = CheckReport(
        content.file_name,
        kind_of(content),
        content.sheet,
        {title_of(key): heading for key, heading in content.headings.items()},
        content.count_read,
        content.count_read - sum(content.excluded.values()),
        content.excluded,
        content.problems,
        file_format=found.file_format,
        header_row=found.header_row,
        summary=found.summary,
        named={title_of(key): heading for key, heading in found.columns.items()},
        recalled=found.recalled.number if found.recalled else None,
    )
    if isinstance(content, ReadProducts):
        return report
    report = replace(report, decided=content.decided)
    if isinstance(content, ReadCards):
        titles = {CLIENTS[key].title: heading for key, heading in content.headings.items()}
        return replace(report, headings=titles, count_clients=len(content.cards))
    return replace(
        report,
        headings={SALES_LINES[key].title: heading for key, heading in content.headings.items()},
        period_from=content.period_from,
        period_to=content.period_to,
        amount_rub=pc.sum(content.lines.column("amount_rub")).as_py() or Decimal(0),
        count_clients=pc.count_distinct(content.lines.column("client_code")).as_py(),
    )


def codes_of(content: ReadLines | ReadCards) -> Sequence[str]:
    """Return the codes of the clients that a file names."""
    if isinstance(content, ReadLines):
        return [code for code in content.lines.column("client_code").unique().to_pylist() if code]
    return content.cards["client_code"].tolist()


def _count_new(base: Base, codes: Sequence[str]) -> int:
    with base.reading() as connection:
        known = current_texts(connection, CLIENTS, {(code,) for code in codes})
        new = set(codes) - ({key[0] for key in known} - hidden_codes(connection))
        return len(new - led_by_others(base, new, connection))
