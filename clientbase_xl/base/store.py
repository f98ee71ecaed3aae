"""The base: a folder with `base.sqlite`, `ledger/` and `clientbase.toml` (DESIGN section 4)."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from clientbase_xl.base import filesystem, migrate
from clientbase_xl.base.carry_over import carry_over
from clientbase_xl.base.connection import damaged, make_engine, read_only, reason, refusing
from clientbase_xl.base.lists import add_default_values
from clientbase_xl.base.meta import give_identity, has_identity
from clientbase_xl.errors import BaseRefused

DATABASE, LEDGER, ADDRESSES = "base.sqlite", "ledger", "clientbase.toml"
APPLICATION_ID = 0x43424C58  # "CBLX" in the header of the file: another program's database is not taken for a base
EMBEDDED = f"sqlite:///{DATABASE}"
_HEADER = b"SQLite format 3\x00"
_ADDRESSES_TEXT = f"""\
# Адреса базы. Пароли здесь не хранятся: их дают файл паролей или служба PostgreSQL.
address = "{EMBEDDED}"
ledger = "{LEDGER}"
"""

__all__ = ["Base", "Connection"]


@dataclass(frozen=True, slots=True)
class Base:
    """An open base; holds no connection and no lock between calls.

    `storage_warning` says in Russian why only one person may use the base where it lies ("" for a local disk).
    """

    folder: Path
    is_writable: bool
    storage_warning: str
    _readers: Engine = field(repr=False, compare=False)
    _writers: Engine = field(repr=False, compare=False)

    @property
    def ledger_dir(self) -> Path:
        """Return the folder of the Parquet parts."""
        return self.folder / LEDGER

    @classmethod
    def init(cls, folder: Path, *, at: datetime | None = None, by: str = filesystem.PROGRAM, seed: str = "") -> Base:
        """Create an empty base, or finish and open the one that is there; nothing in it is changed then.

        A new base holds the lists that the product comes with, the first entry of its journal (`at`, without it
        the moment of the file, and `by`) and its identity: a random one, with a `seed` (the demo) always the same.
        Raises BaseRefused when the folder cannot be made or holds something else under our names.
        """
        try:
            (folder / LEDGER).mkdir(parents=True, exist_ok=True)
            _write_once(folder / ADDRESSES, _ADDRESSES_TEXT)
            (folder / DATABASE).touch()
        except OSError as error:
            raise BaseRefused(
                f"Не удалось создать базу в папке «{folder}»: {reason(error)}.",
                remedy="выберите папку, в которую можно писать, ключом --base.",
            ) from error
        if (folder / DATABASE).stat().st_size == 0 or _step(folder) is None:
            _create(folder, at or filesystem.changed_at(folder / DATABASE), by, seed)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Base:
        """Open an existing base; a base of an older program is brought to the newest schema first.

        Raises BaseRefused when the base is absent, is not one, is damaged, of a newer program, elsewhere than
        embedded, or may not be read.
        """
        file = folder / DATABASE
        _check_place(folder, file)
        _check_address(folder)
        is_writable = filesystem.is_writable(folder, file, folder / LEDGER)
        options = "mode=rw" if is_writable else _read_only_options(file)
        warning = filesystem.storage_warning(folder)
        _check_content(folder, options)
        if is_writable:
            with refusing(folder):
                _set_journal(file, is_local=not warning)
        readers = make_engine(file, options=options)
        return cls(folder, is_writable, warning, readers, make_engine(file, begin="BEGIN IMMEDIATE"))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state; readers and the writer do not wait for each other."""
        with refusing(self.folder), self._readers.begin() as connection:
            yield connection

    def require_writable(self) -> None:
        """Refuse, before anybody is asked anything, when the base takes no writing: BaseRefused."""
        if not self.is_writable:
            raise read_only(self.folder)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection under the write lock; everything done becomes visible in one commit, or nothing does.

        Raises BaseRefused when the base is read-only, or another writer holds it for longer than a minute.
        """
        self.require_writable()
        with refusing(self.folder), self._writers.begin() as connection:
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """Give a connection as `writing` does, and take everything back at the end: to learn what writing would do."""
        self.require_writable()
        with refusing(self.folder), self._writers.connect() as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                transaction.rollback()


def _create(folder: Path, at: datetime, by: str, seed: str) -> None:
    """Make the tables and the default lists in one transaction: a crash leaves no half-made base."""
    file = folder / DATABASE
    with refusing(folder):
        _set_journal(file, is_local=not filesystem.storage_warning(folder))
        with make_engine(file, begin="BEGIN IMMEDIATE").begin() as connection:
            if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
                return  # somebody else made it meanwhile
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            migrate.upgrade(connection)
            give_identity(connection, seed)
            add_default_values(connection, at=at, by=by)


def _write_once(file: Path, content: str) -> None:
    if file.exists():
        return
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_text(content, encoding="utf-8")
    temporary.replace(file)


def _check_place(folder: Path, file: Path) -> None:
    remedy = f"создайте базу командой clientbase init --base «{folder}» или укажите её папку ключом --base."
    if not folder.is_dir():
        raise BaseRefused(f"Папки базы «{folder}» нет.", remedy=remedy)
    try:
        with file.open("rb") as opened:
            header = opened.read(len(_HEADER))
    except FileNotFoundError:
        raise BaseRefused(f"В папке «{folder}» нет базы (файла {DATABASE}).", remedy=remedy) from None
    except OSError as error:
        raise BaseRefused(
            f"База «{folder}» не открывается: {reason(error)}.",
            remedy="попросите право на чтение папки базы.",
        ) from error
    if not header:
        raise BaseRefused(f"База в папке «{folder}» не создана до конца.", remedy=remedy)
    if header != _HEADER:
        raise damaged(folder)


def _check_address(folder: Path) -> None:
    """Refuse addresses that this program does not serve; a lost file of addresses means the embedded base."""
    file = folder / ADDRESSES
    try:
        addresses = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BaseRefused(
            f"Файл адресов «{file}» не читается: {error}.", remedy="исправьте его или удалите: база останется."
        ) from error
    if addresses.get("address", EMBEDDED) != EMBEDDED or addresses.get("ledger", LEDGER) != LEDGER:
        raise BaseRefused(
            f"В файле «{file}» указан адрес, с которым эта версия программы не работает.",
            f'address = "{EMBEDDED}", ledger = "{LEDGER}"',
            "исправьте адрес или поставьте новую версию программы.",
        )


def _check_content(folder: Path, options: str) -> None:
    """Refuse a file that is not our base, is damaged or newer than the program; upgrade an older one."""
    with refusing(folder):
        step = _step(folder, options)
        steps = migrate.known_steps()
        if step is None or (step not in steps and not step > steps[-1]):
            raise damaged(folder)
        if step > steps[-1]:
            raise BaseRefused(
                f"База «{folder}» создана более новой версией программы (шаг {step}, эта знает {steps[-1]}).",
                remedy="поставьте новую версию программы.",
            )
        if step < steps[-1]:
            if options != "mode=rw":
                raise read_only(folder)
            at = filesystem.changed_at(folder / DATABASE)
            with make_engine(folder / DATABASE, begin="BEGIN IMMEDIATE").begin() as connection:
                migrate.upgrade(connection)
                if not has_identity(connection):
                    carry_over(connection, at=at)


def _step(folder: Path, options: str = "mode=rw") -> str | None:
    """Return the schema step that a database file is at; None when it is no base of ours.

    The file is checked for damage on the way: it is small, and a broken page must not surface in the middle.
    """
    file = folder / DATABASE
    with refusing(folder), make_engine(file, options=options).begin() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise damaged(folder)
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if not tables:
            return None
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            raise damaged(folder)
        if "alembic_version" not in tables:
            raise damaged(folder)
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _set_journal(file: Path, *, is_local: bool) -> None:
    """Choose write-ahead logging on a local disk, the plain journal elsewhere; kept in the file by SQLite."""
    mode = "wal" if is_local else "delete"
    with closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != mode:
            connection.execute(f"PRAGMA journal_mode={mode}")


def _read_only_options(file: Path) -> str:
    """Return how to open a file that may not be written.

    A write-ahead log needs its index file beside it, which cannot be made in a read-only folder. Without a log
    the file is whole and can be read as unchanging.
    """
    log = file.with_name(f"{file.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
