"""A CSV file read by blocks gives the very table, problems and refusals that the careful way gives."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.errors import BadFile
from clientbase_xl.reading import csv_blocks, open_csv
from clientbase_xl.reading.export import read_export

NON_GOODS = frozenset({"дост"})
HEADINGS = ("Дата", "Документ", "Код клиента", "Контрагент", "Менеджер", "Артикул", "Цена", "Количество", "Сумма")
DAYS = ["01.02.2026", "28.02.2026", "13.01.2026", "02.01.2025"]
ODD_DAYS = ["", "31.02.2026", "1.2.2026", "2026-02-03", "05.02.26", "03.02.2026 10:15:00", "Итого", "01.02.1915", " "]
NUMBERS = ["1", "-2", "10,5", "1234,50", "0,07", "12", "-0,00"]
ODD_NUMBERS = [
    "", "1 234,50", "1\u00a0234,5", "1,250", "1.234", "+3", ",5", "5,", "нет", "1e3", "NULL", "12345678901", "-",
    "1-2", "\u22125", "7 руб.", "1,2,3", "12,3456", "1.5", "50%", "--1", "0x1F", "1,-5", "00012,30", "9999999999,99",
    "10000000000",
]  # fmt: skip
TEXTS = ["ООО «Ладья»", "УТ-1", "Вектор", "A001", "17850", "Реализация 7", "C12"]
ODD_TEXTS = [
    "", " А  Б ", "А\u00a0Б", "NULL", "nan", "17850.0", "5.00", "Возврат 3", "возврат", "Корректировка", "С7", "дост",
    "А\u200bБ", "🙂 Ромб", "x\ty", "\ufeffА", "Отдел", "без менеджера", "Всего", 'А "Б"', "А;Б", "А\nБ", "—", "\x85",
    "None", "\u1c80озврат", "<NA>", "ſ", "а\u2007б", "№ 5", "Всего по Вектор", "Вектор  Итог", "Общий итог",
    "<...>", "<Не  указан>", "Не указан",
]  # fmt: skip
DAMAGE = [
    b"\0",
    b"\xff",
    b'"',
    b"\r",
    b"\n\n",
    b";",
    b"\xd0",
    b"\x98",
    b"\xed\xa0\x80",
    b"\xe0\x80\xaf",
    b"\xf0\x9f\x99\x82",
]


def cell(dice: random.Random, usual: list[str], odd: list[str], oddity: float) -> str:
    text = dice.choice(odd if dice.random() < oddity else usual)
    must = any(mark in text for mark in '";\n')
    return '"' + text.replace('"', '""') + '"' if must or dice.random() < 0.05 else text


def write(path: Path, dice: random.Random) -> None:
    oddities = [dice.choice([0, 0, 0, 0.05, 0.3]) for _ in HEADINGS]
    end = dice.choice(["\n", "\n", "\r\n", "\r"])
    # Without a price no line can contradict price × quantity.
    records = [";".join(HEADINGS).replace("Цена", dice.choice(["Цена", "Вес", "Себестоимость"]))]
    for _ in range(dice.randrange(1, 120)):
        cells = [cell(dice, DAYS, ODD_DAYS, oddities[0])]
        cells += [cell(dice, TEXTS, ODD_TEXTS, oddity) for oddity in oddities[1:6]]
        cells += [cell(dice, NUMBERS, ODD_NUMBERS, oddity) for oddity in oddities[6:]]
        records.append(";".join(cells))
    if dice.random() < 0.3:
        records.append(
            dice.choice(
                ["Итого;;;;;;;10;100,00", "Итого", "", ";;;;;;;;", "А;Б;В", "1;2;3;4;5;6;7;8;9;;", "Ответственный: А"]
            )
        )
    if dice.random() < 0.1:
        records.insert(0, "Отчёт о продажах")
    text = end.join(records) + dice.choice([end, ""])
    data = text.encode(dice.choice(["utf-8", "utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"]), "ignore")
    if dice.random() < 0.15:
        place = dice.randrange(len(data))
        data = data[:place] + dice.choice(DAMAGE) + data[place:]
    path.write_bytes(data)


def outcome(path: Path) -> object:
    """Return all that reading a file says, or how it refuses."""
    try:
        found = read_export(path, non_goods=NON_GOODS)
    except BadFile as error:
        return str(error)
    lines = found.lines.to_pylist()
    return (
        lines, found.lines.schema, found.problems, found.count_read, found.excluded, found.period_from, found.period_to,
        found.headings, found.content_sha256, found.decided, found.read_from,
    )  # fmt: skip


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), block_bytes=st.sampled_from([64, 300, 2000, 2**20]))
def test_blocks_give_what_the_careful_way_gives(seed: int, block_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sales.csv"
        write(path, random.Random(seed))
        with patch.object(csv_blocks, "BLOCK_BYTES", block_bytes):
            by_blocks = outcome(path)
        with patch.object(open_csv.CsvSource, "load_hinted", lambda self, *given: self.load(*given[:3])):
            carefully = outcome(path)
    assert by_blocks == carefully


def many_lines(count: int = 300) -> str:
    lines = (f"{day % 28 + 1:02}.01.2026;ООО «Ладья {day % 7}»;{day % 5 + 1};{day},5" for day in range(count))
    return "\n".join(["Дата;Контрагент;Количество;Сумма", *lines, "Итого;;;100", ""])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
def test_a_large_file_is_judged_by_its_beginning(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sales.csv"
    path.write_bytes(many_lines().encode(encoding, "replace"))
    carefully = outcome(path)
    with patch.object(open_csv, "SAMPLE_BYTES", 4000), patch.object(csv_blocks, "BLOCK_BYTES", 1000):
        assert outcome(path) == carefully
    assert isinstance(carefully, tuple)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251"])
def test_a_large_file_of_two_encodings_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "sales.csv"
    text = many_lines()
    other = {"utf-8": "cp1251", "cp1251": "utf-8"}[encoding]
    path.write_bytes(text[:5000].encode(encoding) + text[5000:].encode(other))
    with patch.object(open_csv, "SAMPLE_BYTES", 4000), pytest.raises(BadFile, match=r"кодиров|испорчен"):
        read_export(path)


def test_a_record_of_another_width_far_below_is_named(tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(many_lines() + "01.01.2026;А;1;5;6\n", encoding="utf-8")
    with patch.object(csv_blocks, "BLOCK_BYTES", 1000), pytest.raises(BadFile, match="строка 303: полей 5"):
        read_export(path)
