"""A colleague imports while our file is being read: nothing is stored twice, nothing unseen is replaced."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BaseRefused
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from tests.support.desk import HEADER, line
from tests.support.engines import Engine


def export(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def bring(base: Base, path: Path, meanwhile: Path | None = None) -> list[ImportOutcome]:
    """Import a file; `meanwhile` is imported by somebody else after ours was read and before it is stored."""

    def ask(_: str) -> tuple[str, str]:
        if meanwhile is not None:
            bring(base, meanwhile)
        return "без НДС", "без НДС"

    now = datetime(2026, 6, 1)  # noqa: DTZ001 - moments of the base are UTC without a zone
    return import_files(base, ImportOrder((path,), "1С"), now=now, user="тест", confirm=lambda _: True, ask_vat=ask)


@pytest.fixture
def base(tmp_path: Path, engine: Engine) -> Base:
    return engine.init(tmp_path / "база")


def test_the_same_file_brought_twice_at_once_is_stored_once(base: Base, tmp_path: Path) -> None:
    path = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    (outcome,) = bring(base, path, meanwhile=path)
    assert outcome.kind == "уже загружен"
    assert len(list_imports(base)) == 1


def test_days_that_somebody_brought_meanwhile_are_not_replaced_unseen(base: Base, tmp_path: Path) -> None:
    ours = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    other = export(tmp_path, "май другой.csv", line("05.05.2026", "1", "20,00"))
    with pytest.raises(BaseRefused, match="тех же дней"):
        bring(base, ours, meanwhile=other)
    assert [item.file_name for item in list_imports(base)] == ["май другой.csv"]
    assert len(list(base.ledger_dir.iterdir())) == 1


def test_other_days_brought_meanwhile_are_no_obstacle(base: Base, tmp_path: Path) -> None:
    ours = export(tmp_path, "май.csv", line("05.05.2026", "1", "10,00"))
    other = export(tmp_path, "апрель.csv", line("05.04.2026", "1", "20,00"))
    bring(base, ours, meanwhile=other)
    assert [item.file_name for item in list_imports(base)] == ["апрель.csv", "май.csv"]
