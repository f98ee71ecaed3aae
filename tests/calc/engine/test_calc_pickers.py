"""The dialog for files of an office: asked with windows, answered by a script without, always remembered."""

from __future__ import annotations

from typing import Any

import pytest

from clientbase_xl.calc.engine import CalcRefused
from clientbase_xl.calc.engine.pickers import Picked, Pickers
from clientbase_xl.calc.engine.uno_bridge import bridge


class FakePicker:
    """A dialog that somebody answers at once."""

    def __init__(self, result: int, urls: list[str]) -> None:
        self.result, self.urls = result, urls
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Any:
        return lambda *values: self.calls.append((name, *values))

    def execute(self) -> int:
        return self.result

    def getSelectedFiles(self) -> list[str]:  # noqa: N802 - the name is the office's
        return self.urls


def test_without_windows_the_script_chooses_in_order_and_then_nothing() -> None:
    pickers = Pickers()
    pickers.answers.extend([["/а/май.csv", "/а/июнь.csv"], []])
    assert pickers.ask(None, "Какие?", "Выгрузки", "*.csv") == ["/а/май.csv", "/а/июнь.csv"]
    assert pickers.ask(None, "Какие?", "Выгрузки", "*.csv") == []
    assert pickers.ask(None, "Ещё?", "Выгрузки", "*.csv") == []
    assert pickers.shown[0] == Picked("Какие?", "Выгрузки", "*.csv", ("/а/май.csv", "/а/июнь.csv"))
    assert [one.title for one in pickers.shown] == ["Какие?", "Какие?", "Ещё?"]


@pytest.mark.parametrize(("result", "chosen"), [(1, ["/а/май.csv"]), (0, [])])
def test_with_windows_the_dialog_is_asked(result: int, chosen: list[str]) -> None:
    try:
        bridge()
    except CalcRefused:
        pytest.skip("python3-uno is not installed")
    picker = FakePicker(result, ["file:///%D0%B0/%D0%BC%D0%B0%D0%B9.csv"])
    assert Pickers().ask(picker, "Какие?", "Выгрузки", "*.xlsx;*.csv") == chosen
    assert picker.calls == [
        ("setTitle", "Какие?"),
        ("setMultiSelectionMode", True),
        ("appendFilter", "Выгрузки", "*.xlsx;*.csv"),
        ("appendFilter", "Все файлы", "*.*"),
        ("setCurrentFilter", "Выгрузки"),
    ]
