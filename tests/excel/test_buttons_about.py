"""«Настройки», «Справка», «О программе», «Лист к совещанию»: what they say, ask and refuse."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl import __version__
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import add_user
from clientbase_xl.errors import BadUse
from clientbase_xl.excel import buttons_weekly
from clientbase_xl.excel.buttons_about import about, guide, settings
from clientbase_xl.excel.buttons_weekly import weekly
from clientbase_xl.excel.declared import DECLARED
from clientbase_xl.excel.press import Cancelled, Desk
from clientbase_xl.schemas.users import HEAD, MANAGER
from clientbase_xl.workflows.build_weekly import Week
from clientbase_xl.workflows.origin import BASE_MARK, marks_of
from tests.support.fake_book import FakeBook
from tests.support.fake_host import FakeHost
from tests.support.office import NOW, TODAY, Office

WEEK = "Неделя 2026-W22.xlsx"


def no_base() -> Base:
    """Refuse as a desk without a base does."""
    raise BadUse("База клиентов ещё не выбрана.", remedy="Впишите папку.")


def desk_of(office: Office, user: str = "тест") -> Desk:
    """Return a desk at the firm."""
    return Desk(office.base, user, TODAY, NOW, UTC, office.folder / "clientbase.log")


def without_base(user: str = "тест") -> Desk:
    """Return a desk for which no base is configured."""
    return Desk(no_base, user, TODAY, NOW, UTC)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Week]:
    """Write a short file instead of the workbook of the week, and return the weeks asked for."""
    weeks: list[Week] = []

    def write(base: Base, folder: Path, week: Week, **_: object) -> list[Path]:  # noqa: ARG001
        weeks.append(week)
        (folder / WEEK).write_text("новое")
        return [folder / WEEK]

    monkeypatch.setattr(buttons_weekly, "build_weekly", write)
    return weeks


def our_book(office: Office) -> Any:
    """Return an open book of the base without tables."""
    return FakeBook({}, marks_of(office.base, (0, ""), NOW))


def test_help_tells_every_button_with_what_it_does(tmp_path: Path) -> None:
    book: Any = FakeBook({}, {})
    lines = guide(without_base(), book, FakeHost(tmp_path)).splitlines()
    assert [line.split(" — ")[0] for line in lines[: len(DECLARED)]] == [one.label for one in DECLARED]
    assert all(one.does[1:] in line for one, line in zip(DECLARED, lines, strict=False))


def test_about_names_program_base_person_and_last_import(firm: Office) -> None:
    said = about(desk_of(firm), our_book(firm), FakeHost(firm.folder))
    assert said.splitlines() == [
        f"Клиентская база, версия {__version__}",
        f"База: {firm.base.folder}",
        "Пользователь: тест (с базой работает один человек)",
        "Клиентов в базе: 3",
        "Последняя загрузка: № 1, 01.06.2026 09:00, «продажи.csv», продажи за 01.02.2026–17.05.2026",
        f"Журнал программы: {firm.folder / 'clientbase.log'}",
    ]


def test_about_names_the_role_and_a_stranger(firm: Office) -> None:
    add_user(firm.base, "шеф", HEAD, at=NOW, by="шеф")
    host, book = FakeHost(firm.folder), our_book(firm)
    assert "Пользователь: ШЕФ (РОП)" in about(desk_of(firm, "ШЕФ"), book, host)
    assert "Пользователь: гость (в базе не зарегистрирован)" in about(desk_of(firm, "гость"), book, host)


def test_about_an_empty_base_says_that_nothing_was_loaded(tmp_path: Path) -> None:
    Base.init(tmp_path / "база")
    office = Office(tmp_path)
    said = about(desk_of(office), our_book(office), FakeHost(tmp_path))
    assert "Клиентов в базе: 0\nПоследняя загрузка: ещё не было" in said


def test_about_says_why_there_is_no_base(tmp_path: Path) -> None:
    said = about(without_base(), FakeBook({}, {}), FakeHost(tmp_path))  # type: ignore[arg-type]
    assert said.splitlines()[1:] == [
        "Пользователь: тест",
        "База клиентов ещё не выбрана.",
        "Что сделать: Впишите папку.",
        "Журнал программы: не ведётся",
    ]


def test_settings_come_to_the_sheet_whatever_it_is_called(tmp_path: Path) -> None:
    book: Any = FakeBook({"settings": pd.DataFrame()}, {})
    book.tables()["t_settings"].title = "Наши пороги"
    host = FakeHost(tmp_path)
    assert settings(without_base(), book, host) == ""
    assert host.sheet == "Наши пороги"


def test_a_book_without_settings_is_said(tmp_path: Path) -> None:
    host = FakeHost(tmp_path)
    with pytest.raises(BadUse, match="нет листа «Настройки»") as refused:
        settings(without_base(), FakeBook({}, {}, "Неделя.xlsx"), host)  # type: ignore[arg-type]
    assert "«Неделя.xlsx»" in refused.value.found
    assert not host.sheet


def test_the_week_is_made_beside_the_book_and_opened(firm: Office, written: list[Week]) -> None:
    host = FakeHost(firm.folder)
    said = weekly(desk_of(firm), our_book(firm), host)
    assert said == f"Готово: «{WEEK}» — в папке открытой книги: {firm.folder}"
    assert host.opened == [firm.folder / WEEK]
    assert host.progress == [f"Клиентская база: делаю «{WEEK}»…"]
    assert written == [Week("2026-W22", TODAY)]


@pytest.mark.parametrize("answer", ["no", "cancel"])
def test_a_file_of_that_name_is_never_lost_without_a_yes(firm: Office, answer: Any) -> None:
    path = firm.folder / WEEK
    path.write_text("заметки совещания")
    host = FakeHost(firm.folder, answers=[answer])
    if answer == "no":
        assert weekly(desk_of(firm), our_book(firm), host) == ""
        assert host.opened == [path]
    else:
        with pytest.raises(Cancelled):
            weekly(desk_of(firm), our_book(firm), host)
        assert not host.opened
    assert path.read_text() == "заметки совещания"
    assert f"Файл «{WEEK}» уже есть, изменён " in host.asked[0]
    assert "Да — сделать заново: всё, что в нём вписано, пропадёт" in host.asked[0]


def test_a_yes_makes_the_week_anew_even_where_it_is_open(firm: Office, written: list[Week]) -> None:
    path = firm.folder / WEEK
    path.write_text("старое")
    host = FakeHost(firm.folder, answers=["yes"])
    host.opened.append(path)
    weekly(desk_of(firm), our_book(firm), host)
    assert "уже есть и открыт" in host.asked[0]
    assert host.opened == [path]
    assert len(written) == 1
    assert path.read_text() == "новое"


def test_a_manager_gets_no_sheet_of_all_clients(firm: Office) -> None:
    add_user(firm.base, "шеф", HEAD, at=NOW, by="шеф")
    add_user(firm.base, "ветров", MANAGER, at=NOW, by="шеф", manager="Ветров")
    with pytest.raises(BadUse, match="клиенты всех менеджеров"):
        weekly(desk_of(firm, "ветров"), our_book(firm), FakeHost(firm.folder))
    assert not (firm.folder / WEEK).exists()


def test_a_book_of_another_base_makes_no_week(firm: Office) -> None:
    with pytest.raises(BadUse, match="не книга этой базы"):
        weekly(desk_of(firm), FakeBook({}, {BASE_MARK: "другая"}), FakeHost(firm.folder))  # type: ignore[arg-type]
