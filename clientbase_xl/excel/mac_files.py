"""The dialog for files on macOS, where Excel offers none to programs: the system's own, through AppleScript."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence

_SCRIPT = """\
on run {prompt_text, endings_text}
  set text item delimiters to ","
  set chosen to choose file with prompt prompt_text of type (text items of endings_text) ¬
    with multiple selections allowed
  set found to {}
  repeat with one in chosen
    set end of found to POSIX path of one
  end repeat
  set text item delimiters to linefeed
  return found as text
end run
"""


def ask_files(title: str, endings: Sequence[str], run: Callable[..., object] = subprocess.run) -> list[str]:
    """Return the paths chosen, none when the dialog was closed; `endings` are like `.xlsx`.

    The words go in as arguments of the script and never become part of it.
    """
    kinds = ",".join(ending.removeprefix(".") for ending in endings)
    done = run(["/usr/bin/osascript", "-", title, kinds], input=_SCRIPT, capture_output=True, text=True, check=False)
    return str(getattr(done, "stdout", "")).split("\n")[:-1] if getattr(done, "returncode", 1) == 0 else []
