"""«Следующий вопрос»: what to ask a client first, whatever he has answered already.

METHOD section 4 (ours): of the two routes to potential the one with fewest unanswered questions, its first unanswered
in the order of the settings; once potential is known, the next unanswered of all. Route a has the questions of orders
and average order, route b those of our share and of suppliers: either of them may close it, so both count while
neither is asked, and nobody begins anywhere but with the first question, which the source gives. Without turnover
route b leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from clientbase_xl.rules.joined import as_numbers, texts
from clientbase_xl.rules.potential import ANSWERED_WAYS, known_share
from clientbase_xl.schemas.profiles import ROUTE_A, ROUTE_B, Question, ordered_questions
from clientbase_xl.settings import ProfileSettings

_NOWHERE = 9

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def answered(answers: pd.DataFrame, question: Question) -> Mask:
    """Tell per row whether a question is answered; an impossible number is no answer, one supplier is 100 %.

    METHOD section 4. In: columns of the questions, in the types of `rules/survey_answers.py`.
    """
    if question.is_number:
        keys = {question.key, "count_suppliers"}
        return answered_numbers(question, {key: as_numbers(answers[key]).to_numpy(dtype=float) for key in keys})
    found = answers[question.key]
    return (found.notna() & (found != "")).to_numpy(dtype=bool)


def answered_numbers(question: Question, numbers: Mapping[str, Floats]) -> Mask:
    """Tell what `answered` says of a question with a number, from arrays; the number of suppliers is needed too."""
    if question.key == "share_ours":
        return ~np.isnan(known_share(numbers["share_ours"], numbers["count_suppliers"]))
    least = 1.0 if question.key == "count_suppliers" else np.nextafter(0, 1)
    return numbers[question.key] >= least


def next_question(
    answers: pd.DataFrame, ways: pd.Series[str], turnover_rub: pd.Series[float], settings: ProfileSettings
) -> pd.Series[str]:
    """Return the words of the question to ask next; None where everything is answered.

    METHOD section 4. In: answers as `survey_answers` combines them, `ways` of `rules/potential.py`, turnover of 12
    months. Boundaries: equal numbers of unanswered questions → the route whose first unanswered stands earlier; a
    route that is answered but contradicts own turnover is not asked again before the other.
    """
    questions = ordered_questions(settings)
    is_open = np.column_stack([~answered(answers, question) for question in questions])
    is_known = ways.isin(ANSWERED_WAYS).to_numpy(dtype=bool)
    has_turnover = (as_numbers(turnover_rub).fillna(0) > 0).to_numpy(dtype=bool)
    chosen = next_places(questions, is_open, is_known, has_turnover)
    return texts([questions[number].title if number >= 0 else None for number in chosen], answers.index)


def next_places(questions: Sequence[Question], is_open: Mask, is_known: Mask, has_turnover: Mask) -> Places:
    """Return per row the place among `questions` of the one to ask, −1 where none is open: what `next_question` says.

    METHOD section 4. In: `is_open` of rows × questions; whether potential is known and whether there is turnover.
    """
    place = {question.key: number for number, question in enumerate(questions)}
    count_a, first_a = _route(is_open, place, ROUTE_A)
    count_b, first_b = _route(is_open, place, ROUTE_B)
    has_share = ~is_open[:, place["share_ours"]]
    count_a = np.where(count_a == 0, _NOWHERE, count_a)
    count_b = np.where(has_share | ~has_turnover, _NOWHERE, count_b)
    in_order = np.where(is_open.any(axis=1), is_open.argmax(axis=1), -1)
    is_free = is_known | ((count_a == _NOWHERE) & (count_b == _NOWHERE))
    by_a = (count_a < count_b) | ((count_a == count_b) & (first_a < first_b))
    return np.where(is_free, in_order, np.where(by_a, first_a, first_b))


def _route(is_open: Mask, place: dict[str, int], route: tuple[str, str]) -> tuple[Places, Places]:
    """Return per row how many questions of a route are unanswered and the place of the first of them."""
    early, late = sorted(place[key] for key in route)
    count = is_open[:, early].astype(np.int64) + is_open[:, late].astype(np.int64)
    return count, np.where(is_open[:, early], early, late)
