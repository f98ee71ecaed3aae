"""The main job on a million lines: Online Retail II imported, facts, rules, workbook, weekly, by the command line.

Run: python -m benchmarks.big_run [folder of the data]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import GIB, PROJECT, Measured, interpreter, run

FILE_NAME = "online_retail_II.parquet"
TODAY = "2011-12-10"
SECONDS_MAX = 40.0
PEAK_MAX_BYTES = 3 * GIB


@dataclass(frozen=True, slots=True)
class BigRun:
    """What each command of the main job took, in the order of the job."""

    steps: dict[str, Measured]

    @property
    def seconds(self) -> float:
        """Return the wall seconds of the whole job."""
        return sum(step.seconds for step in self.steps.values())

    @property
    def peak_bytes(self) -> int:
        """Return the peak of the hungriest command."""
        return max(step.peak_bytes for step in self.steps.values())


def measure(data: Path, folder: Path) -> BigRun:
    """Do the main job in `folder` and return what each command took."""
    base = folder / "base"
    dated = ("--base", base, "--today", TODAY)
    commands: dict[str, tuple[object, ...]] = {
        "init": ("init", "--base", base),
        "import": ("import", data / FILE_NAME, "--base", base),
        "facts": ("facts", "--out", folder / "facts.parquet", *dated),
        "categories": ("compute", "categories", "--out", folder / "categories.csv", *dated),
        "reactivation": ("compute", "reactivation", "--out", folder / "reactivation.csv", *dated),
        "workbook": ("workbook", "--out", folder / "Клиентская база.xlsx", *dated),
        "weekly": ("weekly", "--out", folder / "Неделя", *dated),
    }
    return BigRun(
        {name: run(interpreter("-m", "clientbase_xl", *command), folder) for name, command in commands.items()}
    )


def main() -> None:
    """Print the figures."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared" / "data"
    with tempfile.TemporaryDirectory() as folder:
        found = measure(data, Path(folder))
    for name, step in found.steps.items():
        print(f"{name:<14}{step.seconds:6.2f} s  {step.peak_bytes / GIB:5.2f} GiB")
    print(
        f"{'all':<14}{found.seconds:6.2f} s  {found.peak_bytes / GIB:5.2f} GiB  (at most {SECONDS_MAX:g} s and 3 GiB)"
    )


if __name__ == "__main__":
    main()
