"""Whatever the order of columns, the format and the bad cells: read = accepted + excluded, and sums reconcile."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.reading.export import ReadLines, read_export

TITLES = {
    "sold_on": ("Дата", "Дата документа", "Order Date", "sold_on"),
    "client_name": ("Контрагент", "Клиент", "Customer Name"),
    "quantity": ("Количество", "Кол-во", "Qty"),
    "amount_rub": ("Сумма", "Сумма (руб.)", "Выручка", "Amount"),
}
SAME_CLIENT = st.sampled_from(["А", "Б «и К»", "  В  ", "", "00123", "+7; -1", '"=1+1"'])


@dataclass(frozen=True)
class Line:
    """One invented line: `None` is an empty cell, a text in place of a number or day is a bad cell."""

    sold_on: date | str | None
    client_name: str
    quantity: Decimal | str | None
    amount_rub: Decimal | str | None

    @property
    def is_good(self) -> bool:
        return all(not isinstance(v, str) and v is not None for v in (self.sold_on, self.quantity, self.amount_rub))

    @property
    def is_blank(self) -> bool:
        return not self.client_name.strip() and self.sold_on is self.quantity is self.amount_rub is None


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
QUANTITIES = st.decimals(-10_000, 10_000, places=3)
AMOUNTS = st.decimals(-10_000_000, 10_000_000, places=2)
BAD_WORD = st.sampled_from(["нет", "—", "#Н/Д"])
LINES = st.lists(
    st.builds(
        Line,
        st.one_of(DAYS, DAYS, DAYS, st.none(), st.sampled_from(["31.02.2026", "потом"])),
        SAME_CLIENT,
        st.one_of(QUANTITIES, QUANTITIES, QUANTITIES, st.none(), BAD_WORD),
        st.one_of(AMOUNTS, AMOUNTS, AMOUNTS, st.none(), BAD_WORD),
    ),
    max_size=30,
)
# One line in each notation proves the decimal mark and keeps the file from being refused as empty.
SURE = Line(date(2026, 1, 31), "Точно", Decimal("1.25"), Decimal("10.50"))


def write(path: Path, lines: list[Line], seed: int) -> None:
    dice = random.Random(seed)
    keys = list(TITLES)
    dice.shuffle(keys)
    headings = [dice.choice(TITLES[key]) for key in keys]
    for _ in range(dice.randrange(3)):
        place = dice.randrange(len(keys) + 1)
        keys.insert(place, "")
        headings.insert(place, f"Прочее {place}" if path.suffix == ".parquet" else "")
    if path.suffix == ".xlsx":
        _write_xlsx(path, keys, headings, lines, dice)
    elif path.suffix == ".csv":
        _write_csv(path, keys, headings, lines, dice)
    else:
        names = [f"{heading} {place}" if not keys[place] else heading for place, heading in enumerate(headings)]
        columns = [[_plain(line, key) for line in lines] for key in keys]
        pq.write_table(pa.table([pa.array(column, pa.string()) for column in columns], names=names), path)


def _plain(line: Line, key: str) -> str | None:
    value = getattr(line, key) if key else None
    return None if value is None else str(value)


def _write_xlsx(path: Path, keys: list[str], headings: list[str], lines: list[Line], dice: random.Random) -> None:
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet()
    top, left = dice.randrange(4), dice.randrange(3)
    if top:
        sheet.write_string(0, left, "Отчёт о продажах")
    for column, heading in enumerate(headings):
        sheet.write_string(top, left + column, heading)
    for row, line in enumerate(lines, start=top + 1):
        for column, key in enumerate(keys):
            value = getattr(line, key) if key else None
            if isinstance(value, str):
                sheet.write_string(row, left + column, value)
            elif isinstance(value, Decimal):
                sheet.write_number(row, left + column, float(value))
            elif value is not None:
                sheet.write_datetime(row, left + column, value)
    book.close()


def _write_csv(path: Path, keys: list[str], headings: list[str], lines: list[Line], dice: random.Random) -> None:
    mark, delimiter = dice.choice([(",", ";"), (",", "\t"), (".", ","), (".", ";")])
    day_format = dice.choice(["%d.%m.%Y", "%Y-%m-%d"])

    def cell(line: Line, key: str) -> str:
        value = getattr(line, key) if key else None
        if isinstance(value, Decimal):
            thousands = " " if mark == "," else dice.choice(["", ","])
            return f"{value:,}".replace(",", "\0").replace(".", mark).replace("\0", thousands)
        if isinstance(value, date):
            return value.strftime(day_format)
        return value or ""

    rows = [headings, *([cell(line, key) for key in keys] for line in lines)]
    text = "".join(
        delimiter.join('"' + value.replace('"', '""') + '"' for value in row) + dice.choice(["\n", "\r\n"])
        for row in rows
    )
    path.write_bytes(text.encode(dice.choice(["utf-8", "utf-8-sig", "cp1251"])))


@pytest.mark.long
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
@settings(max_examples=60, deadline=None)
@given(lines=LINES, seed=st.integers(0, 2**32))
def test_read_is_accepted_plus_excluded_and_sums_reconcile(suffix, lines, seed):
    # Twenty sure lines keep the bad cells below the share at which a whole column is refused.
    lines = [*lines, *[SURE] * 20]
    random.Random(seed).shuffle(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sales{suffix}"
        write(path, lines, seed)
        found = read_export(path)
    assert isinstance(found, ReadLines)
    good = [line for line in lines if line.is_good]
    assert found.count_read == sum(not line.is_blank for line in lines)
    assert found.count_read == found.lines.num_rows + sum(found.excluded.values())
    assert found.lines.num_rows == len(good)
    assert Counter(found.lines["amount_rub"].to_pylist()) == Counter(Decimal(line.amount_rub) for line in good)
    assert sum(found.lines["quantity"].to_pylist()) == sum(Decimal(line.quantity) for line in good)
    assert Counter(found.lines["sold_on"].to_pylist()) == Counter(line.sold_on for line in good)
    names = Counter(line.client_name.strip() or None for line in good)
    assert Counter(found.lines["client_name"].to_pylist()) == names
    assert found.period_from == min(line.sold_on for line in good)
    assert found.period_to - found.period_from >= timedelta(0)
