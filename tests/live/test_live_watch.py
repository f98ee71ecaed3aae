"""Surveys and falling purchases in a real spreadsheet: formulas say what the rules say, an alarm opens its task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlwings

from clientbase_xl.rules.falling_baseline import falling_baseline
from clientbase_xl.rules.falling_purchases import OF_CLIENTS, falling_purchases
from clientbase_xl.rules.monitoring import monitoring_table
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import ANSWERS, BLOCKS, SOLVENCY_WORDS
from clientbase_xl.settings import FallingSettings, Settings
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office as Calc
from tests.support.calc_engine import engine_office
from tests.support.lists import default_lists
from tests.support.live_book import LiveBook, opened_copy
from tests.support.office import TODAY, Office
from tests.support.surveys import cards, said, settled, tasks
from tests.support.workbook_sample import sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]
SHARES = (None, 0.1, -0.1)


def surveys() -> pd.DataFrame:
    """Return every block with every word in every place; what the program finds beside them goes round."""
    forecasts = (None, "падает", "растёт", "не платит", "да")
    rows = [
        said(number, word, client=f"К{number}", forecast=ahead, dynamics_share=SHARES[at % 3])
        | {"forecast_share": SHARES[at // 3 % 3], "who_when": "Петрова" if at % 2 else None}
        for at, (number, word, ahead) in enumerate(product(range(1, 8), (None, *ANSWERS), forecasts))
    ]
    table = settled(*rows, said(0, "растёт"))
    count = range(len(table))
    table["before"] = [(None, *SOLVENCY_WORDS)[at % 4] for at in count]
    table["before_on"] = table["surveyed_on"] - timedelta(days=90)
    table["competitors"] = [(None, "растёт", "падает")[at % 3] for at in count]
    table["competitors_on"] = table["surveyed_on"]
    table["ledger_word"] = [(None, "падает", "растёт", "без изменений")[at // 2 % 4] for at in count]
    table["ledger_change"] = 0.1
    table["profile_forecast"] = [(None, "падает", "растёт", None, "падает")[at % 5] for at in count]
    return table


def falling(settings: FallingSettings) -> pd.DataFrame:
    """Return falling clients of every combination of what is known, some of them decided or recovered."""
    cells: list[dict[str, Any]] = []
    clients: list[dict[str, Any]] = []
    known = product(
        (None, 30, 31, 46),
        (None, 0, 500, 120_000),
        (None, 100_000),
        (None, 90_000, 100_001),
        (None, 100),
        (95, 90, 75, None),
    )
    for at, (days, overdue, limit, debt, before, units) in enumerate(known):
        code = f"К{at:04d}"
        clients.append(
            {"client_code": code, "client_name": code, "is_followed": True, "overdue_rub": overdue}
            | {"credit_limit_rub": limit, "forecast": ("падает", "растёт", None)[at // 8 % 3]}
        )
        cells.append(
            {"client_code": code, "overdue_days": days, "debt_rub": debt, "sell_out_before_units": before}
            | {
                "sell_out_units": units,
                "unit_price_rub": (None, 12.5)[at // 3 % 2],
                "prepaid_rub": (None, 0, 7_000)[at // 7 % 3],
            }
            | {"reason_decided": (None, None, None, None, *REASON_WORDS)[at // 5 % 8]}
        )
    sums = {"now_rub": 150_000.0, "year_ago_rub": 300_000.0, "before_rub": 0.0, "typed_month_rub": None}
    windows = pd.DataFrame([{"client_code": one["client_code"]} | sums for one in clients])
    windows.loc[::7, "now_rub"] = 300_000.0
    typed = pd.DataFrame(cells, columns=["client_code", *(one.key for one in FALLING_PURCHASES.typed)], dtype=object)
    of_clients = pd.DataFrame(clients, columns=["client_code", *OF_CLIENTS], dtype=object)
    return falling_purchases(falling_baseline(windows, 30, settings), typed, of_clients, settings)


@pytest.mark.parametrize(
    "settings", [FallingSettings(), FallingSettings(overdue_days=45, sell_out_fall=0.25)], ids=["defaults", "own"]
)
def test_every_formula_gives_what_its_rule_gives(office: Calc, tmp_path: Path, settings: FallingSettings) -> None:
    given = surveys()
    known = cards(*({"client_code": f"К{number}"} for number in range(1, 8)))
    monitoring = monitoring_table(given, known, tasks(), default_lists())
    cut = falling(settings)
    assert monitoring["alarm"].value_counts().to_dict().keys() == {"да", "нет"}
    assert monitoring["check"].nunique() > 8
    assert set(cut["reason_suggested"].dropna()) == set(cut["reason_in_force"].dropna()) == set(REASON_WORDS)
    assert (cut["target_rub"].notna().sum(), cut["target_rub"].isna().sum()) > (50, 50)
    assert (cut["free_limit_rub"] < 0).any()
    tables = sample_content(1).tables | {MONITORING.key: monitoring, FALLING_PURCHASES.key: cut}
    path = tmp_path / "Наблюдение.xlsx"
    write_workbook(path, sample_content(1, tables=tables, settings=Settings(falling=settings)))
    found = office.recalculate(path)
    count_live = {sheet.key: sum(bool(column.formula) for column in sheet) for sheet in (MONITORING, FALLING_PURCHASES)}
    assert found.count_formulas >= count_live["monitoring"] * len(monitoring) + count_live["falling_purchases"] * len(
        cut
    )
    assert (found.errors, found.differences) == ((), ())


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base of three clients with its first workbook made."""
    return office_of_one.copy(tmp_path_factory.mktemp("Отдел"))


