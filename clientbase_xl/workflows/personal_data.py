"""Personal data on request: given to whom it belongs, or erased with what still holds it named (152-ФЗ)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from clientbase_xl.base.backups import BackupRecord
from clientbase_xl.base.erase import Erased, erase_cell, erase_client, erase_contact, erase_personal
from clientbase_xl.base.freed_pages import sweep_files
from clientbase_xl.base.mentions import Mention
from clientbase_xl.base.personal_export import HeldData, held_of_client, held_of_contact
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.cell_history import find_column, find_row, find_sheet
from clientbase_xl.workflows.mention_words import mention_lines
from clientbase_xl.workflows.people import require_role
from clientbase_xl.writing.person_file import write_person

DAYS_TO_DESTROY, DAYS_TO_DESTROY_AT_LATEST = 30, 180
"""152-ФЗ, article 21: 30 days after the request; what cannot be destroyed by then is blocked, six months at most."""
OUTSIDE = (
    "Вне базы стёртое остаётся: книги и листы к совещанию на дисках людей, письма, выгрузки. Удалите эти файлы: "
    "программа их не видит. Старая книга, отправленная снова, стёртого в базу не вернёт; не вернёт и загрузка "
    "карточек, но в учётной системе эти данные остались: сотрите их и там."
)
ON_SERVER = (
    "Журналы и копии самого сервера PostgreSQL программа не видит: сколько они хранятся, знает администратор сервера."
)
NOT_ERASED = (
    "Другие места найдены по фамилии, телефону и e-mail. Где человек назван иначе (имя, должность), "
    "программа не знает: проверьте свободные тексты о клиенте."
)


@dataclass(frozen=True, slots=True)
class ErasedData:
    """What was erased: counts by title of the sheet; backups that still hold it; by when they must go; what is left.

    `not_swept` says in Russian why the files of the database may still hold traces, "" when they do not. `mentions`
    are sentences about places that still name the person, `plain` entries of the journal that hold an erased free text
    for good, because an earlier program has written it into the chain. Of one field it is not known whom it names:
    nobody `is_searched` elsewhere.
    """

    counts: dict[str, int]
    backups: tuple[BackupRecord, ...]
    destroy_by: date
    destroy_at_latest: date
    not_swept: str
    is_on_server: bool = False
    mentions: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    plain: tuple[int, ...] = ()
    is_searched: bool = True

    def sentences(self) -> list[str]:
        """Return what the person at the desk has to know and to do."""
        until = (
            f"уничтожьте до {self.destroy_by:%d.%m.%Y} или храните под замком не дольше чем до "
            f"{self.destroy_at_latest:%d.%m.%Y}, затем отметьте: clientbase backups --destroyed"
        )
        lines = [f"«{title}»: удалено значений {count}" for title, count in self.counts.items()]
        lines += [
            f"Есть в копии № {one.backup_id} «{one.file_name}» от {one.made_at:%d.%m.%Y} ({one.made_by}): "
            f"{until} {one.backup_id}"
            for one in self.backups
        ]
        if self.backups:
            lines.append("Если базу восстановят из такой копии, сотрите эти данные снова.")
        lines += [self.not_swept] if self.not_swept else []
        if self.plain:
            numbers = ", ".join(map(str, self.plain))
            lines.append(
                f"Прежняя версия программы записала стёртый текст в сам журнал, записи № {numbers}: оттуда его не "
                "стереть, не нарушив проверку журнала."
            )
        lines += self.mentions
        if self.look_alikes:
            lines.append(f"Похожие контактные лица, проверьте и их: {', '.join(self.look_alikes)}")
        lines += [NOT_ERASED] if self.is_searched else []
        return [*lines, OUTSIDE, *([ON_SERVER] if self.is_on_server else [])]


def erase_row(
    base: Base, sheet_name: str, row_name: str, *, why: str, now: datetime, user: str, field: str = ""
) -> ErasedData:
    """Erase the personal values of a record, or one `field` of it, a free text too; those of its history as well.

    With the card of a client go the people and contacts that are or ever were of him, unless a field is named. The
    journal stays whole: it holds salted digests only. Raises BadUse without a reason or the right to do it.
    """
    person = _may(base, user)
    sheet = find_sheet(sheet_name)
    row_key = find_row(sheet, row_name)
    try:
        if field:
            column = find_column(sheet, field)
            erased = erase_cell(base, sheet.key, row_key, column.key, at=now, by=person, reason=why)
            return replace(_told(base, erased, now), is_searched=False)
        if sheet is CLIENTS:
            return _told(base, erase_client(base, row_key[0], at=now, by=person, reason=why), now)
        return _told(base, erase_personal(base, sheet.key, row_key, at=now, by=person, reason=why), now)
    except BadUse:
        sweep_files(base)  # what an interrupted erasure has left in the files goes now
        raise


def erase_person(base: Base, client: str, contact: str, *, why: str, now: datetime, user: str) -> ErasedData:
    """Erase one contact person by the number of his record, or all personal data of a client by his code."""
    _require_one(client, contact)
    if client:
        return erase_row(base, CLIENTS.key, client, why=why, now=now, user=user)
    person = _may(base, user)
    return _told(base, erase_contact(base, contact.strip(), at=now, by=person, reason=why), now)


def export_person(base: Base, client: str, contact: str, out: Path, *, user: str, today: date) -> HeldData:
    """Write everything the base holds about a contact person, or about the people of a client, to json or xlsx.

    Raises BadUse for a менеджер, a person of whom nothing is known, and another extension; WriteRefused.
    """
    _require_one(client, contact)
    _may(base, user)
    held = held_of_client(base, client.strip()) if client else held_of_contact(base, contact.strip())
    if not (held.cells or held.history or held.requests):
        where = f"Клиент «{client}»" if client else f"Контактное лицо «{contact}»"
        number = CONTACT_PERSONS["row_id"].title
        raise BadUse(
            f"{where}: персональных данных в базе нет.",
            remedy=f"Код клиента — в «Клиентах», «{number}» — на листе «{CONTACT_PERSONS.title}».",
        )
    write_person(out, held_rows(held), today)
    return held


def sweep(base: Base, *, user: str) -> str:
    """Rewrite the files of the database so that nothing erased can be read from them; return what hinders it, or ""."""
    _may(base, user)
    base.require_writable()
    return sweep_files(base)


def held_rows(held: HeldData) -> list[dict[str, str]]:
    """Return what is held as rows that a person can read: part, sheet, record, field, value, when, who, why."""
    rows = [_row("Сейчас в базе", one.sheet_key, one.row_key, one.column_key, value=one.text) for one in held.cells]
    rows += [
        _row("История", *line.change[:3], value=line.change.new, before=line.change.old)
        | _act(line.entry.at, line.entry.by, line.entry.source, line.entry.reason)
        for line in held.history
    ]
    rows += [
        _row(f"Заявка № {one.request_id}", *one.change[:3], value=one.new, before=one.old)
        | _act(one.submitted_at, one.submitted_by, one.status, one.reason)
        for one in held.requests
    ]
    rows += [_mentioned(one) for one in held.mentions]
    rows += [_empty() | {"Раздел": "Проблемы загрузок", "Значение": text} for text in held.problems]
    copies = (f"№ {one.backup_id} «{one.file_name}» от {one.made_at:%d.%m.%Y}" for one in held.backups)
    rows += [_empty() | {"Раздел": "Копии базы", "Значение": text} for text in copies]
    return rows


def _mentioned(one: Mention) -> dict[str, str]:
    row = _row(f"Упоминание: {one.place}", *one.cell, value=one.text) if one.sheet_key else _empty()
    number = f"№ {one.number}" if one.number else ""
    if not one.sheet_key:
        row |= {"Раздел": f"Упоминание: {one.place}", "Запись": number, "Значение": one.text}
    return row | (_act(one.at, one.by, number) if one.at else {})


def _act(at: datetime, by: str, *grounds: str) -> dict[str, str]:
    return {"Когда (UTC)": f"{at:%d.%m.%Y %H:%M}", "Кто": by, "Основание": "; ".join(one for one in grounds if one)}


def _row(
    part: str,
    sheet_key: str,
    row_key: tuple[str, ...],
    column_key: str,
    *,
    value: str | None,
    before: str | None = None,
) -> dict[str, str]:
    sheet = BY_KEY[sheet_key]
    title = sheet[column_key].title if column_key in sheet else column_key
    places = {"Раздел": part, "Лист": sheet.title, "Запись": " / ".join(row_key), "Поле": title}
    return _empty() | places | {"Было": before or "", "Значение": value or ""}


def _empty() -> dict[str, str]:
    keys = ("Раздел", "Лист", "Запись", "Поле", "Было", "Значение", "Когда (UTC)", "Кто", "Основание")
    return dict.fromkeys(keys, "")


def _told(base: Base, erased: Erased, now: datetime) -> ErasedData:
    counts = {BY_KEY[key].title: count for key, count in erased.counts.items()}
    days = now.date() + timedelta(DAYS_TO_DESTROY), now.date() + timedelta(DAYS_TO_DESTROY_AT_LATEST)
    return ErasedData(
        counts,
        erased.backups,
        *days,
        sweep_files(base),
        is_on_server=not base.is_embedded,
        mentions=tuple(mention_lines(erased.mentions)),
        look_alikes=erased.look_alikes,
        plain=erased.plain,
    )


def _may(base: Base, user: str) -> str:
    what = "Персональные данные выдаёт и удаляет не менеджер"
    return require_role(base, user, DECIDING_ROLES, what).name


def _require_one(client: str, contact: str) -> None:
    if bool(client.strip()) == bool(contact.strip()):
        raise BadUse(
            "Назовите или клиента, или одно контактное лицо.",
            "КЛИЕНТ (код) либо --contact № (номер записи на листе «Контактные лица»)",
        )
