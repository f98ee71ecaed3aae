"""Surveys of the demo come from a hidden truth: believable, interrupted, now and then contradictory."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.stories import Story
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.demo.working_days import is_working
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.profiles import PROFILES, QUESTIONS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.schemas.validation import check_table


def test_surveys_have_the_columns_of_the_base_and_break_no_bound(demo: DemoData) -> None:
    surveys = demo.records["profiles"]
    assert list(surveys) == ["row_id", *(column.key for column in stored_columns(PROFILES))]
    assert check_table(surveys, PROFILES, keys=list(surveys), lists={"managers": MANAGERS}) == ()
    assert all(day < demo.today and is_working(day) for day in surveys["surveyed_on"])


def test_about_four_clients_of_ten_were_asked_and_some_twice(demo: DemoData) -> None:
    codes = demo.records["profiles"]["client_code"]
    assert 0.38 < codes.nunique() / len(demo.stories) < 0.50
    assert 20 < codes.duplicated().sum() < 80
    left = {code for code, story in demo.stories.items() if story is Story.LEFT}
    assert codes.isin(left).sum() < 40


def test_talks_end_after_any_question(demo: DemoData) -> None:
    surveys = demo.records["profiles"]
    counts = [int(surveys[question.key].notna().sum()) for question in QUESTIONS]
    assert counts[0] > counts[3] > counts[-1] > 40
    last = surveys[[question.key for question in QUESTIONS]].notna().to_numpy()[:, ::-1].argmax(axis=1)
    assert set(range(9)) <= set(last.tolist())


def test_a_card_and_a_full_survey_of_a_client_tell_about_the_same(demo: DemoData) -> None:
    surveys = demo.records["profiles"].drop_duplicates("client_code", keep="last")
    whole = surveys.dropna(subset=["count_orders_per_year", "average_order_rub"]).set_index("client_code")
    told = whole["count_orders_per_year"].astype(float) * whole["average_order_rub"].astype(float)
    titles = CLIENTS["client_code"].title, CLIENTS["potential_rub"].title
    cards = demo.cards.set_index(titles[0])[titles[1]]
    cards = pd.to_numeric(cards.reindex(told.index), errors="coerce").dropna()
    ratio = (told[cards.index] / cards).astype(float)
    assert len(ratio) > 60
    assert 0.9 < ratio.median() < 1.1
    assert ((ratio > 0.75) & (ratio < 1.35)).mean() > 0.85


def test_nobody_is_asked_whose_card_lies_below_own_turnover(demo: DemoData) -> None:
    faulty = [one for one in demo.planted if one.what == "Потенциал меньше собственного оборота"]
    assert faulty
    codes = {str(demo.cards.iloc[row - 2, 0]) for one in faulty for row in one.rows}
    assert not codes & set(demo.records["profiles"]["client_code"])
