"""Time photo in a real spreadsheet: kinds appear while typing; the sheets of selling open without a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import xlwings

from clientbase_xl.demo.generator import DEMO_SEED, DEMO_TODAY
from clientbase_xl.demo.selling import selling_records
from clientbase_xl.rules.assistant_case import assistant_case
from clientbase_xl.rules.case_inputs import CaseInputs, Known
from clientbase_xl.rules.contact_load import contact_load
from clientbase_xl.rules.diagnosis import diagnosis
from clientbase_xl.rules.diagnosis_answers import Computed
from clientbase_xl.rules.sales_roles import sales_roles
from clientbase_xl.rules.sales_types import sales_types, types_in_force
from clientbase_xl.rules.time_photo import time_photo
from clientbase_xl.rules.time_shares import time_shares
from clientbase_xl.rules.time_table import time_table
from clientbase_xl.rules.whom_to_unload import whom_to_unload
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.diagnosis import QUESTIONS
from clientbase_xl.settings import Settings, TimePhotoSettings
from clientbase_xl.writing.workbook import write_workbook
from tests.support.calc import Office
from tests.support.calc_engine import engine_office
from tests.support.contact_plans import plan_of
from tests.support.lists import default_lists
from tests.support.ooxml import validate
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import sample_content

pytestmark = [pytest.mark.live, pytest.mark.long]

ODD = ("Планёрки и обучение", "планёрки И обучение", "Чего нет", "Старая работа", "С вопросом?", None)
"""Activities as typed: as listed, in another case, unknown, no longer offered, with a sign that searches; nothing."""


def lists() -> pd.DataFrame:
    """Return «Справочники» with an activity that is not offered any more and one that was sorted by nobody."""
    more = [
        {"list_key": "activities", "value": "Старая работа", "note": "Обслуживание", "is_closed": True},
        {"list_key": "activities", "value": "С вопросом?", "note": "когда как"},
    ]
    return pd.concat([default_lists(), pd.DataFrame(more)], ignore_index=True).astype(object)


def tables() -> dict[str, pd.DataFrame]:
    """Return the six sheets as the rules fill them from the records of the demo."""
    records, settings = selling_records(DEMO_TODAY, DEMO_SEED), TimePhotoSettings(payroll_rub=95_000)
    odd = pd.DataFrame({"row_id": [f"0-{n}" for n in range(len(ODD))], "activity": ODD, "count_minutes": 30})
    photo = time_photo(pd.concat([odd, records["time_photo"]], ignore_index=True).astype(object), lists())
    shares = time_shares(photo, ("Агатов",), DEMO_TODAY, settings)
    unload = whom_to_unload(shares, 160, settings)
    load = contact_load(plan_of(), shares["manager"], 20, Settings().capacity).table
    known = Known(0.3, "база", "Проба")
    totals = pd.DataFrame(
        {"line": ["Автохимия"], "turnover_rub": [5e6], "count_clients": [40], "count_purchases": [400]}
    )
    main = pd.DataFrame({"client_code": ["1"], "sales_line": ["Автохимия"]})
    stored = records["sales_types"]
    answers = {number: Computed(number != "4", f"Числа {number}", "Причина") for number in QUESTIONS}
    return {
        "time_photo": photo,
        "time_shares": time_table(shares, unload, load, settings),
        "assistant_case": assistant_case(
            unload, CaseInputs(80, known, known, Known(78_000, "база", "П"), known), settings
        ),
        "sales_types": sales_types(stored, totals, main, "стратегические"),
        "sales_roles": sales_roles(types_in_force(stored)),
        "diagnosis": diagnosis(records["diagnosis"], answers),
        "lists": lists(),
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with all that the department noted about its selling."""
    content = sample_content(1)
    made = tmp_path_factory.mktemp("Отдел") / "Как продаём.xlsx"
    assert write_workbook(made, replace(content, tables={**content.tables, **tables()})) == ()
    return made


@pytest.fixture(scope="module")
def book(path: Path) -> Iterator[xlwings.Book]:
    """Return the workbook open in an office of its own."""
    with engine_office() as app:
        opened = app.books.open(str(path))
        yield opened
        opened.close()


def test_the_kinds_are_those_of_the_rule_for_every_way_to_type_an_activity(office: Office, path: Path) -> None:
    found = office.recalculate(path)
    assert found.count_formulas > len(ODD)
    assert (found.errors, found.differences) == ((), ())


def test_the_validator_and_our_own_checks_find_nothing(path: Path) -> None:
    assert validate(path) == []
    assert findings(path) == []


def test_a_row_typed_into_an_empty_one_is_sorted_at_once_and_follows_the_dictionary(book: xlwings.Book) -> None:
    photo, known = body(book, "time_photo"), body(book, "lists")
    kinds = {row[1]: (place, row[2]) for place, row in enumerate(known.value) if row[1]}
    place, kind = kinds["Подготовка КП и презентаций"]
    assert kind == "продажа"
    keys = list(BY_KEY["time_photo"].keys)
    spare = next(
        number for number, row in enumerate(photo.value) if row[keys.index("noted_on")] is None and number > 10
    )
    photo[spare, keys.index("activity")].value = "Подготовка КП и презентаций"
    result = photo[spare, keys.index("activity_kind")]
    assert result.value == "продажа"
    known[place, 2].value = "обслуживание"
    assert result.value == "обслуживание"
    known[place, 2].value = None
    assert result.value == "не разнесено"


def body(book: xlwings.Book, key: str) -> xlwings.Range:
    """Return the data cells of a table."""
    table = next(one for sheet in book.sheets for one in sheet.tables if one.name == f"t_{key}")
    cells = table.data_body_range
    assert cells is not None
    return cells
