"""Terms of the programmes and what came of each (METHOD section 13)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.programme_group import read_groups
from clientbase_xl.rules.programme_terms_table import programme_terms_table, typed_terms
from clientbase_xl.schemas.programme_terms import PROGRAMME_DEFAULTS, PROGRAMME_TERMS
from tests.support.agreements import people

NAMES = ("Шоу-рум", "Возврат клиента")
KEYS = ["programme", *(column.key for column in PROGRAMME_TERMS.typed)]


def stored(*rows: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=KEYS, dtype=object)


def taking(*rows: tuple[str, str, float | None, float | None, str]) -> pd.DataFrame:
    """Return PROGRAMMES: programme, status, roubles before and since, verdict."""
    keys = ["programme", "status", "turnover_before_rub", "turnover_since_rub", "verdict"]
    return pd.DataFrame(list(rows), columns=keys).astype(dict.fromkeys(keys[2:4], "float64"))


def test_every_programme_of_the_list_has_a_row_then_those_that_are_only_typed_or_used() -> None:
    terms = typed_terms(NAMES, stored({"programme": "Своя"}), ["Шоу-рум", "Акция", None])
    assert terms["programme"].tolist() == ["Шоу-рум", "Возврат клиента", "Акция", "Своя"]


def test_a_typed_word_stands_before_the_default_and_an_empty_cell_shows_it() -> None:
    terms = typed_terms(NAMES, stored({"programme": "Шоу-рум", "categories": "C"}), []).set_index("programme")
    assert terms.loc["Шоу-рум", "categories"] == "C"
    assert (terms.loc["Шоу-рум", "count_months_from"], terms.loc["Шоу-рум", "count_months_to"]) == (3, 6)
    assert terms.loc["Возврат клиента", "statuses"] == "уснувший; ушедший"


def test_the_method_names_six_programmes_and_each_has_its_motive_and_group() -> None:
    assert list(PROGRAMME_DEFAULTS) == [
        "Дилерский склад",
        "Возврат клиента",
        "Шоу-рум",
        "Товарные лимиты",
        "Складские программы",
        "Фондовые скидки",
    ]
    channels = ("Оптовый канал продаж B2B/B2C",)
    groups = read_groups(typed_terms(PROGRAMME_DEFAULTS, stored(), []), channels)
    assert all(group.is_given and not group.strangers for group in groups.values())
    assert all(row["motive"] for row in PROGRAMME_DEFAULTS.values())


def test_clients_that_fit_and_take_part_are_counted_and_roubles_are_of_those_known_on_both_sides() -> None:
    terms = typed_terms(("Возврат клиента",), stored(), [])
    clients = people(
        {"client_code": "К1", "status": "ушедший"},
        {"client_code": "К2", "status": "новый"},
        {"client_code": "К3", "status": "уснувший"},
    )
    rows = taking(
        ("Возврат клиента", "идёт", 100.0, 150.0, "рост"),
        ("Возврат клиента", "завершена", 50.0, 30.0, "спад"),
        ("Возврат клиента", "идёт", None, 900.0, "нет данных"),
        ("Возврат клиента", "предложена", None, None, "не началась"),
        ("Возврат клиента", "согласована", None, None, "не началась"),
        ("Шоу-рум", "идёт", 7.0, 7.0, "без изменений"),
    )
    row = programme_terms_table(terms, read_groups(terms, ()), clients, rows).iloc[0]
    counts = [row[key] for key in ("count_group", "count_taking", "count_offered", "count_finished")]
    assert counts == [2, 2, 2, 1]
    assert (row["turnover_before_rub"], row["turnover_since_rub"]) == (150.0, 180.0)
    assert row["change"] == pytest.approx(0.2)
    assert row["reason"] == (
        "Для кого: статус уснувший, ушедший; подходит 2\xa0клиента; итоги: рост 1, спад 1, нет данных 1"
    )


def test_a_programme_without_a_group_counts_nobody_and_says_so() -> None:
    terms = typed_terms(("Акция",), stored(), [])
    row = programme_terms_table(terms, read_groups(terms, ()), people({"client_code": "К1"}), taking()).iloc[0]
    assert pd.isna(row["count_group"])
    assert pd.isna(row["turnover_before_rub"])
    assert row["reason"].startswith("Группа не задана")


def test_no_programmes_give_an_empty_table() -> None:
    terms = typed_terms((), stored(), [])
    table = programme_terms_table(terms, {}, people(), taking())
    assert list(table.columns) == list(PROGRAMME_TERMS.keys)
    assert table.empty
