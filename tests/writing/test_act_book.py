"""The act of reconciliation on paper: what stands where, and how it prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from clientbase_xl.schemas.reconciliation import RECONCILED_PROSPECTS
from clientbase_xl.settings import Settings
from clientbase_xl.writing.act_book import ActContent, write_act
from tests.support.reconciliation import figures

ON = date(2026, 1, 1)


def content(**known: object) -> ActContent:
    """Return an act of two clients."""
    rows = ({"client_code": "К1", "client_name": "=Ладья", "manager": "Ветров"}, {"client_code": "К2"})
    usual = {
        "base_name": "База",
        "reconciled_on": ON,
        "made_by": "рожкова",
        "lines": [("Клиентов", "2")],
        "proposals": {"оставить": 2},
        "figures": figures(*rows),
        "prospects": None,
        "gone": None,
        "settings": Settings(),
    }
    return ActContent(**{**usual, **known})  # type: ignore[arg-type]


def test_the_front_page_names_who_signs_and_tables_print_on_one_width(tmp_path: Path) -> None:
    write_act(tmp_path / "акт.xlsx", content())
    book = openpyxl.load_workbook(tmp_path / "акт.xlsx")
    assert book.sheetnames == ["Акт сверки", "Клиенты"]
    words = [str(cell.value) for row in book["Акт сверки"].iter_rows() for cell in row if cell.value is not None]
    assert words[0] == "Акт сверки клиентской базы от 01.01.2026"
    assert {"Акт составил", "Акт утвердил", "Менеджеры ознакомлены"} <= set(words)
    assert any("/ рожкова /" in word for word in words)
    table = book["Клиенты"]
    assert [cell.value for cell in table[3]][:4] == ["Код", "Клиент", "Менеджер", "Полнота"]
    assert [cell.value for cell in table[4]][:2] == ["К1", "=Ладья"]
    assert table["B4"].data_type == "s", "a name is no formula"
    assert (table.page_setup.orientation, table.page_setup.fitToHeight) == ("landscape", 0)
    assert table.sheet_properties.pageSetUpPr.fitToPage, "one page wide, as long as it takes"
    assert table.print_title_rows == "$3:$3"
    assert "&P" in str(table.oddFooter.right.text)


def test_prospects_and_who_has_gone_have_pages_of_their_own(tmp_path: Path) -> None:
    prospects = figures({"client_code": "х"}).reindex(columns=list(RECONCILED_PROSPECTS.keys)).assign(prospect_id="п-1")
    gone = figures({"client_code": "К9", "reason": "в архиве"})
    write_act(tmp_path / "акт.xlsx", content(prospects=prospects, gone=gone))
    book = openpyxl.load_workbook(tmp_path / "акт.xlsx")
    assert book.sheetnames == ["Акт сверки", "Клиенты", "Потенциальные клиенты", "Выбыли"]
    assert (book["Потенциальные клиенты"]["A4"].value, book["Выбыли"]["A4"].value) == ("п-1", "К9")
    last = [cell.value for row in book["Выбыли"].iter_rows(min_row=3) for cell in row][-1]
    assert (book["Выбыли"].cell(3, book["Выбыли"].max_column).value, last) == ("Почему выбыл", "в архиве")


def test_what_changed_since_the_act_before_stands_beside_each_client(tmp_path: Path) -> None:
    rows = figures({"client_code": "К1"}, {"client_code": "К2"}).assign(difference=["новый в сверке", None])
    write_act(tmp_path / "акт.xlsx", content(figures=rows))
    table = openpyxl.load_workbook(tmp_path / "акт.xlsx")["Клиенты"]
    heads = [cell.value for cell in table[3]]
    place = heads.index("С прошлого акта") + 1
    assert (heads[place - 2], table.cell(4, place).value, table.cell(5, place).value) == (
        "Станет",
        "новый в сверке",
        None,
    )


def test_the_same_act_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("1.xlsx", "2.xlsx"):
        write_act(tmp_path / name, content())
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()
