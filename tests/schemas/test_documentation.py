"""docs/tables.md says what the catalogue says."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.schemas import documentation
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.documentation import FILLED_BY, KIND_TITLES, main, page
from clientbase_xl.schemas.model import Column, Kind, Mode, Sheet

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tables.md"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m clientbase_xl.schemas.documentation --out docs/tables.md"
    )


def test_every_column_of_every_sheet_is_on_the_page() -> None:
    text = page()
    for sheet in ALL_SHEETS:
        section = text.partition(f"### «{sheet.title}»\n")[2].partition("\n### ")[0]
        for column in sheet:
            assert f"| `{column.key}` |" in section
            assert column.note in section


def test_every_kind_and_mode_has_a_russian_word() -> None:
    assert set(KIND_TITLES) == set(Kind)
    assert set(FILLED_BY) == set(Mode)


def test_a_row_names_unit_limits_and_who_fills_it() -> None:
    column = Column(
        "delay_days",
        "Отсрочка | дни",
        Kind.INTEGER,
        "Дней отсрочки.",
        Mode.TYPED,
        unit="дн.",
        required=True,
        minimum=0,
        maximum=365,
        is_personal=True,
    )
    section = documentation._section(Sheet("s", "Лист", "One row.", "Зачем лист.", (column,)))
    assert section == (
        "### «Лист»\n\nЗачем лист.\n\n"
        "| Столбец | Ключ | Вид | Ед. | Кто заполняет | Что значит | Что допустимо |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| Отсрочка \\| дни \\* | `delay_days` | целое | дн. | человек | Дней отсрочки. |"
        " не меньше 0; не больше 365; персональные данные |\n"
    )


def test_the_page_goes_to_a_file_or_to_the_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--out", str(tmp_path / "tables.md")])
    main([])
    assert (tmp_path / "tables.md").read_bytes().decode("utf-8") == capsys.readouterr().out == page()
