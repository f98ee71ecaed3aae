"""Where the tables of a base are: the address in `clientbase.toml`, checked; a password is never part of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from clientbase_xl.base.connection import reason
from clientbase_xl.errors import BadUse, BaseRefused

DATABASE, LEDGER, ADDRESSES = "base.sqlite", "ledger", "clientbase.toml"
EMBEDDED = f"sqlite:///{DATABASE}"
SCHEME = "postgresql://"
EXAMPLES = f"{SCHEME}сервер/база, {SCHEME}сервер:5432/база, {SCHEME}?service=имя"
PARAMETERS = frozenset(
    (
        *("service", "host", "port", "dbname", "user", "passfile", "connect_timeout", "target_session_attrs"),
        *("sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding"),
    )
)
"""What may stand after «?»: words of libpq that hold no secret."""
_NO_PASSWORD = (
    "уберите пароль: его дают служба (pg_service.conf) или файл паролей (pgpass), см. docs/postgres.md; "
    "пароль, который был записан здесь, смените."
)
_ODD = re.compile(r"[\s\x00-\x1f\"'\\]")
_SECRET = re.compile(r"passw(or)?d|парол", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """What `clientbase.toml` says: where the tables are, and the identity of the base that they must hold ("": any)."""

    address: str = EMBEDDED
    base_id: str = ""

    @property
    def is_embedded(self) -> bool:
        """Tell whether the tables are in the folder itself."""
        return self.address == EMBEDDED


def check_server(given: str) -> str:
    """Return the address of a PostgreSQL database as it is kept.

    Raises BadUse, never repeating what was given, when it holds a password or is no address of PostgreSQL. Where no
    database is named, libpq takes it from the service or from the environment.
    """
    address = re.sub(r"^postgres(ql)?://", SCHEME, given.strip(), flags=re.IGNORECASE)
    if _has_password(address):
        raise BadUse("В адресе базы указан пароль.", EXAMPLES, _NO_PASSWORD)
    if not address.startswith(SCHEME):
        raise BadUse("Адрес базы не понят: он начинается не с «postgresql://».", EXAMPLES)
    try:
        parts = urlsplit(address)
        values = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        is_understood = (parts.port is None or parts.port > 0) and int(values.get("connect_timeout", "1")) >= 0
    except ValueError:
        is_understood, values = False, {}
    if not is_understood or parts.fragment or _ODD.search(unquote(address)):
        raise BadUse("Адрес базы не понят: проверьте имя сервера, порт и имя базы.", EXAMPLES)
    if unknown := sorted(values.keys() - PARAMETERS):
        raise BadUse(f"В адресе базы лишний параметр «{unknown[0]}».", ", ".join(sorted(PARAMETERS)))
    if not (parts.path.strip("/") or {"dbname", "service"} & values.keys()):
        raise BadUse("В адресе базы нет имени базы.", EXAMPLES)
    return address


def read_addresses(folder: Path) -> Addresses:
    """Return what the file of addresses says; a lost one means the embedded base.

    Raises BaseRefused for a file that cannot be read, a password in it, and an address that is not served.
    """
    file = folder / ADDRESSES
    try:
        content = file.read_text(encoding="utf-8")
        told = tomllib.loads(content)
    except FileNotFoundError:
        return Addresses()
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(file, f"не читается: {str(error).splitlines()[0]}") from None
    except UnicodeDecodeError as error:
        raise _unreadable(file, "не читается: это не UTF-8") from error
    except OSError as error:
        raise _unreadable(file, f"не открывается: {reason(error)}") from error
    if any(_SECRET.search(name) for name in told):
        raise BaseRefused(f"В файле «{file}» записан пароль.", remedy=_NO_PASSWORD)
    address, base_id = told.get("address", EMBEDDED), told.get("base_id", "")
    if address != EMBEDDED and isinstance(address, str):
        try:
            address = check_server(address)
        except BadUse as refused:
            raise BaseRefused(
                f"Файл «{file}»: {refused.found}", refused.allowed, refused.remedy or "исправьте строку address."
            ) from None
    if not isinstance(address, str) or not isinstance(base_id, str) or told.get("ledger", LEDGER) != LEDGER:
        raise BaseRefused(
            f"В файле «{file}» указан адрес, с которым эта версия программы не работает.",
            f'address = "{EMBEDDED}" или "{SCHEME}сервер/база", ledger = "{LEDGER}"',
            "исправьте адрес или поставьте новую версию программы.",
        )
    return Addresses(address, base_id)


def write_addresses(folder: Path, address: str, base_id: str = "") -> None:
    """Write the file of addresses unless it is there."""
    file = folder / ADDRESSES
    if file.exists():
        return
    lines = [
        "# Адреса базы. Пароли здесь не хранятся: их дают файл паролей или служба PostgreSQL.",
        f'address = "{address}"',
        f'ledger = "{LEDGER}"',
    ]
    if base_id:
        lines += ["# Какая это база: по этому знаку программа узнаёт, что адрес ведёт к ней.", f'base_id = "{base_id}"']
    temporary = file.with_name(f".{file.name}.tmp")
    temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    temporary.replace(file)


def is_place_of_a_base(folder: Path) -> bool:
    """Tell whether a folder holds a base or names one on a server."""
    if (folder / DATABASE).is_file():
        return True
    try:
        return not read_addresses(folder).is_embedded
    except BaseRefused:
        return True  # it is opened, and the refusal says what is wrong


def _has_password(address: str) -> bool:
    """Tell whether a text could hold a password, however it is written; in doubt it does."""
    rest = address.partition("://")[2] or address
    before_at = rest.rpartition("@")[0]
    return ":" in unquote(before_at) or bool(_SECRET.search(unquote(rest.partition("?")[2] if "?" in rest else rest)))


def _unreadable(file: Path, why: str) -> BaseRefused:
    return BaseRefused(f"Файл адресов «{file}» {why}.", remedy="исправьте его или восстановите из копии.")
