"""What became of a sent workbook, in words: the same on a terminal and in a message box."""

from __future__ import annotations

from clientbase_xl.schemas.requests import APPROVED
from clientbase_xl.workflows.send import SendReport


def sent_lines(report: SendReport) -> list[str]:
    """Return the lines that tell what became of the typed cells of a workbook; problems are told elsewhere."""
    if report.is_empty:
        return [f"«{report.file_name}»: нового нет, ничего не изменено."]
    lines = [
        f"«{report.file_name}»: сразу в базу — {_number(report.count_applied)}, "
        f"заявками — {_number(report.count_requested)}, в конфликте — {_number(report.count_conflicts)}, "
        f"уже было — {_number(report.count_known)}"
    ]
    if report.request_ids:
        first, last = min(report.request_ids), max(report.request_ids)
        lines.append(f"  Ждут решения: заявки № {first}" + (f"–{last}" if last > first else ""))
    if report.count_tasks:
        lines.append(f"  Открыты задачи по тревогам опросов: {_number(report.count_tasks)}")
    for decided in report.decided:
        numbers = ", ".join(str(number) for number in decided.request_ids)
        left = f". {decided.message}" if decided.message and decided.status == APPROVED else ""
        lines.append(f"  Заявка № {numbers}: {decided.status}{left}")
    return lines


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u00a0")
