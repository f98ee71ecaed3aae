"""Every trap of EXPORTS.md: a file that has it, and whether it is read right or refused in words people understand.

The order of days and the marks of numbers are in test_column_decisions.py, what an import does in
tests/workflows/test_import_traps.py, likenesses of clients' names in tests/rules/test_duplicate_clients.py.
"""

from __future__ import annotations

import codecs
import random
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.export import ReadLines, read_export

DAY = date(2026, 1, 5)
HEAD = ("Дата", "Клиент", "Количество", "Сумма")
GOOD = (DAY, "А", 1, 10)
DOCUMENTS = ("Дата", "Документ", "Клиент", "Количество", "Сумма")
FULL = ("Дата", "Клиент", "Количество", "Цена", "Сумма")
SKUS = ("Дата", "Клиент", "Артикул", "Количество", "Сумма")
Write = Callable[[Path], Path]


@dataclass(frozen=True)
class Trap:
    """One trap: the file, what is read from its columns, which rows stay out; or the words of the refusal."""

    title: str
    write: Write
    lines: dict[str, list[Any]] = field(default_factory=dict)
    excluded: dict[str, int] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    is_refused: bool = False
    non_goods: frozenset[str] = frozenset()


def xlsx(*rows: Sequence[Any], then: Callable[[Any, Any], None] = lambda *_: None) -> Write:
    """Write a sheet «Продажи» cell by cell; `then` may change sheet and book before they are saved."""

    def write(folder: Path) -> Path:
        book = xlsxwriter.Workbook(folder / "продажи.xlsx", {"default_date_format": "dd.mm.yyyy", "in_memory": True})
        sheet = book.add_worksheet("Продажи")
        _fill(sheet, rows)
        then(book, sheet)
        book.close()
        return folder / "продажи.xlsx"

    return write


def _fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    for row_index, row in enumerate(rows):
        for column_index, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(row_index, column_index, value)
            elif value is not None:
                sheet.write(row_index, column_index, value)


def another_sheet(title: str, *rows: Sequence[Any], is_hidden: bool = False) -> Callable[[Any, Any], None]:
    """Add a second sheet."""

    def add(book: Any, _sheet: Any) -> None:
        sheet = book.add_worksheet(title)
        _fill(sheet, rows)
        if is_hidden:
            sheet.hide()

    return add


def text(content: str, encoding: str = "utf-8", heading: str = "Дата;Клиент;Количество;Сумма\n") -> Write:
    """Write a csv below the usual heading, in an encoding."""
    return raw((heading + content).encode(encoding))


def raw(content: bytes, name: str = "продажи.csv") -> Write:
    """Write bytes."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return write


def packed(write: Write, change: Callable[[Path], None]) -> Write:
    """Write a workbook and change its archive."""

    def write_changed(folder: Path) -> Path:
        path = write(folder)
        change(path)
        return path

    return write_changed


def with_member(name: str, content: bytes) -> Callable[[Path], None]:
    """Add a member to the archive."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)

    return change


