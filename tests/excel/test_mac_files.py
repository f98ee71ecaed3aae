"""The dialog of macOS: words go in as arguments, paths come out as lines."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from clientbase_xl.excel.mac_files import ask_files


def answering(code: int, output: str, calls: list[Any]) -> Any:
    """Return what stands for running a program."""

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        calls.append((command, options["input"]))
        return SimpleNamespace(returncode=code, stdout=output)

    return run


def test_the_paths_chosen_come_back_whole() -> None:
    calls: list[Any] = []
    output = "/Users/а/май, июнь.xlsx\n/Users/а/июль.csv\n"
    found = ask_files('Какие" & файлы', (".xlsx", ".csv"), answering(0, output, calls))
    assert found == ["/Users/а/май, июнь.xlsx", "/Users/а/июль.csv"]
    (command, script), *_ = calls
    assert command == ["/usr/bin/osascript", "-", 'Какие" & файлы', "xlsx,csv"]
    assert "Какие" not in script


def test_a_closed_dialog_chooses_nothing() -> None:
    assert ask_files("т", (".csv",), answering(1, "", [])) == []
