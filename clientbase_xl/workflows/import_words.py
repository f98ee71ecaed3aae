"""What files hold and what became of them, in words: the same on a terminal and in a message box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from clientbase_xl.rules.words import grouped
from clientbase_xl.workflows.check_file import ALREADY_THERE, PRODUCTS_KIND, CheckReport

if TYPE_CHECKING:
    from clientbase_xl.workflows.import_sales import ImportOutcome, Incoming


def outcome_lines(outcome: ImportOutcome) -> list[str]:
    """Return the lines that tell what became of one file; its problems are told elsewhere."""
    if outcome.kind == ALREADY_THERE:
        return [f"«{outcome.file_name}»: уже загружен, ничего не изменено."]
    number = "" if outcome.import_id is None else f", загрузка № {outcome.import_id}"
    lines = [f"«{outcome.file_name}»: {outcome.kind}{number}", *_recognised(outcome), f"  {counts_words(outcome)}"]
    if outcome.period_from is not None:
        lines.append(f"  {period_words(outcome)}")
    if outcome.kind == PRODUCTS_KIND:
        lines.append(f"  Новых товаров: {grouped(outcome.count_new_products)}")
    else:
        lines.append(f"  Новых клиентов: {grouped(outcome.count_new_clients)}")
    if outcome.layout_number is not None:
        lines.append(f"  Ответ о столбцах запомнен под № {outcome.layout_number} (clientbase layouts)")
    return lines


def incoming_lines(incoming: Incoming) -> list[str]:
    """Return the lines that tell what a file would bring and replace, before anything changes."""
    report = incoming.report
    if incoming.is_known:
        return [f"«{report.file_name}»: уже загружен, изменений не будет."]
    lines = [f"«{report.file_name}»: {report.kind}", *_recognised(report), f"  {counts_words(report)}"]
    if report.period_from is not None:
        lines.append(f"  {period_words(report)}, клиентов: {grouped(report.count_clients or 0)}")
    if report.problems:
        lines.append(f"  Проблем в файле: {grouped(len(report.problems))}; первая: {report.problems[0].sentence()}")
    return [*lines, *(f"  {replaced.sentence()}" for replaced in incoming.replaced)]


def check_lines(report: CheckReport) -> list[str]:
    """Return the lines that explain what a file would give: how it was understood, then what it holds and changes."""
    lines = [f"{report.file_name}: {report.kind}" + (f", лист «{report.sheet}»" if report.sheet else "")]
    if report.file_format:
        row = f"; строка заголовков — {report.header_row}" if report.header_row else ""
        lines.append(f"Формат: {report.file_format}{row}")
    if report.summary:
        lines.append(report.summary)
    # An unrolled report has the program's own headings: they tell nothing.
    for ours, theirs in () if report.summary else report.headings.items():
        by_answer = f" (запомненный ответ № {report.recalled})" if report.recalled else " (названо сейчас)"
        lines.append(f"  {ours} ← «{theirs}»{by_answer if ours in report.named else ''}")
    lines += [*decided_lines(report), counts_words(report)]
    if report.period_from is not None:
        lines.append(f"{period_words(report)}, клиентов: {grouped(report.count_clients or 0)}")
    if report.is_known:
        lines.append("Такой файл уже загружен: загрузка ничего не изменит.")
    elif report.count_new_clients is not None:
        known = (report.count_clients or 0) - report.count_new_clients
        lines.append(f"Клиентов новых для базы: {grouped(report.count_new_clients)}, известных: {grouped(known)}")
        if report.period_from is not None:
            lines += [one.sentence() for one in report.replaced] or ["Загруженного раньше файл не заменит."]
    return lines


def decided_lines(found: ImportOutcome | CheckReport) -> list[str]:
    """Return how dates and numbers written as text were read, a line per column, with the cell that proves it."""
    return [f"  {sentence}" for sentence in found.decided]


def rest_lines(rest: Sequence[Incoming]) -> list[str]:
    """Return a line that tells of more files together, for a long message hides its buttons; none for no files."""
    if not rest:
        return []
    rows = sum(one.report.count_accepted for one in rest if not one.is_known)
    line = f"… и ещё файлов — {len(rest)}: строк к загрузке {grouped(rows)}"
    replacing = [one.report.file_name for one in rest if one.replaced]
    return [f"{line}; заменят загруженное: {', '.join(f'«{name}»' for name in replacing)}" if replacing else line]


def _recognised(found: ImportOutcome | CheckReport) -> list[str]:
    """Return what a reader of reports recognised, as one line; none for a flat table."""
    return [f"  {found.summary}"] if found.summary else []


def counts_words(found: ImportOutcome | CheckReport) -> str:
    """Return how many rows were read, taken and left out, by reason."""
    return (
        f"Прочитано строк: {grouped(found.count_read)}, принято: {grouped(found.count_accepted)}, "
        f"исключено: {excluded_words(found.excluded)}"
    )


def period_words(found: ImportOutcome | CheckReport) -> str:
    """Return the days and the roubles of sales lines; a dash for what is not known."""
    return f"Период: {_day(found.period_from)}–{_day(found.period_to)}, сумма: {_rub(found.amount_rub)}"


def excluded_words(excluded: Mapping[str, int]) -> str:
    """Return the named reasons of exclusion with their rows."""
    return "; ".join(f"{reason} — {grouped(count)}" for reason, count in excluded.items()) or "ничего"


def _day(value: date | None) -> str:
    return "—" if value is None else f"{value:%d.%m.%Y}"


def _rub(value: Decimal | None) -> str:
    return "—" if value is None else f"{grouped(value, 2)} ₽"
