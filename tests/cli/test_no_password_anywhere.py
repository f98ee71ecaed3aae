"""A password goes from its file or the environment to the server and nowhere else: not to files, logs or messages."""

from __future__ import annotations

import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from tests.support.postgres_server import Cluster, own_cluster
from tests.support.process import command

SECRET, WRONG = "sesam-17-%-ключ", "durchfall-99"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Return a server that asks for a password."""
    with own_cluster() as started:
        with psycopg.connect(started.address, autocommit=True) as server:
            server.execute(f"CREATE ROLE person LOGIN PASSWORD '{SECRET}' SUPERUSER")  # type: ignore[call-overload]
            server.execute("CREATE DATABASE base OWNER person TEMPLATE template0")
        rules = started.folder / "data" / "pg_hba.conf"
        rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        with psycopg.connect(started.address, autocommit=True) as server:
            server.execute("SELECT pg_reload_conf()")
        yield started


def forms_of(secret: str) -> set[bytes]:
    """Return a secret as it could be written somewhere."""
    return {secret.encode(), quote(secret).encode(), secret.encode("utf-16-le"), ascii(secret)[1:-1].encode()}


def run(folder: Path, *arguments: object, **environment: str) -> tuple[int, bytes]:
    """Run the program in a folder of its own home and return its code and all it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        command(*arguments),
        cwd=folder,
        env=kept | {"HOME": str(folder), "PYTHONFAULTHANDLER": "1"} | environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_password_is_in_no_file_and_no_message(cluster: Cluster, tmp_path: Path) -> None:
    host = urlsplit(cluster.address).query.partition("host=")[2].partition("&")[0]
    address = f"postgresql:///base?host={host}&user=person"
    base, said = tmp_path / "База отдела", list[bytes]()
    passfile = tmp_path / "пароли" / "pgpass"
    passfile.parent.mkdir()
    passfile.write_text(f"*:*:base:person:{SECRET}\n", encoding="utf-8")
    passfile.chmod(0o600)

    def call(*arguments: object, code: int = 0, **environment: str) -> None:
        got, text = run(tmp_path, *arguments, **environment)
        said.append(text)
        assert got == code, text.decode()
        assert b"Traceback" not in text

    in_url = address.replace("postgresql:///", f"postgresql://person:{quote(SECRET)}@/")
    call("init", "--base", base, "--db", in_url, code=2)
    call("init", "--base", base, "--db", f"{address}&password={quote(SECRET)}", code=2)
    assert not base.exists()
    call("init", "--base", base, "--db", address, PGPASSFILE=str(passfile))
    call("users", "--base", base, "--add", "person", "--role", "администратор базы", PGPASSWORD=SECRET)
    call("verify", "--base", base, code=2, PGPASSWORD=WRONG)
    call("backup", "--base", base, "--out", tmp_path / "копия.zip", PGPASSFILE=str(passfile))
    call("restore", tmp_path / "копия.zip", "--base", tmp_path / "вторая", "--db", in_url, code=2)
    call("restore", tmp_path / "копия.zip", "--base", tmp_path / "вторая")
    call("backups", "--base", base, "--json", PGPASSWORD=SECRET)
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != passfile]
    files.append((cluster.folder / "server.log").read_bytes())
    assert len(files) >= 5, "base, backup, restored base, log of the server"
    for form in forms_of(SECRET) | forms_of(WRONG):
        assert not any(form in content for content in (*said, *files)), form

    with zipfile.ZipFile(tmp_path / "копия.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for form in {*forms_of(SECRET), host.encode(), b"postgresql:"}:
        assert not any(form in content for content in members.values()), form
