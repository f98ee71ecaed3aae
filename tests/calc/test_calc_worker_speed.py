"""Figures of the way to the worker: a scalar call within 5 ms, 10 000 rows within 1 s beyond the rule's own time."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from clientbase_xl import __version__
from clientbase_xl.calc.oxt.client.link import Link
from clientbase_xl.calc.oxt.client.values import from_worker, to_worker
from clientbase_xl.functions.call import call
from clientbase_xl.settings import Settings

pytestmark = pytest.mark.figure
SCALAR_SECONDS, BLOCK_SECONDS = 0.005, 1.0
COUNT_CALLS, COUNT_ROWS = 200, 10_000
TRIES = 3
POTENTIAL = "CB_POTENTIAL"


@pytest.fixture(scope="module")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Link]:
    """Return the way to a worker that has already answered."""
    home = tmp_path_factory.mktemp("home")
    file = home / "calc-worker.json"
    file.write_text(json.dumps({"python": sys.executable}), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        made = Link(__version__, str(file))
        made.call("CB_SHARE_OF_WALLET", [50.0, 100.0])
    yield made
    made.close()


def asked(link: Link, name: str, *arguments: Any) -> Any:
    """Ask as the extension does, with its own turning of cells."""
    return from_worker(link.call(name, [to_worker(one) for one in arguments]))


def seconds_of(action: Any) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def test_a_scalar_call_takes_at_most_five_milliseconds(link: Link) -> None:
    times = [seconds_of(lambda: asked(link, "CB_SHARE_OF_WALLET", 50.0, 100.0)) for _ in range(COUNT_CALLS)]
    assert statistics.median(times) <= SCALAR_SECONDS, f"{statistics.median(times) * 1_000:.2f} ms"


def test_ten_thousand_rows_take_at_most_a_second_beyond_the_rule(link: Link) -> None:
    columns = [tuple((float(row % 90 + low),) for row in range(COUNT_ROWS)) for low in (1, 1_000, 3, 1, 90_000, 500)]
    columns[2] = tuple((share / 100,) for (share,) in columns[2])
    own = [[list(cell) for cell in column] for column in columns]

    def by_the_rule() -> Any:
        return call(POTENTIAL, own, Settings(), date(2026, 11, 22))

    answer = asked(link, POTENTIAL, *columns)
    assert [list(row) for row in answer] == by_the_rule()
    rule = min(seconds_of(by_the_rule) for _ in range(TRIES))
    whole = min(seconds_of(lambda: asked(link, POTENTIAL, *columns)) for _ in range(TRIES))
    assert whole - rule <= BLOCK_SECONDS, f"{whole:.2f} s, of which the rule {rule:.2f} s"
