"""An invented export of sales as a CSV file of any size, made from a seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SEED = 9
LINES_PER_BLOCK = 250_000
HEADINGS = (
    "Дата", "Документ", "Код клиента", "Контрагент", "Менеджер", "Артикул", "Номенклатура",
    "Бренд", "Категория товара", "Количество", "Цена", "Сумма", "Себестоимость",
)  # fmt: skip
COUNT_DAYS, COUNT_CLIENTS, COUNT_MANAGERS, COUNT_ITEMS, COUNT_BRANDS = 730, 5_000, 24, 12_000, 60
_CATEGORIES = ("Крепёж", "Краски и эмали", "Сантехника", "Ручной инструмент", "Электрика", "Сухие смеси")


def write(path: Path, count_lines: int, encoding: str = "utf-8", seed: int = SEED) -> None:
    """Write an export with `;`, decimal commas and days as ДД.ММ.ГГГГ; amounts are price × quantity to the kopeck."""
    dice = np.random.default_rng(seed)
    prices = dice.integers(1_000, 2_000_000, COUNT_ITEMS)
    with path.open("wb") as file:
        file.write((";".join(HEADINGS) + "\n").encode(encoding))
        for first in range(0, count_lines, LINES_PER_BLOCK):
            block = _block(dice, first, min(LINES_PER_BLOCK, count_lines - first), prices)
            file.write(block if encoding == "utf-8" else block.decode().encode(encoding))


def _block(dice: np.random.Generator, first: int, count: int, prices: np.ndarray) -> bytes:
    days = np.datetime64("2024-01-01") + np.arange(COUNT_DAYS)
    day_names = [f"{day:%d.%m.%Y}" for day in days.astype(object)]
    client, item = dice.integers(0, COUNT_CLIENTS, count), dice.integers(0, COUNT_ITEMS, count)
    document = first // 4 + np.arange(count) // 4
    quantity = dice.integers(1, 60, count)
    amount = prices[item] * quantity
    columns = [
        _chosen(day_names, document % COUNT_DAYS),
        pc.binary_join_element_wise("УТ-", pc.utf8_lpad(pa.array(document).cast(pa.string()), 8, "0"), ""),
        _chosen([f"00-{number:08d}" for number in range(COUNT_CLIENTS)], client),
        _chosen([f"ООО «Торговый дом {number}»" for number in range(COUNT_CLIENTS)], client),
        _chosen([f"Сотрудник отдела {number}" for number in range(COUNT_MANAGERS)], client % COUNT_MANAGERS),
        _chosen([f"A{number:06d}" for number in range(COUNT_ITEMS)], item),
        _chosen([f"Товар строительный № {number}, уп." for number in range(COUNT_ITEMS)], item),
        _chosen([f"Марка {number}" for number in range(COUNT_BRANDS)], item % COUNT_BRANDS),
        _chosen(list(_CATEGORIES), item % len(_CATEGORIES)),
        pa.array(quantity).cast(pa.string()),
        _roubles(prices[item]),
        _roubles(amount),
        _roubles(amount * 7 // 10),
    ]
    lines = pc.binary_join_element_wise(*columns, ";")
    return ("\n".join(lines.to_pylist()) + "\n").encode()


def _chosen(names: list[str], which: np.ndarray) -> pa.Array:
    return pa.array(names).take(pa.array(which))


def _roubles(kopecks: np.ndarray) -> pa.Array:
    whole = pa.array(kopecks // 100).cast(pa.string())
    return pc.binary_join_element_wise(whole, pc.utf8_lpad(pa.array(kopecks % 100).cast(pa.string()), 2, "0"), ",")
