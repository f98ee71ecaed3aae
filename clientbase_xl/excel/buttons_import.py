"""«Импорт продаж»: files chosen, shown, confirmed and loaded; then the open book is brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, ClientbaseError, Undecided, UnknownLayout
from clientbase_xl.excel.ask_columns import ask_columns
from clientbase_xl.excel.ask_decisions import ask_decision
from clientbase_xl.excel.declared import BY_KEY
from clientbase_xl.excel.host import FileKind, Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Cancelled, Desk
from clientbase_xl.excel.session import NoBaseYet
from clientbase_xl.excel.words import named, refreshed_words
from clientbase_xl.reading.decisions import Decisions
from clientbase_xl.reading.open_file import TEXT_SUFFIXES
from clientbase_xl.rules.words import grouped
from clientbase_xl.schemas.imports import VAT_CHOICES
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, Incoming, import_files
from clientbase_xl.workflows.import_words import decided_lines, incoming_lines, outcome_lines, rest_lines
from clientbase_xl.workflows.origin import BASE_MARK, is_template
from clientbase_xl.workflows.people import person_of
from clientbase_xl.workflows.refresh import Press, marks_of_base, refresh

BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
EXPORTS = FileKind("Выгрузки продаж и карточки клиентов", (*BOOKS, *TEXT_SUFFIXES, ".parquet"))
MOST_FILES = 5
"""Files told one by one in a message; it must fit the screen."""
NOT_OURS = "Открыта не книга «Клиентская база»: откройте её и нажмите «Пересчитать всё»."
NAME_COLUMNS = (
    "Переименуйте столбцы в первой строке файла, как названо выше, и повторите. "
    "Не меняя файла, его загружает команда clientbase import с ключом --map."
)
FIRST_SOURCE = "продажи"
"""How the sales of a base are called until somebody names a source; as the command line does."""


def import_sales(desk: Desk, book: XlBook, host: Host) -> str:
    """Load files that the person chooses, after showing what they hold and replace; the open book follows."""
    is_ours = _require_no_other_base(_base(desk, host), book)
    desk.base.require_writable()
    person_of(desk.base, desk.acts_as)
    files = host.ask_files("Какие файлы загрузить?", EXPORTS)
    if not files:
        raise Cancelled
    source = _source(desk.base, host)
    host.show("Клиентская база: читаю файлы…")

    def review(incoming: Sequence[Incoming]) -> bool:
        if not host.confirm(_question(incoming, source)):
            raise Cancelled
        host.show("Клиентская база: загружаю…")
        return True

    def load(order: ImportOrder) -> Sequence[ImportOutcome]:
        return import_files(
            desk.base,
            order,
            now=desk.now,
            user=desk.acts_as,
            confirm=lambda _: False,  # `review` shows what is replaced, too
            ask_vat=lambda source: _ask_vat(source, host),
            review=review,
            ask_columns=lambda seen: ask_columns(seen, host),
        )

    try:
        outcomes = _answered(load, ImportOrder(tuple(files), source), host)
    except UnknownLayout as refusal:
        raise UnknownLayout(refusal.found, refusal.allowed, NAME_COLUMNS) from refusal
    said = _said(outcomes)
    return f"{said}\n{_follow(desk, book, host, said) if is_ours else NOT_OURS}"


def _answered(
    load: Callable[[ImportOrder], Sequence[ImportOutcome]], order: ImportOrder, host: Host
) -> Sequence[ImportOutcome]:
    """Load, and ask what a file leaves open, at most once for dates and once for decimal marks."""
    for _ in Decisions.__dataclass_fields__:
        try:
            return load(order)
        except Undecided as refusal:
            order = replace(order, decisions=ask_decision(refusal, order.decisions, host))
    return load(order)


def _base(desk: Desk, host: Host) -> Base:
    """Return the base; where nobody has chosen one, a new one in the usual folder once the person agrees."""
    try:
        return desk.base
    except NoBaseYet as refusal:
        if not host.confirm(f"Базы клиентов ещё нет. Создать её в папке «{refusal.folder}»?"):
            raise Cancelled from refusal
        Base.init(refusal.folder, at=desk.now, by=desk.user)
    return desk.base


def _question(incoming: Sequence[Incoming], source: str) -> str:
    """Return what is about to happen, and «загрузить?»."""
    lines = [line for one in incoming[:MOST_FILES] for line in incoming_lines(one)]
    if len(incoming) == 1:
        lines += decided_lines(incoming[0].report)
    return "\n".join([*lines, *rest_lines(incoming[MOST_FILES:]), f"Источник продаж: «{source}».", "", "Загрузить?"])


def _said(outcomes: Sequence[ImportOutcome]) -> str:
    """Return what became of the files, and their problems."""
    lines = [line for outcome in outcomes[:MOST_FILES] for line in outcome_lines(outcome)]
    if rest := outcomes[MOST_FILES:]:
        lines.append(f"… и ещё файлов — {len(rest)}: принято строк {grouped(sum(one.count_accepted for one in rest))}")
    return "\n".join(lines) + named([problem for outcome in outcomes for problem in outcome.problems])


def _follow(desk: Desk, book: XlBook, host: Host, said: str) -> str:
    """Bring the open book up to date; what was loaded is told even when that does not work."""
    press = Press(BY_KEY["import_sales"].label, desk.now, desk.acts_as)
    try:
        done = refresh(desk.base, book, desk.today, press=press, zone=desk.zone, progress=host.show)
    except ClientbaseError as refusal:
        return f"Книга не пересчитана. {refusal}"
    except Exception as error:
        error.add_note(f"До ошибки загружено в базу:\n{said}\nНажмите «Пересчитать всё».")
        raise
    return f"Книга: {refreshed_words(done, desk)}"


def _require_no_other_base(base: Base, book: XlBook) -> bool:
    """Tell whether the open book is or will be of this base; an export may be open instead, another's book may not."""
    marks = book.marks()
    if is_template(marks):
        return True
    if not marks.get(BASE_MARK):
        return False
    marks_of_base(base, book)
    return True


def _source(base: Base, host: Host) -> str:
    """Return of which source the files are: the only one, or the one that the person names among several."""
    counted = [one for one in list_imports(base) if one.undone_at is None]
    sources = list(dict.fromkeys(one.source for one in reversed(counted)))
    if len(sources) < 2:
        return sources[0] if sources else FIRST_SOURCE
    for source in sources:
        answer = host.choose(
            f"Откуда эти продажи — из источника «{source}»?\n"
            "Да — из него; Нет — из другого; Отмена — ничего не загружать.\n"
            "Загрузка заменит те же дни этого источника и не тронет другие."
        )
        if answer == "cancel":
            raise Cancelled
        if answer == "yes":
            return source
    raise BadUse(
        "Источник продаж не выбран, ничего не загружено.",
        ", ".join(f"«{source}»" for source in sources),
        "Новый источник загружает команда clientbase import с ключом --source.",
    )


def _ask_vat(source: str, host: Host) -> tuple[str, str]:
    """Ask once per source whether its amounts and its cost hold VAT; «отмена» is «не указано»."""
    meant = dict(zip(("yes", "no", "cancel"), VAT_CHOICES, strict=True))
    amount, cost = (
        host.choose(f"{what} источника «{source}» — с НДС?\nДа — с НДС; Нет — без НДС; Отмена — не знаю.")
        for what in ("Суммы продаж", "Себестоимость")
    )
    return meant[amount], meant[cost]
