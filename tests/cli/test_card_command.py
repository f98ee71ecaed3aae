"""`card`: everything about one client on the screen, on one page, for another program."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from clientbase_xl.schemas.client_card import CLIENT_CARD
from clientbase_xl.workflows import client_card
from tests.support.desk import Desk, line

pytestmark = pytest.mark.long

TODAY = ("--today", "2026-06-01")


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """Return a desk whose base knows clients 1, 2 and 12."""
    rows = [line(f"{day:02d}.{month:02d}.2026", "1", "1000,25") for month in (3, 4, 5) for day in (3, 17)]
    rows += [line("10.05.2026", "2", "300,00"), line("11.05.2026", "12", "300,00")]
    assert desk.call("import", desk.export("продажи.csv", *rows), "--vat", "без НДС").code == 0
    return desk


def test_the_card_is_printed_under_the_names_of_its_parts(stocked: Desk) -> None:
    answer = stocked.call("card", "1", *TODAY)
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[:2] == ["Клиент:", "    Клиент: Фирма 1"]
    assert "    Оборот за 12 мес., ₽: 6\u00a0001,50" in lines
    assert "    март\u00a02026: 2\u00a0000,50" in lines
    assert "    Телефон: —" in lines
    assert not [text for text in lines if text.endswith((": None", ": nan"))]


def test_an_equal_code_is_enough_although_others_contain_it(stocked: Desk) -> None:
    assert "Фирма 12" not in stocked.call("card", "2", *TODAY).out
    assert "Фирма 2" in stocked.call("card", "2", *TODAY).out


def test_a_part_of_a_name_finds_the_client_whatever_the_letter_case(stocked: Desk) -> None:
    assert "    Код: 12" in stocked.call("card", "фИРМА 12", *TODAY).out


def test_several_clients_are_named_and_nobody_is_chosen(stocked: Desk) -> None:
    answer = stocked.call("card", "фирма", *TODAY)
    assert (answer.code, answer.out) == (2, "")
    assert "подходит к 3 клиентам" in answer.err
    for named in ("  1 — Фирма 1", "  2 — Фирма 2", "  12 — Фирма 12"):
        assert named in answer.err


@pytest.mark.parametrize("text", ["нет такого", "  ", "[", "*"])
def test_nobody_is_a_refusal_in_russian(stocked: Desk, text: str) -> None:
    answer = stocked.call("card", text, *TODAY)
    assert answer.code == 2
    assert "код клиента или часть названия" in answer.err
    assert "Traceback" not in answer.err


def test_json_has_every_cell_with_its_key(stocked: Desk) -> None:
    answer = json.loads(stocked.call("card", "1", "--json", *TODAY).out)
    assert (answer["client_code"], answer["client_name"], answer["today"]) == ("1", "Фирма 1", "2026-06-01")
    cells = {cell["key"]: cell["value"] for cell in answer["cells"]}
    assert set(answer["cells"][0]) == set(CLIENT_CARD.keys)
    assert cells["turnover_12m_rub"] == 6001.5
    assert cells["last_purchase_on"] == "2026-05-17"


def test_a_workbook_of_one_page_holds_values_only(stocked: Desk) -> None:
    path = stocked.folder / "Карточка Фирмы 1.xlsx"
    answer = stocked.call("card", "1", "--out", path, *TODAY)
    assert answer.code == 0, answer.err
    assert str(path) in answer.out
    page = openpyxl.load_workbook(path)["Карточка"]
    values = [cell.value for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {"Фирма 1", 6001.5} <= set(values)
    assert not [value for value in values if str(value).startswith("=")]


def test_a_pdf_is_printed_and_only_the_pdf_is_left(stocked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(workbook: Path) -> Path:
        target = workbook.with_suffix(".pdf")
        target.write_bytes(b"%PDF of " + workbook.name.encode())
        return target

    monkeypatch.setattr(client_card, "write_pdf", printed)
    path = stocked.folder / "Карточка.pdf"
    before = {one.name for one in stocked.folder.iterdir()}
    assert stocked.call("card", "1", "--out", path, *TODAY).code == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert {one.name for one in stocked.folder.iterdir()} - before == {"Карточка.pdf"}


@pytest.mark.long
def test_another_extension_and_a_workbook_of_ours_are_refused(stocked: Desk) -> None:
    assert stocked.call("card", "1", "--out", stocked.folder / "карточка.docx", *TODAY).code == 2
    book = stocked.folder / "Клиентская база.xlsx"
    assert stocked.call("workbook", "--out", book, *TODAY).code in (0, 1)
    before = book.read_bytes()
    answer = stocked.call("card", "1", "--out", book, *TODAY)
    assert answer.code == 2
    assert "книга «Клиентская база»" in answer.err
    assert book.read_bytes() == before


def test_an_archived_client_has_no_card(stocked: Desk) -> None:
    cards = stocked.folder / "карточки.csv"
    cards.write_text("Код клиента;Клиент;Архив\n1;Фирма 1;да\n", encoding="utf-8-sig")
    imported = stocked.call("import", cards)
    assert imported.code in (0, 1), imported.err
    answer = stocked.call("card", "Фирма 1", *TODAY)
    assert answer.code == 0, answer.err
    assert "    Код: 12" in answer.out, "only the one that is not archived is meant"


def test_the_card_knows_only_what_the_base_knew(stocked: Desk) -> None:
    answer = stocked.call("card", "1", "--as-of", "2020-01-01", *TODAY)
    assert answer.code == 2
    assert "нет среди клиентов" in answer.err


@pytest.mark.long
def test_a_manager_finds_his_own_clients_only_and_a_stranger_nobody(stocked: Desk) -> None:
    other = stocked.export("другого.csv", line("12.05.2026", "7", "900,00", manager="Градова"))
    assert stocked.call("import", other, "--vat", "без НДС").code == 0
    assert stocked.call("users", "--add", "шеф", "--role", "РОП").code == 0
    named = ("users", "--add", "ветров", "--role", "менеджер", "--manager", "Ветров", "--user", "шеф")
    assert stocked.call(*named).code == 0
    assert stocked.call("card", "7", "--user", "шеф", *TODAY).code == 0
    assert stocked.call("card", "1", "--user", "ветров", *TODAY).code == 0
    refused = stocked.call("card", "7", "--user", "ветров", *TODAY)
    assert (refused.code, refused.out) == (2, "")
    assert "нет среди клиентов менеджера «Ветров»" in refused.err
    several = stocked.call("card", "Фирма", "--user", "ветров", *TODAY)
    assert "подходит к 3 клиентам" in several.err
    assert "Фирма 7" not in several.err
    assert stocked.call("card", "1", "--user", "чужой", *TODAY).code == 2
