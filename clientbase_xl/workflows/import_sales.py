"""Import of files: sales lines to the ledger, client cards to the base, all files of a call in one commit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.base.cards import upsert_cards
from clientbase_xl.base.imports import ImportRecord, add_import, find_same_content, list_imports
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.problem_log import save_problems
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.errors import BadUse
from clientbase_xl.ledger.parts import sweep_orphans, write_part
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.export import ReadCards, ReadLines, read_export
from clientbase_xl.schemas.imports import VAT_CHOICES
from clientbase_xl.workflows.card_requests import must_ask, request_cards
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.replacement import Replacement, find_replacements

UNSTATED = VAT_CHOICES[-1]
CARD_FIELDS = ("client_name", "manager", "channel")


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the user asked for: files and how to read them; `vat` and `cost_vat` are values of VAT_CHOICES."""

    files: tuple[Path, ...]
    source: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    vat: str = ""
    cost_vat: str = ""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file: read = accepted + excluded by named reasons."""

    file_name: str
    kind: str
    count_read: int = 0
    count_accepted: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    import_id: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    amount_rub: Decimal | None = None
    count_new_clients: int = 0
    replaced: tuple[Replacement, ...] = ()


@dataclass(slots=True)
class _Read:
    """A file that was read and waits for the commit."""

    content: ReadLines | ReadCards
    replaced: tuple[Replacement, ...] = ()
    is_known: bool = False


def import_files(
    base: Base,
    order: ImportOrder,
    *,
    now: datetime,
    user: str,
    confirm: Callable[[Sequence[Replacement]], bool],
    ask_vat: Callable[[str], tuple[str, str]],
) -> list[ImportOutcome]:
    """Read all files, show what they replace, then make all of them visible in one commit (METHOD 0, DESIGN 4).

    `confirm` receives what the files would replace and may stop the import; `ask_vat` is called once per source
    whose VAT basis nobody has stated. A менеджер's file of cards becomes requests (METHOD section 7). Raises BadFile,
    UnknownLayout, BadUse or BaseRefused before anything changes.
    """
    person = person_of(base, user)
    non_goods = _non_goods(base)
    reads = [_Read(read_export(path, mapping=order.mapping, non_goods=non_goods)) for path in order.files]
    _refuse_overlap([read.content for read in reads])
    for read in reads:
        if isinstance(read.content, ReadLines):
            read.is_known = find_same_content(base, read.content.content_sha256, order.source) is not None
            if not read.is_known:
                read.replaced = find_replacements(base, read.content, order.source)
    replaced = [item for read in reads for item in read.replaced]
    if replaced and not confirm(replaced):
        raise BadUse("Загрузка отменена: замена уже загруженного периода не подтверждена.")
    order = _with_vat(base, order, reads, ask_vat)
    outcomes: list[ImportOutcome] = []
    if all(read.is_known for read in reads):
        return [_already_there(read.content) for read in reads]
    with base.writing() as connection:
        sweep_orphans(base.ledger_dir, {record.part_name for record in list_imports(base, connection)})
        for read in reads:
            if read.is_known:
                outcomes.append(_already_there(read.content))
            elif isinstance(read.content, ReadCards):
                outcomes.append(_store_cards(base, connection, read.content, now, person))
            else:
                outcomes.append(_store_lines(base, connection, read, read.content, order, now, person.name))
    return outcomes


def _non_goods(base: Base) -> frozenset[str]:
    """Return the codes that «Справочники» names as non-goods."""
    lists = read_lists(base)
    return frozenset(lists.loc[lists["list_key"] == "non_goods", "value"].astype(str))


def _refuse_overlap(contents: Sequence[ReadLines | ReadCards]) -> None:
    """Refuse two files of one call whose periods overlap: the second would replace days of the first."""
    lines = sorted((item for item in contents if isinstance(item, ReadLines)), key=lambda item: item.period_from)
    for first, second in pairwise(lines):
        if second.period_from <= first.period_to:
            raise BadUse(
                f"Файлы «{first.file_name}» ({first.period_from:%d.%m.%Y}–{first.period_to:%d.%m.%Y}) и "
                f"«{second.file_name}» ({second.period_from:%d.%m.%Y}–{second.period_to:%d.%m.%Y}) "
                "пересекаются по дням: второй заменил бы дни первого.",
                "файлы одного источника без общих дней",
                "загрузите файлы по одному; если это разные склады или организации, дайте им разные имена --source.",
            )


def _with_vat(
    base: Base, order: ImportOrder, reads: Sequence[_Read], ask_vat: Callable[[str], tuple[str, str]]
) -> ImportOrder:
    """Return the order with the VAT basis stated now, earlier for this source, or asked once."""
    for choice in (order.vat, order.cost_vat):
        if choice and choice not in VAT_CHOICES:
            raise BadUse(f"НДС: «{choice}».", ", ".join(f"«{item}»" for item in VAT_CHOICES))
    vat, cost_vat = order.vat, order.cost_vat
    if not vat:
        for record in reversed(list_imports(base)):
            if record.source == order.source and record.amount_vat and record.amount_vat != UNSTATED:
                vat, cost_vat = record.amount_vat, cost_vat or record.cost_vat or ""
                break
    if not vat and any(isinstance(read.content, ReadLines) and not read.is_known for read in reads):
        vat, asked = ask_vat(order.source)
        cost_vat = cost_vat or asked
    return replace(order, vat=vat or UNSTATED, cost_vat=cost_vat or vat or UNSTATED)


def _already_there(content: ReadLines | ReadCards) -> ImportOutcome:
    return ImportOutcome(content.file_name, "уже загружен", content.count_read)


def _store_cards(
    base: Base, connection: Connection, content: ReadCards, now: datetime, person: Person
) -> ImportOutcome:
    """Write a file of client cards: it fills and updates the fields it brings, empty cells never erase."""
    count_new = 0
    asked: tuple[Problem, ...] = ()
    if must_ask(person, connection):
        asked = request_cards(base, connection, content, person, now=now)
    else:
        reason = f"Файл «{content.file_name}»"
        count_new = upsert_cards(connection, content.cards, at=now, by=person.name, reason=reason)
    save_problems(connection, None, content.problems)
    return ImportOutcome(
        content.file_name,
        "карточки клиентов",
        content.count_read,
        len(content.cards),
        content.excluded,
        (*content.problems, *asked),
        count_new_clients=count_new,
    )


def _store_lines(
    base: Base,
    connection: Connection,
    read: _Read,
    content: ReadLines,
    order: ImportOrder,
    now: datetime,
    user: str,
) -> ImportOutcome:
    """Write one Parquet part and its registry row, the cards it touches and its problems."""
    amount = pc.sum(content.lines.column("amount_rub")).as_py() or Decimal(0)
    record = ImportRecord(
        import_id=0,
        imported_at=now,
        imported_by=user,
        file_name=content.file_name,
        source=order.source,
        content_sha256=content.content_sha256,
        part_name=write_part(base.ledger_dir, content.lines),
        period_from=content.period_from,
        period_to=content.period_to,
        count_read=content.count_read,
        count_accepted=content.lines.num_rows,
        excluded=json.dumps(content.excluded, ensure_ascii=False),
        amount_rub=amount,
        amount_vat=order.vat,
        cost_vat=order.cost_vat if _has_cost(content.lines) else UNSTATED,
        undone_at=None,
    )
    import_id = add_import(connection, record)
    count_new = upsert_cards(
        connection,
        _cards_of(content.lines),
        at=now,
        by=user,
        reason=f"Загрузка № {import_id}, файл «{content.file_name}»",
        is_from_lines=True,
        import_id=import_id,
    )
    problems = (*content.problems, *_vat_problem(content, order))
    save_problems(connection, import_id, problems)
    return ImportOutcome(
        content.file_name,
        "продажи",
        content.count_read,
        content.lines.num_rows,
        content.excluded,
        problems,
        import_id,
        content.period_from,
        content.period_to,
        amount,
        count_new,
        read.replaced,
    )


def _has_cost(lines: pa.Table) -> bool:
    return bool(lines.column("cost_rub").null_count < lines.num_rows)


def _vat_problem(content: ReadLines, order: ImportOrder) -> tuple[Problem, ...]:
    """Return a notice when nobody has stated the VAT basis and profit depends on it."""
    if order.vat != UNSTATED or not _has_cost(content.lines):
        return ()
    return (
        Problem(
            f"Не указано, с НДС или без НДС суммы и себестоимость источника «{order.source}»",
            "Если они разные, прибыль неверна: загрузите с --vat и --cost-vat.",
            Severity.NOTICE,
            file=content.file_name,
        ),
    )


def _cards_of(lines: pa.Table) -> pd.DataFrame:
    """Return one row per client of the lines with the last stated name, manager and channel."""
    known = lines.select(["client_code", *CARD_FIELDS]).filter(pc.is_valid(lines.column("client_code")))
    grouped = known.group_by("client_code", use_threads=False).aggregate([(name, "last") for name in CARD_FIELDS])
    frame: pd.DataFrame = grouped.rename_columns(["client_code", *CARD_FIELDS]).to_pandas()
    return frame
