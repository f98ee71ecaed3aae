"""Import of files: sales lines to the ledger, client cards to the base, all files of a call in one commit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.base.cards import card_columns, store_cards
from clientbase_xl.base.imports import ImportRecord, add_import, find_same_content, list_imports
from clientbase_xl.base.problem_log import save_problems
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.ledger.parts import holds, sweep_orphans, write_part
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.decisions import NO_DECISIONS, Decisions
from clientbase_xl.reading.export import Content, ReadCards, ReadLines, ReadProducts
from clientbase_xl.schemas.imports import VAT_CHOICES
from clientbase_xl.workflows.card_requests import must_ask, request_cards
from clientbase_xl.workflows.cells_left import told_left
from clientbase_xl.workflows.certain_doubles import TELLING
from clientbase_xl.workflows.check_file import ALREADY_THERE, PRODUCTS_KIND, CheckReport, kind_of, report_of
from clientbase_xl.workflows.import_likeness import with_likeness
from clientbase_xl.workflows.known_clients import joined, known_cards
from clientbase_xl.workflows.layouts import AskColumns, Reading, remember, remembered_answers
from clientbase_xl.workflows.non_goods import non_goods_codes
from clientbase_xl.workflows.people import person_of, require_sees_all
from clientbase_xl.workflows.procedure import Person
from clientbase_xl.workflows.products import product_problems, require_may_bring, store_products
from clientbase_xl.workflows.replacement import Replacement, find_replacements
from clientbase_xl.workflows.settlement_cards import refuse_nothing
from clientbase_xl.workflows.whole_months import stretched_to_months

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
    decisions: Decisions = NO_DECISIONS


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one file: read = accepted + excluded by named reasons.

    `layout_number` is that of the answers about its columns when they were remembered with it; `summary` what a reader
    of reports recognised.
    """

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
    decided: tuple[str, ...] = ()
    layout_number: int | None = None
    summary: str = ""
    count_new_products: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was read, before anything changes: what it holds, what it would replace, whether it is known."""

    report: CheckReport
    replaced: tuple[Replacement, ...] = ()
    is_known: bool = False


@dataclass(slots=True)
class _Read:
    """A file that was read and waits for the commit; `content` is `as_read` with the codes of the cards now known."""

    content: Content
    as_read: Content
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
    review: Callable[[Sequence[Incoming]], bool] | None = None,
    ask_columns: AskColumns | None = None,
) -> list[ImportOutcome]:
    """Read all files, show what they replace, then make all of them visible in one commit (METHOD 0, DESIGN 4).

    `confirm` receives what the files would replace and may stop the import; with a `review` that is asked instead, of
    all that the files hold, unless nothing in them is new. `ask_vat` is called once per source whose VAT basis nobody
    has stated, `ask_columns` once per layout that is not recognised; its answer is remembered with the import, like a
    mapping. A менеджер's file of cards becomes requests (METHOD section 7). Raises BadFile,
    UnknownLayout, BadUse or BaseRefused before anything changes.
    """
    order = replace(order, vat=_vat_choice(order.vat), cost_vat=_vat_choice(order.cost_vat))
    known = list_imports(base)
    person = person_of(base, user)
    require_sees_all(base, "Файлы загружает не менеджер")
    with base.reading() as connection:
        cards = known_cards(connection)
    reading = Reading(
        order.mapping, remembered_answers(base), non_goods_codes(base), ask_columns, decisions=order.decisions
    )
    found = [reading.read(path) for path in order.files]
    for at, told in product_problems(base, found).items():
        found[at] = replace(found[at], problems=(*found[at].problems, *told))
    reads = [_Read(joined(content, cards), content) for content in found]
    require_may_bring(person, [read.content for read in reads])
    for read in reads:
        _compare(base, read, order)
    _refuse_overlap([read.content for read in reads])
    if review is None:
        _ask_to_replace([item for read in reads for item in read.replaced], confirm)
    elif not all(read.is_known for read in reads) and not review([_incoming(read) for read in reads]):
        raise BadUse("Загрузка отменена, ничего не изменено.")
    order = _with_vat(base, order, reads, ask_vat)
    if all(read.is_known for read in reads):
        return [_already_there(read.content) for read in reads]
    with base.writing() as connection:
        if list_imports(base, connection) != known:
            _look_again(base, reads, order)
        sweep_orphans(base.ledger_dir, {record.part_name for record in list_imports(base, connection)})
        has_cards = any(isinstance(read.content, ReadCards) for read in reads)
        earlier = card_columns(connection, TELLING) if has_cards else None
        outcomes = {}
        for place in sorted(range(len(reads)), key=lambda place: _turn(reads[place].content)):
            outcomes[place] = _store(base, connection, reads[place], order, now, person)
        before = frozenset(cards["client_code"])
        return with_likeness(connection, [read.content for read in reads], outcomes, before, earlier)


def _turn(content: Content) -> int:
    """Return when a file is stored: cards, then sales that may name them, then debts of clients of both."""
    return 1 if isinstance(content, ReadLines) else 2 if isinstance(content, ReadCards) and content.open_debts else 0


def _store(
    base: Base, connection: Connection, read: _Read, order: ImportOrder, now: datetime, person: Person
) -> ImportOutcome:
    if read.is_known:
        return _already_there(read.content)
    content = joined(read.as_read, known_cards(connection))
    if isinstance(content, ReadCards):
        refuse_nothing(content)
        outcome = _store_cards(base, connection, content, now, person)
    elif isinstance(content, ReadProducts):
        outcome = _store_products(connection, content, now, person)
    else:
        outcome = _store_lines(base, connection, read, content, order, now, person.name)
    return replace(outcome, layout_number=remember(connection, content, now=now, user=person.name))


def _ask_to_replace(replaced: Sequence[Replacement], confirm: Callable[[Sequence[Replacement]], bool]) -> None:
    if replaced and not confirm(replaced):
        raise BadUse("Загрузка отменена: замена уже загруженного периода не подтверждена.")


def _incoming(read: _Read) -> Incoming:
    return Incoming(report_of(read.content), read.replaced, read.is_known)


def _compare(base: Base, read: _Read, order: ImportOrder) -> None:
    """Note whether the content of a file is in force already, else what it would replace."""
    if isinstance(read.content, ReadLines):
        stored = find_same_content(base, read.content.content_sha256, order.source)
        if stored is not None:
            _refuse_other_words(base, read.content, stored, order)
        read.is_known = stored is not None
        if read.is_known:
            return
        stretch = stretched_to_months(base, read.content, order.source)
        read.content, read.as_read = stretch.of(read.content), stretch.of(read.as_read)
        read.replaced = find_replacements(base, read.content, order.source)


def _refuse_other_words(base: Base, content: ReadLines, stored: ImportRecord, order: ImportOrder) -> None:
    """Refuse words that differ from those with which the same file was loaded: they would silently change nothing.

    Only what is stated now is compared; the basis of a cost that the file does not have means nothing.
    """
    differing = [
        f"{what} — «{was or UNSTATED}», сейчас названо «{now}»"
        for what, was, now in (
            ("суммы", stored.amount_vat, order.vat),
            ("себестоимость", stored.cost_vat, order.cost_vat if _has_cost(content.lines) else ""),
        )
        if now and now != (was or UNSTATED)
    ]
    # Which card a name means may have changed since.
    passed_over = () if "client_code" in content.headings else ("client_code",)
    is_worded = bool(order.mapping or order.decisions.as_dict())
    if is_worded and not holds(base.ledger_dir, stored.part_name, content.lines, passed_over):
        differing.append("столбцы (--map, --dates, --decimal) дают другие строки")
    if differing:
        raise BadUse(
            f"Файл «{content.file_name}» уже загружен (загрузка № {stored.import_id}) с другими словами: "
            f"{'; '.join(differing)}. Ничего не изменено.",
            remedy=f"отмените её (clientbase imports --undo {stored.import_id}) и загрузите файл снова.",
        )


def _look_again(base: Base, reads: Sequence[_Read], order: ImportOrder) -> None:
    """Compare once more under the lock: a colleague imported while the files were read.

    Raises BaseRefused when a file would now replace something else than what was shown.
    """
    for read in reads:
        shown = read.replaced
        _compare(base, read, order)
        if read.replaced not in (shown, ()):
            raise BaseRefused(
                "Пока файлы читались, в базу загрузили другие продажи тех же дней. Ничего не изменено.",
                remedy="повторите загрузку: она покажет, что заменит.",
            )


def _refuse_overlap(contents: Sequence[Content]) -> None:
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
    """Return the order with the VAT basis stated now, answered earlier for this source, or asked once.

    «не указано» is an answer too. Where nobody could be asked, both stay "", so that the next import may ask. What
    was undone says nothing: it may have been undone for its wrong basis.
    """
    vat, cost_vat = order.vat, order.cost_vat
    if not vat:
        for record in reversed(list_imports(base)):
            if record.source == order.source and record.amount_vat and record.undone_at is None:
                vat, cost_vat = record.amount_vat, cost_vat or record.cost_vat or ""
                break
    if not vat and any(isinstance(read.content, ReadLines) and not read.is_known for read in reads):
        vat, asked = ask_vat(order.source)
        cost_vat = cost_vat or asked
    return replace(order, vat=vat, cost_vat=cost_vat or vat)


def _vat_choice(given: str) -> str:
    """Return the choice meant, whatever its case and spaces; "" when none is given, BadUse for any other words."""
    plain = " ".join(given.split()).casefold()
    meant = "" if not plain else next((item for item in VAT_CHOICES if item.casefold() == plain), None)
    if meant is None:
        raise BadUse(f"НДС «{given}» не понят.", ", ".join(f"«{item}»" for item in VAT_CHOICES))
    return meant


def _already_there(content: Content) -> ImportOutcome:
    return ImportOutcome(content.file_name, ALREADY_THERE, content.count_read)


def _store_cards(
    base: Base, connection: Connection, content: ReadCards, now: datetime, person: Person
) -> ImportOutcome:
    """Write a file of client cards: it fills and updates the fields it brings, empty cells never erase."""
    count_new = 0
    told: tuple[Problem, ...] = ()
    if must_ask(person, connection):
        told = request_cards(base, connection, content, person, now=now)
    else:
        reason, is_whole = f"Файл «{content.file_name}»", content.open_debts is not None
        by = person.name
        plan = store_cards(connection, content.cards, at=now, by=by, reason=reason, of_whole_clients=is_whole)
        count_new, told = plan.count_new, told_left(plan, content.file_name)
    save_problems(connection, None, content.problems)
    return ImportOutcome(
        content.file_name,
        kind_of(content),
        content.count_read,
        len(content.cards),
        content.excluded,
        (*content.problems, *told),
        count_new_clients=count_new,
        decided=content.decided,
        summary=content.read_from.summary,
    )


def _store_products(connection: Connection, content: ReadProducts, now: datetime, person: Person) -> ImportOutcome:
    """Write a reference of products; lines take from it what they lack when they are read."""
    count_new = store_products(connection, content, now=now, user=person.name)
    save_problems(connection, None, content.problems)
    return ImportOutcome(
        content.file_name,
        PRODUCTS_KIND,
        content.count_read,
        len(content.products),
        content.excluded,
        content.problems,
        count_new_products=count_new,
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
    # The part is packed and flushed while the cards are gathered; the commit comes after both.
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write_part, base.ledger_dir, content.lines)
        cards = _cards_of(content.lines)
        part_name = written.result()
    record = ImportRecord(
        import_id=0,
        imported_at=now,
        imported_by=user,
        file_name=content.file_name,
        source=order.source,
        content_sha256=content.content_sha256,
        part_name=part_name,
        period_from=content.period_from,
        period_to=content.period_to,
        count_read=content.count_read,
        count_accepted=content.lines.num_rows,
        excluded=json.dumps(content.excluded, ensure_ascii=False),
        amount_rub=amount,
        amount_vat=order.vat or None,
        cost_vat=(order.cost_vat or None) if _has_cost(content.lines) else None,
        undone_at=None,
    )
    import_id = add_import(connection, record)
    count_new = store_cards(
        connection,
        cards,
        at=now,
        by=user,
        reason=f"Загрузка № {import_id}, файл «{content.file_name}»",
        is_from_lines=True,
        import_id=import_id,
    ).count_new
    problems = (*content.problems, *_vat_problem(content, order), *_later_problem(content, now.date()))
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
        content.decided,
        summary=content.read_from.summary,
    )


def _has_cost(lines: pa.Table) -> bool:
    return bool(lines.column("cost_rub").null_count < lines.num_rows)


def _vat_problem(content: ReadLines, order: ImportOrder) -> tuple[Problem, ...]:
    """Return a notice when nobody has stated the VAT basis and profit depends on it."""
    if order.vat not in ("", UNSTATED) or not _has_cost(content.lines):
        return ()
    return (
        Problem(
            f"Не указано, с НДС или без НДС суммы и себестоимость источника «{order.source}»",
            "Если они разные, прибыль неверна: загрузите с --vat и --cost-vat.",
            Severity.NOTICE,
            file=content.file_name,
        ),
    )


def _later_problem(content: ReadLines, day: date) -> tuple[Problem, ...]:
    """Return a warning for lines after the day of the import: a wrong year makes the file replace all days up to it.

    The moment of an import is in UTC, so lines of the next day may be of today on the user's calendar.
    """
    later = content.lines.filter(pc.greater(content.lines.column("sold_on"), pa.scalar(day + timedelta(days=1))))
    if not later.num_rows:
        return ()
    return (
        Problem(
            "Дата продажи ещё не наступила: до неё такая строка в расчёты не входит, "
            f"а файл отвечает за дни по {content.period_to:%d.%m.%Y}",
            "Если год или месяц ошибочны: отмените загрузку (imports --undo), исправьте дату и загрузите файл заново.",
            file=content.file_name,
            sheet=content.sheet or "",
            column=content.headings.get("sold_on", ""),
            value=f"{content.period_to:%d.%m.%Y}",
            count=later.num_rows,
        ),
    )


def _cards_of(lines: pa.Table) -> pd.DataFrame:
    """Return one row per client of the lines with the last stated name, manager and channel."""
    known = lines.select(["client_code", *CARD_FIELDS]).filter(pc.is_valid(lines.column("client_code")))
    grouped = known.group_by("client_code", use_threads=False).aggregate([(name, "last") for name in CARD_FIELDS])
    frame: pd.DataFrame = grouped.rename_columns(["client_code", *CARD_FIELDS]).to_pandas()
    return frame
