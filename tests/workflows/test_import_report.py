"""A report of an accounting system is imported, and what was recognised in it is told (EXPORTS, layout A)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from clientbase_xl.base.imports import list_imports, undo_import, valid_parts
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadFile, BadUse
from clientbase_xl.ledger.summary import summarise_period
from clientbase_xl.workflows.check_file import check_file
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, Incoming, import_files
from clientbase_xl.workflows.import_words import check_lines, incoming_lines, outcome_lines
from clientbase_xl.workflows.ledger_access import as_parts
from tests.support import reports_d
from tests.support.desk import HEADER, line
from tests.support.reports_a import SMALL, ReportA, write_report

NOW = datetime.fromisoformat("2026-06-01T12:00")
RECOGNISED = "уровни строк «Контрагент» → «Номенклатура» (по уровням группировки); групп 3, строк 6, продаж 8"


def bring(base: Base, *paths: Path, shown: list[str] | None = None) -> list[ImportOutcome]:
    def review(files: Sequence[Incoming]) -> bool:
        if shown is not None:
            shown.extend(text for one in files for text in incoming_lines(one))
        return True

    order = ImportOrder(paths, "1С", vat="без НДС", cost_vat="без НДС")
    answers = ("без НДС", "без НДС")
    return import_files(
        base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=lambda _: answers, review=review
    )


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base.init(tmp_path / "база")


def test_what_was_recognised_is_told_before_and_after_an_import_and_by_check(base: Base, tmp_path: Path) -> None:
    path = write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL))
    before: list[str] = []
    outcome = bring(base, path, shown=before)[0]
    for lines in (before, outcome_lines(outcome), check_lines(check_file(path, {}))):
        assert sum(RECOGNISED in line for line in lines) == 1
    assert (outcome.count_accepted, outcome.amount_rub, outcome.count_new_clients) == (8, Decimal("190.47"), 3)
    assert bring(base, path)[0].import_id is None


def test_a_report_that_does_not_reconcile_changes_nothing(base: Base, tmp_path: Path) -> None:
    path = write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL, changed={(7, 2): 999}))
    with pytest.raises(BadFile, match="не сходится"):
        bring(base, path)
    assert list_imports(base) == []


def test_months_that_were_loaded_by_days_are_replaced_whole(base: Base, tmp_path: Path) -> None:
    by_days = tmp_path / "июнь.csv"
    rows = [line("05.06.2025", "1", "10,00"), line("30.06.2025", "1", "20,00"), line("31.05.2025", "1", "40,00")]
    by_days.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    bring(base, by_days)
    outcome = bring(base, write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL)))[0]
    assert (outcome.period_from, outcome.period_to) == (date(2025, 6, 1), date(2025, 8, 31))
    parts = as_parts(base, valid_parts(list_imports(base)))
    total = summarise_period(parts, date(2025, 1, 1), date(2025, 12, 31)).amount_rub
    assert total == Decimal("190.47") + 40


def by_days(folder: Path, name: str, *sold: tuple[str, str]) -> Path:
    path = folder / name
    rows = [line(day, "1", amount) for day, amount in sold]
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def amount_of(base: Base, first: date, last: date) -> Decimal:
    return summarise_period(as_parts(base, valid_parts(list_imports(base))), first, last).amount_rub


def test_days_of_a_month_that_was_loaded_as_one_sum_replace_the_whole_month(base: Base, tmp_path: Path) -> None:
    bring(base, write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL)))
    july, before = (date(2025, 7, 1), date(2025, 7, 31)), amount_of(base, date(2025, 1, 1), date(2025, 12, 31))
    of_july = amount_of(base, *july)
    assert of_july != 0
    shown: list[str] = []
    path = by_days(tmp_path, "июль.csv", ("02.07.2025", "10,00"), ("20.07.2025", "20,00"))
    outcome = bring(base, path, shown=shown)[0]
    assert (outcome.period_from, outcome.period_to) == july
    assert amount_of(base, *july) == 30, "the sum of the month does not stand beside its days"
    assert amount_of(base, date(2025, 1, 1), date(2025, 12, 31)) == before - of_july + 30
    told = [one.message for one in outcome.problems if "одной суммой" in one.message]
    assert told == [
        "Продажи с 01.07.2025 по 31.07.2025 загружены одной суммой («прибыль.xlsx», загрузка № 1): строки этого файла "
        "за дни с 02.07.2025 по 20.07.2025 заменяют её всю"
    ]
    assert any("заменит дни 01.07.2025–31.07.2025" in text for text in shown)
    # What comes later replaces days only: there is no sum of the month any more.
    later = bring(base, by_days(tmp_path, "конец июля.csv", ("25.07.2025", "5,00")))[0]
    assert (later.period_from, later.period_to) == (date(2025, 7, 25), date(2025, 7, 25))
    assert amount_of(base, *july) == 35
    undo_import(base, outcome.import_id or 0, NOW, "тест")
    undo_import(base, later.import_id or 0, NOW, "тест")
    assert amount_of(base, *july) == of_july


def test_a_file_for_the_whole_month_replaces_its_sum_without_a_word(base: Base, tmp_path: Path) -> None:
    bring(base, write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL)))
    outcome = bring(base, by_days(tmp_path, "июль.csv", ("01.07.2025", "10,00"), ("31.07.2025", "20,00")))[0]
    assert amount_of(base, date(2025, 7, 1), date(2025, 7, 31)) == 30
    assert not any("одной суммой" in one.message for one in outcome.problems)


def test_two_files_of_days_of_one_such_month_are_loaded_one_after_the_other(base: Base, tmp_path: Path) -> None:
    bring(base, write_report(tmp_path / "прибыль.xlsx", ReportA(SMALL)))
    halves = (
        by_days(tmp_path, "начало.csv", ("02.07.2025", "10,00")),
        by_days(tmp_path, "конец.csv", ("20.07.2025", "20,00")),
    )
    with pytest.raises(BadUse, match="загрузите файлы по одному"):
        bring(base, *halves)
    for half in halves:
        bring(base, half)
    assert amount_of(base, date(2025, 7, 1), date(2025, 7, 31)) == 30


def test_a_report_of_one_month_stands_for_all_its_days(base: Base, tmp_path: Path) -> None:
    outcome = bring(base, reports_d.draw().write(tmp_path / "март.xlsx"))[0]
    assert (outcome.period_from, outcome.period_to) == (date(2026, 3, 1), date(2026, 3, 31))
