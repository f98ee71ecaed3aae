"""A server of PostgreSQL for tests: the one that CLIENTBASE_TEST_POSTGRES names, else one of our own for the session.

Our own listens on a socket in its own folder and on nothing else. Each test gets a database of its own.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from tests.conftest import missing

NAMED = "CLIENTBASE_TEST_POSTGRES"
ADMIN = "postgres"
FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""For tests that do not stop the server: nothing of its data is wanted after it."""
FILE_COPY_FROM = 150000
START_SECONDS = 60.0


class Server:
    """A server that answers; `address(name)` is that of a database of it."""

    def __init__(self, address: str) -> None:
        """Take the address of any database, as a user who may create databases."""
        self._address = address
        self._numbers = count(1)

    def address(self, name: str) -> str:
        """Return the address of a database."""
        parts = urlsplit(self._address)
        return f"postgresql://{parts.netloc}/{quote(name)}" + (f"?{parts.query}" if parts.query else "")

    def create(self, template: str = "template0") -> str:
        """Make a database, empty or as a copy of another, and return its name."""
        name = f"clientbase_test_{os.getpid()}_{next(self._numbers)}"
        how = " ENCODING 'UTF8'" if template == "template0" else self._copying()
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}')
        return name

    @cache  # noqa: B019 - one server lives as long as the session
    def _copying(self) -> str:
        version = int(str(self.run("SHOW server_version_num")[0][0]))
        return " STRATEGY FILE_COPY" if version >= FILE_COPY_FROM else ""  # the only way before, and the faster one

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, statement: str, database: str = "") -> list[tuple[object, ...]]:
        """Run one statement as the owner of everything and return its rows."""
        address = self.address(database) if database else self._address
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def running_server(options: Sequence[str] = FAST) -> Iterator[Server]:
    """Give the server that is named, else start one and stop it at the end; skip or fail where there is none."""
    if named := os.environ.get(NAMED):
        yield Server(named)
        return
    with own_cluster(options) as cluster:
        yield Server(cluster.address)


class Cluster:
    """A server of our own with its data; it may be stopped in the middle and started again."""

    def __init__(self, folder: Path, binaries: Path, options: Sequence[str], port: int = 0) -> None:
        """Make the data in a folder that the server's user owns; `port` 0 is a socket in the folder only."""
        self.folder, self._binaries, self._options, self._port = folder, binaries, options, port
        self._process: subprocess.Popen[bytes] | None = None
        initdb = ("initdb", "-D", folder / "data", "-U", ADMIN, "-E", "UTF8", "--locale=C", "-A", "trust", "--no-sync")
        done = subprocess.run(self._command(*initdb), capture_output=True, text=True, check=False, env=_environment())
        assert done.returncode == 0, done.stdout + done.stderr

    @property
    def address(self) -> str:
        """Return the address of the administrator's database."""
        host = f"{ADMIN}@127.0.0.1:{self._port}/{ADMIN}" if self._port else f"/{ADMIN}?host={quote(str(self.folder))}"
        return f"postgresql://{host}" + ("" if self._port else f"&user={ADMIN}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        listened = "127.0.0.1" if self._port else ""
        settings = (f"listen_addresses={listened}", f"unix_socket_directories={self.folder}", *self._options)
        port = ("-p", str(self._port)) if self._port else ()
        command = ("postgres", "-D", self.folder / "data", *port, *(f"-c{setting}" for setting in settings))
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(self._command(*command), stdout=log, stderr=log, env=_environment())
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.address, connect_timeout=5).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    log_text = (self.folder / "server.log").read_text(errors="replace")
                    raise AssertionError(f"the server does not start: {log_text}") from error
                time.sleep(0.05)
            else:
                return

    def stop(self, how: str = "immediate") -> None:
        """Stop the server: `immediate` is a crash, `fast` ends open transactions."""
        if self._process is None:
            return
        command = ("pg_ctl", "stop", "-D", self.folder / "data", "-m", how, "-w")
        subprocess.run(self._command(*command), capture_output=True, check=False, env=_environment())
        self._process.wait(START_SECONDS)
        self._process = None

    def _command(self, program: str, *arguments: object) -> list[str]:
        command = [str(self._binaries / program), *(str(argument) for argument in arguments)]
        if os.geteuid() != 0:
            return command
        # PostgreSQL refuses to run as root.
        runner = shutil.which("setpriv")
        assert runner is not None
        user = pwd.getpwnam(_unprivileged())
        return [runner, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command]


@contextlib.contextmanager
def own_cluster(options: Sequence[str] = FAST, port: int = 0) -> Iterator[Cluster]:
    """Give a running server of our own; skip or fail where PostgreSQL is not installed."""
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL")
        raise AssertionError
    # A short path: the name of a socket has 107 bytes at most.
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, _unprivileged())
        cluster = Cluster(folder, binaries, options, port)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()


def find_binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs: on the path, as pg_config says, or where Debian puts them."""
    asked = [Path(found).resolve().parent for found in (shutil.which("postgres"),) if found]
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        asked.append(Path(told))
    versions = Path("/usr/lib/postgresql")
    if versions.is_dir():
        asked += [found / "bin" for found in sorted(versions.iterdir(), key=lambda one: one.name, reverse=True)]
    return next((one for one in asked if all((one / name).is_file() for name in ("initdb", "postgres"))), None)


def _unprivileged() -> str:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    pytest.fail("there is no user without rights to run PostgreSQL")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


if __name__ == "__main__":  # .ci/postgres.sh: a server that lives until its input is closed
    with own_cluster(port=int(sys.argv[1])) as started:
        print(started.address, flush=True)  # noqa: T201
        sys.stdin.read()
