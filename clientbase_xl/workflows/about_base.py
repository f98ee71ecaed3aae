"""«О программе»: which base this is, who works with it, how fresh its sales are."""

from __future__ import annotations

from datetime import UTC, tzinfo

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.imports import ImportRecord, list_imports, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import find_user, is_single_user
from clientbase_xl.rules.words import grouped


def about_lines(base: Base, user: str, zone: tzinfo) -> list[str]:
    """Return the lines that tell of a base: folder, person and role, clients, the last import in force, by `zone`."""
    counted = [record for record, _, _ in valid_parts(list_imports(base))]
    last = max(counted, key=lambda record: record.import_id, default=None)
    lines = [
        f"База: {base.folder}"
        + ("" if base.is_embedded else f", таблицы: {base.address}")
        + ("" if base.is_writable else " (только чтение)"),
        f"Пользователь: {user} ({_role(base, user)})",
        f"Клиентов в базе: {grouped(len(read_cards(base)))}",
        f"Последняя загрузка: {'ещё не было' if last is None else _words(last, zone)}",
    ]
    return [*lines, base.storage_warning] if base.storage_warning else lines


def _role(base: Base, name: str) -> str:
    if is_single_user(base):
        return "с базой работает один человек"
    user = find_user(base, name)
    return "в базе не зарегистрирован" if user is None else user.role


def _words(record: ImportRecord, zone: tzinfo) -> str:
    at = record.imported_at.replace(tzinfo=UTC).astimezone(zone)
    days = f"{record.period_from:%d.%m.%Y}–{record.period_to:%d.%m.%Y}"
    return f"№ {record.import_id}, {at:%d.%m.%Y %H:%M}, «{record.file_name}», продажи за {days}"
