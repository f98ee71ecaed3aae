"""Places that still name a person, in Russian: where, since when, and what can be done about each (152-ФЗ)."""

from __future__ import annotations

from collections.abc import Iterable

from clientbase_xl.base.journal import is_personal
from clientbase_xl.base.mentions import Mention, Place
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS

_STAYS = "из журнала это не стереть"


def mention_lines(mentions: Iterable[Mention]) -> list[str]:
    """Return a sentence per place, without the text: it would be on the screen and in logs again."""
    return list(dict.fromkeys(f"Ещё назван: {where_named(one)}. {_remedy(one)}" for one in mentions))


def where_named(mention: Mention) -> str:
    """Return sheet, record, field, day and person; of reasons the request or the entry of the journal."""
    day = f"{mention.at:%d.%m.%Y}" if mention.at else ""
    when = ", ".join(one for one in (day, mention.by) if one)
    cell = _cell(mention) if mention.sheet_key else ""
    words = {
        Place.CELL: cell,
        Place.HISTORY: f"история поля {cell}",
        Place.REQUEST: f"заявка № {mention.number}, {cell}",
        Place.REASON: f"основание заявки № {mention.number}, {cell}"
        if cell
        else f"основание записи № {mention.number}",
        Place.PROBLEM: f"проблемы загрузок, № {mention.number}",
    }
    return f"{words[mention.place]} ({when})" if when else words[mention.place]


def _cell(mention: Mention) -> str:
    sheet = BY_KEY[mention.sheet_key]
    title = sheet[mention.column_key].title if mention.column_key in sheet else mention.column_key
    return f"«{sheet.title}», {' / '.join(mention.row_key)}, «{title}»"


def _remedy(mention: Mention) -> str:
    if mention.place is Place.PROBLEM:
        return "Исправьте файл и загрузите его снова."
    if mention.sheet_key == CONTACT_PERSONS.key and is_personal(*mention.cell[::2]):
        return f'Если это он: clientbase person erase --contact {mention.row_key[0]} --why "…"'
    if mention.may_go:
        sheet = BY_KEY[mention.sheet_key]
        row = "/".join(mention.row_key)
        return (
            f'Стереть: clientbase erase "{sheet.title}" "{row}" --field "{sheet[mention.column_key].title}" --why "…"'
        )
    if mention.place is Place.CELL:
        return f"Исправьте в книге; {_STAYS}."
    return f"{_STAYS.capitalize()}."
