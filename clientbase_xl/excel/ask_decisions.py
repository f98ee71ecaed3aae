"""What the columns of a file do not tell, asked by «да» and «нет»: the order of its dates, its decimal mark."""

from __future__ import annotations

from dataclasses import replace

from clientbase_xl.errors import Undecided
from clientbase_xl.excel.host import Host
from clientbase_xl.excel.press import Cancelled
from clientbase_xl.reading.decisions import DATE_ORDERS, DECIMAL_NAMES, Decisions

_MEANINGS = {"dates": DATE_ORDERS, "decimal": DECIMAL_NAMES}
_WORDS = {"dates": "Порядок в датах", "decimal": "Дробную часть отделяет"}


def ask_decision(refusal: Undecided, known: Decisions, host: Host) -> Decisions:
    """Return the answers with the one that the file lacks; the refusal itself when nothing fits, Cancelled to stop."""
    found = refusal.found.split("; укажите")[0]
    for answer, meaning in _MEANINGS[refusal.option].items():
        said = host.choose(
            f"{found}.\n{_WORDS[refusal.option]} — {meaning}?\n"
            "Да — так, и ответ запомнится; Нет — иначе; Отмена — ничего не загружать."
        )
        if said == "cancel":
            raise Cancelled from refusal
        if said == "yes":
            return replace(known, **{refusal.option: answer})
    raise refusal