@pytest.fixture(scope="module")
def book(firm: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBook]:
    """Return a workbook of the base, open in an office of its own."""
    with engine_office() as app, opened_copy(app, firm.book("Книга"), tmp_path_factory.mktemp("стол")) as opened:
        yield opened


def typed_survey(book: LiveBook, number: int, **cells: Any) -> int:
    """Type a survey of today of client 1 into the first empty row; return the row."""
    row = book.row_of("monitoring", "block", None)
    given = {
        "surveyed_on": pd.Timestamp(TODAY).to_pydatetime(),
        "client_code": "1",
        "block": BLOCKS[number - 1],
        **cells,
    }
    for key, value in given.items():
        book.cell("monitoring", key, row).value = value
    return row


def test_an_alarm_shows_while_typing_and_its_task_after_sending_and_recalculating(
    book: LiveBook, firm: Office, tmp_path: Path
) -> None:
    row = typed_survey(book, 4, dynamics="падает", forecast="растёт")
    alarm, check = (book.cell("monitoring", key, row) for key in ("alarm", "check"))
    assert (alarm.value, check.value or "") == ("нет", "")
    book.cell("monitoring", "forecast", row).value = "платит в срок"
    assert check.value == "ошибка: слово прогноза не этого блока."
    book.cell("monitoring", "forecast", row).value = "падает"
    assert (alarm.value, check.value or "") == ("да", "")
    number = f"м-{book.cell('monitoring', 'row_id', row).value}-3"
    assert firm.send(book.saved(tmp_path / "Отправлено.xlsx")).count_tasks == 1
    done, message = book.press("Пересчитать всё", firm)
    assert done, message
    task = book.row_of("tasks", "row_id", number)
    assert book.cell("tasks", "client_code", task).value == "1"
    assert str(book.cell("tasks", "offer", task).value).startswith("Предложите подобранный ассортимент")
    survey = book.row_of("monitoring", "block", BLOCKS[3])
    assert book.cell("monitoring", "task", survey).value == "открыта, срок 08.06.2026"
    assert book.cell("monitoring", "alarm", survey).value == "да"
    assert "Ждёт падения закупок у нас" in str(book.column("survey_calls", "alarms"))


def test_recalculating_alone_shows_the_answer_before_and_keeps_what_is_typed(book: LiveBook, firm: Office) -> None:
    row = typed_survey(book, 7, dynamics="нет", who_when="Петрова")
    assert book.cell("monitoring", "check", row).value == "ошибка: «нет», а названо, кто и когда."
    done, message = book.press("Пересчитать всё", firm)
    assert done, message
    assert "Петрова" in book.column("monitoring", "who_when")
    assert isinstance(book.book, xlwings.Book)