def squeezed(ratio: float) -> bytes:
    """Return 2 MB that deflate packs about `ratio` times: noise of the size wanted, then zeros."""
    size = 2 * 1024**2
    noise = random.Random(9).randbytes(int(size / ratio) - size // 1000)
    return noise + bytes(size - len(noise))


def renamed_strings(path: Path) -> None:
    """Give the table of texts the capital letter of some 1C files."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("sharedStrings", "SharedStrings"), content)


def declared_huge(path: Path) -> None:
    """Let the directory declare five members of 1 GB each; nothing of that size is there."""
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(5):
            archive.writestr(f"xl/media/{number}.bin", b"\1" * 7)
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\1\2")
    while place >= 0:
        if content[place + 46 :].startswith(b"xl/media/"):
            content[place + 20 : place + 28] = (2**29).to_bytes(4, "little") + (2**30).to_bytes(4, "little")
        place = content.find(b"PK\1\2", place + 4)
    path.write_bytes(content)


def money(*amounts: str) -> dict[str, list[Any]]:
    return {"amount_rub": [Decimal(amount) for amount in amounts]}


def clients(*names: str | None) -> dict[str, list[Any]]:
    return {"client_code": list(names)}


MANY = [("П-1", DAY, "А", 1, 10.5)] * 1001
LATE = ("Документ", "Дата", "Клиент", "Количество", "Сумма")

TRAPS = (
    Trap(
        "a text after a thousand numbers is read",
        xlsx(LATE, *MANY, ("C536379", DAY, "А", -1, "1 234,50")),
        {"document": ["П-1"] * 1001 + ["C536379"], **money(*["10.50"] * 1001, "1234.50")},
    ),
    Trap(
        "a day that does not exist after a thousand days is named, the others stay",
        xlsx(LATE, *MANY, ("П-2", "31.02.2026", "А", 1, 1)),
        excluded={"дата не читается": 1},
        says=("строка 1003", "31.02.2026"),
    ),
    Trap(
        "an error of the spreadsheet is named by what the cell shows",
        xlsx(
            HEAD,
            GOOD,
            then=lambda _, sheet: (sheet.write_row(2, 0, GOOD), sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")),
        ),
        money("10"),
        {"сумма не читается": 1},
        ("#DIV/0!", "строка 3"),
    ),
    Trap(
        "a part packed 180 times passes",
        packed(xlsx(HEAD, GOOD), with_member("xl/media/a.bin", squeezed(180))),
        money("10"),
    ),
    Trap(
        "a part packed 230 times is refused",
        packed(xlsx(HEAD, GOOD), with_member("xl/media/a.bin", squeezed(230))),
        says=("больше чем в 200 раз", "xl/media/a.bin"),
        is_refused=True,
    ),
    Trap(
        "more than 4 GB are refused by the directory alone",
        packed(xlsx(HEAD, GOOD), declared_huge),
        says=("распаковывается в 5.0 ГБ", "не больше 4 ГБ"),
        is_refused=True,
    ),
    Trap(
        "an archive in the archive is refused",
        packed(xlsx(HEAD, GOOD), with_member("xl/embeddings/прайс.zip", b"PK")),
        says=("ещё один архив", "прайс.zip"),
        is_refused=True,
    ),
    Trap("a table of texts with a capital letter is read", packed(xlsx(HEAD, GOOD), renamed_strings), clients("А")),
    Trap("cp1251 is read", text("05.01.2026;Ёлка «Север» №1;1;10\n", "cp1251"), clients("Ёлка «Север» №1")),
    Trap("utf-8 with its mark is read", text("05.01.2026;Ёлка;1;10\n", "utf-8-sig"), clients("Ёлка")),
    Trap("utf-16 is read", text("05.01.2026;Ёлка;1;10\n", "utf-16"), clients("Ёлка")),
    Trap("DOS text is read", text("05.01.2026;ООО Ёлка - ПОЛЮС;1;10\n", "cp866"), clients("ООО Ёлка - ПОЛЮС")),
    Trap(
        "DOS text below English headings is read",
        text("05.01.2026;Ромашка;1;10\n", "cp866", "date;client;qty;amount\n"),
        clients("Ромашка"),
    ),
    Trap(
        "capital letters of cp1251 are no DOS text",
        text("05.01.2026;ООО «РОМАШКА» – ЮГ;1;10\n", "cp1251", "date;client;qty;amount\n"),
        clients("ООО «РОМАШКА» – ЮГ"),
    ),
    Trap(
        "a damaged utf-8 text is refused with its line",
        raw("Дата;Клиент;Количество;Сумма\n05.01.2026;Ромашка".encode() + b"\xd0;1;10\n"),
        says=("строка 2", "UTF-8"),
        is_refused=True,
    ),
    Trap(
        "thousands by nbsp, thin and narrow spaces, fractions by comma",
        text("05.01.2026;А;1;1\u00a0234,50\n05.01.2026;А;1;2\u2009000,5\n05.01.2026;А;1;3\u202f000\n"),
        money("1234.50", "2000.50", "3000"),
    ),
    Trap(
        "years of two digits by day.month are read",
        text("31.01.26;А;1;10\n05.02.26;А;1;10\n"),
        {"sold_on": [date(2026, 1, 31), date(2026, 2, 5)]},
    ),
    Trap(
        "commas between fields and in quoted fields",
        raw('date,client,qty,amount\n2026-01-05,"Альфа, филиал",1,"1,200.00"\n'.encode()),
        {**clients("Альфа, филиал"), **money("1200")},
    ),
    Trap(
        "semicolons between fields with commas in them",
        text("05.01.2026;Альфа, филиал;1;10,5\n05.01.2026;Б;1;7\n"),
        {**clients("Альфа, филиал", "Б"), **money("10.5", "7")},
    ),
    Trap(
        "quotes and line breaks within a field",
        text('05.01.2026;"ООО ""Ромашка""\nсклад 2";1;10\n05.01.2026;Б;1;7\n'),
        clients('ООО "Ромашка" склад 2', "Б"),
    ),
    Trap(
        "a quote that never ends is refused",
        text('05.01.2026;"А;1;10\n05.01.2026;Б;1;7\n'),
        says=("продажи.csv",),
        is_refused=True,
    ),
    Trap(
        "item codes of services stay until somebody names them",
        xlsx(SKUS, *((DAY, "А", code, 1, 10) for code in ("POST", "DOT", "M", "85123A"))),
        {"sku_code": ["POST", "DOT", "M", "85123A"]},
    ),
    Trap(
        "item codes that somebody named are left out by their reason",
        xlsx(SKUS, *((DAY, "А", code, 1, 10) for code in ("POST", "dot ", "M", "85123A"))),
        {"sku_code": ["M", "85123A"]},
        {"код не-товара": 2},
        ("Справочники",),
        non_goods=frozenset({"post", "DOT"}),
    ),
    Trap(
        "spaces at the end, double and unbreakable ones make no second client; ё and е do",
        xlsx(HEAD, *((DAY, name, 1, 10) for name in ("Ель ", " Ель", "Ель\u00a0", "Ель  Юг", "Ель\u00a0Юг", "Ёль"))),
        clients("Ель", "Ель", "Ель", "Ель Юг", "Ель Юг", "Ёль"),
    ),
    Trap(
        "«2,024,994» beside «818,70» is refused",
        text("".join(f"05.01.2026;А;1;{amount}\n" for amount in ("818,70", "5,70", "9,15", *["2,024,994"] * 5))),
        says=("«818,70»", "«2,024,994»", "региональными настройками"),
        is_refused=True,
    ),
    Trap(
        "price × quantity that misses the amount in most rows is refused, not summed",
        xlsx(FULL, (DAY, "А", 1, 2_024_994, 2024.99), (DAY, "А", 3, 51_865, 155.6), (DAY, "А", 1, 10, 10)),
        says=("не сходятся в большинстве строк", "строка 2", "2024994"),
        is_refused=True,
    ),
    Trap(
        "several notations in one column are refused with examples",
        text("".join(f"05.01.2026;А;1;{amount}\n" for amount in ("$50,00 ", "1.200", "$600.000 ", "50%"))),
        says=("столбец «Сумма»", "«$50,00»", "«1.200»", "«50%»"),
        is_refused=True,
    ),
    Trap(
        "one export on several sheets is read whole",
        xlsx(HEAD, GOOD, then=another_sheet("Часть 2", HEAD, (DAY, "Б", 1, 20))),
        {**clients("А", "Б"), **money("10", "20")},
        says=("с нескольких листов", "«Часть 2»"),
    ),
    Trap("no rows at all are refused", xlsx(HEAD), says=("только заголовок",), is_refused=True),
    Trap(
        "rows of which none is good are refused with counts",
        xlsx(HEAD, (None, "А", 1, 10), ("вчера", "А", 1, 10)),
        says=("прочитано 2", "нет даты — 1", "дата не читается — 1"),
        is_refused=True,
    ),
    Trap(
        "returns by document and by sign",
        xlsx(
            DOCUMENTS,
            (DAY, "П-1", "А", 5, 50),
            (DAY, "C536379", "А", -1, -10),
            (DAY, "Возврат 7", "А", 2, 20),
            (DAY, "Корректировка 8", "А", -1, -5),
            (DAY, "П-2", "А", -1, -10),
        ),
        {"is_return": [False, True, True, True, True], **money("50", "-10", "-20", "-5", "-10")},
    ),
    Trap(
        "returns written with a plus get their minus",
        xlsx(DOCUMENTS, (DAY, "П-1", "А", 5, 50), (DAY, "Возврат 7", "А", 2, 20)),
        {"quantity": [Decimal(5), Decimal(-2)], **money("50", "-20")},
        says=("со знаком минус",),
    ),
    Trap(
        "rows without a client are kept and counted",
        xlsx(HEAD, GOOD, (DAY, None, 1, 20), (DAY, " ", 1, 30)),
        {**clients("А", None, None), **money("10", "20", "30")},
        says=("Продажа без клиента", "2"),
    ),
    Trap(
        "titles above the header do no harm",
        xlsx(["Отчёт о продажах"], ["Период: 01.01.2026 - 31.01.2026"], [], HEAD, GOOD),
        money("10"),
    ),
    Trap(
        "of two rows like a header the fuller one is it",
        xlsx(["Дата", "05.02.2026", "Клиент", "все"], HEAD, GOOD),
        {**clients("А"), **money("10")},
    ),
    Trap(
        "a header repeated on every page is no sale",
        xlsx(HEAD, GOOD, HEAD, (DAY, "Б", 1, 20)),
        clients("А", "Б"),
        {"дата не читается": 1},
        ("строка 3",),
    ),
    Trap(
        "header cells merged over two rows and two columns",
        xlsx(
            HEAD,
            [],
            (*GOOD, None),
            then=lambda book, sheet: [
                sheet.merge_range(*place, name, book.add_format())
                for place, name in (((0, 0, 1, 0), "Дата"), ((0, 1, 1, 1), "Клиент"), ((0, 3, 1, 4), "Сумма"))
            ],
        ),
        {**clients("А"), **money("10")},
    ),
    Trap(
        "a hidden sheet is not read and named",
        xlsx(HEAD, GOOD, then=another_sheet("Черновик", HEAD, (DAY, "Б", 1, 20), is_hidden=True)),
        clients("А"),
        says=("«Черновик»", "скрыт"),
    ),
    Trap(
        "rows that a filter hides are sales like the others",
        xlsx(HEAD, GOOD, (DAY, "Б", 1, 20), then=lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True})),
        money("10", "20"),
    ),
    Trap(
        "texts like formulas stay texts",
        xlsx(HEAD, *((DAY, name, 1, 10) for name in ("=cmd|' /C calc'!A0", "+7 900 000", "@SUM(A1)", "-5"))),
        clients("=cmd|' /C calc'!A0", "+7 900 000", "@SUM(A1)", "-5"),
    ),
    Trap("a cell of 200 000 letters is read", text(f"05.01.2026;{'я' * 200_000};1;10\n"), clients("я" * 200_000)),
    Trap(
        "a heading that stands twice is refused",
        xlsx((*HEAD, "Сумма"), (*GOOD, 20)),
        says=("заголовки повторяются", "«Сумма»"),
        is_refused=True,
    ),
    Trap(
        "articles of digits are texts",
        xlsx(SKUS, (DAY, "А", "00123", 1, 10), (DAY, "А", 17850.0, 1, 10)),
        {"sku_code": ["00123", "17850"]},
    ),
    Trap(
        "amounts in thousands are not taken for roubles",
        text("05.01.2026;А;1;10\n", heading="Дата;Клиент;Количество;Сумма, тыс. руб.\n"),
        says=("не опознаны", "«Сумма, тыс. руб.»", "«Сумма, ₽» или «Цена»"),
        is_refused=True,
    ),
    Trap(
        "two currencies are not summed",
        text("05.01.2026;А;1;10;RUB\n06.01.2026;А;1;10;USD\n", heading="Дата;Клиент;Количество;Сумма;Валюта\n"),
        says=("USD",),
        excluded={"другая валюта": 1},
        lines=money("10"),
    ),
    Trap(
        "days that Excel with foreign settings took for months are refused",
        xlsx(
            HEAD,
            *((date(2026, month, 1), "А", 1, 10) for month in range(1, 8)),
            *((f"{day}.01.2026", "А", 1, 10) for day in range(13, 20)),
        ),
        says=("столбец «Дата»", "переставила день и месяц", "«13.01.2026»"),
        is_refused=True,
    ),
    Trap(
        "what stands below the total is no sale",
        xlsx(HEAD, GOOD, ("Итого", None, 1, 10), ("Торговых точек АКБ:", 109), [], (None, "Ответственный ______")),
        clients("А"),
        {"итоговая строка": 1, "дата не читается": 1, "нет даты": 1},
    ),
    Trap(
        "a cell of one space is an empty cell",
        xlsx((*HEAD, "Себестоимость"), (*GOOD, " "), (DAY, " ", 1, 20, 7)),
        {**clients("А", None), "cost_rub": [None, Decimal(7)]},
        says=("Продажа без клиента",),
    ),
    Trap(
        "a hint of Excel about the delimiter is no header",
        raw("sep=;\r\nДата;Клиент;Количество;Сумма\r\n05.01.2026;А;1;10\r\n".encode()),
        money("10"),
    ),
    Trap(
        "tabs in a .txt file",
        raw("Дата\tКлиент\tКоличество\tСумма\n05.01.2026\tА\t1\t10,5\n".encode("cp1251"), "a.txt"),
        money("10.5"),
    ),
    Trap(
        "a web page named .xls is refused with what to do",
        raw("<html><table><tr><td>Дата</td></tr></table></html>".encode(), "продажи.xls"),
        says=("не книга Excel", "сохраните как «Книга Excel (.xlsx)»"),
        is_refused=True,
    ),
    Trap(
        "a total alone is nothing",
        xlsx(HEAD, ("Итого", None, 5, 500)),
        says=("нет ни одной пригодной строки", "итоговая строка — 1"),
        is_refused=True,
    ),
    Trap(
        "a shifted row is refused with its number, for nobody knows where its cells belong",
        text("05.01.2026;А;1;10\n05.01.2026;ООО; Ромашка;1;10\n"),
        says=("строка 3", "полей 5, а в заголовке 4"),
        is_refused=True,
    ),
    Trap("a mark of utf-8 alone is an empty file", raw(codecs.BOM_UTF8), says=("пуст",), is_refused=True),
)


def refusal(path: Path, trap: Trap) -> str:
    """Return the words of the refusal; it must say what is allowed and what to do."""
    with pytest.raises(BadFile) as refused:
        read_export(path, non_goods=trap.non_goods)
    assert refused.value.allowed
    assert refused.value.remedy
    return str(refused.value)


def reading(path: Path, trap: Trap) -> str:
    """Return the words of the problems of a file that is read as the trap expects."""
    found = read_export(path, non_goods=trap.non_goods)
    assert isinstance(found, ReadLines)
    assert {key: found.lines[key].to_pylist() for key in trap.lines} == trap.lines
    assert found.excluded == trap.excluded
    return "\n".join(problem.sentence() for problem in found.problems)


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.title for trap in TRAPS])
def test_a_trap_is_read_right_or_refused_in_words(trap: Trap, tmp_path: Path) -> None:
    path = trap.write(tmp_path)
    before = path.read_bytes()
    said = refusal(path, trap) if trap.is_refused else reading(path, trap)
    assert [words for words in trap.says if words not in said] == []
    assert path.read_bytes() == before
