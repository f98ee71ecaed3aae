"""How fast a CSV export becomes checked sales lines: the whole reading against DuckDB loading the same file.

An export of invented sales is made from a seed. We find its header, decide its dates and marks, type and check every
line, report problems and hash the file; DuckDB is told delimiter, columns, types, date format and decimal mark and
creates a table in memory. Each run is a process of its own; libraries are imported before the clocks start. Processor
seconds count on a busy machine, where the seconds of a clock say more about the neighbours.

Run: python -m benchmarks.csv_read [lines, 1 000 000 if not given] [runs]
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import csv_file
from benchmarks.measure import GIB, interpreter, run

COUNT_LINES = 1_000_000
COUNT_RUNS = 5
RATIO_MAX = 1.3
# What holds on a machine that others use; hashing, checking and cleaning every line is work that DuckDB has not.
RATIO_HELD = 1.8
WINDOWS_RATIO_MAX = 1.5
PEAK_MAX_BYTES = 2 * GIB

_OURS = """
import json, sys, time
from pathlib import Path
from clientbase_xl.reading.export import read_export
started, used = time.perf_counter(), time.process_time()
found = read_export(Path(sys.argv[1]))
print(json.dumps([time.perf_counter() - started, time.process_time() - used, found.lines.num_rows]))
"""
_DUCKDB = """
import json, sys, time
import duckdb
base = duckdb.connect()
base.execute("SET enable_progress_bar = false")
started, used = time.perf_counter(), time.process_time()
base.execute(
    "CREATE TABLE t AS SELECT * FROM read_csv(?, delim=';', header=true, decimal_separator=',', "
    "dateformat='%d.%m.%Y', columns={'Дата': 'DATE', 'Документ': 'VARCHAR', 'Код клиента': 'VARCHAR', "
    "'Контрагент': 'VARCHAR', 'Менеджер': 'VARCHAR', 'Артикул': 'VARCHAR', 'Номенклатура': 'VARCHAR', "
    "'Бренд': 'VARCHAR', 'Категория товара': 'VARCHAR', 'Количество': 'DECIMAL(18,4)', 'Цена': 'DOUBLE', "
    "'Сумма': 'DECIMAL(18,2)', 'Себестоимость': 'DECIMAL(18,2)'})",
    [sys.argv[1]],
)
seconds = [time.perf_counter() - started, time.process_time() - used]
print(json.dumps([*seconds, base.execute("SELECT count(*) FROM t").fetchone()[0]]))
"""


@dataclass(frozen=True, slots=True)
class Side:
    """Medians of one reader: seconds of the clock, seconds of the processor, and its largest peak."""

    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class CsvRead:
    """The same lines read by us from UTF-8, by DuckDB, and by us from Windows-1251."""

    count_bytes: int
    ours: Side
    duckdb: Side
    windows: Side

    @property
    def cpu_ratio(self) -> float:
        """Return how many times more processor seconds than DuckDB we take."""
        return self.ours.cpu_seconds / self.duckdb.cpu_seconds

    @property
    def wall_ratio(self) -> float:
        """Return how many times longer than DuckDB we take."""
        return self.ours.wall_seconds / self.duckdb.wall_seconds


def measure(folder: Path, count_lines: int = COUNT_LINES, times: int = COUNT_RUNS) -> CsvRead:
    """Read in turns, so that a busy moment touches all alike; `folder` holds the files and is left to the caller."""
    utf8, windows = folder / "sales.csv", folder / "sales_1251.csv"
    csv_file.write(utf8, count_lines)
    csv_file.write(windows, count_lines, "cp1251")
    runs = ((_OURS, utf8), (_DUCKDB, utf8), (_OURS, windows))
    sides: list[list[Side]] = [[], [], []]
    for _ in range(times):
        for index, (program, file) in enumerate(runs):
            sides[index].append(_side(program, file, folder, count_lines))
    ours, duckdb, windows_side = map(_median, sides)
    return CsvRead(utf8.stat().st_size, ours, duckdb, windows_side)


def _side(program: str, file: Path, folder: Path, count_lines: int) -> Side:
    measured = run(interpreter("-c", program, file), folder)
    wall_seconds, cpu_seconds, count_read = json.loads(measured.said)
    if count_read != count_lines:
        raise RuntimeError(f"{count_read} lines were read, {count_lines} are there")
    return Side(wall_seconds, cpu_seconds, measured.peak_bytes)


def _median(sides: list[Side]) -> Side:
    return Side(
        median(side.wall_seconds for side in sides),
        median(side.cpu_seconds for side in sides),
        max(side.peak_bytes for side in sides),
    )


def main() -> None:
    """Print the figures."""
    count_lines = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT_LINES
    times = int(sys.argv[2]) if len(sys.argv) > 2 else COUNT_RUNS
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), count_lines, times)
    print(f"{count_lines} lines, {found.count_bytes / 1e6:.0f} MB")
    for name, side in (("ours", found.ours), ("DuckDB", found.duckdb), ("ours, cp1251", found.windows)):
        print(
            f"{name:14} {side.cpu_seconds:.2f} processor seconds, {side.wall_seconds:.2f} s, "
            f"peak {side.peak_bytes / GIB:.2f} GiB"
        )
    print(f"ours / DuckDB: {found.cpu_ratio:.2f} × processor, {found.wall_ratio:.2f} × clock (aim: {RATIO_MAX})")
    print(f"cp1251 / utf-8: {found.windows.cpu_seconds / found.ours.cpu_seconds:.2f} × processor")


if __name__ == "__main__":
    main()
