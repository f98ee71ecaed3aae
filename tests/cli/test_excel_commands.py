"""The commands of the add-in on a tree that looks like a profile of Windows; elsewhere a polite refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.calc.oxt.client.places import FILE as CALC_FILE
from clientbase_xl.cli import excel_commands
from clientbase_xl.excel import serve
from clientbase_xl.excel.addin_config import read_addin_config
from clientbase_xl.excel.install import install as install_addin
from clientbase_xl.excel.python_place import RUNTIME_MARK
from tests.support.desk import Answer
from tests.support.windows_profile import Computer, addin_bytes, make_computer, make_python

Run = Callable[..., Answer]


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer of a user with a Cyrillic name, without the add-in."""
    return make_computer(tmp_path / "C", "Иван Петров", is_here=False)


def install(run: Run, computer: Computer, *more: object) -> Answer:
    addin = computer.disk / "clientbase.xlam"
    addin.write_bytes(addin_bytes())
    return run(
        *("excel", "install", "--profile", computer.profile.home),
        *("--addin", addin, "--interpreter", computer.interpreter, *more),
    )


def test_a_removal_leaves_what_the_extension_of_libreoffice_uses(run: Run, computer: Computer) -> None:
    install(run, computer)
    (computer.profile.program_folder / CALC_FILE).write_text("{}")
    answer = run("excel", "uninstall", "--profile", computer.profile.home)
    assert answer.code == 0
    assert "ими пользуется расширение LibreOffice" in answer.out
    assert computer.profile.record.is_file()
    assert not computer.profile.addin.exists()


@pytest.mark.parametrize("command", ["install", "uninstall", "doctor", "attach"])
def test_another_system_than_windows_is_refused_politely(run: Run, command: str) -> None:
    answer = run("excel", command)
    assert answer.code == 2
    assert "это другая система" in answer.err
    assert "--profile" in answer.err
    assert answer.out == ""


def test_the_group_alone_shows_its_commands(run: Run) -> None:
    answer = run("excel")
    assert answer.code == 0
    assert all(name in answer.out for name in ("install", "uninstall", "doctor", "attach"))


def test_an_installation_says_what_it_wrote_and_a_second_one_that_it_was_there(run: Run, computer: Computer) -> None:
    first = install(run, computer)
    assert first.code == 0
    assert f"записано: надстройка — {computer.profile.addin}" in first.out
    assert "Перезапустите Excel" in first.out
    second = install(run, computer)
    assert second.code == 0
    assert second.out.count("уже было") == 3
    assert "записано" not in second.out


def test_an_installation_answers_programs_too(run: Run, computer: Computer) -> None:
    steps = json.loads(install(run, computer, "--json").out)
    assert [step["done"] for step in steps] == ["записано"] * 3
    assert steps[0]["where"] == str(computer.profile.addin)


def test_an_environment_of_another_user_is_warned_of_and_stays_with_a_removal(run: Run, computer: Computer) -> None:
    runtime = computer.interpreter.parents[2]
    answer = install(run, computer)
    assert answer.code == 0
    assert f"«{runtime}» сделана установкой, видимо, другому пользователю" in answer.err
    found = json.loads(run("excel", "doctor", "--profile", computer.profile.home, "--json").out)
    assert [one["evidence"] for one in found if one["key"] == "runtime_of_another"] == [f"«{runtime}»"]
    removed = run("excel", "uninstall", "--profile", computer.profile.home)
    assert str(runtime) not in removed.out
    assert computer.interpreter.is_file()


def test_an_environment_of_the_user_himself_or_of_nobody_is_not_warned_of(run: Run, tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "D", "Ivan", is_here=False)
    own = make_python(computer.profile.program_folder / "runtime" / "env")
    (computer.profile.program_folder / "runtime" / RUNTIME_MARK).write_text("среда программы")
    for interpreter in (own, make_python(computer.disk / "Python313", is_virtual=False)):
        assert install(run, replace(computer, interpreter=interpreter)).err == ""
        assert "runtime_of_another" not in run("excel", "doctor", "--profile", computer.profile.home, "--json").out


