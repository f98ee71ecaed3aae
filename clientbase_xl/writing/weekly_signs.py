"""What the head shall not overlook: warning signs, gaps of the FBS, the diagnosis (METHOD sections 14, 15, 18, 19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.fbs_week import FbsGap, FbsWeek, functions_words, gap_words
from clientbase_xl.schemas.diagnosis import BY_ANSWER, BY_BASE, DIAGNOSIS, DIFFERS, SYMPTOM
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.model import NO, YES
from clientbase_xl.schemas.warning_signs import CAUSE
from clientbase_xl.writing.styles import BAD, LINE, MUTED
from clientbase_xl.writing.weekly_content import WeeklyContent
from clientbase_xl.writing.weekly_paper import LAST, MOST_LINES, Paper, Place, height_of
from clientbase_xl.writing.weekly_sections import Headed, brief, filled, section, shown_of, table
from clientbase_xl.writing.widths import wrapped_lines

_WHOLE = Place(0, LAST, is_wrapped=True, is_small=True)
_PAIR = Place(0, 0, is_wrapped=True, is_bold=True)
_OF_CAUSE = Place(1, 3, is_wrapped=True, is_small=True)
_OF_LOSS = Place(4, LAST, is_wrapped=True, is_small=True, indent=1)
_OF_BOTH = Place(1, LAST, is_wrapped=True, is_small=True)
_ARROW = " → "
_MOST_ABSENT = 4
_FEWER_NAMES = ((4, 1), (4, 0), (2, 0), (1, 0))
"""Uncovered functions, and functions of a substitute, that are named where more would be cut off."""
_SEEN = (SYMPTOM, BY_ANSWER, BY_BASE)


def signs(paper: Paper, content: WeeklyContent) -> None:
    """Write the pairs of METHOD 14 that warn, a row each: onslaught → loss, the figures of both side by side.

    One line for the calm figures of the other pairs, one for those without data.
    """
    found = content.warning_signs
    if found is None or found.empty:
        return
    is_warning = found["is_warning"].fillna(value=False).astype(bool)
    count = int(is_warning.sum())
    paper.begin_block()
    section(paper, "Тревожные признаки", f"предупреждений: {count}" if count else "предупреждений нет")
    pairs = found["cause"] + _ARROW + found["sign"]
    is_of_warned = pairs.isin(pairs[is_warning])
    for pair in dict.fromkeys(pairs[is_of_warned]):
        _pair(paper, str(pair), found[pairs == pair].to_dict("records"))
    others = found[~is_of_warned]
    calm, unknown = (
        "; ".join(_alike(others[chosen])) for chosen in (others["is_warning"].notna(), others["is_warning"].isna())
    )
    for title, text in (("Спокойно", calm), ("Нет данных", unknown)):
        if text:
            _line(paper, f"{title}: {text}.")
    paper.gap()


def _alike(found: pd.DataFrame) -> list[str]:
    """Return «measure — reason» of each figure; figures with one reason, such as nothing recorded, say it once."""
    measures: dict[str, list[str]] = {}
    for measure, reason in zip(found["measure"], found["reason"], strict=True):
        measures.setdefault(str(reason), []).append(str(measure).lower())
    return [f"{', '.join(named)} — {reason}" for reason, named in measures.items()]


def _pair(paper: Paper, pair: str, figures: list[dict[Any, Any]]) -> None:
    """Write one pair: what leads to what, the figures of the onslaught, those of the loss; alarming cells stand out."""
    causes = [one for one in figures if one["side"] == CAUSE]
    losses = [one for one in figures if one["side"] != CAUSE]
    sides = [(_OF_CAUSE, causes), (_OF_LOSS, losses)] if causes and losses else [(_OF_BOTH, figures)]
    cells = [(_PAIR, _capital(pair), True)]
    for place, side in sides:
        text = "; ".join(_figure(one) for one in side)
        is_bad = any(not pd.isna(one["is_warning"]) and bool(one["is_warning"]) for one in side)
        cells.append((place, _capital(text), is_bad))
    row = paper.advance(height_of([(place, text) for place, text, _ in cells]))
    for place, text, is_bad in cells:
        paper.write(row, place, text, **{"bottom": 1, "bottom_color": LINE} | (filled(BAD) if is_bad else {}))


def _figure(one: dict[Any, Any]) -> str:
    """Return one figure with its numbers and, where it is known, from which worsening it warns."""
    known = "" if pd.isna(one["is_warning"]) else f", {_threshold(one)}"
    return f"{one['measure'].lower()}: {one['reason']}{known}"


def _threshold(record: dict[Any, Any]) -> str:
    """Return from which worsening a sign warns: of a share in points, else in per cent of before."""
    threshold = words.number(round(float(record["threshold"]) * 100, 1))
    return f"порог {threshold}{words.NBSP}{'п.п.' if record['unit'] == '%' else '%'}"


def gaps(paper: Paper, content: WeeklyContent, count: int) -> None:
    """Write who is away in the coming week, what nobody can do then and who takes over; nothing without a matrix."""
    week = content.fbs_week
    if week is None:
        return
    title = f"FBS: {words.span(week.monday, week.monday + dt.timedelta(days=6), week.monday.year)}"
    if not week.gaps:
        paper.begin_block()
        section(paper, title, "все функции прикрыты")
        _line(paper, "Подменять никого не надо: у каждой функции кто-то из владельцев на месте.")
    else:
        _gap_rows(paper, title, week, count)
    if week.of_nobody:
        _line(paper, f"Некому и без отпусков (лист «{FBS_MATRIX.title}»): {functions_words(week.of_nobody)}.")
    paper.gap()


def _gap_rows(paper: Paper, title: str, week: FbsWeek, count: int) -> None:
    uncovered = len(week.uncovered)
    covered = f"без прикрытия {uncovered} из {week.count_functions} функций" if uncovered else "все функции прикрыты"
    who = Place(0, 1, is_wrapped=True, is_bold=True)
    what = Place(2, LAST, is_wrapped=True, is_small=True, indent=1)
    paper.begin_block()
    section(paper, title, f"{covered}; {shown_of(min(count, len(week.gaps)), len(week.gaps))}")
    for one in week.gaps[:count]:
        _marked(paper, [(who, _absent(one)), (what, _fate(one, what))], is_bad=bool(one.uncovered))


def _fate(gap: FbsGap, place: Place) -> str:
    """Return what becomes of the functions in as many names as the row shows whole."""
    said = [gap_words(gap), *(gap_words(gap, *most) for most in _FEWER_NAMES)]
    return next((text for text in said if wrapped_lines(text, place.width) <= MOST_LINES), said[-1])


def _absent(gap: FbsGap) -> str:
    """Return «25–27 ноября нет Иванова Анна, Петров Борис»."""
    named = ", ".join(gap.absent[:_MOST_ABSENT])
    more = len(gap.absent) - _MOST_ABSENT
    return f"{words.span(gap.from_on, gap.to_on, gap.from_on.year)} нет: {named}{f' и ещё {more}' if more > 0 else ''}"


def symptoms(paper: Paper, content: WeeklyContent, count: int) -> None:
    """Write the questions of the diagnosis that are symptoms or where the base contradicts the head; else one line."""
    if content.diagnosis is None:
        return
    seen = _symptoms(content.diagnosis)
    if not len(seen):
        if content.diagnosis["symptom"].notna().any():
            brief(paper, DIAGNOSIS.title, "симптомов и расхождений с базой нет")
        return
    count_symptoms = int(seen["symptom"].isin(_SEEN).sum())
    differing = int((seen["agreement"] == DIFFERS).sum())
    remark = f"симптомов {count_symptoms}, расхождений с базой {differing}"
    if not count:
        brief(paper, DIAGNOSIS.title, f"{remark}: {_numbers(seen)} (лист «{DIAGNOSIS.title}»)")
        return
    headed: list[Headed] = [
        (Place(0, 1, is_wrapped=True, is_bold=True), "Вопрос"),
        (Place(2, 2, align="center"), "Вы"),
        (Place(3, 3, align="center"), "База"),
        (Place(4, LAST, is_wrapped=True, is_small=True, indent=1), "Почему"),
    ]
    rows = [
        (
            f"{one['question_no']}. {one['question']}",
            _word(one["is_yes"]),
            _word(one["is_yes_computed"]),
            one["difference"],
        )
        for one in seen.head(count).to_dict("records")
    ]
    table(paper, DIAGNOSIS.title, headed, rows, "", f"{remark}; {shown_of(len(rows), len(seen))}")


def _symptoms(diagnosis: pd.DataFrame) -> pd.DataFrame:
    """Return the questions to talk about: where head and base differ first, then the symptoms; by number."""
    is_different = diagnosis["agreement"] == DIFFERS
    # Marked before it is chosen: pandas gives an empty table the rows of what is assigned to it.
    marked = diagnosis.assign(is_agreed=~is_different)
    chosen = marked[is_different | marked["symptom"].isin(_SEEN)]
    ordered: pd.DataFrame = chosen.sort_values(["is_agreed", "question_no"], kind="stable")
    return ordered


def _numbers(seen: pd.DataFrame) -> str:
    """Return «вопросы 2, 5; база не согласна с ответом на 3»."""
    is_agreed = seen["is_agreed"].astype(bool)
    agreed, differing = (", ".join(map(str, seen.loc[chosen, "question_no"])) for chosen in (is_agreed, ~is_agreed))
    parts = [f"вопросы {agreed}"] if agreed else []
    return "; ".join([*parts, *([f"база не согласна с ответом на {differing}"] if differing else [])])


def _word(answer: Any) -> str:
    """Return «да», «нет», or a dash where nobody answered."""
    return "—" if answer is None or pd.isna(answer) else YES if answer else NO


def _marked(paper: Paper, values: list[tuple[Place, str]], *, is_bad: bool) -> None:
    """Write a row whose first cell has the colour of bad news."""
    row = paper.advance(height_of(values))
    for number, (place, value) in enumerate(values):
        mark = filled(BAD) if is_bad and not number else {}
        paper.write(row, place, value, **{"bottom": 1, "bottom_color": LINE} | mark)


def _line(paper: Paper, text: str) -> None:
    row = paper.advance(height_of([(_WHOLE, text)]))
    paper.write(row, _WHOLE, text, font_color=MUTED)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
