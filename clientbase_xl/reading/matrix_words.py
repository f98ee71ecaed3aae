"""Words of a responsibility matrix: roles in FBS words or RACI letters, headings, legends (METHOD section 15)."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from clientbase_xl.rules.fbs_roles import Role, roles_of

RACI_LETTERS = "RACIS"
"""Responsible, accountable, consulted, informed, supporting."""
ACCOUNTABLE, RESPONSIBLE = "A", "R"
_LOOK_ALIKES = str.maketrans("АС", "AC")
_LETTERS = re.compile(r"[RACIS](?:\s*[/\\,;+&|.-]?\s*[RACIS])*")
_AROUND = "()[]*"
LONGEST_SIGN = 20
_SIGN_BEGINS = frozenset("RACISracisАСас([*Вв12")
"""What the text of a role begins with: nearly every cell of a large sheet is told from a role by this alone."""
_FBS_ROOT = re.compile("ладел|капер", re.IGNORECASE)
_NOTHING = {"-", "–", "—", "―"}
_FUNCTION = re.compile(
    r"(?:бизнес-?\s?)?(?:функци[яи]|задач[аи]|процесс\w*|работ[аы]|операци[яи]|активност[ьи]|действи[ея]|мероприяти[ея]|"
    r"обязанност[ьи]|наименование|название|tasks?|activit(?:y|ies)|functions?|process(?:es)?|deliverables?|raci\b)"
)
_PEOPLE = re.compile(r"(?:сотрудник\w*|ф\.?\s?и\.?\s?о\.?|имя|исполнитель|employees?|names?|persons?|people)")
_LEVEL = re.compile(r"(?:уровень|level)\b")
_SERVICE = re.compile(
    r"(?:№.*|n|no\.?|п/п|код|id|#|этап\w*|фаза|phase|stage|раздел|блок|группа|отдел|подразделение|департамент|участок|"
    r"примечани[ея]|комментари[йи]|notes?|comments?|remarks?|сроки?|дата|статус|status|итого|всего|total|проверка|"
    r"результат|почему|вес|приоритет|описание|description|цель|частота|периодичность)"
)
_TOTAL = re.compile(r"(?:итого?|всего|total|сумма|количество|кол-во|нагрузка|count)\b")
_MEANING = (
    r"respons\w+|account\w+|consult\w+|inform\w+|support\w+|ответствен\w*|исполн\w*|утвержда\w*|подотч[её]т\w*|"
    r"консульт\w*|информир\w*|согласу\w*|отвеча\w*|выполня\w*|делает\w*|помога\w*|владел\w*|замещ\w*|подмен\w*|"
    r"бэкапер\w*|участв\w*|участник\w*|контрол\w*|узна[её]т\w*|получает\w*"
)
_LEGEND_TITLE = re.compile(r"(?:легенда|обозначения|условные обозначения|legend|key)\s*:?", re.IGNORECASE)
_EXPLAINED = re.compile(
    rf"(?:[RACISАС]|владелец|[12]\s?-?\s?й?\s?бэкапер)\s*[)\]]?\s*(?:[-–—=:]|\s)\s*\(?(?:{_MEANING})", re.IGNORECASE
)
_WORD_OF_LEGEND = re.compile(rf"(?:{_MEANING})", re.IGNORECASE)


def cell_text(value: Any) -> str:
    """Return a cell as people see it: whole numbers without a fraction, one space between words, a dash as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    text = " ".join(str(value).split())
    return "" if text in _NOTHING else text


@lru_cache(maxsize=4_096)
def raci_letters(text: str) -> frozenset[str]:
    """Return the RACI letters of a cell: «R», «R/A», «A, C», «RA», «а»; none where the cell says anything else."""
    if len(text) > LONGEST_SIGN:
        return frozenset()
    plain = text.strip(_AROUND + " ").upper().translate(_LOOK_ALIKES)
    if not _LETTERS.fullmatch(plain):
        return frozenset()
    letters = [letter for letter in plain if letter in RACI_LETTERS]
    is_parted = len(letters) < len(plain)
    return frozenset(letters) if is_parted or len(set(letters)) == len(letters) else frozenset()


def is_fbs_role(text: str) -> bool:
    """Tell whether a cell holds at least one role in FBS words."""
    return bool(_FBS_ROOT.search(text)) and bool(roles_of(text)[0])


def is_role(text: str) -> bool:
    """Tell whether a cell holds a role in either language."""
    return text[:1] in _SIGN_BEGINS and (bool(raci_letters(text)) or is_fbs_role(text))


def fbs_cells(cells: list[str]) -> list[str]:
    """Return the cells of one function in FBS words.

    Whoever is accountable (A, also R/A) is the owner; those responsible (R) can do it: the first is the 1st backup, the
    others are 2nd ones; consulted, informed and supporting (C, I, S) do not stand in for anybody. Other cells stay.
    """
    told, count_backups = [], 0
    for text in cells:
        letters = raci_letters(text)
        if not letters:
            told.append(text)
        elif ACCOUNTABLE in letters:
            told.append(Role.OWNER.value)
        elif RESPONSIBLE in letters:
            told.append(Role.SECOND.value if count_backups else Role.FIRST.value)
            count_backups += 1
        else:
            told.append("")
    return told


def is_number(text: str) -> bool:
    """Tell whether a cell is a number, a per cent or a date, as totals and deadlines are."""
    return bool(re.fullmatch(r"[-−+]?[\d\s.,:]+%?", text))


def is_function_heading(text: str) -> bool:
    """Tell whether a heading is that of the column of functions: «Функция», «Задача / Сотрудник», «Task»."""
    return bool(_FUNCTION.match(text.casefold()))


def is_level_heading(text: str) -> bool:
    """Tell whether a heading is that of the column of levels."""
    return bool(_LEVEL.match(text.casefold()))


def is_people_heading(text: str) -> bool:
    """Tell whether a heading is that of a column of people, as in a matrix turned on its side."""
    return bool(_PEOPLE.fullmatch(text.casefold()))


def is_service_heading(text: str) -> bool:
    """Tell whether a heading is that of a number, a note, a deadline: of no employee."""
    return bool(_SERVICE.fullmatch(text.casefold()))


def is_total(text: str) -> bool:
    """Tell whether a row is one of totals."""
    return bool(_TOTAL.match(text.casefold()))


def is_legend(texts: list[str]) -> bool:
    """Tell whether a row explains the signs or is the title of such rows («Легенда»)."""
    return any(_LEGEND_TITLE.fullmatch(text) for text in texts) or is_explaining(texts)


def is_explaining(texts: list[str]) -> bool:
    """Tell whether a row explains signs: «R – Responsible», or a sign in one cell and its meaning in the next."""
    if any(_EXPLAINED.match(text) for text in texts):
        return True
    return any(is_meaning(sign, meaning) for sign, meaning in pairwise(text for text in texts if text))


def is_meaning(sign: str, text: str) -> bool:
    """Tell whether a text beside a sign says what the sign means."""
    return is_role(sign) and not is_role(text) and bool(_WORD_OF_LEGEND.match(text))
