"""«Проверить данные»: what waits to be sent, what is wrong, the first of it by name, all of it on its sheet."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clientbase_xl.base.store import Base
from clientbase_xl.excel import buttons_check
from clientbase_xl.excel.buttons_check import check
from clientbase_xl.excel.press import Desk
from clientbase_xl.problems import Problem
from clientbase_xl.workflows.check_book import BookChecked
from clientbase_xl.workflows.decisions import Decided
from clientbase_xl.workflows.send import SendReport
from tests.support.fake_host import FakeHost
from tests.support.office import NOW, TODAY

NOTHING = SendReport("книга.xlsx")


def no_base() -> Base:
    """Open nothing."""
    raise AssertionError("the workflow is replaced")


def told(found: BookChecked, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """Return the lines told about what a check found, and the sheet come to."""
    base: Any = SimpleNamespace(is_embedded=True)
    host = FakeHost(folder)
    monkeypatch.setattr(buttons_check, "check_book", lambda *_, **__: found)
    monkeypatch.setattr(Desk, "base", base)
    return check(Desk(no_base, "тест", TODAY, NOW, UTC), base, host).splitlines(), host.sheet


def problem(number: int) -> Problem:
    """Return a finding."""
    return Problem(f"Находка {number}", "Исправьте.", sheet="Клиенты")


def test_nothing_wrong_is_said_in_two_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines, sheet = told(BookChecked(NOTHING, (), "Проблемы"), tmp_path, monkeypatch)
    assert lines == ["Проверено на 01.06.2026. Неотправленного в книге нет.", "Проблем не найдено."]
    assert sheet == "Проблемы"


def test_what_waits_to_be_sent_is_counted_by_its_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = SendReport(
        "к.xlsx",
        count_applied=1200,
        count_requested=2,
        count_conflicts=3,
        decided=(Decided((1,), "утверждена"),),
        problems=(problem(0),),
    )
    lines, _ = told(BookChecked(trial, (problem(1),), "Мои проблемы"), tmp_path, monkeypatch)
    assert lines == [
        "Проверено на 01.06.2026. Ещё не отправлено: сразу в базу — 1\u00a0200, заявками — 2, в конфликте с базой — 3, "
        "решений по заявкам — 1. Нажмите «Отправить изменения».",
        "Проблем: в книге — 1, в базе — 1; все — на листе «Мои проблемы»:",
        "• лист «Клиенты»: Находка 0. Исправьте.",
        "• лист «Клиенты»: Находка 1. Исправьте.",
    ]


@pytest.mark.parametrize(("count", "rest"), [(5, []), (6, ["… и ещё 1"])])
def test_five_are_named_and_the_rest_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, rest: list[str]
) -> None:
    found = BookChecked(NOTHING, tuple(problem(number) for number in range(count)), "Проблемы")
    lines, _ = told(found, tmp_path, monkeypatch)
    assert [line[:1] for line in lines[2:7]] == ["•"] * 5
    assert lines[7:] == rest


def test_a_missing_sheet_and_a_base_for_reading_only_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Problem("В книге нет таблицы «Проблемы»", "Сделайте книгу заново.")
    lines, sheet = told(BookChecked(None, (problem(1),), "", (absent,)), tmp_path, monkeypatch)
    assert lines == [
        "Проверено на 01.06.2026. База открыта только для чтения: отправить введённое в неё нельзя.",
        "Проблем: в книге — 0, в базе — 1; первые из них:",
        "• лист «Клиенты»: Находка 1. Исправьте.",
        "• В книге нет таблицы «Проблемы». Сделайте книгу заново.",
    ]
    assert sheet == ""
