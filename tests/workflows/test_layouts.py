"""A layout is settled once, with the import, and holds for the next file with the same headings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.base.export_layouts import read_layouts
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.journal import head
from clientbase_xl.base.store import Base
from clientbase_xl.base.verify import verify
from clientbase_xl.errors import BadUse, UnknownLayout
from clientbase_xl.reading.seen_layout import SeenLayout
from clientbase_xl.workflows.check_file import check_file
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from clientbase_xl.workflows.layouts import forget, layouts_shown
from tests.support.engines import Engine

NOW = datetime.fromisoformat("2026-06-01T09:00")
MADE = datetime.fromisoformat("2026-01-01T09:00")
MAPPING = {"Дата": "Когда", "Клиент": "Кому", "Сумма, ₽": "Почём", "Количество": "Штук"}
ANSWERS = {"sold_on": "Когда", "client_name": "Кому", "amount_rub": "Почём", "quantity": "Штук"}


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база", at=MADE)


def strange(folder: Path, name: str, day: str, header: str = "Когда;Кому;Почём;Штук;Ещё") -> Path:
    path = folder / name
    path.write_text(f"{header}\n{day};Фирма;10;1;77\n", encoding="utf-8")
    return path


def bring(
    base: Base, *paths: Path, mapping: Mapping[str, str] = {}, answers: Mapping[str, str] | None = None
) -> tuple[list[ImportOutcome], list[SeenLayout]]:
    """Import files and return what became of them and what was asked about."""
    asked: list[SeenLayout] = []

    def ask(seen: SeenLayout) -> Mapping[str, str]:
        asked.append(seen)
        return answers or {}

    outcomes = import_files(
        base,
        ImportOrder(paths, "1С", mapping, "с НДС", "с НДС"),
        now=NOW,
        user="Анна",
        confirm=lambda _: True,
        ask_vat=lambda _: ("", ""),
        ask_columns=None if answers is None else ask,
    )
    return outcomes, asked


def test_a_mapping_is_remembered_with_the_import_and_used_silently_afterwards(base: Base, tmp_path: Path) -> None:
    (first,), _ = bring(base, strange(tmp_path, "май.csv", "05.05.2026"), mapping=MAPPING)
    assert first.layout_number == 1
    (second,), asked = bring(base, strange(tmp_path, "июнь.csv", "05.06.2026"), answers={})
    assert asked == []
    assert second.layout_number is None
    assert "запомненный ответ № 1" in second.problems[0].message
    (layout,) = layouts_shown(base)
    assert layout.columns == MAPPING
    assert (layout.settled_by, layout.headings) == ("Анна", ("Когда", "Кому", "Почём", "Штук", "Ещё"))
    assert verify(base) is None


def test_moved_columns_are_the_same_layout(base: Base, tmp_path: Path) -> None:
    bring(base, strange(tmp_path, "май.csv", "05.05.2026"), mapping=MAPPING)
    path = tmp_path / "июнь.csv"
    path.write_text("Ещё;Штук;Когда;Кому;Почём\n77;1;05.06.2026;Фирма;20\n", encoding="utf-8")
    (outcome,), _ = bring(base, path)
    assert str(outcome.amount_rub) == "20.00"


def test_an_explicit_mapping_overrides_and_replaces_what_was_remembered(base: Base, tmp_path: Path) -> None:
    bring(base, strange(tmp_path, "май.csv", "05.05.2026"), mapping=MAPPING)
    other = MAPPING | {"Сумма, ₽": "Ещё"}
    (second,), _ = bring(base, strange(tmp_path, "июнь.csv", "05.06.2026"), mapping=other)
    assert (str(second.amount_rub), second.layout_number) == ("77.00", 1)
    assert [one.columns for one in layouts_shown(base)] == [other]
    (third,), _ = bring(base, strange(tmp_path, "июль.csv", "05.07.2026"))
    assert str(third.amount_rub) == "77.00"


def test_an_unknown_layout_is_asked_about_once_per_call_and_remembered(base: Base, tmp_path: Path) -> None:
    paths = [strange(tmp_path, "май.csv", "05.05.2026"), strange(tmp_path, "июнь.csv", "05.06.2026")]
    outcomes, asked = bring(base, *paths, answers=ANSWERS)
    assert [one.layout_number for one in outcomes] == [1, 1]
    assert len(asked) == 1
    assert asked[0].missing[0] == ("sold_on",)
    assert len(read_layouts(base)) == 1


@pytest.mark.parametrize("answers", [None, {}, {"sold_on": "Когда"}])
def test_without_all_needed_answers_nothing_changes(
    base: Base, tmp_path: Path, answers: Mapping[str, str] | None
) -> None:
    before = head(base)
    with pytest.raises(UnknownLayout):
        bring(base, strange(tmp_path, "май.csv", "05.05.2026"), answers=answers)
    assert head(base) == before
    assert read_layouts(base) == []


def test_an_import_that_is_refused_remembers_nothing(base: Base, tmp_path: Path) -> None:
    same_days = [strange(tmp_path, name, "05.05.2026") for name in ("май.csv", "май 2.csv")]
    with pytest.raises(BadUse, match="пересекаются"):
        bring(base, *same_days, mapping=MAPPING)
    assert read_layouts(base) == []


def test_a_forgotten_answer_is_asked_again(base: Base, tmp_path: Path) -> None:
    bring(base, strange(tmp_path, "май.csv", "05.05.2026"), mapping=MAPPING)
    assert "№ 1 забыта" in forget(base, 1, now=NOW, user="Анна")
    with pytest.raises(UnknownLayout):
        bring(base, strange(tmp_path, "июнь.csv", "05.06.2026"))
    assert len(list_imports(base)) == 1


def test_cards_have_layouts_too(base: Base, tmp_path: Path) -> None:
    path = tmp_path / "карточки.csv"
    path.write_text("Шифр;Клиент;ИНН\n1;Ладья;7707083893\n", encoding="utf-8")
    bring(base, path, mapping={"Код": "Шифр"})
    path.write_text("Шифр;Клиент;ИНН\n2;Вектор;7707083893\n", encoding="utf-8")
    report = check_file(path, {}, base=base, source="1С")
    assert (report.kind, report.recalled, report.named) == ("карточки клиентов", 1, {"Код клиента": "Шифр"})
    assert report.count_new_clients == 1


def test_a_check_with_a_base_says_what_is_new_and_what_would_be_replaced(base: Base, tmp_path: Path) -> None:
    path = strange(tmp_path, "май.csv", "05.05.2026")
    bring(base, path, mapping=MAPPING)
    assert check_file(path, {}, base=base, source="1С").is_known
    path.write_text("Когда;Кому;Почём;Штук;Ещё\n05.05.2026;Фирма;11;1;77\n05.05.2026;Вторая;1;1;7\n", encoding="utf-8")
    before = head(base)
    report = check_file(path, {}, base=base, source="1С")
    assert (report.count_clients, report.count_new_clients, report.recalled) == (2, 1, 1)
    assert [str(one.amount_after_rub) for one in report.replaced] == ["12.00"]
    assert check_file(path, {}, base=base, source="другой").replaced == ()
    assert head(base) == before


def test_a_check_without_a_base_knows_no_answers(base: Base, tmp_path: Path) -> None:
    path = strange(tmp_path, "май.csv", "05.05.2026")
    bring(base, path, mapping=MAPPING)
    with pytest.raises(UnknownLayout):
        check_file(path, {})
    report = check_file(path, MAPPING)
    assert (report.count_new_clients, report.replaced, report.file_format) == (
        None,
        (),
        "текст CSV, разделитель — точка с запятой",
    )
