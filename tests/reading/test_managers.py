"""«Без менеджера» and «Отдел» in an export are no people."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.reading.export import ReadCards, ReadLines, read_export


@pytest.mark.parametrize("name", ["Без менеджера", "без  МЕНЕДЖЕРА ", "Отдел", "ОТДЕЛ"])
def test_a_line_of_nobody_has_no_manager_and_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / "продажи.csv"
    path.write_text(
        f"Дата;Клиент;Менеджер;Количество;Сумма\n05.05.2026;А;{name};1;10\n05.05.2026;Б;Отделкин;1;10\n",
        encoding="utf-8",
    )
    read = read_export(path)
    assert isinstance(read, ReadLines)
    assert read.lines.column("manager").to_pylist() == [None, "Отделкин"]
    assert [(item.severity, item.row) for item in read.problems] == [(Severity.NOTICE, 2)]


def test_a_card_of_nobody_has_no_manager(tmp_path: Path) -> None:
    path = tmp_path / "карточки.csv"
    path.write_text("Код;Менеджер;Потенциал, ₽ в год;Телефон\n1;Без менеджера;5;+7\n2;Ветров;6;+7\n", encoding="utf-8")
    read = read_export(path)
    assert isinstance(read, ReadCards)
    assert read.cards["manager"].tolist() == [None, "Ветров"]
    assert len(read.problems) == 1
