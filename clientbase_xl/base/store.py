"""The base: a folder with `ledger/` and `clientbase.toml`, and its tables in it or on a server (DESIGN section 4)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from clientbase_xl.base import embedded, filesystem, postgres
from clientbase_xl.base.address import (
    ADDRESSES,
    DATABASE,
    EMBEDDED,
    LEDGER,
    check_server,
    is_place_of_a_base,
    read_addresses,
    write_addresses,
)
from clientbase_xl.base.connection import reason
from clientbase_xl.base.storage import Storage
from clientbase_xl.errors import BadUse, BaseRefused

__all__ = ["DATABASE", "Base", "Connection", "is_place_of_a_base"]


@dataclass(frozen=True, slots=True)
class Base:
    """An open base; holds no connection and no lock between calls. `address` names its database, without a password."""

    folder: Path
    address: str
    _storage: Storage = field(repr=False, compare=False)

    @property
    def is_writable(self) -> bool:
        """Tell whether the database takes writing."""
        return self._storage.is_writable

    @property
    def is_embedded(self) -> bool:
        """Tell whether the tables are in the folder; else they are on a server, for a team."""
        return self.address == EMBEDDED

    @property
    def storage_warning(self) -> str:
        """Return in Russian why only one person may use the base where it lies; "" when several may."""
        return self._storage.warning

    @property
    def ledger_dir(self) -> Path:
        """Return the folder of the Parquet parts."""
        return self.folder / LEDGER

    @classmethod
    def init(
        cls,
        folder: Path,
        *,
        db: str = "",
        at: datetime | None = None,
        by: str = filesystem.PROGRAM,
        seed: str = "",
    ) -> Base:
        """Create an empty base, or finish and open the one that is there; nothing in it is changed then.

        `db` is the address of a PostgreSQL database for its tables; without it they are embedded, or where the file
        of addresses says. A new base holds the lists that the product comes with, the first entry of its journal
        (`at`, without it the moment of the file or of the server, and `by`) and its identity: a random one, with a
        `seed` (the demo) always the same. Raises BaseRefused when the folder cannot be made or holds something else
        under our names, BadUse for a `db` that is no address, holds a password or is not that of the folder's base.
        """
        address = check_server(db) if db else ""
        held = read_addresses(folder) if (folder / ADDRESSES).exists() or (folder / DATABASE).exists() else None
        if held is not None and address not in ("", held.address):
            raise BadUse(
                f"В папке «{folder}» уже есть база с другим адресом.",
                "тот же адрес или другая папка",
                f"адрес записан в файле «{folder / ADDRESSES}».",
            )
        address = address or (held.address if held else EMBEDDED)
        try:
            (folder / LEDGER).mkdir(parents=True, exist_ok=True)
            if address == EMBEDDED:
                write_addresses(folder, EMBEDDED)
                embedded.create(folder, at, by, seed)
            else:
                write_addresses(folder, address, postgres.create(address, folder, at, by, seed))
        except OSError as error:
            raise BaseRefused(
                f"Не удалось создать базу в папке «{folder}»: {reason(error)}.",
                remedy="выберите папку, в которую можно писать, ключом --base.",
            ) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Base:
        """Open an existing base; a base of an older program is brought to the newest schema first.

        Raises BaseRefused when the base is absent, is not one, is damaged, of a newer program, may not be read, or
        its server does not answer.
        """
        if not folder.is_dir() or not is_place_of_a_base(folder):
            raise embedded.absent(folder)
        held = read_addresses(folder)
        storage = embedded.open_storage(folder) if held.is_embedded else postgres.open_storage(held)
        return cls(folder, held.address, storage)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one consistent state; readers and the writer do not wait for each other."""
        with self._storage.refusing(), self._storage.readers.begin() as connection:
            yield connection

    def require_writable(self) -> None:
        """Refuse, before anybody is asked anything, when the base takes no writing: BaseRefused."""
        if not self.is_writable:
            raise self._storage.read_only()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection under the write lock; everything done becomes visible in one commit, or nothing does.

        Raises BaseRefused when the base is read-only, or another writer holds it for longer than a minute.
        """
        self.require_writable()
        with self._storage.refusing() as act, self._storage.writers.begin() as connection:
            yield connection
            act.is_committing = True

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """Give a connection as `writing` does, and take everything back at the end: to learn what writing would do."""
        self.require_writable()
        with self._storage.refusing(), self._storage.writers.connect() as connection:
            transaction = connection.begin()
            try:
                yield connection
            finally:
                transaction.rollback()

    @contextmanager
    def outside_transactions(self) -> Iterator[Connection]:
        """Give a connection of a server whose statements stand alone, as its housekeeping must."""
        with self._storage.refusing(), self._storage.writers.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")
