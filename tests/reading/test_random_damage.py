"""A file with damaged bytes is read or refused; nothing else ever comes out of reading."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clientbase_xl.errors import ClientbaseError
from clientbase_xl.reading.export import read_export
from tests.support.biff5_book import write_biff5
from tests.support.ods_book import day as day_cell
from tests.support.ods_book import number as number_cell
from tests.support.ods_book import row as ods_row
from tests.support.ods_book import table as ods_table
from tests.support.ods_book import text as text_cell
from tests.support.ods_book import write_ods
from tests.support.xlsb_book import write_xlsb

COUNT_DAMAGED = 250
DAYS = [date(2026, 1, 1) + timedelta(days=number % 28) for number in range(200)]


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Return the content with 1–20 bytes changed, lost or inserted."""
    bytes_ = bytearray(content)
    for _ in range(dice.choice((1, 3, 20))):
        place = dice.randrange(len(bytes_))
        match dice.randrange(3):
            case 0:
                bytes_[place] = dice.randrange(256)
            case 1:
                del bytes_[place : place + dice.randrange(1, 30)]
            case _:
                bytes_[place:place] = dice.randbytes(5)
    return bytes(bytes_)


@pytest.fixture
def sound(write_xlsx, write_csv, tmp_path) -> dict[str, Path]:
    """Return one sound file of every format, the last a Parquet file of typed columns."""
    rows = [(day, f"Клиент {number % 7}", number, number * 1.5) for number, day in enumerate(DAYS)]
    text = [f"{day:%d.%m.%Y};{name};{quantity};{quantity},50" for day, name, quantity, _ in rows]
    texts, typed = tmp_path / "texts.parquet", tmp_path / "typed.parquet"
    columns = {"Дата": 0, "Клиент": 1, "Количество": 2, "Сумма": 3}
    pq.write_table(pa.table({name: [str(row[place]) for row in rows] for name, place in columns.items()}), texts)
    table = {
        "Дата": pa.array([datetime.combine(day, time(8, 5)) for day in DAYS]),
        "Клиент": pa.array([row[1] for row in rows]).dictionary_encode(),
        "Количество": pa.array([row[2] for row in rows]),
        "Цена": pa.array([row[3] for row in rows]),
        "Себестоимость": pa.array([Decimal(row[2]) for row in rows], pa.decimal128(20, 4)),
    }
    pq.write_table(pa.table(table), typed)
    heading = ["Дата", "Клиент", "Количество", "Сумма"]
    moments = [(datetime.combine(day, time()), name, float(number), amount) for day, name, number, amount in rows]
    cells = [
        [*map(text_cell, heading)],
        *([day_cell(f"{day:%Y-%m-%d}"), text_cell(row[0]), *map(number_cell, row[1:])] for day, *row in rows),
    ]
    return {
        "xls": write_biff5(tmp_path / "old.xls", {"Продажи": [heading, *moments]}),
        "xlsb": write_xlsb(tmp_path / "binary.xlsb", {"Продажи": [heading, *moments]}),
        "ods": write_ods(tmp_path / "open.ods", ods_table("".join(ods_row("".join(row)) for row in cells))),
        "xlsx": write_xlsx([heading, *rows]),
        "csv": write_csv("\n".join([";".join(heading), *text])),
        "texts": texts,
        "typed": typed,
    }


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb", "ods", "csv", "texts", "typed"])
def test_damaged_bytes_are_read_or_refused(sound, tmp_path, kind):
    assert read_export(sound[kind]).count_read == 200
    dice = random.Random(20260105)
    content = sound[kind].read_bytes()
    path = tmp_path / f"damaged{sound[kind].suffix}"
    outcomes: Counter[str] = Counter()
    for _ in range(COUNT_DAMAGED):
        path.write_bytes(damaged(content, dice))
        try:
            outcomes["read"] += read_export(path).count_read > 0
        except ClientbaseError as refused:
            outcomes["refused"] += bool(refused.remedy)
    assert sum(outcomes.values()) == COUNT_DAMAGED
    assert outcomes["refused"] > COUNT_DAMAGED // 2
