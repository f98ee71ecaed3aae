"""Counts typed into a workbook reach the offers; a manager has his own; a press brings an open book up to date."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.settings import OfferSettings
from clientbase_xl.workflows.build_workbook import workbook_content, workbook_tables
from clientbase_xl.workflows.offer_tables import demand_window, kept_lines
from clientbase_xl.workflows.refresh import refresh, tables_of
from clientbase_xl.workflows.state import load_state
from tests.support.fake_book import open_book
from tests.support.office import TODAY, Office
from tests.support.own_book import edited


def offers(office: Office, manager: str = "") -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Return the tables of the workbook and what is wrong on «Запасы клиента»."""
    tables, problems = workbook_tables(office.base, load_state(office.base, TODAY), manager)
    return tables, [one.message for one in problems if one.sheet == "Запасы клиента"]


def type_counts(office: Office) -> None:
    """Type counts of two clients into a workbook and send it."""
    state = load_state(office.base, TODAY)
    sku = kept_lines(state, state.clients())["sku"].iloc[0]
    with edited(office.book("остатки", user="шеф")) as book:
        for code in ("1", "2"):
            book.add_record("client_stock", client_code=code, sku=sku, counted_on=TODAY, stock_units=3)
        book.add_record("client_stock", client_code="1", sku=sku, counted_on=TODAY + timedelta(days=1), stock_units=9)
    assert office.send(book.path, "шеф").problems == ()


def test_full_weeks_end_before_the_current_one_also_on_its_sunday() -> None:
    for day in (date(2026, 11, 16), date(2026, 11, 22)):
        window = demand_window(day, 8)
        assert (window.start, window.end) == (date(2026, 9, 21), date(2026, 11, 16))


@pytest.mark.long
def test_a_typed_count_is_in_the_offer_and_a_later_day_is_a_problem(team: Office) -> None:
    type_counts(team)
    assert len(read_rows(team.base, "client_stock")) == 3
    tables, problems = offers(team)
    assert sorted(tables["client_stock"]["state"]) == ["не учтён", "учтён", "учтён"]
    terms = OfferTerms.of(OfferSettings())
    for code in ("1", "2"):
        offer = client_offer(code, tables["offer_lines"], tables["client_stock"], terms, TODAY)
        assert offer["stock_units"].tolist() == [3.0]
    assert problems == ["Дата подсчёта ещё не наступила"]


@pytest.mark.long
def test_a_manager_has_the_counts_and_lines_of_his_clients_only(team: Office) -> None:
    type_counts(team)
    tables, problems = offers(team, "Градова")
    assert tables["client_stock"]["client_code"].tolist() == ["2"]
    assert set(tables["offer_lines"]["client_code"]) == {"2"}
    assert problems == []


@pytest.mark.long
def test_a_press_brings_the_hidden_lines_and_the_terms_up_to_date(team: Office) -> None:
    book = open_book(team.base)
    assert "t_offer_lines" in book.shown
    type_counts(team)
    later = TODAY + timedelta(days=7)
    done = refresh(team.base, book, later)
    assert done.rows["Предложение клиенту"] == len(book.shown["t_offer_lines"].body)
    assert not [one for one in done.not_found if "Предложение" in one.sheet]
    expected = workbook_content(team.base, load_state(team.base, later))[0]
    assert len(book.shown["t_client_stock"].rows()) >= len(expected.tables["client_stock"])
    assert str(book.named["block_offer_terms"].cells[0][0])[:10] == later.isoformat()


@pytest.mark.long
def test_a_new_count_with_an_impossible_amount_stays_out_whole_and_is_named(team: Office) -> None:
    with edited(team.book("остатки", user="шеф")) as book:
        common = {"client_code": "1", "sku": "А-1", "counted_on": TODAY}
        book.add_record("client_stock", **common, stock_units=5, in_transit_units=-1)
        book.add_record("client_stock", **common, stock_units=-5)
        sound = book.add_record("client_stock", **common, stock_units=4)
    said = [one.message for one in team.send(book.path, "шеф").problems]
    assert sum("Запись не принята целиком: не принято В пути" in one for one in said) == 1
    assert sum("Запись не принята целиком: не принято Остаток" in one for one in said) == 1
    assert read_rows(team.base, "client_stock")["row_id"].tolist() == [sound]
    with edited(team.book("снова", user="шеф")) as book:
        book.type("client_stock", sound, in_transit_units=-1, stock_units=6)
    assert len(team.send(book.path, "шеф").problems) == 1
    [kept] = read_rows(team.base, "client_stock").to_dict("records")
    assert kept["stock_units"] == 6
    assert kept["in_transit_units"] != kept["in_transit_units"]  # empty


def test_the_pages_that_follow_a_choice_have_no_tables_of_their_own() -> None:
    assert [one.key for one in tables_of(["client_offer", "offer_page", "client_stock"])] == [
        "offer_lines",
        "client_stock",
    ]
