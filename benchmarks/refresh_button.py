"""«Пересчитать всё» in a live Calc against the workflow alone: 10 000 clients, and Online Retail II.

Run: python -m benchmarks.refresh_button [folder of the data]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlwings

from benchmarks.big_run import FILE_NAME
from benchmarks.measure import PROJECT
from clientbase_xl.base.store import Base
from clientbase_xl.calc.engine import office
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.workflows.build_workbook import make_workbook, workbook_tables
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.workflows.state import load_state

EVERYTHING, UNDO = "Пересчитать всё", "Вернуть как было"
CROWD_RATIO_MAX, RETAIL_RATIO_MAX = 2.0, 1.5
SECONDS_MORE = 5.0
COUNT_CLIENTS, COUNT_NEW = 10_000, 50
USER = "замер"
VAT = ("без НДС", "без НДС")


@dataclass(frozen=True, slots=True)
class Scene:
    """A base and a workbook of it that does not know the latest sales; the day on which the button is pressed."""

    base: Base
    book: Path
    today: date

    @property
    def desk(self) -> Desk:
        """Return a desk at the base."""
        return Desk(self.base, USER, self.today, datetime.combine(self.today, datetime.min.time()), UTC)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Wall seconds of the workflow alone and of the button, measured one after the other."""

    alone_seconds: float
    button_seconds: float

    def limit_seconds(self, ratio: float) -> float:
        """Return what the button may take."""
        return ratio * self.alone_seconds + SECONDS_MORE


def crowd(folder: Path) -> Scene:
    """Make a base of 10 000 clients with four purchases each, its workbook, then import fifty clients more."""
    today = date(2026, 6, 1)
    draw = random.Random(1)
    known = [
        _line(today - timedelta(days=draw.randrange(2, 700)), client, draw.randrange(100, 90_000))
        for client in range(COUNT_CLIENTS)
        for _ in range(4)
    ]
    new = [_line(today - timedelta(days=12), COUNT_CLIENTS + number, 900) for number in range(COUNT_NEW)]
    base = Base.init(folder / "база", at=_morning(today), by=USER)
    _import(base, _export(folder / "продажи.csv", known), today)
    scene = Scene(base, folder / "Клиентская база.xlsx", today)
    make_workbook(base, scene.book, today, now=_morning(today), user=USER)
    _import(base, _export(folder / "новые.csv", new), today)
    return scene


def retail(data: Path, folder: Path) -> Scene:
    """Import Online Retail II and make the workbook of a week before the day of the button."""
    before, today = date(2011, 12, 3), date(2011, 12, 10)
    base = Base.init(folder / "база", at=_morning(before), by=USER)
    _import(base, data / FILE_NAME, before)
    scene = Scene(base, folder / "Клиентская база.xlsx", today)
    make_workbook(base, scene.book, before, now=_morning(before), user=USER)
    return scene


def measure(scene: Scene, book: xlwings.Book) -> Pressed:
    """Compute the tables without a spreadsheet, then press the button; RuntimeError when it says no."""
    return Pressed(_seconds_alone(scene), push(EVERYTHING, scene, book))


def push(button: str, scene: Scene, book: xlwings.Book) -> float:
    """Press a button and return the seconds; RuntimeError when it was refused or failed."""
    started = time.perf_counter()
    if not press(button, BUTTONS[button], scene.desk, book):
        raise RuntimeError(f"{button}: {book.app.impl.alerts.shown[-1].prompt}")
    return time.perf_counter() - started


def _seconds_alone(scene: Scene) -> float:
    started = time.perf_counter()
    workbook_tables(scene.base, load_state(scene.base, scene.today), "")
    return time.perf_counter() - started


def _line(day: date, client: int, amount_rub: int) -> str:
    cost = f"{amount_rub * 0.7:.2f}".replace(".", ",")
    return f"{day:%d.%m.%Y};Р-1;{client};Фирма {client};Менеджер {client % 10};Опт;А-1;Товар;1;{amount_rub},00;{cost}"


def _export(path: Path, lines: Sequence[str]) -> Path:
    heading = "Дата;Документ;Код клиента;Клиент;Менеджер;Канал;Артикул;Номенклатура;Количество;Сумма;Себестоимость"
    path.write_text("\n".join((heading, *lines, "")), encoding="utf-8-sig")
    return path


def _import(base: Base, file: Path, day: date) -> None:
    order = ImportOrder((file,), file.stem, vat=VAT[0], cost_vat=VAT[1])
    import_files(base, order, now=_morning(day), user=USER, confirm=lambda _: True, ask_vat=lambda _: VAT)


def _morning(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())


def _scenes(data: Path, folder: Path) -> Iterator[tuple[str, Scene, float]]:
    for name in ("crowd", "retail"):
        (folder / name).mkdir()
    yield "10 000 clients", crowd(folder / "crowd"), CROWD_RATIO_MAX
    yield "Online Retail II", retail(data, folder / "retail"), RETAIL_RATIO_MAX


def main() -> None:
    """Print the figures, three presses each, taken back in between."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder, office() as app:
        for name, scene, ratio in _scenes(data, Path(folder)):
            book = app.books.open(str(scene.book))
            for _ in range(3):
                found = measure(scene, book)
                limit = found.limit_seconds(ratio)
                print(f"{name:<18} alone {found.alone_seconds:6.2f} s  button {found.button_seconds:6.2f} s", end="")
                print(f"  (at most {limit:.2f} s)  undo {push(UNDO, scene, book):6.2f} s", flush=True)
            book.close()


if __name__ == "__main__":
    main()
