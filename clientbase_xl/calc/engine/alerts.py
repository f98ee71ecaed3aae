"""Messages to the user: boxes in an office with windows; without windows they are kept and answered with care."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from clientbase_xl.calc.engine.uno_bridge import bridge

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}  # com.sun.star.awt.MessageBoxButtons
_RESULTS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}
_CAREFUL = {"ok": "ok", "ok_cancel": "cancel", "yes_no": "no", "yes_no_cancel": "cancel"}


@dataclass(frozen=True, slots=True)
class Alert:
    """A message that was shown: its text, title, buttons, whether it told of an error, and the answer."""

    prompt: str
    title: str
    buttons: str
    is_critical: bool
    answer: str


@dataclass(slots=True)
class Alerts:
    """The messages of an office so far; `answers` are given, in order, where nobody can press a button."""

    shown: list[Alert] = field(default_factory=list)
    answers: deque[str] = field(default_factory=deque)

    def show(self, toolkit: Any, window: Any, prompt: str, title: str, buttons: str, is_critical: bool) -> str:
        """Show a message and return the button pressed; without a window, the next of `answers` or the careful one.

        Raises ValueError for unknown buttons.
        """
        if buttons not in _BUTTONS:
            raise ValueError(f"Кнопки «{buttons}»: допустимы {', '.join(_BUTTONS)}.")
        if window is None:
            answer = self.answers.popleft() if self.answers else _CAREFUL[buttons]
        else:
            kind = "ERRORBOX" if is_critical else "INFOBOX" if buttons == "ok" else "QUERYBOX"
            box_kind = bridge().Enum("com.sun.star.awt.MessageBoxType", kind)
            box = toolkit.createMessageBox(window, box_kind, _BUTTONS[buttons], title, prompt)
            try:
                answer = _RESULTS[box.execute()]
            finally:
                box.dispose()  # else it stays, unseen, among the windows of the office
        self.shown.append(Alert(prompt, title, buttons, is_critical, answer))
        return answer
