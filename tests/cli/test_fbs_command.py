"""`fbs FILE` as a person and a program meet it: exit codes, addresses, refusals (DESIGN section 6)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clientbase_xl.base.settings_store import save_values
from clientbase_xl.base.store import Base
from tests.support.desk import Answer, Desk

Run = Callable[..., Answer]
HEADING = ("Функция", "Уровень", "Аня", "Боря", "Вера")
SOUND = [HEADING, ("Звонки", 1, "Владелец", "1 бэкапер", "2 бэкапер"), ("Отчёты", 3, None, None, "Владелец")]


def book(path: Path, **sheets: list[tuple[Any, ...]]) -> Path:
    """Write a workbook of sheets."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_sound_matrix_ends_with_0_and_says_who_is_irreplaceable(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "матрица.xlsx", Матрица=SOUND)
    before = path.read_bytes()
    answer = run("fbs", path)
    assert answer.code == 0, answer.err
    assert "Ошибок — 0, предупреждений — 0." in answer.out
    assert "Вера — 1 (Обычный — 1): «Отчёты»" in answer.out
    assert path.read_bytes() == before


def test_warnings_alone_end_with_0_and_an_unknown_word_with_1(run: Run, tmp_path: Path) -> None:
    two = [*SOUND, ("Склад", 3, "Владелец", "Владелец", None)]
    answer = run("fbs", book(tmp_path / "а.xlsx", Матрица=two))
    assert (answer.code, "предупреждение: A4, «Склад»: владельцев 2" in answer.out) == (0, True)
    odd = [*SOUND, ("Склад", 3, "Владелец", "кладовщик", None)]
    answer = run("fbs", book(tmp_path / "б.xlsx", Матрица=odd))
    assert (answer.code, "ошибка: D4, «Склад»: роль не распознана: кладовщик" in answer.out) == (1, True)


def test_every_matrix_of_a_book_is_checked_and_one_sheet_when_asked(run: Run, tmp_path: Path) -> None:
    wrong = [("Task", "Ann", "Bob"), ("Plan", "A", "R"), ("Build", "C", "R")]
    path = book(tmp_path / "книга.xlsx", Отдел=SOUND, Пояснения=[("текст",)], Проект=wrong)
    answer = run("fbs", path)
    assert (answer.code, "Лист «Отдел»" in answer.out, "ошибка: A3, «Build»: нет владельца" in answer.out) == (
        1,
        True,
        True,
    )
    assert run("fbs", path, "--sheet", "Отдел").code == 0
    refused = run("fbs", path, "--sheet", "Склад")
    assert (refused.code, "«Проект»" in refused.err) == (2, True)


def test_people_are_checked_against_the_list_of_the_book(run: Run, tmp_path: Path) -> None:
    path = book(tmp_path / "книга.xlsx", Матрица=SOUND, Сотрудники=[("ФИО",), ("Аня",), ("Боря",)])
    answer = run("fbs", path)
    assert answer.code == 1
    assert "ошибка: E2, «Звонки»: нет в списке сотрудников: Вера" in answer.out


def test_other_programs_get_json(run: Run, tmp_path: Path) -> None:
    answer = run("fbs", book(tmp_path / "а.xlsx", Матрица=[*SOUND, ("Склад", 2, "Владелец", None, None)]), "--json")
    assert answer.code == 1
    said = json.loads(answer.out)
    (sheet,) = said["sheets"]
    assert (said["file"], sheet["count_errors"], sheet["notation"]) == ("а.xlsx", 1, "FBS")
    assert sheet["findings"][0]["cell"] == "A4"
    assert sheet["trainings"]["plan"] == [{"employee": "Боря", "function": "Склад", "cost": 1.0}]
    assert (sheet["trainings"]["bound"], sheet["core"]["people"]) == (1.0, ["Аня"])


def test_settings_come_from_the_base_that_is_named(desk: Desk) -> None:
    path = book(desk.folder / "а.xlsx", Матрица=[*SOUND, ("Склад", 2, "Владелец", None, None)])
    with Base.open(desk.base).writing() as connection:
        save_values(
            connection, {"fbs.few_backups": "предупреждение"}, at=datetime.fromisoformat("2027-01-01"), by="тест"
        )
    assert desk.call("fbs", path).code == 0
    assert desk.run("fbs", path).code == 1
    refused = desk.run("fbs", path, "--base", desk.folder / "нет базы")
    assert (refused.code, "Traceback" in refused.err) == (2, False)


@pytest.mark.parametrize("name", ["нет.xlsx", "текст.csv", "пустая.xlsx", "не книга.xlsx"])
def test_what_holds_no_matrix_is_refused_in_russian(run: Run, tmp_path: Path, name: str) -> None:
    book(tmp_path / "пустая.xlsx", Лист=[("Клиент", "Сумма"), ("Фирма", 5)])
    (tmp_path / "текст.csv").write_text("Функция;Аня\nЗвонки;Владелец\n", encoding="utf-8")
    (tmp_path / "не книга.xlsx").write_bytes(b"PK but not really")
    answer = run("fbs", tmp_path / name)
    assert answer.code == 2
    assert name in answer.err
    assert "Traceback" not in answer.err
    assert "Допустимо" in answer.err
