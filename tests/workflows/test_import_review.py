"""What files hold is shown before anything changes, and a no changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.workflows.import_sales import ImportOrder, Incoming, import_files
from clientbase_xl.workflows.import_words import incoming_lines, outcome_lines, rest_lines
from tests.support.desk import HEADER, line
from tests.support.office import NOW

VAT = ("без НДС", "без НДС")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base.init(tmp_path / "база", at=NOW)


def export(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def bring(base: Base, *files: Path, is_agreed: bool = True) -> tuple[list[str], list[Sequence[Incoming]]]:
    """Import files with a review; return the words at the end and what was shown before."""
    shown: list[Sequence[Incoming]] = []

    def review(incoming: Sequence[Incoming]) -> bool:
        shown.append(incoming)
        return is_agreed

    outcomes = import_files(
        base,
        ImportOrder(files, "1С", vat=VAT[0], cost_vat=VAT[1]),
        now=NOW,
        user="тест",
        confirm=lambda _: pytest.fail("the review asks"),
        ask_vat=lambda _: VAT,
        review=review,
    )
    return [text for outcome in outcomes for text in outcome_lines(outcome)], shown


def test_files_are_shown_even_when_they_replace_nothing(base: Base, tmp_path: Path) -> None:
    path = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    _, (shown,) = bring(base, path)
    (one,) = shown
    assert (one.report.count_accepted, one.replaced, one.is_known) == (1, (), False)
    assert incoming_lines(one) == [
        "«май.csv»: продажи",
        "  Прочитано строк: 1, принято: 1, исключено: ничего",
        "  Период: 05.05.2026–05.05.2026, сумма: 10,00 ₽, клиентов: 1",
    ]


def test_what_is_replaced_and_what_is_known_is_told_file_by_file(base: Base, tmp_path: Path) -> None:
    known = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    june = export(tmp_path, "июнь.csv", line("01.06.2026", "1", "20,00"))
    bring(base, known, june)
    export(tmp_path, "июнь.csv", line("01.06.2026", "1", "25,00"), line("01.06.2026", "2", "1,00"))
    said, (shown,) = bring(base, known, june)
    assert [one.is_known for one in shown] == [True, False]
    assert incoming_lines(shown[0]) == ["«май.csv»: уже загружен, изменений не будет."]
    assert "строк 1 → 2, клиентов 1 → 2, сумма 20,00 → 26,00 ₽" in incoming_lines(shown[1])[-1]
    assert said[0] == "«май.csv»: уже загружен, ничего не изменено."
    assert rest_lines(shown) == ["… и ещё файлов — 2: строк к загрузке 2; заменят загруженное: «июнь.csv»"]
    assert rest_lines(shown[:1]) == ["… и ещё файлов — 1: строк к загрузке 0"]
    assert rest_lines([]) == []


def test_nothing_new_asks_nothing(base: Base, tmp_path: Path) -> None:
    path = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    bring(base, path)
    said, shown = bring(base, path)
    assert (said, shown) == (["«май.csv»: уже загружен, ничего не изменено."], [])


def test_a_no_changes_nothing(base: Base, tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="Загрузка отменена, ничего не изменено"):
        bring(base, export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00")), is_agreed=False)
    assert not list_imports(base)
    assert not list(base.ledger_dir.iterdir())


def test_a_problem_of_the_file_is_told_before_the_question(base: Base, tmp_path: Path) -> None:
    bad = line("05.05.2026", "1", "10,00").replace("10,00", "много")
    _, (shown,) = bring(base, export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"), bad))
    assert incoming_lines(shown[0])[-1].startswith("  Проблем в файле: 1; первая: май.csv, строка 3, столбец «Сумма»")
