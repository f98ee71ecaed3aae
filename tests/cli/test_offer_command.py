"""`offer`: what to offer one client on the screen, as a page for him, for another program."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.schemas.client_offer import CLIENT_OFFER, OFFER_PAGE
from clientbase_xl.workflows import client_offer
from tests.support.desk import Desk, line

pytestmark = pytest.mark.long

TODAY = ("--today", "2026-06-01")
CODES = ("1", "2", "3", "4", "5", "12")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Return a desk whose base knows six clients that take one article every other week."""
    rows = [
        line(f"{day:02d}.{month:02d}.2026", code, "1000,25") for code in CODES for month in (3, 4, 5) for day in (3, 17)
    ]
    assert desk.call("import", desk.export("продажи.csv", *rows), "--vat", "без НДС").code == 0
    return desk


def test_the_offer_says_what_to_order_and_why(stocked: Desk) -> None:
    answer = stocked.call("offer", "2", *TODAY)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "Фирма 2 — 2"
    assert "берёт: заказ" in lines[1]
    assert "За 3 мес. купили 6\u00a0клиентов; за 6 мес. снова брали 6 из 6 (100\u00a0%)" in lines[2]
    assert "остаток нет данных" in lines[3]
    assert "остаток не вписан: считаем 0" in lines[4]


def test_json_has_every_number_with_its_key(stocked: Desk) -> None:
    answer = json.loads(stocked.call("offer", "фирма 12", "--json", *TODAY).out)
    assert (answer["client_code"], answer["client_name"], answer["today"]) == ("12", "Фирма 12", "2026-06-01")
    [row] = answer["lines"]
    assert set(row) == set(CLIENT_OFFER.keys)
    assert row["stock_units"] is None
    assert row["need_units"] == pytest.approx(row["demand_day"] * 14 + row["safety_units"])


def test_the_file_is_the_page_for_the_client_only(stocked: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Предложение.xlsx"
    answer = stocked.call("offer", "2", "--out", str(path), *TODAY)
    assert (answer.code, answer.out) == (0, f"Готово: {path}\n")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [OFFER_PAGE.title]
    texts = {str(cell.value) for row in book[OFFER_PAGE.title].iter_rows() for cell in row if cell.value}
    assert {"Фирма 2", "Итого", "7 дн. от заказа"} <= texts
    assert not [text for text in texts if "берёт" in text or "Фирма 1" in text]


def test_a_pdf_is_printed_of_the_same_page(stocked: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(book: Path) -> Path:
        assert openpyxl.load_workbook(book).sheetnames == [OFFER_PAGE.title]
        made = book.with_suffix(".pdf")
        made.write_bytes(b"%PDF-")
        return made

    monkeypatch.setattr(client_offer, "write_pdf", printed)
    path = tmp_path / "Предложение.pdf"
    assert stocked.call("offer", "2", "--out", str(path), *TODAY).code == 0
    assert path.read_bytes() == b"%PDF-"


@pytest.mark.parametrize("text", ["нет такого", "  ", "фирма", "*"])
def test_nobody_and_several_are_a_refusal_in_russian(stocked: Desk, text: str) -> None:
    answer = stocked.call("offer", text, *TODAY)
    assert (answer.code, answer.out) == (2, "")
    assert "Допустимо" in answer.err
    assert "Traceback" not in answer.err


def test_another_extension_is_refused_before_anything_is_made(stocked: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Предложение.docx"
    answer = stocked.call("offer", "2", "--out", str(path), *TODAY)
    assert answer.code == 2
    assert "Предложение нельзя назвать" in answer.err
    assert not path.exists()


def test_a_workbook_of_ours_is_never_written_over(stocked: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Книга.xlsx"
    assert stocked.call("workbook", "--out", str(path), *TODAY).code in (0, 1)
    before = path.read_bytes()
    answer = stocked.call("offer", "2", "--out", str(path), *TODAY)
    assert answer.code == 2
    assert path.read_bytes() == before
