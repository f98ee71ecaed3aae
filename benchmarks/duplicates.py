"""How well and how fast duplicates are found over a whole base, on labelled clients.

Precision and recall over pairs, recall per kind of true pair, false pairs per kind of look-alike, processor seconds.
The labelled set shares no code with the matcher (`tests/support/labelled_clients.py`).

Run: python -m benchmarks.duplicates [count of cards] [seed]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.settings import DuplicateSettings
from tests.support.labelled_clients import SEED, LabelledClients, labelled_clients


@dataclass(frozen=True, slots=True)
class Quality:
    """What a run found: shares over pairs, recall and size per kind, false pairs per kind of look-alike."""

    precision: float
    recall: float
    found_of_kind: Mapping[str, tuple[int, int]]
    false_of_kind: Mapping[str, int]
    seconds: float

    def lines(self) -> list[str]:
        """Return the figures as a table of text."""
        of_kinds = [
            f"  {kind:<14}{hit:>6} of {all_:>6}{hit / all_:>8.1%}" for kind, (hit, all_) in self.found_of_kind.items()
        ]
        false = ", ".join(f"{kind} {count}" for kind, count in self.false_of_kind.items()) or "none"
        head = f"precision {self.precision:.4f}, recall {self.recall:.4f}, {self.seconds:.1f} s of processor"
        return [head, *of_kinds, f"  false pairs: {false}"]


def measure(labelled: LabelledClients, settings: DuplicateSettings | None = None) -> tuple[Quality, pd.DataFrame]:
    """Return the quality on a labelled set, and the pairs found."""
    started = time.process_time()
    found = duplicate_pairs(labelled.cards, labelled.persons, settings or DuplicateSettings())
    seconds = time.process_time() - started
    true = _kinds(labelled.pairs)
    strangers = _kinds(labelled.strangers)
    pairs = set(zip(found["first_code"], found["second_code"], strict=True))
    hits = pd.Series([kind for pair, kind in true.items() if pair in pairs], dtype=object).value_counts()
    false = pd.Series([strangers.get(pair, "by chance") for pair in pairs - set(true)], dtype=object).value_counts()
    of_kind = {kind: (int(hits.get(kind, 0)), count) for kind, count in labelled.pairs["kind"].value_counts().items()}
    count_hits = int(hits.sum())
    quality = Quality(
        count_hits / max(len(pairs), 1),
        count_hits / len(true),
        {str(kind): sizes for kind, sizes in of_kind.items()},
        {str(kind): int(count) for kind, count in false.items()},
        seconds,
    )
    return quality, found


def printed(quality: Quality) -> Quality:
    """Print the figures of a run and return them."""
    print("\n".join(quality.lines()))
    return quality


def _kinds(pairs: pd.DataFrame) -> dict[tuple[str, str], str]:
    return {(one, other): kind for one, other, kind in pairs.itertuples(index=False)}


def main() -> None:
    """Print the figures of a labelled set."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    quality, _ = measure(labelled_clients(count, seed))
    print(f"{count} cards, seed {seed}")
    printed(quality)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GiB")


if __name__ == "__main__":
    main()
