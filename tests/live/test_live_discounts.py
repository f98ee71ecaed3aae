"""«Скидка», «Сокращение затрат» in a real spreadsheet: formulas while typing, facts by a press, rows that are sorted.

The figures are those of the rule and of the cell function: one truth three times (METHOD section 14, NUMBERS).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.calc.engine.uno_bridge import bridge, struct
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.functions.call import call
from clientbase_xl.rules.cost_cut_risk import cost_cuts
from clientbase_xl.rules.discount_expected import discount_expected
from clientbase_xl.rules.discounts_table import discounts_table
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.cost_cuts import COST_KINDS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.settings import Settings
from clientbase_xl.writing.workbook import write_workbook
from tests.rules.test_cost_cut_risk import clients
from tests.support.calc import Office as Calc
from tests.support.calc_engine import engine_office
from tests.support.discounts import KNOWN, cuts, discounts, verdicts
from tests.support.office import TODAY, Office
from tests.support.shown_cells import column, type_into
from tests.support.workbook_sample import sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]

PUBLISHED = {
    (0.05, 0.20): 33,
    (0.05, 0.30): 20,
    (0.05, 0.40): 14,
    (0.10, 0.15): 200,
    (0.10, 0.20): 100,
    (0.10, 0.30): 50,
    (0.10, 0.40): 33,
    (0.20, 0.25): 400,
    (0.20, 0.30): 200,
    (0.20, 0.50): 67,
}
NEVER = ((0.10, 0.10), (0.20, 0.10), (0.05, 0.0), (0.05, -0.1), (0.3, 0.1 + 0.2))
MARGINS = ((None, None), ("маржа", 0.3), ("маржа", None), (None, 0.3), ("наценка", 0.25), ("наценка", -1.0))
EMPTY = ("client_code", "decided_on", "manager", "purchase", "ground", "is_asked")


def typed() -> list[dict[str, Any]]:
    """Return the published cases, those that never pay, and every way to leave something out."""
    rows: list[dict[str, Any]] = [{"discount_share": d, "margin_value": m} for d, m in (*PUBLISHED, *NEVER)]
    for (kind, value), share, growth in product(MARGINS, (None, 0.0, 0.1), (None, -0.5, 0.5, 1.0)):
        rows.append({"margin_kind": kind, "margin_value": value, "discount_share": share, "expected_growth": growth})
    rows += [{key: None} for key in EMPTY]
    return [*rows, {"client_code": None, "decided_on": None, "discount_share": None}]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with all these discounts and cuts, their live cells as the rules compute them."""
    table = discounts_table(discounts(*typed()), clients(), {}, verdicts(), KNOWN)[0]
    table["ledger_margin"] = [None if number % 2 else 0.2 for number in range(len(table))]
    expected = discount_expected(table)
    table[list(expected.columns)] = expected
    plans: list[dict[str, Any]] = [
        {"cost_kind": kind, "what": "проба", "saving_rub": saving, "client_code": code}
        for kind, saving, code in product((*COST_KINDS, None), (None, -5.0, 0.0, 62_500.0), (None, "К1", "К3", "К4"))
    ]
    content = sample_content(1)
    tables = {**content.tables, "discounts": table, "cost_cuts": cost_cuts(cuts(*plans), clients(), 0.95)}
    made = tmp_path_factory.mktemp("Решения") / "Скидки.xlsx"
    assert write_workbook(made, sample_content(1, tables=tables)) == ()
    return made


