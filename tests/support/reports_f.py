"""Layout F as our own generator draws it: settlements with clients, balances kept right; all names are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.drawn_report import DrawnReport, Value

SHEET = "Лист1"
GROUPINGS = ("Контрагент", "Договор контрагента", "Документ расчетов с контрагентом")


@dataclass
class Entry:
    """A row with its own balance, or with rows below it that make its balance; `more` are cells after the balances."""

    name: str
    opening: float = 0.0
    increase: float = 0.0
    decrease: float = 0.0
    below: list[Entry] = field(default_factory=list)
    more: tuple[Value, ...] = ()

    def balances(self) -> tuple[float, float, float, float]:
        """Return opening, in, out and closing, of the rows below when there are any."""
        if not self.below:
            rows = [(self.opening, self.increase, self.decrease)]
        else:
            rows = [one.balances()[:3] for one in self.below]
        opening, increase, decrease = (round(sum(row[place] for row in rows), 2) for place in range(3))
        return opening, increase, decrease, round(opening + increase - decrease, 2)


def settlements(
    entries: Sequence[Entry],
    *,
    groupings: Sequence[str] = GROUPINGS,
    more: Sequence[str] = (),
    total_more: Sequence[Value] = (),
    period: str = "Период: 01.01.2026 - 31.03.2026",
    indicators: str = "Показатели: Сумма (руб.);",
    by_spaces: bool = False,
    money: str = "Сумма взаиморасчетов",
) -> DrawnReport:
    """Return the report: header on row 8, sub-header on row 9, a row per entry, «Итого»."""
    report = DrawnReport(SHEET)
    report.add("Ведомость по взаиморасчетам с контрагентами")
    report.add()
    report.add(period)
    report.add(indicators)
    report.add(f"Группировки строк: {'; '.join(groupings)};" if groupings else None)
    report.add("Отборы: Вид договора В списке (С покупателем);")
    report.add("Сортировка: Контрагент По возрастанию;")
    report.add("Контрагент", money, None, None, None, *more)
    report.add(None, "нач. остаток", "приход", "расход", "кон. остаток")
    for entry in entries:
        _add(report, entry, 0, by_spaces=by_spaces)
    whole = Entry("Итого", below=list(entries)).balances()
    report.add("Итого", *(_cell(one) for one in whole), *total_more)
    return report


def _add(report: DrawnReport, entry: Entry, depth: int, *, by_spaces: bool) -> None:
    cells = [_cell(one) for one in entry.balances()]
    name = " " * (3 * depth) + entry.name if by_spaces else entry.name
    report.add(name, *cells, *entry.more, indent=0 if by_spaces else 2 * depth)
    for one in entry.below:
        _add(report, one, depth + 1, by_spaces=by_spaces)


def _cell(value: float) -> Value:
    return value or None


def sample() -> list[Entry]:
    """Return three clients: one with two contracts, one who paid ahead, one whose document is not due yet."""
    return [
        Entry(
            "ООО «Ромашка»",
            below=[
                Entry(
                    "Договор поставки № 5",
                    below=[
                        Entry("Реализация товаров 000007 от 20.12.2025 12:00:00", 5000.5, 0, 2000.25),
                        Entry("Реализация товаров 000031 от 03.02.2026 9:15:00", 0, 1200),
                    ],
                ),
                Entry("Основной договор", below=[Entry("Реализация товаров 000044 от 25.03.2026 10:00:00", 0, 700.1)]),
            ],
        ),
        Entry(
            "Ладья ООО",
            below=[Entry("Основной договор", below=[Entry("Платежное поручение 12 от 10.03.2026 0:00:00", 0, 0, 300)])],
        ),
        Entry(
            "ИП Ветрова А. А.",
            below=[Entry("Договор № 8 от 01.02.2025", below=[Entry("Реализация 000050 от 01.03.2026", 0, 950)])],
        ),
    ]
