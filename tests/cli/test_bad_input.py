"""Bad files: a clear Russian answer, exit code 2, base and existing files unchanged, never a traceback."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.cli.last_resort import OUR_ERROR
from tests.support.desk import HEADER, Desk, line


def _sheet(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD = ("Дата", "Код клиента", "Клиент", "Количество", "Сумма")
GOOD = _sheet(HEAD, ("05.05.2026", "1", "Фирма", 1, 100))


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("xl/media/huge.bin", b"\0" * (300 * 1024 * 1024))
    return stream.getvalue()


BAD_FILES: dict[str, tuple[str, bytes]] = {
    "not a workbook": ("файл.xlsx", b"PK but not really"),
    "a picture": ("файл.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "an empty file": ("файл.xlsx", b""),
    "an empty csv": ("файл.csv", b""),
    "a password": ("файл.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)),
    "a zip bomb": ("файл.xlsx", b""),
    "a truncated workbook": ("файл.xlsx", GOOD[: len(GOOD) // 2]),
    "wrong columns": ("файл.xlsx", _sheet(("Раз", "Два"), (1, 2))),
    "a header only": ("файл.xlsx", _sheet(HEAD)),
    "a header only in csv": ("файл.csv", HEADER.encode()),
    "no accepted line": ("файл.xlsx", _sheet(HEAD, ("31.02.2026", "1", "Фирма", 1, 100))),
    "text in every number": ("файл.xlsx", _sheet(HEAD, ("05.05.2026", "1", "Фирма", "много", "дорого"))),
    "duplicate headings": ("файл.xlsx", _sheet((*HEAD, "Сумма"), ("05.05.2026", "1", "Фирма", 1, 100, 200))),
    "mixed money": (
        "файл.csv",
        (
            "Дата;Клиент;Количество;Сумма\n"
            "05.05.2026;А;1;$50,00 \n05.05.2026;Б;1;1.200\n05.05.2026;В;1;$600.000 \n05.05.2026;Г;1;50%\n"
        ).encode(),
    ),
    "a parquet of nothing": ("файл.parquet", b"PAR1PAR1"),
    "an old format": ("файл.doc", b"text"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_in_russian_and_nothing_changes(desk: Desk, name: str) -> None:
    desk.call("import", desk.export("раньше.csv", line("05.05.2026", "1", "100,00")))
    file_name, content = BAD_FILES[name]
    path = desk.folder / file_name
    path.write_bytes(_bomb() if name == "a zip bomb" else content)
    before = desk.fingerprint()
    for command in (("import", path, "--base", desk.base), ("check", path)):
        answer = desk.run(*command)
        assert answer.code == 2, f"{command[0]}: {answer.out}{answer.err}"
        _is_a_russian_refusal(answer.err, file_name)
    assert desk.fingerprint() == before


def test_the_file_damaged_by_spreadsheet_locale_is_refused_with_examples(desk: Desk, shared_data: Path) -> None:
    answer = desk.call("import", shared_data / "adventureworks_reseller_damaged.csv")
    assert answer.code == 2
    _is_a_russian_refusal(answer.err, "adventureworks_reseller_damaged.csv")


def test_a_missing_file_and_a_folder_are_refused(desk: Desk) -> None:
    for path in (desk.folder / "нет.xlsx", desk.folder):
        answer = desk.call("import", path)
        assert answer.code == 2
        _is_a_russian_refusal(answer.err, path.name)


def test_error_cells_and_text_in_numbers_become_problems_beside_good_rows(desk: Desk) -> None:
    path = desk.folder / "смесь.xlsx"
    path.write_bytes(
        _sheet(
            HEAD,
            ("05.05.2026", "1", "Фирма", 1, 100),
            ("06.05.2026", "2", "Фирма 2", 1, "#ДЕЛ/0!"),
            ("07.05.2026", "3", "Фирма 3", "нет", 50),
            ("08.05.2026", "4", "Фирма 4", 2, 70),
        )
    )
    answer = desk.call("import", path)
    assert answer.code == 1
    assert "принято: 2" in answer.out
    assert "#ДЕЛ/0!" in answer.out
    assert "строка 4" in answer.out


@pytest.mark.long
def test_names_that_look_like_formulas_arrive_as_text(desk: Desk) -> None:
    names = ["=1+1", "+7 Плюс", "-Минус", "@Собака", "\t=2+2", '=HYPERLINK("x")']
    rows = [
        f'05.05.2026;Р-1;{number};"{name.replace(chr(34), chr(34) * 2)}";В;Опт;А;Т;1;100;'
        for number, name in enumerate(names)
    ]
    desk.call("import", desk.export("имена.csv", *rows))
    book = desk.folder / "книга.xlsx"
    assert desk.call("workbook", "--out", book, "--today", "2026-06-01").code in (0, 1)
    cells = {
        str(cell.value): cell
        for row in openpyxl.load_workbook(book)["Клиенты"].iter_rows()
        for cell in row
        if cell.value
    }
    for name in names:
        assert cells[name.strip()].data_type == "s", name


def test_an_output_in_a_folder_that_is_not_there_is_refused(desk: Desk) -> None:
    answer = desk.call("facts", "--out", desk.folder / "нет" / "факты.csv")
    assert answer.code == 2
    _is_a_russian_refusal(answer.err, "факты.csv")


def _is_a_russian_refusal(text: str, file_name: str) -> None:
    assert "Traceback" not in text
    assert OUR_ERROR not in text, text
    assert file_name in text, text
    assert sum("а" <= letter.lower() <= "я" for letter in text) > 20, text