def test_every_live_cell_is_what_the_rules_say(office: Calc, path: Path) -> None:
    found = office.recalculate(path)
    assert found.count_formulas > 5 * len(typed())
    assert (found.errors, found.differences) == ((), ())


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base of three clients that compares one month with one: its ledger has four."""
    made = office_of_one.copy(tmp_path_factory.mktemp("отдел") / "Отдел продаж")
    change = Change(SETTINGS.key, ("discounts.compare_months",), "value", "3", "1")
    with made.base.writing() as connection:
        apply_changes(connection, [change], at=made.now(), by="тест", source="тест")
    return made


@pytest.fixture(scope="module")
def book(app: xlwings.App, firm: Office) -> Iterator[xlwings.Book]:
    """Return a workbook of the base, open; the tests of this file go on in it one after another."""
    opened = app.books.open(str(firm.book("Клиентская база")))
    yield opened
    opened.close()


def of_cell(margin: float, share: float) -> Any:
    """Return what the cell function says."""
    return call("CB_DISCOUNT_BREAKEVEN", (margin, share), Settings(), TODAY)


def row_of(book: xlwings.Book, number: str) -> int:
    """Return the row (from 0) that carries a number."""
    return column(book, "discounts", "row_id").index(number)


def live(book: xlwings.Book, number: str, *keys: str) -> list[Any]:
    """Return cells of a row; an empty one is None."""
    place = row_of(book, number)
    return [None if (value := column(book, "discounts", key)[place]) == "" else value for key in keys]


def type_row(book: xlwings.Book, number: str, **cells: Any) -> None:
    for key, value in cells.items():
        type_into(book, "discounts", key, row_of(book, number), value)


def test_figures_appear_while_typing_and_agree_with_rule_and_cell_function(book: xlwings.Book) -> None:
    number = column(book, "discounts", "row_id")[0]
    type_row(book, number, client_code="1", margin_kind="маржа")
    for (share, margin), per_cent in PUBLISHED.items():
        type_row(book, number, margin_value=margin, discount_share=share)
        [found] = live(book, number, "breakeven_growth")
        assert round(found * 100) == per_cent
        assert found == pytest.approx(of_cell(margin, share))
    type_row(book, number, discount_share=0.1, margin_value=0.3, expected_growth=0.5)
    assert live(book, number, "forecast", "margin_source") == ["окупится", "введена"]
    type_row(book, number, expected_growth=0.49)
    assert live(book, number, "forecast") == ["не окупится"]
    assert live(book, number, "missing") == ["дата, кто решил, что покупаем, основание роста, вопрос о цене"]
    type_row(book, number, margin_kind="наценка", margin_value=0.25)
    assert live(book, number, "margin_used", "breakeven_growth") == [pytest.approx(0.2), pytest.approx(1.0)]
    for margin in (0.1, 0.05):
        type_row(book, number, margin_kind="маржа", margin_value=margin)
        assert live(book, number, "forecast", "breakeven_growth") == ["никогда", None]
        assert of_cell(margin, 0.1) == "никогда"


def test_a_press_fills_the_facts_of_what_was_sent_and_the_margin_of_the_sales_steps_in(
    book: xlwings.Book, firm: Office
) -> None:
    first, second, *_ = column(book, "discounts", "row_id")
    whole = {
        "manager": "Ветров",
        "discount_share": 0.05,
        "expected_growth": 0.25,
        "ground": "план закупок",
        "purchase": "лояльность",
        "is_asked": "да",
    }
    type_row(book, first, **whole, decided_on=datetime(2026, 4, 1), margin_kind=None, margin_value=None)  # noqa: DTZ001
    type_row(book, second, **whole, client_code="3", decided_on=datetime(2026, 5, 1))  # noqa: DTZ001
    book.save()
    assert firm.send(Path(book.fullname)).problems == ()
    press("Пересчитать всё", BUTTONS["Пересчитать всё"], Desk(firm.base, "тест", TODAY, firm.now(), UTC), book)
    assert not book.app.impl.alerts.shown[-1].is_critical
    assert live(book, first, "verdict", "turnover_before_rub", "profit_after_rub") == ["окупилась", 2000, 600]
    assert live(book, first, "margin_used", "margin_source") == [pytest.approx(0.3), "по продажам до скидки"]
    assert live(book, first, "breakeven_growth", "forecast", "missing") == [pytest.approx(0.2), "окупится", None]
    assert live(book, second, "verdict") == ["рано судить"]


def test_sorted_rows_keep_all_that_was_typed_and_go_on_computing(book: xlwings.Book) -> None:
    sheet = book.sheets["Скидка"]
    body = sheet.tables["t_discounts"].data_body_range
    keys = list(BY_KEY["discounts"].keys)
    cells = [key for key in keys if BY_KEY["discounts"][key].is_typed or key == "row_id"]
    places = [keys.index(key) for key in cells]

    def rows() -> dict[Any, list[Any]]:
        return {row[0]: [row[place] for place in places] for row in body.options(ndim=2).value}

    before, first = rows(), column(book, "discounts", "row_id")[0]
    field = struct("table.TableSortField", Field=keys.index("client_code"), IsAscending=False)
    fields = bridge().Any("[]com.sun.star.table.TableSortField", (field,))
    bridge().invoke(body.api, "sort", ((struct("beans.PropertyValue", Name="SortFields", Value=fields),),))
    assert rows() == before
    assert row_of(book, first) == 1
    type_row(book, first, expected_growth=0.1)
    assert live(book, first, "forecast") == ["не окупится"]
    type_row(book, first, discount_share=0.3)
    assert live(book, first, "forecast", "breakeven_growth") == ["никогда", None]


def test_what_suffers_from_a_cut_appears_while_typing(book: xlwings.Book) -> None:
    type_into(book, "cost_cuts", "cost_kind", 0, "персонал (бонусная часть)")
    assert column(book, "cost_cuts", "suffers")[0] == "пассивность"
    type_into(book, "cost_cuts", "cost_kind", 0, "дебиторская задолженность")
    assert column(book, "cost_cuts", "suffers")[0] == "снижение коммерческой базы; следите за денежным потоком"
