"""Layout C is recognised by its name and refused in words that say what it is and what to export instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.errors import BadFile, UnknownLayout
from clientbase_xl.reading.export import ReadLines, read_export
from tests.support.reports_c import TITLE, turnovers


def refusal(path: Path) -> str:
    with pytest.raises(BadFile) as caught:
        read_export(path)
    assert not isinstance(caught.value, UnknownLayout)
    return str(caught.value)


def test_turnovers_of_an_account_are_refused_with_what_was_seen_and_what_to_do(tmp_path: Path) -> None:
    text = refusal(turnovers().write(tmp_path / "обороты.xlsx"))
    assert f"«обороты.xlsx», лист «TDSheet» — бухгалтерский отчёт «{TITLE}»" in text
    assert "строка «Выводимые данные», строки «БУ» и «Кол.» у каждой позиции" in text
    assert "продаж по клиентам нет" in text
    assert "Выгрузите отчёт «Продажи» или «Валовая прибыль»" in text
    assert "взаиморасчётам с контрагентами» с группировкой" not in text


@pytest.mark.parametrize(
    "title",
    [
        "Анализ счета 90.01.1 за март 2026 г.",
        "Анализ счёта: 90",
        "Оборотно-сальдовая ведомость за 2026 г.",
        "Оборотно-сальдовая ведомость по счету 41",
        "Карточка счета 41.01",
        "ОБОРОТЫ СЧЕТА 41",
        "Обороты между субконто",
    ],
)
def test_its_sisters_are_recognised_too(tmp_path: Path, title: str) -> None:
    assert title in refusal(turnovers(title).write(tmp_path / "отчёт.xlsx"))


@pytest.mark.parametrize("account", ["62", "62.01", "76.05"])
def test_an_account_of_debts_is_pointed_to_the_report_of_settlements(tmp_path: Path, account: str) -> None:
    text = refusal(
        turnovers(f"Оборотно-сальдовая ведомость по счету {account} за март 2026 г.").write(tmp_path / "о.xlsx")
    )
    assert "Для долгов и лимитов выгрузите «Ведомость по взаиморасчётам с контрагентами»" in text


def test_a_flat_table_of_sales_is_read_whatever_its_title(write_xlsx) -> None:
    rows = [
        ["Обороты счета 90.01"],
        ["Дата", "Клиент", "Товар", "Количество", "Сумма"],
        ["05.01.2026", "А", "Б", 1, 10],
    ]
    assert isinstance(read_export(write_xlsx(rows)), ReadLines)


def test_a_client_or_an_item_of_such_a_name_is_no_title(write_xlsx) -> None:
    rows = [["Дата", "Товар"], *[["05.01.2026", "Книга «Анализ счета»"]] * 3]
    with pytest.raises(UnknownLayout):
        read_export(write_xlsx(rows))
