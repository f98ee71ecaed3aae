"""One press: whatever happens, the spreadsheet is as before and the person knows what to do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.excel.press import Action, Cancelled, Desk, press
from tests.support.fake_xlwings import FakeApp, FakeXlBook

NOW = datetime.fromisoformat("2026-06-01T09:00")
SECRET = "Анна Петрова, 8 900 000-00-00"


def no_base() -> Any:
    """Refuse as a desk without a base does."""
    raise BadUse("База клиентов ещё не выбрана.", remedy="Выберите.")


def desk_of(folder: Path) -> Desk:
    """Return a desk without a base that keeps a log."""
    return Desk(no_base, "тест", NOW.date(), NOW, UTC, folder / "clientbase.log")


def pressed(action: Action, folder: Path) -> tuple[bool, FakeApp, str]:
    """Press in a book; return whether it was done, the application afterwards and the log."""
    app = FakeApp()
    book: Any = FakeXlBook(app, folder / "книга.xlsx")
    done = press("Кнопка", action, desk_of(folder), book)
    assert (app.screen_updating, app.calculation, app.status_bar) == (True, "automatic", False)
    return done, app, (folder / "clientbase.log").read_text(encoding="utf-8")


def raising(error: Exception) -> Action:
    """Return an action that shows progress and raises."""

    def action(desk: Desk, book: Any, host: Any) -> str:  # noqa: ARG001
        host.show("Клиентская база: считаю…")
        raise error

    return action


def test_what_was_done_is_told_and_only_its_time_is_logged(tmp_path: Path) -> None:
    done, app, log = pressed(lambda *_: f"Готово: {SECRET}", tmp_path)
    assert done
    assert app.alerts == [(f"Готово: {SECRET}", "ok", None)]
    assert "Кнопка: begun, книга.xlsx" in log
    assert "Кнопка: done in 0.0 s" in log
    assert "Анна" not in log


def test_nothing_to_say_opens_no_box(tmp_path: Path) -> None:
    done, app, _ = pressed(lambda *_: "", tmp_path)
    assert done
    assert not app.alerts


def test_a_closed_dialog_is_no_error_and_opens_no_box(tmp_path: Path) -> None:
    done, app, log = pressed(raising(Cancelled()), tmp_path)
    assert not done
    assert not app.alerts
    assert "Кнопка: cancelled" in log


def test_a_refusal_is_told_in_its_own_words(tmp_path: Path) -> None:
    done, app, log = pressed(raising(BadUse(f"Нельзя: {SECRET}.", remedy="Можно иначе.")), tmp_path)
    assert not done
    assert app.alerts == [(f"Нельзя: {SECRET}.\nЧто сделать: Можно иначе.", "ok", None)]
    assert "Кнопка: refused" in log
    assert "BadUse" in log
    assert "Анна" not in log


def test_an_error_of_ours_names_the_log_and_what_was_done_before_it(tmp_path: Path) -> None:
    error = ValueError(SECRET)
    error.add_note("До ошибки загружено: май.csv")
    done, app, log = pressed(raising(error), tmp_path)
    assert not done
    ((message, _, mode),) = app.alerts
    assert mode == "critical"
    assert "Ошибка программы, книга не испорчена" in message
    assert str(tmp_path / "clientbase.log") in message
    assert message.endswith("\nДо ошибки загружено: май.csv")
    assert "test_press.py" in log
    assert "ValueError" in log
    assert "Анна" not in log


def test_the_base_is_opened_only_when_a_button_asks_for_it(tmp_path: Path) -> None:
    assert pressed(lambda desk, *_: desk.user, tmp_path)[0]
    done, app, _ = pressed(lambda desk, *_: str(desk.base), tmp_path)
    assert not done
    assert app.alerts == [("База клиентов ещё не выбрана.\nЧто сделать: Выберите.", "ok", None)]


def test_without_a_log_an_error_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientbase_xl.excel.log_file._opened", lambda _: None)
    app = FakeApp()
    book: Any = FakeXlBook(app, tmp_path / "книга.xlsx")
    assert not press("Кнопка", raising(ValueError("х")), desk_of(tmp_path), book)
    assert "журнал" not in app.alerts[0][0]
