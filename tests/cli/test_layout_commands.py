"""`layouts`, the questions of a terminal, and what `check` explains."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from clientbase_xl.cli import layout_commands
from tests.support.desk import Desk, line

MAPPING = ("--map", "Дата=Когда", "--map", "Клиент=Кому", "--map", "Сумма, ₽=Почём", "--map", "Количество=Штук")


def strange(desk: Desk, day: str = "05.05.2026") -> Path:
    path = desk.folder / f"чужое {day}.csv"
    path.write_text(f"Когда;Кому;Почём;Штук\n{day};Фирма;10;1\n", encoding="utf-8")
    return path


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Sit at a terminal and give answers; return the questions."""
    asked: list[str] = []
    given: Iterator[str] = iter(answers)

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return next(given)

    monkeypatch.setattr(layout_commands, "is_terminal", lambda: True)
    monkeypatch.setattr(typer, "prompt", prompt)
    return asked


def test_a_mapping_is_listed_used_and_forgotten(desk: Desk) -> None:
    assert "пока нет" in desk.call("layouts").out
    answer = desk.call("import", strange(desk), *MAPPING)
    assert "Ответ о столбцах запомнен под № 1" in answer.out
    listed = desk.call("layouts", "--user", "Анна").out
    assert "Сумма, ₽ ← «Почём»" in listed
    (shown,) = json.loads(desk.call("layouts", "--json").out)
    assert shown["columns"] == {"Дата": "Когда", "Клиент": "Кому", "Сумма, ₽": "Почём", "Количество": "Штук"}
    again = desk.call("import", strange(desk, "05.06.2026"))
    assert again.code == 0, again.err
    assert "использован запомненный ответ № 1" in again.out.casefold()
    assert desk.call("layouts", "--forget", "1").code == 0
    assert json.loads(desk.call("layouts", "--json").out) == []
    assert desk.call("verify").code == 0


def test_an_unknown_number_is_refused(desk: Desk) -> None:
    answer = desk.call("layouts", "--forget", "3")
    assert answer.code == 2
    assert "Раскладки № 3 нет" in answer.err


def test_without_a_terminal_nothing_is_asked_and_the_refusal_shows_what_was_seen(desk: Desk) -> None:
    before = desk.fingerprint()
    answer = desk.call("import", strange(desk))
    assert answer.code == 2
    assert "1. «Когда»: «05.05.2026» → похоже на «Дата»" in answer.err
    assert "--map" in answer.err
    assert desk.fingerprint() == before


def test_on_a_terminal_each_missing_column_is_asked_by_number(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answering(monkeypatch, "1", "2", "", "4", "3")
    answer = desk.call("import", strange(desk))
    assert answer.code == 2, "the quantity was passed over"
    assert [one.split("»")[0].split("«")[1] for one in asked] == ["Дата", "Клиент", "Количество", "Сумма, ₽"]
    asked = answering(monkeypatch, "1", "9", "2", "2", "4", "", "3")
    answer = desk.call("import", strange(desk))
    assert answer.code == 0, answer.err
    assert "не номер из списка" in answer.out
    assert "уже занят" in answer.out
    assert asked[-1].startswith("Какой столбец — «Цена»?")
    (shown,) = json.loads(desk.call("layouts", "--json").out)
    assert shown["columns"] == {"Дата": "Когда", "Клиент": "Кому", "Количество": "Штук", "Цена": "Почём"}


def test_passing_everything_over_is_the_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "", "", "", "", "", "")
    answer = desk.call("import", strange(desk))
    assert answer.code == 2
    assert "--map" in answer.err


def test_a_check_explains_and_changes_nothing(desk: Desk) -> None:
    path = desk.export("май.csv", line("05.05.2026", "1", "100,00"), line("06.05.2026", "2", "10,00"))
    before = desk.fingerprint()
    plain = desk.run("check", path)
    assert plain.code == 0
    assert "Формат: текст CSV, разделитель — точка с запятой; строка заголовков — 1" in plain.out
    assert "Клиентов новых" not in plain.out
    told = desk.call("check", path).out
    assert "Клиентов новых для базы: 2, известных: 0" in told
    assert "Загруженного раньше файл не заменит." in told
    assert desk.fingerprint() == before
    desk.call("import", path)
    assert "Такой файл уже загружен" in desk.call("check", path).out
    more = desk.export("май 2.csv", line("05.05.2026", "1", "100,00"), line("06.05.2026", "3", "10,00"))
    told = desk.call("check", more).out
    assert "Клиентов новых для базы: 1, известных: 1" in told
    assert "заменит дни 05.05.2026–06.05.2026" in told


def test_a_reference_of_products_is_loaded_like_any_file(desk: Desk) -> None:
    desk.call("import", desk.export("май.csv", line("05.05.2026", "1", "100,00")))
    path = desk.folder / "товары.csv"
    path.write_text("Артикул;Бренд;Группа товара\nА-1;Болтстрой;Крепёж\nБ-2;Гайкин;Крепёж\n", encoding="cp1251")
    told = desk.call("check", path)
    assert "товары.csv: справочник товаров" in told.out
    answer = desk.call("import", path)
    assert answer.code == 0, answer.err
    assert "«товары.csv»: справочник товаров\n" in answer.out
    assert "Новых товаров: 2" in answer.out
    assert "из них нет в продажах — 1 («Б-2»)" in answer.out
    assert desk.call("verify").code == 0
