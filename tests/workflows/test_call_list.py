"""«Реактивация» of a base whose seasonal clients stand apart."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from clientbase_xl.base.settings_store import save_values
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.state import load_state
from tests.support.desk import HEADER, line

TODAY = date(2026, 6, 1)


@pytest.fixture
def base(tmp_path: Path) -> Base:
    """Return a base where «С» is silent every spring and «Л» is silent for the first time."""
    days = ["01.03.2025", "01.08.2025", "01.12.2025", "01.03.2026"]
    rows = [line(day, "С", "9000") for day in days]
    rows += [line(day, "Л", "5000") for day in (*days, "10.04.2025", "20.05.2025")]
    rows += [line("01.05.2024", "Д", "1"), line("25.05.2026", "Д", "1")]
    path = tmp_path / "продажи.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    made = Base.init(tmp_path / "база")
    import_files(
        made,
        ImportOrder((path,), "1С", vat="без НДС"),
        now=datetime(2026, 6, 1),  # noqa: DTZ001 - moments of the base are UTC without a zone
        user="тест",
        confirm=lambda _: True,
        ask_vat=lambda _: ("", ""),
    )
    return made


def calls(base: Base) -> list[tuple[int, str, str | None]]:
    tables, _ = workbook_tables(base, load_state(base, TODAY), "")
    found = tables["reactivation"][["rank", "client_code", "flags"]]
    return [(int(rank), code, flags) for rank, code, flags in found.itertuples(index=False, name=None)]


@pytest.mark.long
def test_by_default_a_seasonal_client_is_called_like_the_others(base: Base) -> None:
    assert [(rank, code) for rank, code, _ in calls(base)] == [(1, "С"), (2, "Л")]


@pytest.mark.long
def test_seasonal_clients_stand_after_the_others_when_the_company_wants_them_apart(base: Base) -> None:
    with base.writing() as connection:
        moment = datetime(2026, 6, 1)  # noqa: DTZ001
        save_values(connection, {"reactivation.is_seasonal_apart": True}, at=moment, by="тест")
    found = calls(base)
    assert [(rank, code) for rank, code, _ in found] == [(1, "Л"), (2, "С")]
    assert "сезонный" in str(found[1][2])
