"""The base of a team: its tables in a database of PostgreSQL, reached by psycopg, an extra of the program."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.pool import NullPool

from clientbase_xl.base import connection as waiting
from clientbase_xl.base import migrate
from clientbase_xl.base.address import ADDRESSES, LEDGER, Addresses
from clientbase_xl.base.filesystem import refuse_parts_of_others
from clientbase_xl.base.lists import add_default_values
from clientbase_xl.base.meta import BASE_ID, give_identity, meta_value
from clientbase_xl.base.postgres_locks import WRITE_LOCK
from clientbase_xl.base.postgres_refusals import absent, foreign, no_right, read_only, refusing
from clientbase_xl.base.rights.install import are_newest, install_rights
from clientbase_xl.base.storage import Storage
from clientbase_xl.errors import BaseRefused

SCHEMA = "public"
OLDEST_SERVER = 130000
CONNECT_SECONDS = 10
_SESSION = (
    "SET TIME ZONE 'UTC'; "
    f"SET search_path = {SCHEMA}; "
    "SET jit = off; "  # policies make plans look dear: compiling them takes a second, running them milliseconds
    "SET synchronous_commit = on; "  # a commit that was reported survives a power cut
    "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
)
"""What every connection starts with; a client that is gone must not hold the write lock for hours."""

_IS_WRITABLE = "SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'"


class _Collated(PGTypeCompiler):
    """Texts are kept and ordered by their code points, as SQLite does, whatever the database's own collation is.

    Every text column of every step is made here, so no query has to think of it.
    """

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:  # noqa: N802 - the name is SQLAlchemy's
        """Return the type of a text column."""
        return f'{super().visit_TEXT(type_, **kw)} COLLATE "C"'


def make_engine(address: str, *, is_writing: bool) -> Engine:
    """Return an engine for a database, one connection per transaction.

    A reading transaction sees one state and cannot write. A writing one waits for the write lock, then sees what was
    committed last. Raises BaseRefused when psycopg is not installed.
    """
    psycopg = _driver()

    def connect() -> Any:
        given = dict(parse_qsl(urlsplit(address).query))
        opened = psycopg.connect(
            address,
            autocommit=True,
            client_encoding="utf8",
            application_name="clientbase",
            connect_timeout=int(given.get("connect_timeout", CONNECT_SECONDS)),
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
        )
        try:
            opened.execute(_SESSION)
            # A reader waits for nobody but who has locked a whole table.
            opened.execute(f"SET lock_timeout = {max(1, round(waiting.BUSY_SECONDS * 1000))}")
            opened.autocommit = False
            if not is_writing:
                opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                opened.read_only = True
        except psycopg.Error:
            opened.close()
            raise
        return opened

    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, use_native_hstore=False)
    compiler = _Collated(engine.dialect)
    engine.dialect.type_compiler_instance = compiler
    engine.dialect.type_compiler = compiler
    if is_writing:

        @event.listens_for(engine, "begin")
        def _lock(connection: Connection) -> None:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")

    return engine


def create(address: str, folder: Path, at: datetime | None, by: str, seed: str) -> str:
    """Make the tables and the default lists in one transaction unless they are there; return the base's identity.

    Two programs may do it at once: the second finds the base made. Raises BaseRefused for a database that holds
    something else, and for a folder new to it that holds the sales of another base.
    """
    with refusing(address), make_engine(address, is_writing=True).begin() as connection:
        if step_of(connection, address) is None:
            moment = at or connection.execute(text("SELECT now() AT TIME ZONE 'UTC'")).scalar_one()
            migrate.upgrade(connection)
            give_identity(connection, seed)
            install_rights(connection)
            add_default_values(connection, at=moment, by=by)
        if not (folder / ADDRESSES).exists():
            known = connection.exec_driver_sql("SELECT part_name FROM imports").scalars()
            refuse_parts_of_others(folder / LEDGER, set(known))
        return str(meta_value(connection, BASE_ID))


def open_storage(held: Addresses) -> Storage:
    """Open the database that the file of addresses names; the refusals of `Base.open`."""
    address = held.address
    readers, writers = make_engine(address, is_writing=False), make_engine(address, is_writing=True)
    with refusing(address):
        with readers.begin() as connection:
            step = step_of(connection, address)
            if step is None:
                raise absent(address)
            _refuse_another(connection, held)
            is_writable = connection.exec_driver_sql(_IS_WRITABLE).scalar_one() is True
            has_old_rights = is_writable and not are_newest(connection) and _owns(connection)
        _bring_up(step, address, writers, is_writable=is_writable)
        if has_old_rights and step == migrate.known_steps()[-1]:
            with writers.begin() as connection:
                install_rights(connection)
    return Storage(address, is_writable, "", readers, writers, partial(refusing, address), partial(read_only, address))


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as error:
        raise BaseRefused(
            "База на сервере PostgreSQL не открывается: не установлен модуль psycopg.",
            remedy='установите его: python -m pip install "clientbase-xl[postgres]".',
        ) from error
    return psycopg


def step_of(connection: Connection, address: str) -> str | None:
    """Return the step of the schema that a database is at; None when there is nothing in it yet."""
    version, encoding = connection.exec_driver_sql(
        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    ).one()
    if version < OLDEST_SERVER or encoding != "UTF8":
        raise BaseRefused(
            f"База «{address}»: сервер версии {version // 10000}, кодировка базы {encoding}.",
            f"PostgreSQL {OLDEST_SERVER // 10000} и новее, кодировка UTF8",
            "создайте базу на другом сервере или с кодировкой UTF8 (createdb -E UTF8 -T template0 имя).",
        )
    query = text("SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(:schema) AND relkind IN ('r', 'p')")
    tables = set(connection.execute(query, {"schema": SCHEMA}).scalars())
    if not tables:
        return None
    if not connection.execute(text("SELECT has_schema_privilege(:schema, 'USAGE')"), {"schema": SCHEMA}).scalar_one():
        raise no_right(address)  # without it the tables look as if they were not there
    if not {"alembic_version", "meta", "journal"} <= tables or meta_value(connection, BASE_ID) is None:
        raise foreign(address)
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _bring_up(step: str, address: str, writers: Engine, *, is_writable: bool) -> None:
    """Refuse a schema that the program does not know; upgrade an older one."""
    steps = migrate.known_steps()
    if step in steps[:-1]:
        if not is_writable:
            raise read_only(address)
        with writers.begin() as connection:
            migrate.upgrade(connection)
            install_rights(connection)
    elif step > steps[-1]:
        raise BaseRefused(
            f"База «{address}» создана более новой версией программы (шаг {step}, эта знает {steps[-1]}).",
            remedy="поставьте новую версию программы.",
        )
    elif step != steps[-1]:
        raise foreign(address)


def _owns(connection: Connection) -> bool:
    """Tell whether this login is the owner of the tables, or a superuser."""
    asked = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('journal')"
    return connection.exec_driver_sql(asked).scalar_one() is True


def _refuse_another(connection: Connection, held: Addresses) -> None:
    """Refuse a database that is not the one whose sales lie in the folder: an import would sweep them away."""
    if held.base_id and held.base_id != meta_value(connection, BASE_ID):
        raise BaseRefused(
            f"По адресу «{held.address}» другая база, не та, что записана в файле {ADDRESSES}.",
            remedy="верните прежний адрес; для другой базы возьмите другую папку.",
        )
