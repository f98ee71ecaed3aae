"""What is held about a person as a file for him: JSON, or a workbook of one sheet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.errors import BadUse
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.plain_sheet import write_plain_sheet

EXTENSIONS = (".json", ".xlsx")
TITLE = "Персональные данные"


def write_person(path: Path, rows: Sequence[Mapping[str, str]], today: date) -> None:
    """Write rows under Russian headings, atomically; BadUse for another extension, WriteRefused."""
    match path.suffix.lower():
        case ".json":
            with atomic_path(path) as temporary:
                temporary.write_text(json.dumps({TITLE: list(rows)}, ensure_ascii=False, indent=2), encoding="utf-8")
        case ".xlsx":
            write_plain_sheet(path, pd.DataFrame(list(rows)), TITLE, today)
        case _:
            raise BadUse(
                f"Неизвестное расширение файла «{path.name}».",
                ", ".join(EXTENSIONS),
                "Назовите файл с одним из этих расширений.",
            )