def test_a_removal_names_the_environment_that_it_leaves(run: Run, tmp_path: Path) -> None:
    computer = make_computer(tmp_path / "D")
    install_addin(computer.profile, computer.registry, addin_bytes(), computer.interpreter)
    answer = run("excel", "uninstall", "--profile", computer.profile.home)
    assert f"оставлено: {computer.interpreter.parents[2]} — среда Python" in answer.out
    assert computer.interpreter.is_file()


@pytest.mark.long
def test_without_a_file_the_addin_is_built(run: Run, computer: Computer) -> None:
    answer = run("excel", "install", "--profile", computer.profile.home, "--interpreter", computer.interpreter)
    assert answer.code == 0, answer.err
    assert computer.profile.addin.read_bytes().startswith(b"PK")
    assert run("excel", "doctor", "--profile", computer.profile.home).code == 0


def test_what_cannot_be_is_refused_in_russian(run: Run, computer: Computer) -> None:
    home = computer.profile.home
    for arguments, found in (
        (("install", "--profile", computer.disk / "нет"), "не профиль пользователя Windows"),
        (("install", "--profile", home, "--addin", computer.disk / "нет.xlam"), "не читается"),
        (("attach", "--profile", home), "не установлена"),
        (("attach", "--profile", home, "--off", "--at-login"), "не имеют смысла"),
        (("attach", "--profile", home, "--at-login"), "реестр не меняется"),
    ):
        answer = run("excel", *arguments)
        assert answer.code == 2, arguments
        assert found in answer.err


def test_the_doctor_finds_and_a_removal_heals(run: Run, computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_commands, "_addin_now", addin_bytes)
    home = computer.profile.home
    answer = run("excel", "doctor", "--profile", home)
    assert answer.code == 1
    assert "ошибка: Надстройка для этого пользователя не установлена." in answer.out
    assert "видно по: " in answer.out
    assert "что сделать: Запустите «Установка.cmd»" in answer.out
    assert "Найдено помех: 1." in answer.out
    install(run, computer)
    whole = run("excel", "doctor", "--profile", home)
    assert whole.code == 0
    assert "Помех не найдено." in whole.out
    computer.profile.addin.unlink()
    broken = run("excel", "doctor", "--profile", home, "--json")
    assert broken.code == 1
    found = json.loads(broken.out)
    assert [one["key"] for one in found] == ["addin_gone", "runtime_of_another", "registry_not_read"]
    assert set(found[0]) == {"key", "severity", "found", "evidence", "remedy"}


def test_a_removal_says_what_went_and_what_stays(run: Run, computer: Computer) -> None:
    install(run, computer)
    answer = run("excel", "uninstall", "--profile", computer.profile.home)
    assert answer.code == 0
    assert f"удалено: {computer.profile.addin}" in answer.out
    assert "Базы клиентов и книги не тронуты." in answer.out
    assert "удалять нечего" in run("excel", "uninstall", "--profile", computer.profile.home).out


def test_the_attach_mode_is_switched_for_a_profile_without_starting_python(
    run: Run, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "main", lambda _: pytest.fail("nothing is to be started for somebody else"))
    install(run, computer)
    home = computer.profile.home
    assert "ждёт отдельно запущенный Python" in run("excel", "attach", "--profile", home).out
    config = read_addin_config(computer.profile.config)
    assert config is not None
    assert config.is_attached
    assert "Так уже и было." in run("excel", "attach", "--profile", home).out
    assert "Excel снова запускает Python сам." in run("excel", "attach", "--profile", home, "--off").out


def test_the_attach_mode_serves_until_it_is_stopped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = make_computer(tmp_path / "D")
    monkeypatch.setattr(excel_commands, "_place", lambda _: (computer.profile, computer.registry))
    started: list[list[str]] = []
    monkeypatch.setattr(serve, "main", started.append)
    install(run, computer)
    answer = run("excel", "attach")
    assert answer.code == 0
    assert started == [[]]
    assert "Не закрывайте это окно" in answer.out
    assert run("excel", "attach", "--off").code == 0
    assert started == [[]]
