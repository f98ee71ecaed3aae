"""How slow this machine is now, against the quiet one on which the limits in seconds were set.

A fixed piece of work of the kinds that the product does (objects, sorting, text, arrays, packing) is timed; machines
of the same description differ by a third, and neighbours take their share. A limit in seconds is held to `slowness`,
never below the limit itself. Run: python -m benchmarks.machine
"""

from __future__ import annotations

import time
import zlib

import numpy as np
import pandas as pd

REFERENCE_SECONDS = 0.34
"""What the work takes on the machine that held the limits last: where it takes 0.42 s, the main job of the same program
took 49.4 s instead of 39.8 s."""
TRIES = 5
_ROWS, _OBJECTS = 400_000, 150_000


def slowness() -> float:
    """Return how many times longer than on the reference machine the work takes, 1 at least; the best of five."""
    return max(1.0, min(_seconds() for _ in range(TRIES)) / REFERENCE_SECONDS)


def _seconds() -> float:
    started = time.perf_counter()
    dice = np.random.default_rng(7)
    codes = dice.integers(0, 5_000, _ROWS)
    table = pd.DataFrame({"code": codes.astype(str), "amount": dice.random(_ROWS), "day": dice.integers(0, 730, _ROWS)})
    sums = table.groupby("code").agg({"amount": "sum", "day": ["min", "max", "nunique"]})
    rows = [{"code": str(number), "parts": [number, number + 1]} for number in range(_OBJECTS)]
    rows.sort(key=lambda row: row["code"])
    text = "".join(f"<c r='{row['code']}'><v>{row['parts'][0]}</v></c>" for row in rows)
    zlib.compress(text.encode(), 6)
    if len(sums) != len(np.unique(codes)):
        raise RuntimeError("the work was not done")
    return time.perf_counter() - started


def main() -> None:
    """Print how long the work takes, try by try."""
    seconds = sorted(_seconds() for _ in range(TRIES))
    print(", ".join(f"{one:.3f}" for one in seconds), f"s; slowness {seconds[0] / REFERENCE_SECONDS:.2f}")


if __name__ == "__main__":
    main()
