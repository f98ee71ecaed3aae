"""Potential of every client: from the survey, from the card, from the number of orders, or estimated.

METHOD sections 3 and 4. What outranks what is ours: routes a and b of the survey, because they are dated and show their
numbers; then the potential typed in the card; then orders × our average purchase, an interval; an estimate by the
answers of others is shown but is no answer, gives no level and no category better than «не известен» allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem, Severity
from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_text, by_codes, join_clients, present, texts
from clientbase_xl.rules.next_question import answered, next_question
from clientbase_xl.rules.potential import ANSWER_KEYS, ANSWERED_WAYS, potential
from clientbase_xl.rules.potential_ratio import interval_80, potential_ratios
from clientbase_xl.rules.potential_words import potential_words
from clientbase_xl.rules.survey_answers import QUESTION_KEYS, newest_answers, survey_answers
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.profile_calls import BY_CARD, BY_ORDERS_ONLY, BY_SURVEY, ESTIMATED, POTENTIALS
from clientbase_xl.schemas.profiles import BY_CHANNEL, BY_COUNT, PROFILES, QUESTIONS
from clientbase_xl.settings import ProfileSettings

_KEYS = ("client_name", "channel", "turnover_12m_rub", "average_purchase_rub", "potential_rub")
_ENDS = ("potential_min_rub", "potential_rub", "potential_max_rub")
_TEXT_KEYS = ("bought_elsewhere", "other_suppliers", "obstacle", "purchase_plan", "decision")


@dataclass(frozen=True, slots=True)
class ClientPotentials:
    """POTENTIALS of every client, the ratios their estimates stand on (by `client_code`), problems of the answers."""

    table: pd.DataFrame
    ratios: pd.DataFrame
    problems: tuple[Problem, ...]


def client_potentials(
    facts: pd.DataFrame, cards: pd.DataFrame, profiles: pd.DataFrame, today: date, settings: ProfileSettings
) -> ClientPotentials:
    """Return the potential of each client of the facts or of the cards with source, ends, next question, reason.

    METHOD section 4. In: FACTS, stored CLIENTS, stored PROFILES; surveys after `today` feed nobody. Out: POTENTIALS,
    sorted by code. A card's potential counts where it is above 0 and not below own turnover. Estimates come from the
    routes of surveys and from cards; clients known by orders alone lend nothing. Problems: contradictions of the
    surveys in force; a card below own turnover that a survey or orders replace; a card that differs from the survey by
    more than `contradiction_share` of the larger.
    """
    table = join_clients(facts, cards, _KEYS)
    codes = pd.Index(table["client_code"], dtype=object)
    newest = newest_answers(survey_answers(profiles, today))
    answers = by_codes(newest, codes, [*QUESTION_KEYS, "plan_change", "surveyed_on"])
    for key in _TEXT_KEYS:
        answers[key] = as_text(answers[key])
    table["turnover_12m_rub"] = table["turnover_12m_rub"].fillna(0)
    own = table[["turnover_12m_rub", "average_purchase_rub"]]
    routes = potential(pd.concat([answers[list(ANSWER_KEYS)], own], axis=1), settings)
    card = table["potential_rub"]
    is_survey = routes["way"].isin(ANSWERED_WAYS)
    is_card = (card > 0) & (card >= table["turnover_12m_rub"]) & ~is_survey
    known = table.assign(potential_rub=routes["potential_rub"].where(is_survey, card.where(is_card)))
    ratios = potential_ratios(known, settings)
    found = potential(pd.concat([answers[list(ANSWER_KEYS)], own, ratios], axis=1), settings)
    for key in _ENDS:
        found[key] = found[key].where(~is_card, card)
    is_count = ~is_card & (found["way"] == BY_COUNT)
    sources = (
        (BY_SURVEY, is_survey),
        (BY_CARD, is_card),
        (BY_ORDERS_ONLY, is_count),
        (ESTIMATED, ~is_card & (found["way"] == BY_CHANNEL)),
    )
    chosen = np.select([mask for _, mask in sources], [word for word, _ in sources], default="")
    found["potential_source"] = texts([str(word) or None for word in chosen], table.index)
    turnover = table["turnover_12m_rub"]
    found["share_of_wallet"] = found["share_of_wallet"].where(~is_card, turnover / card)
    found["untapped_rub"] = found["untapped_rub"].where(~is_card, (card - turnover).clip(lower=0))
    found["low_80_rub"] = interval_80(turnover, ratios)["low_rub"].where(found["potential_source"] == ESTIMATED)
    found["worth_rub"] = _worth(found, turnover)
    found["next_question"] = next_question(answers, _asked_ways(found, is_card), turnover, settings)
    found["count_answered"] = sum(answered(answers, question).astype(int) for question in QUESTIONS)
    for key in (*_TEXT_KEYS, "plan_change", "surveyed_on"):
        found[key] = answers[key]
    found["client_code"] = table["client_code"]
    found["reason"] = texts(potential_words(found, answers, ratios, turnover, settings), table.index)
    problems = _problems(found.assign(client_name=table["client_name"]), card, turnover, is_survey, settings)
    named = ratios.assign(client_code=table["client_code"], channel=table["channel"])
    return ClientPotentials(present(found, POTENTIALS), named, problems)


def with_potentials(cards: pd.DataFrame, potentials: pd.DataFrame) -> pd.DataFrame:
    """Return the cards with the potential in force: likely, ends, and where it comes from in words.

    METHOD section 3: an estimate is no answer, so such a card's potential stays what was typed. A client of the facts
    alone gets a row. `is_potential_partial` marks who answered by orders alone: no cut-off is made of him.
    """
    known = potentials[potentials["potential_source"].isin((BY_SURVEY, BY_ORDERS_ONLY))]
    if known.empty:
        return cards
    codes = pd.Index(
        [*cards["client_code"], *known.loc[~known["client_code"].isin(cards["client_code"]), "client_code"]]
    )
    table = cards.set_index(pd.Index(cards["client_code"], dtype=object)).reindex(codes)
    table["client_code"] = codes
    found = known.set_index("client_code").reindex(codes)
    is_known = found["potential_source"].notna()
    for key in _ENDS:
        typed = table[key].astype(object) if key in table.columns else pd.Series(None, index=codes, dtype=object)
        table[key] = found[key].astype(object).where(is_known, typed)
    table["is_potential_partial"] = (found["potential_source"] == BY_ORDERS_ONLY).to_numpy()
    table["potential_note"] = texts(
        [_note(*row) for row in zip(found["potential_source"], found["surveyed_on"], strict=True)], codes
    )
    return table.reset_index(drop=True)


def _note(source: Any, day: Any) -> str | None:
    """Return where a potential comes from, for the reason of a category; None for a card."""
    if source != source or source is None:
        return None
    dated = f" {words.day(day)}" if day == day else ""
    return f"{source}{dated}" if source == BY_SURVEY else f"по числу заказов, опрос{dated}"


def _worth(found: pd.DataFrame, turnover: pd.Series[float]) -> pd.Series[float]:
    """Return what an answer may change: the width of the interval, for an unknown end the turnover."""
    width = found["potential_max_rub"] - found["potential_min_rub"]
    return width.where(width.notna(), turnover.clip(lower=0))


def _asked_ways(found: pd.DataFrame, is_card: pd.Series[bool]) -> pd.Series[str]:
    """Return the ways by which the next question is chosen: a card's potential is known like a survey's."""
    ways: pd.Series[str] = found["way"].where(~is_card, ANSWERED_WAYS[0])
    return ways


def _problems(
    found: pd.DataFrame,
    card: pd.Series[float],
    turnover: pd.Series[float],
    is_survey: pd.Series[bool],
    settings: ProfileSettings,
) -> tuple[Problem, ...]:
    """Return what does not fit: in the surveys in force, in cards that answers replace, and between survey and card."""
    problems = [
        _problem(*row)
        for row in found.loc[
            found["contradiction"].notna(), ["client_code", "client_name", "contradiction", "reason"]
        ].itertuples(index=False, name=None)
    ]
    likely = found["potential_rub"]
    gap: pd.Series[float] = (card - likely).abs() / card.where(card > likely, likely)
    is_refused = card.notna() & ((card <= 0) | (card < turnover))
    # Where nothing replaces such a card, the levels of potential name it (`rules/potential_level.py`).
    is_replaced = is_refused & found["potential_source"].isin((BY_SURVEY, BY_ORDERS_ONLY))
    columns = (found["client_code"], found["client_name"], found["potential_source"], card, turnover)
    for code, name, source, typed, sold in zip(*(column[is_replaced] for column in columns), strict=True):
        problems.append(_refused_card(code, name, source, typed, sold))
    is_apart = is_survey & ~is_refused & (gap.round(9) > settings.contradiction_share)
    for code, name, rub, typed in zip(
        found.loc[is_apart, "client_code"],
        found.loc[is_apart, "client_name"],
        likely[is_apart],
        card[is_apart],
        strict=True,
    ):
        problems.append(
            ClientProblem(
                message=f"{_who(code, name)}: в карточке потенциал {words.rub(typed)}, по опросу {words.rub(rub)}; "
                "считается опрос",
                remedy="Исправьте потенциал в карточке или переспросите клиента.",
                severity=Severity.NOTICE,
                sheet=PROFILES.title,
                column=PROFILES["potential_rub"].title,
                value=words.grouped(typed),
                client_code=code,
            )
        )
    return tuple(problems)


def _problem(code: str, name: str | None, contradiction: str, reason: str) -> Problem:
    return ClientProblem(
        message=f"{_who(code, name)}: {contradiction}. {reason}",
        remedy="Переспросите клиента и запишите новый опрос.",
        severity=Severity.WARNING,
        sheet=PROFILES.title,
        column=PROFILES["contradiction"].title,
        value=contradiction,
        client_code=code,
    )


def _refused_card(code: str, name: str | None, source: str, typed: float, turnover: float) -> Problem:
    finding = f"меньше собственного оборота {words.grouped(turnover)} ₽" if typed > 0 else "не может быть ответом"
    return ClientProblem(
        message=f"{_who(code, name)}: в карточке потенциал {words.grouped(typed)} ₽ {finding}; считается {source}",
        remedy="Исправьте потенциал в карточке или сотрите его.",
        severity=Severity.WARNING,
        sheet=CLIENTS.title,
        column=CLIENTS["potential_rub"].title,
        value=words.grouped(typed),
        client_code=code,
    )


def _who(code: str, name: str | None) -> str:
    if not name or name != name:
        return f"Клиент {code}"
    return f"Клиент {code} {name}" if set(name) & set('«»"') else f"Клиент {code} «{name}»"
