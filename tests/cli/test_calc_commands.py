"""The commands of the extension for LibreOffice: what they say, what they answer with, what they write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clientbase_xl.calc.engine import CalcRefused
from clientbase_xl.calc.engine.uno_bridge import bridge
from clientbase_xl.calc.oxt.client import places
from clientbase_xl.calc.setup import install as setup
from clientbase_xl.calc.setup import office_here
from clientbase_xl.excel.user_config import UserConfig, write_config
from tests.conftest import missing
from tests.support.desk import Answer
from tests.support.fake_office import FakeOffice

Run = Callable[..., Answer]
COMMANDS = ("install", "uninstall", "doctor")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """Return an office that the program finds, of a user whose settings lie in a folder of his own."""
    made = FakeOffice.made(tmp_path / "офис")
    monkeypatch.setattr(office_here, "find_office", lambda: str(made.program / "soffice"))
    monkeypatch.setattr(places, "worker_file_here", lambda: str(made.file))
    monkeypatch.setattr(setup, "log_file_here", lambda: made.log)
    return made


def test_the_group_alone_shows_its_commands(run: Run) -> None:
    answer = run("calc")
    assert answer.code == 0
    assert all(name in answer.out for name in COMMANDS)


def test_an_installation_says_what_it_wrote_and_a_second_one_that_it_was_there(run: Run, office: FakeOffice) -> None:
    first = run("calc", "install", "--profile", office.profile)
    assert first.code == 0, first.err
    assert first.out.count("записано") == 2
    assert "появятся панель и меню «Клиентская база»" in first.out
    assert json.loads(office.file.read_text(encoding="utf-8"))["python"] == sys.executable
    second = run("calc", "install", "--profile", office.profile)
    assert second.code == 0
    assert second.out.count("уже было") == 2


def test_a_removal_says_what_went_and_a_second_one_that_there_was_nothing(run: Run, office: FakeOffice) -> None:
    run("calc", "install", "--profile", office.profile)
    first = run("calc", "uninstall", "--profile", office.profile)
    assert first.code == 0, first.err
    assert first.out.count("удалено:") == 2
    assert "Базы клиентов и книги не тронуты." in first.out
    second = run("calc", "uninstall", "--profile", office.profile)
    assert (second.code, second.out) == (0, "Расширение не установлено, удалять нечего.\n")


def test_a_removal_names_the_base_and_what_stays_for_excel(run: Run, office: FakeOffice, tmp_path: Path) -> None:
    run("calc", "install", "--profile", office.profile)
    config, record = (office.file.with_name(name) for name in ("config.toml", setup.EXCEL_RECORD))
    write_config(config, UserConfig(tmp_path / "База"))
    record.touch()
    shared = run("calc", "uninstall", "--profile", office.profile)
    assert f"оставлено: {config}\n" in shared.out
    assert "Убрать и их: clientbase excel uninstall." in shared.out
    record.unlink()
    alone = run("calc", "uninstall", "--profile", office.profile)
    assert alone.out == f"удалено: {config}\nБазы клиентов и книги не тронуты. База кнопок: {tmp_path / 'База'}\n"


def test_the_doctor_answers_with_one_until_the_extension_is_installed(run: Run, office: FakeOffice) -> None:
    answer = run("calc", "doctor", "--profile", office.profile)
    assert answer.code == 1
    assert "не установлено" in answer.out
    assert answer.out.count("видно по:") == answer.out.count("что сделать:") == 2
    assert answer.out.endswith("Найдено помех: 2.\n")
    found = run("calc", "doctor", "--profile", office.profile, "--json")
    assert found.code == 1
    assert [one["key"] for one in json.loads(found.out)] == ["missing", "interpreter"]


@pytest.mark.long
def test_the_doctor_finds_nothing_after_an_installation(run: Run, office: FakeOffice) -> None:
    try:
        bridge()
    except CalcRefused as refused:
        missing(f"python3-uno ({refused.found})")
    run("calc", "install", "--profile", office.profile)
    answer = run("calc", "doctor", "--profile", office.profile)
    assert (answer.code, answer.out) == (0, "Помех не найдено.\n")
    office.open()
    answer = run("calc", "doctor", "--profile", office.profile)
    assert answer.code == 0
    assert "Не проверено, включено ли расширение." in answer.out


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_an_open_office_is_refused_with_what_to_do(run: Run, office: FakeOffice, command: str) -> None:
    run("calc", "install", "--profile", office.profile)
    before = office.files()
    folder = office_here.office_here(office.profile).extension()
    assert folder is not None
    office.refuse("ERROR: the lock file indicates it is already running")
    if command == "install":
        (folder / "description.xml").write_bytes((folder / "description.xml").read_bytes() + b"\n")
        before = office.files()
    answer = run("calc", command, "--profile", office.profile)
    assert answer.code == 2
    assert "LibreOffice открыт." in answer.err
    assert "Закройте все его окна и повторите." in answer.err
    assert answer.out == ""
    assert office.files() == before


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_without_libreoffice_the_commands_refuse(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(office_here, "find_office", lambda: None)
    answer = run("calc", command)
    assert answer.code == 2
    assert "нет LibreOffice" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_answers_for_programs_are_json(run: Run, office: FakeOffice, command: str) -> None:
    if command == "uninstall":
        run("calc", "install", "--profile", office.profile)
    answer = run("calc", command, "--profile", office.profile, "--json")
    assert answer.code == 0
    found = json.loads(answer.out)
    assert len(found if command == "install" else found["gone"]) == 2
