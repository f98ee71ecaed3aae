"""The words of an import, its VAT basis and its columns: asked once, and never silently ignored (METHOD section 0)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.base.imports import list_imports, undo_import
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from tests.support.desk import HEADER, line

NOW = datetime(2026, 6, 1)  # noqa: DTZ001 - moments of the base are UTC without a zone
ANSWER_UNKNOWN = ("не указано", "не указано")
NOBODY_THERE = ("", "")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base.init(tmp_path / "база")


def export(folder: Path, name: str, day: str = "05.05.2026") -> Path:
    path = folder / name
    path.write_text(HEADER + line(day, "1", "10,00") + "\n", encoding="utf-8")
    return path


def bring(
    base: Base,
    path: Path,
    vat: str = "",
    cost_vat: str = "",
    mapping: Mapping[str, str] = {},
    answer: tuple[str, str] = NOBODY_THERE,
) -> tuple[str, bool]:
    """Import a file and return what became of it and whether the basis was asked."""
    asked: list[str] = []

    def ask(source: str) -> tuple[str, str]:
        asked.append(source)
        return answer

    order = ImportOrder((path,), "1С", mapping, vat, cost_vat)
    (outcome,) = import_files(base, order, now=NOW, user="тест", confirm=lambda _: True, ask_vat=ask)
    return outcome.kind, bool(asked)


@pytest.mark.parametrize("answer", [ANSWER_UNKNOWN, ("с НДС", "не указано"), ("без НДС", "без НДС")])
def test_the_basis_is_asked_once_whatever_the_answer(base: Base, tmp_path: Path, answer: tuple[str, str]) -> None:
    assert bring(base, export(tmp_path, "май.csv"), answer=answer) == ("продажи", True)
    assert bring(base, export(tmp_path, "июнь.csv", "05.06.2026"), answer=answer) == ("продажи", False)
    assert [(item.amount_vat, item.cost_vat) for item in list_imports(base)] == [answer, answer]


def test_what_nobody_was_there_to_answer_is_asked_the_next_time(base: Base, tmp_path: Path) -> None:
    bring(base, export(tmp_path, "май.csv"), answer=NOBODY_THERE)
    assert bring(base, export(tmp_path, "июнь.csv", "05.06.2026"), answer=ANSWER_UNKNOWN) == ("продажи", True)


def test_a_stated_basis_wins_over_an_earlier_answer(base: Base, tmp_path: Path) -> None:
    bring(base, export(tmp_path, "май.csv"), answer=ANSWER_UNKNOWN)
    bring(base, export(tmp_path, "июнь.csv", "05.06.2026"), vat="с НДС")
    assert [item.amount_vat for item in list_imports(base)] == ["не указано", "с НДС"]


def test_the_basis_of_an_undone_import_is_not_taken_for_an_answer(base: Base, tmp_path: Path) -> None:
    path = export(tmp_path, "май.csv")
    bring(base, path, answer=ANSWER_UNKNOWN)
    undo_import(base, 1, NOW, "тест")
    assert bring(base, path, answer=("без НДС", "без НДС")) == ("продажи", True)


@pytest.mark.parametrize(
    ("vat", "cost_vat", "named"),
    [
        ("с НДС", "", "суммы — «без НДС», сейчас названо «с НДС»"),
        ("", "с НДС", "себестоимость — «без НДС», сейчас названо «с НДС»"),
        ("без НДС", "не указано", "себестоимость — «без НДС», сейчас названо «не указано»"),
    ],
)
def test_a_loaded_file_with_another_basis_is_refused_with_the_way_out(
    base: Base, tmp_path: Path, vat: str, cost_vat: str, named: str
) -> None:
    path = export(tmp_path, "май.csv")
    bring(base, path, vat="без НДС")
    before = list_imports(base)
    with pytest.raises(BadUse, match=named) as refusal:
        bring(base, path, vat=vat, cost_vat=cost_vat)
    assert "imports --undo 1" in refusal.value.remedy
    assert list_imports(base) == before
    undo_import(base, 1, NOW, "тест")
    assert bring(base, path, vat=vat, cost_vat=cost_vat)[0] == "продажи"


@pytest.mark.parametrize(("vat", "cost_vat"), [("", ""), ("без НДС", ""), ("без НДС", "без НДС")])
def test_the_same_words_find_the_file_loaded(base: Base, tmp_path: Path, vat: str, cost_vat: str) -> None:
    path = export(tmp_path, "май.csv")
    bring(base, path, vat="без НДС")
    assert bring(base, path, vat=vat, cost_vat=cost_vat) == ("уже загружен", False)


def test_the_basis_of_costs_that_a_file_does_not_have_is_no_other_word(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "без себестоимости.csv"
    path.write_text("Дата;Код клиента;Клиент;Количество;Сумма\n05.05.2026;1;Фирма;1;10,00\n", encoding="utf-8")
    bring(base, path, vat="без НДС")
    assert bring(base, path, vat="без НДС", cost_vat="с НДС")[0] == "уже загружен"


def test_a_wrong_word_is_named_also_for_a_loaded_file(base: Base, tmp_path: Path) -> None:
    path = export(tmp_path, "май.csv")
    bring(base, path, vat="без НДС")
    with pytest.raises(BadUse, match="НДС «20 %»"):
        bring(base, path, vat="20 %")


def test_other_columns_of_a_loaded_file_are_refused_the_same_are_known(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "две суммы.csv"
    path.write_text("Дата;Клиент;Количество;Нетто;Брутто\n05.05.2026;Фирма;1;10,00;12,00\n", encoding="utf-8")
    net, gross = {"Сумма, ₽": "Нетто"}, {"Сумма, ₽": "Брутто"}
    bring(base, path, mapping=net)
    assert bring(base, path, mapping=net)[0] == "уже загружен"
    with pytest.raises(BadUse, match="--map"):
        bring(base, path, mapping=gross)
    assert [str(item.amount_rub) for item in list_imports(base)] == ["10.00"]
