"""How a page made by the program gets to its file: the same for every page of `docs/`."""

from __future__ import annotations

import sys
from pathlib import Path


def write_page(text: str, arguments: list[str]) -> None:
    """Write a page to the file after `--out`, else to the standard output."""
    match arguments:
        case ["--out", name]:
            Path(name).write_text(text, encoding="utf-8", newline="\n")
        case _:
            sys.stdout.write(text)
