"""The export as people have it: the years before in one csv, the current year in a workbook, with their faults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.planted import NBSP, Expected, PlantedProblem, Planter, Row, is_in, with_thousands
from clientbase_xl.rules.periods import months_before


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of the export: `frame` holds dates, numbers, text and None exactly as its cells show them."""

    name: str
    frame: pd.DataFrame

    @property
    def is_csv(self) -> bool:
        """Tell whether the file is text; `export_csv.csv_bytes` makes it then."""
        return self.name.endswith(".csv")


@dataclass(frozen=True, slots=True)
class Odd:
    """Clients whose rows are odd on purpose: codes of three different clients with calm stories."""

    spelled_with_spaces: str
    code_as_number: str
    cost_half_known: str


def make_files(
    sales: pd.DataFrame, calm_codes: Sequence[str], odd: Odd, today: date, seed: int
) -> tuple[tuple[ExportFile, ...], tuple[PlantedProblem, ...]]:
    """Return the files of the export and what was planted in them; `sales` stays as it is.

    `calm_codes` are clients with many purchases, whose story a lost line does not change.
    """
    days: list[date] = sales["Дата"].tolist()
    # A year that has hardly begun is exported together with the year before.
    year = (days[-1] - timedelta(days=60)).year
    is_current = [sold_on.year >= year for sold_on in days]
    before, current = sales[[not flag for flag in is_current]], sales[is_current]
    names = (f"Продажи {_years(days[0].year, year - 1)}.csv", f"Продажи {_years(year, days[-1].year)}.xlsx")
    csv = Planter(before, names[0], Draws(seed, "faults", "csv"), calm_codes)
    book = Planter(current, names[1], Draws(seed, "faults", "xlsx"), calm_codes)
    # Text in a csv keeps the fraction; a workbook holds a number.
    _plant_odd_clients(csv, odd, today, code_as_number=lambda code: f"{code}.0")
    _plant_odd_clients(book, odd, today, code_as_number=float)
    _plant_in_csv(csv, before, year - 1)
    _plant_in_workbook(book, current)
    files = tuple(ExportFile(name, planter.frame()) for name, planter in zip(names, (csv, book), strict=True))
    return files, csv.declared() + book.declared()


def _years(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}-{last}"


def _plant_odd_clients(planter: Planter, odd: Odd, today: date, code_as_number: Callable[[str], object]) -> None:
    """Plant what touches many rows of one client: spelling, code, cost of the last 12 months."""
    cell, year_ago = planter.cell, months_before(today, 12)

    def spaced(row: Row) -> str:
        name = str(cell(row, "Контрагент")).replace(" ", "  ", 1)
        return ("{} ", " {}", "{}" + NBSP)[cell(row, "Дата").day % 3].format(name)

    def is_of(code: str) -> Callable[[Row], bool]:
        return lambda row: str(cell(row, "Код контрагента")) == code

    def is_lost(row: Row) -> bool:
        is_recent = is_in(cell(row, "Дата"), year_ago, today)
        return is_of(odd.cost_half_known)(row) and is_recent and cell(row, "Дата").day % 2 == 0

    planter.change_all(
        "Лишние пробелы в наименовании", "Контрагент", spaced, Expected.KEPT, is_of(odd.spelled_with_spaces)
    )
    planter.change_all(
        "Код клиента сохранён как дробное число",
        "Код контрагента",
        lambda row: code_as_number(cell(row, "Код контрагента")),
        Expected.KEPT,
        is_of(odd.code_as_number),
    )
    planter.change_all("Себестоимость не проставлена", "Себестоимость", lambda _: None, Expected.KEPT, is_lost)


def _plant_in_csv(csv: Planter, frame: pd.DataFrame, last_year: int) -> None:
    spring = (date(last_year, 2, 15), date(last_year, 3, 15))
    csv.change(
        "Несуществующая дата",
        1,
        "Дата",
        lambda _: f"31.02.{last_year}",
        Expected.EXCLUDED,
        reason="дата не читается",
        only=lambda row: is_in(csv.cell(row, "Дата"), *spring),
    )
    csv.change("Пустая дата", 1, "Дата", lambda _: None, Expected.EXCLUDED, reason="нет даты")
    _plant_unreadable(csv, count_words=2)
    csv.change(
        "Сумма с неразрывным пробелом",
        12,
        "Сумма",
        lambda row: with_thousands(csv.cell(row, "Сумма")),
        Expected.KEPT,
        only=lambda row: csv.cell(row, "Сумма") >= 1000,
    )
    csv.change("Продажа без клиента", 3, "Код контрагента", lambda _: None, Expected.REPORTED, also=("Контрагент",))
    csv.change("Не указан менеджер документа", 2, "Менеджер", lambda _: None, Expected.KEPT)
    csv.repeat("Одинаковые строки подряд", 2)
    _append_end(csv, frame)


def _plant_in_workbook(book: Planter, frame: pd.DataFrame) -> None:
    _plant_unreadable(book, count_words=1)
    book.change(
        "Сумма с неразрывным пробелом",
        3,
        "Сумма",
        lambda row: with_thousands(book.cell(row, "Сумма")),
        Expected.KEPT,
        only=lambda row: book.cell(row, "Сумма") >= 1000,
    )
    book.change(
        "Сумма не равна цене × количеству",
        4,
        "Сумма",
        lambda row: int(book.cell(row, "Сумма") * 90 + 0.5) / 100,
        Expected.REPORTED,
    )
    book.change("Продажа без клиента", 2, "Код контрагента", lambda _: None, Expected.REPORTED, also=("Контрагент",))
    book.repeat("Одинаковые строки подряд", 1)
    _append_end(book, frame)


def _plant_unreadable(planter: Planter, count_words: int) -> None:
    """Plant words and error values where numbers belong."""
    planter.change(
        "Слово вместо количества",
        count_words,
        "Количество",
        lambda _: "нет",
        Expected.EXCLUDED,
        reason="количество не читается",
    )
    planter.change("Ошибка вместо суммы", 1, "Сумма", lambda _: "#Н/Д", Expected.EXCLUDED, reason="сумма не читается")


def _append_end(planter: Planter, frame: pd.DataFrame) -> None:
    """Put an empty row and the total of the report at the end, as 1C prints them."""
    totals = {heading: _total(frame[heading]) for heading in ("Сумма", "Себестоимость")}
    planter.append("Пустая строка", {}, "", Expected.IGNORED)
    total_row = {"Дата": "Итого", "Количество": sum(frame["Количество"]), **totals}
    planter.append("Строка «Итого»", total_row, "Дата", Expected.EXCLUDED, "итоговая строка")


def _total(money_rub: pd.Series[Any]) -> float:
    return sum(int(value * 100 + (0.5 if value > 0 else -0.5)) for value in money_rub) / 100
