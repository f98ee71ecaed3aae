"""What the first 50 calls of a reactivation list catch, on Online Retail II.

At each month start the lapsed clients (silent 60–180 days) are ranked by several lists. The truth is what the same
clients buy in the next 90 days, net of returns; the figure is the share of it that the first 50 of a list bring,
averaged over the starts. Export → reader → ledger → facts → rule: every number goes the way of the product.

Run: python -m benchmarks.reactivation_catch [folder of the data]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.client_facts import client_facts
from clientbase_xl.ledger.lines import ValidPart, open_all_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.reading.export import read_export
from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.settings import Settings, from_values

FILE_NAME = "online_retail_II.parquet"
STARTS = tuple(date(2010, month, 1) for month in range(9, 13)) + tuple(date(2011, month, 1) for month in range(1, 10))
STARTS_2011 = STARTS[4:]
COUNT_CALLS = 50
TRUTH_DAYS = 90
NO_CARDS = pd.DataFrame({"client_code": []}, dtype=object)


@dataclass(frozen=True, slots=True)
class Catch:
    """Average share of the lapsed group's next 90 days that each list catches, and the average size of the group."""

    shares: Mapping[str, float]
    count_lapsed: float


def measure(path: Path, starts: Sequence[date] = STARTS) -> dict[date, Catch]:
    """Return what each list catches at each start, from an export file."""
    found = read_export(path)
    return measure_lines(found.lines, starts)  # type: ignore[union-attr]


def measure_lines(lines: pa.Table, starts: Sequence[date] = STARTS) -> dict[date, Catch]:
    """Return what each list catches at each start, from sales lines."""
    sold = _days(lines)
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / write_part(Path(folder), lines)
        table = open_all_lines([ValidPart(part, (), True, "", "")])
        return {start: _catch(table, sold, start) for start in starts}


def average(found: Mapping[date, Catch], starts: Sequence[date]) -> Catch:
    """Return the plain average over some starts."""
    chosen = [found[start] for start in starts]
    shares = {name: sum(one.shares[name] for one in chosen) / len(chosen) for name in chosen[0].shares}
    return Catch(shares, sum(one.count_lapsed for one in chosen) / len(chosen))


def _days(lines: pa.Table) -> pd.DataFrame:
    """Return per client and day the net amount and whether anything was bought: what truth and rivals need."""
    known: pd.DataFrame = lines.select(["client_code", "sold_on", "amount_rub", "quantity", "is_return"]).to_pandas()
    known = known[known["client_code"].notna()]
    known["is_purchase"] = (known["quantity"].astype(float) > 0) & ~known["is_return"].astype(bool)
    known["amount_rub"] = known["amount_rub"].astype(float)
    known["sold_on"] = pd.to_datetime(known["sold_on"])
    return known.groupby(["client_code", "sold_on"], as_index=False).agg({"amount_rub": "sum", "is_purchase": "any"})


def _catch(lines: object, sold: pd.DataFrame, start: date) -> Catch:
    """Return what each list catches from one start on."""
    facts = client_facts(lines, start, Settings())
    bounds = Settings().reactivation
    is_lapsed = facts["silence_days"].between(bounds.silent_from_days, bounds.silent_to_days)
    group = facts[is_lapsed].set_index("client_code")
    later = _between(sold, start, start + timedelta(days=TRUTH_DAYS))
    truth = later.groupby("client_code")["amount_rub"].sum().reindex(group.index).fillna(0)
    window = _between(sold, months_before(start, bounds.window_months), start)
    frequency = window.groupby("client_code")["is_purchase"].sum().reindex(group.index).fillna(0)
    caught = {
        "random": COUNT_CALLS * truth.mean(),
        "most recent": _expected(-group["silence_days"], truth),
        "most frequent": _expected(frequency, truth),
        **{name: truth.reindex(codes).sum() for name, codes in _call_lists(facts, start).items()},
        "perfect": truth.nlargest(COUNT_CALLS).sum(),
    }
    return Catch({name: float(amount / truth.sum()) for name, amount in caught.items()}, float(len(group)))


def _between(sold: pd.DataFrame, first: date, end: date) -> pd.DataFrame:
    return sold[(sold["sold_on"] >= pd.Timestamp(first)) & (sold["sold_on"] < pd.Timestamp(end))]


def _call_lists(facts: pd.DataFrame, start: date) -> dict[str, list[str]]:
    """Return the first codes of the product's own list: with the default settings, and with a demanded rhythm."""
    status = statuses(facts, NO_CARDS, start, Settings())
    letters = categories(facts, NO_CARDS, status, Settings()).table
    chosen = {"amount": Settings(), "amount, k = 2": from_values({"reactivation.min_rhythm_factor": 2.0})}
    return {
        name: list(reactivation(facts, NO_CARDS, letters, settings)["client_code"].head(COUNT_CALLS))
        for name, settings in chosen.items()
    }


def _expected(score: pd.Series[float], truth: pd.Series[float]) -> float:
    """Return what the highest scores catch on average when equal scores stand in random order."""
    left, caught = COUNT_CALLS, 0.0
    for _, equal in truth.groupby(-score):
        taken = min(left, len(equal))
        caught += float(equal.mean()) * taken
        left -= taken
    return caught


def main() -> None:
    """Print the figures of all thirteen starts and of the nine of 2011."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    found = measure((Path(sys.argv[1]) if len(sys.argv) > 1 else default) / FILE_NAME)
    for title, starts in (("13 starts, 2010-09 … 2011-09", STARTS), ("9 starts of 2011", STARTS_2011)):
        result = average(found, starts)
        print(f"{title}: {result.count_lapsed:.0f} lapsed clients on average")
        for name, caught in result.shares.items():
            print(f"  {name:<16}{caught:7.2%}")


if __name__ == "__main__":
    main()
