"""How fast a big export becomes stored sales lines: the whole import against the readers alone.

541 909 lines of online_retail_2011.xlsx are read, checked, written as a part of the ledger and committed to a base;
fastexcel only loads the sheet to Arrow, pandas with openpyxl only to a DataFrame. Each run is a process of its own;
libraries are imported before the clock starts, for all alike.

Run: python -m benchmarks.xlsx_load [folder of the data]
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import GIB, PROJECT, Measured, alternating, interpreter, run

FILE_NAME = "online_retail_2011.xlsx"
COUNT_LINES = 541_909
COUNT_RUNS = 5
FASTEXCEL_RATIO_MAX = 1.5
PANDAS_RATIO_MIN = 10
PEAK_MAX_BYTES = 2 * GIB

_OURS = """
import json, sys, time
from datetime import datetime
from pathlib import Path
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
base = Base.init(Path(sys.argv[2]))
order = ImportOrder((Path(sys.argv[1]),), "продажи")
started = time.perf_counter()
(outcome,) = import_files(
    base, order, now=datetime(2026, 1, 1), user="замер", confirm=lambda _: False, ask_vat=lambda _: ("", "")
)
print(json.dumps([time.perf_counter() - started, outcome.count_read]))
"""
_FASTEXCEL = """
import json, sys, time
import fastexcel, pyarrow
started = time.perf_counter()
table = fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_arrow()
print(json.dumps([time.perf_counter() - started, table.num_rows]))
"""
_PANDAS = """
import json, os, sys, threading, time
import openpyxl, pandas
seconds_max, count_lines = float(sys.argv[2]), int(sys.argv[3])
def give_up():
    print(json.dumps([time.perf_counter() - started, count_lines]), flush=True)
    os._exit(0)
started = time.perf_counter()
guard = threading.Timer(seconds_max, give_up)
guard.daemon = True
guard.start()
frame = pandas.read_excel(sys.argv[1], engine="openpyxl")
guard.cancel()
print(json.dumps([time.perf_counter() - started, len(frame)]))
"""


@dataclass(frozen=True, slots=True)
class XlsxLoad:
    """Seconds of reading (median where run several times; pandas at least, where it was cut) and our largest peak."""

    ours_seconds: float
    fastexcel_seconds: float
    pandas_seconds: float
    peak_bytes: int

    @property
    def to_fastexcel(self) -> float:
        """Return how many times longer we take than fastexcel alone."""
        return self.ours_seconds / self.fastexcel_seconds

    @property
    def to_pandas(self) -> float:
        """Return how many times longer pandas takes than we."""
        return self.pandas_seconds / self.ours_seconds


def measure(
    data: Path,
    folder: Path,
    times: int = COUNT_RUNS,
    *,
    is_pandas_tried: bool = True,
    pandas_ratio_max: float = 1_000.0,
) -> XlsxLoad:
    """Read the workbook in turns by us and by fastexcel, then once by pandas; `folder` is for scratch files.

    Pandas is waited for at most `pandas_ratio_max` times our seconds: who asks whether it takes so long knows then.
    """
    file = data / FILE_NAME
    peaks: list[int] = []

    def ours() -> float:
        with tempfile.TemporaryDirectory(dir=folder) as base:
            measured = run(interpreter("-c", _OURS, file, base), folder)
        peaks.append(measured.peak_bytes)
        return _seconds(measured)

    def fastexcel() -> float:
        return _seconds(run(interpreter("-c", _FASTEXCEL, file), folder))

    ours_seconds, fastexcel_seconds = alternating(times, ours, fastexcel)
    pandas_seconds = float("nan")
    if is_pandas_tried:
        cut = pandas_ratio_max * ours_seconds
        pandas_seconds = _seconds(run(interpreter("-c", _PANDAS, file, cut, COUNT_LINES), folder))
    return XlsxLoad(ours_seconds, fastexcel_seconds, pandas_seconds, max(peaks))


def _seconds(measured: Measured) -> float:
    """Return the seconds that the child counted; RuntimeError when it did not read every line."""
    seconds, count_lines = json.loads(measured.said)
    if count_lines != COUNT_LINES:
        raise RuntimeError(f"{count_lines} lines were read, {COUNT_LINES} are there")
    return float(seconds)


def main() -> None:
    """Print the figures."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder:
        found = measure(data, Path(folder))
    print(f"read and stored     {found.ours_seconds:.2f} s, peak {found.peak_bytes / GIB:.2f} GiB (at most 2)")
    print(f"fastexcel to Arrow  {found.fastexcel_seconds:.2f} s: we take {found.to_fastexcel:.2f} × (at most 1.5)")
    print(f"pandas + openpyxl   {found.pandas_seconds:.2f} s: {found.to_pandas:.1f} × ours (at least 10)")


if __name__ == "__main__":
    main()
