"""«Диагностика»: a person's answers, the computed ones beside them, and their difference in words.

METHOD section 18 [B]: eight questions; «да» to 2–8 is a symptom; the source gives no score, so there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules.diagnosis_answers import Computed
from clientbase_xl.rules.joined import as_text, present
from clientbase_xl.schemas.diagnosis import (
    AGREES,
    BY_ANSWER,
    BY_BASE,
    DIAGNOSIS,
    DIFFERS,
    NO_SYMPTOM,
    NOT_ANSWERED,
    NOT_COMPUTED,
    QUESTIONS,
    SYMPTOM,
    SYMPTOMS,
)
from clientbase_xl.schemas.model import NO, YES


def diagnosis(stored: pd.DataFrame, computed: Mapping[str, Computed]) -> pd.DataFrame:
    """Return the eight questions in order with both answers and their difference: DIAGNOSIS.

    METHOD section 18. In: stored rows of DIAGNOSIS; the answers of the base by number. Agreement needs both answers. A
    symptom is «да» to 2–8: by both, by one of them only; «нет» where nobody says yes; empty for question 1 and where
    nobody answers. Typed cells stay as they are.
    """
    typed = stored.assign(question_no=as_text(stored["question_no"])).drop_duplicates("question_no")
    rows = typed.set_index("question_no").reindex(list(QUESTIONS))
    table = []
    for number, question in QUESTIONS.items():
        answer, found = _flag(rows.loc[number, "is_yes"]), computed[number]
        table.append(
            {
                "question_no": number,
                "question": question,
                "is_yes": answer,
                "comment": rows.loc[number, "comment"],
                "is_yes_computed": found.is_yes,
                "agreement": _agreement(answer, found.is_yes),
                "symptom": _symptom(number, answer, found.is_yes),
                "difference": _difference(answer, found),
            }
        )
    result = present(pd.DataFrame(table, columns=list(DIAGNOSIS.keys), dtype=object), DIAGNOSIS)
    for key in ("is_yes", "is_yes_computed"):
        result[key] = result[key].astype("boolean")
    return result


def _flag(cell: Any) -> bool | None:
    return None if cell is None or pd.isna(cell) else bool(cell)


def _agreement(answer: bool | None, found: bool | None) -> str:
    if found is None:
        return NOT_COMPUTED
    if answer is None:
        return NOT_ANSWERED
    return AGREES if answer == found else DIFFERS


def _symptom(number: str, answer: bool | None, found: bool | None) -> str | None:
    if number not in SYMPTOMS or (answer is None and found is None):
        return None
    if answer and found:
        return SYMPTOM
    if answer:
        return SYMPTOM if found is None else BY_ANSWER
    if found:
        return SYMPTOM if answer is None else BY_BASE
    return NO_SYMPTOM


def _difference(answer: bool | None, found: Computed) -> str:
    if found.is_yes is None:
        return _sentences(found.numbers, found.hint)
    word = _word(found.is_yes)
    if answer is None:
        return _sentences(f"База говорит «{word}»", found.numbers)
    if answer == found.is_yes:
        return _sentences(f"И вы, и база — «{word}»", found.numbers)
    return _sentences(f"Вы говорите «{_word(answer)}», база — «{word}»", found.numbers, found.hint)


def _sentences(*parts: str) -> str:
    """Return sentences one after another; one that ends with an abbreviation keeps its point."""
    *first, last = [part for part in parts if part]
    return ". ".join([*(part.removesuffix(".") for part in first), last])


def _word(answer: bool) -> str:
    return YES if answer else NO
