"""From which base, state and moment a workbook was made: its marks, and what the base knows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clientbase_xl.base.journal import head, head_until
from clientbase_xl.base.meta import base_id
from clientbase_xl.base.replay import Until
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse

BASE_MARK, SEQ_MARK, HASH_MARK = "clientbase_base_id", "clientbase_made_seq", "clientbase_made_hash"
MANAGER_MARK, IDENTITY_MARK = "clientbase_manager", "clientbase_workbook_id"
MOMENT_MARK = "clientbase_made_at"
NAME_MARK = "clientbase_base_name"
"""What the workbook calls its base: a name given when it was made, else that of the folder."""
DIGEST_MARK = "clientbase_typed_digest"
TEMPLATE_MARK = "clientbase_template"
"""That a workbook is of no base yet: the first recalculation gives it the marks of one."""
MARKS = (
    BASE_MARK,
    SEQ_MARK,
    HASH_MARK,
    MANAGER_MARK,
    IDENTITY_MARK,
    MOMENT_MARK,
    NAME_MARK,
    DIGEST_MARK,
    TEMPLATE_MARK,
)
"""Hidden names of every mark."""
NEW_BOOK = "Сделайте новую книгу командой workbook и внесите изменения в неё."
ADOPT = "Нажмите «Пересчитать всё»: книга станет книгой вашей базы, введённое в ней останется."


@dataclass(frozen=True, slots=True)
class Origin:
    """A workbook of this base: its identity, the journal's last entry when it was made, whose clients it holds."""

    file_name: str
    workbook_id: str
    made_seq: int
    manager: str = ""

    @property
    def source(self) -> str:
        """Return how the journal calls the sending of this workbook."""
        return f"отправка книги {self.workbook_id[:8]}"


def marks_of(base: Base, state: tuple[int, str], made_at: datetime, manager: str = "") -> dict[str, str]:
    """Return the marks of a workbook that shows the state after an entry of the journal (number, hash).

    The moment makes the identity of every workbook its own: two of one state are not taken for copies.
    """
    marks = {BASE_MARK: base_id(base), SEQ_MARK: str(state[0]), HASH_MARK: state[1], MOMENT_MARK: made_at.isoformat()}
    return marks | ({MANAGER_MARK: manager} if manager else {})


def is_of_base(base: Base, marks: Mapping[str, str]) -> bool:
    """Tell whether a workbook was made of this base."""
    return marks.get(BASE_MARK) == base_id(base)


def is_template(marks: Mapping[str, str]) -> bool:
    """Tell whether a workbook is a template that no base has made its own yet."""
    return bool(marks.get(TEMPLATE_MARK) and marks.get(IDENTITY_MARK)) and not marks.get(BASE_MARK)


def read_origin(base: Base, path: Path, marks: Mapping[str, str]) -> Origin:
    """Return where a workbook comes from.

    Raises BadUse for a workbook without marks, of another base, or of a state that this base does not have (it was
    restored from an older copy, or its journal was rewritten): cells could not be compared then.
    """
    name, seq = path.name, marks.get(SEQ_MARK, "")
    if is_template(marks):
        raise BadUse(f"Книга «{name}» — шаблон: она ещё не связана с базой.", f"книга базы «{base.folder}»", ADOPT)
    if not marks.get(BASE_MARK) or not seq.isdigit() or not marks.get(IDENTITY_MARK):
        raise BadUse(f"В книге «{name}» нет отметки, из какой базы она сделана.", remedy=NEW_BOOK)
    if not is_of_base(base, marks):
        raise BadUse(
            f"«{name}» — книга другой базы.",
            f"книга базы «{base.folder}»",
            "Укажите её базу ключом --base или сделайте новую книгу командой workbook.",
        )
    made_seq, last = int(seq), head(base)[0]
    if made_seq > last or (made_seq and head_at(base, made_seq)[1] != marks.get(HASH_MARK)):
        raise BadUse(
            f"Книга «{name}» сделана по состоянию базы, которого в этой базе нет (запись журнала {made_seq}, "
            f"в базе последняя {last}).",
            remedy=f"Возможно, базу восстановили из старой копии. {NEW_BOOK}",
        )
    return Origin(name, marks[IDENTITY_MARK], made_seq, marks.get(MANAGER_MARK, ""))


def head_at(base: Base, until: Until = None) -> tuple[int, str]:
    """Return number and hash of the last entry, or of the last not after a number or a moment; 0 before the first."""
    if until is None:
        return head(base)
    with base.reading() as connection:
        return head_until(connection, until) or (0, "")
