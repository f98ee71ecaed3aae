"""«Диагностика»: the person's answer beside the computed one, and the difference in words with numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.diagnosis import diagnosis
from clientbase_xl.rules.diagnosis_answers import Computed
from clientbase_xl.schemas.diagnosis import DIAGNOSIS, QUESTIONS
from clientbase_xl.schemas.validation import check_table


def table_of(answers: dict[str, bool | None] | None = None, **found: bool | None) -> pd.DataFrame:
    """Return the table; `found` are answers of the base by q and number, others are unknown."""
    rows = [{"question_no": number, "is_yes": value} for number, value in (answers or {}).items()]
    stored = pd.DataFrame(rows, columns=["question_no", "is_yes", "comment"], dtype=object)
    computed = {
        number: Computed(found.get(f"q{number}"), f"Числа {number}", f"Причина {number}") for number in QUESTIONS
    }
    return diagnosis(stored, computed).set_index("question_no")


def row_of(number: str, answer: bool | None, found: bool | None) -> dict[str, Any]:
    return dict(table_of({number: answer}, **{f"q{number}": found}).loc[number])


@pytest.mark.parametrize(
    ("answer", "found", "agreement", "symptom"),
    [
        (True, True, "сходится", "симптом"),
        (True, False, "расходится", "только по ответу"),
        (False, True, "расходится", "только по базе"),
        (False, False, "сходится", "нет"),
        (None, True, "нет ответа", "симптом"),
        (None, False, "нет ответа", "нет"),
        (True, None, "нет данных", "симптом"),
        (False, None, "нет данных", "нет"),
        (None, None, "нет данных", None),
    ],
)
def test_both_answers_give_agreement_and_symptom(
    answer: bool | None, found: bool | None, agreement: str, symptom: str | None
) -> None:
    for number in "2345678":
        row = row_of(number, answer, found)
        assert (row["agreement"], row["symptom"]) == (agreement, symptom)


def test_a_yes_to_the_first_question_is_no_symptom() -> None:
    assert row_of("1", True, True)["symptom"] is None
    assert row_of("1", True, False)["agreement"] == "расходится"


@pytest.mark.parametrize(
    ("answer", "found", "words"),
    [
        (False, True, "Вы говорите «нет», база — «да». Числа 5. Причина 5"),
        (True, True, "И вы, и база — «да». Числа 5"),
        (None, False, "База говорит «нет». Числа 5"),
        (True, None, "Числа 5. Причина 5"),
    ],
)
def test_the_difference_is_said_with_the_numbers_of_the_base(
    answer: bool | None, found: bool | None, words: str
) -> None:
    assert row_of("5", answer, found)["difference"] == words


def test_the_table_always_has_eight_questions_and_holds_what_the_catalogue_says() -> None:
    table = table_of({"3": True, "8": False}, q1=True, q2=False).reset_index()
    assert list(table) == list(DIAGNOSIS.keys)
    assert table["question_no"].tolist() == [*"12345678"]
    assert table["is_yes"].isna().sum() == 6
    assert check_table(table, DIAGNOSIS) == ()


def test_an_abbreviation_at_the_end_of_a_sentence_has_one_point() -> None:
    computed = {number: Computed(True, "Молчат 180 дн.", "Причина") for number in QUESTIONS}
    stored = pd.DataFrame([("5", False)], columns=["question_no", "is_yes"], dtype=object)
    table = diagnosis(stored.assign(comment=None), computed).set_index("question_no")
    assert table.loc["5", "difference"].endswith("«да». Молчат 180 дн. Причина")


def test_typed_comments_stay() -> None:
    stored = pd.DataFrame([("7", None, "Слышал сам")], columns=["question_no", "is_yes", "comment"], dtype=object)
    computed = {number: Computed(None, "Числа") for number in QUESTIONS}
    assert diagnosis(stored, computed).set_index("question_no").loc["7", "comment"] == "Слышал сам"
