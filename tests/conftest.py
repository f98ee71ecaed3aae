"""Shared fixtures: where the real data is, which applications must be there, and offices made once for all tests."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.engines import Databases, Engine
    from tests.support.office import Office
    from tests.support.postgres_server import Server

gc.set_threshold(100_000)  # thousands of tests keep much and free little: searching for cycles is a tenth of the time

PROJECT = Path(__file__).resolve().parent.parent


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what failed at the very end, a line each: the usual summary writes compared values whole where CI is set."""
    failed = [one for kind in ("error", "failed") for one in terminalreporter.getreports(kind)]
    if failed:
        terminalreporter.section("not passed")
    for report in failed:
        crash = getattr(report.longrepr, "reprcrash", None)
        why = crash.message.partition("\n")[0][:200] if crash else ""
        terminalreporter.write_line(f"{report.nodeid} [{report.when}] {why}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real data; skip where it is absent."""
    folder = Path(os.environ.get("CLIENTBASE_SHARED_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real data is not here: {folder}")
    return folder


@pytest.fixture(scope="session")
def office_of_one(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office of a single user with its first workbook made; tests take copies of it."""
    from tests.support.office import Office

    return Office.found(tmp_path_factory.mktemp("один")).prepare()


@pytest.fixture(scope="session")
def office_of_a_team(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a head of sales and two managers; tests take copies of it."""
    from tests.support.office import Office

    return Office.found(tmp_path_factory.mktemp("отдел")).staff().prepare()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Return a server of PostgreSQL; fail in CI, skip elsewhere, where there is none."""
    from tests.support.postgres_server import running_server

    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_databases(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Return the databases that tests share, one after another."""
    from tests.support.engines import Databases

    databases = Databases(postgres, tmp_path_factory.mktemp("образец"))
    yield databases
    databases.drop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Return what makes bases: embedded ones, and in the long part of the tests on PostgreSQL."""
    from tests.support.engines import engines

    yield from engines(request)


@pytest.fixture
def server(postgres_databases: Databases) -> Iterator[Engine]:
    """Return what makes bases on PostgreSQL only; for tests of the long part."""
    from tests.support.engines import Engine

    engine = Engine("postgresql", postgres_databases)
    yield engine
    postgres_databases.give_back(engine.made)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no worker is left alone with one at the end.

    Whole files stay together and in their order. It goes with `--no-loadscope-reorder`: by itself xdist begins with
    the files of most tests, and a kill loop of many minutes is one test.
    """
    weights: Counter[Path] = Counter()
    for item in items:
        weights[item.path] += _weight(item)
    items.sort(key=lambda item: (-weights[item.path], item.path))


def _weight(item: pytest.Item) -> int:
    """Return about how many tenths of a second a test takes, by what it is marked with."""
    limit = item.get_closest_marker("timeout")
    if limit is not None and item.get_closest_marker("slow") is not None:
        return int(limit.args[0])
    seconds = {"slow": 20, "long": 4, "live": 4}
    return 1 + sum(10 * count for name, count in seconds.items() if item.get_closest_marker(name) is not None)


def missing(application: str) -> None:
    """Fail in CI, skip elsewhere, because an application that a test drives is not installed."""
    if os.environ.get("CI"):
        pytest.fail(f"{application} is not installed, and CI must have it")
    pytest.skip(f"{application} is not installed")
