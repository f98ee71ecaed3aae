"""What a server of PostgreSQL says no with, as refusals in Russian; nothing of it holds a password."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy.exc import DataError, DBAPIError, OperationalError

from clientbase_xl.base import connection as waiting
from clientbase_xl.base.postgres_locks import Holder, who_holds
from clientbase_xl.base.storage import Act
from clientbase_xl.errors import BaseRefused

REFUSED = "CB001"
"""The code with which the rights in the database itself refuse (`base/rights/`), in Russian sentences."""
_BUSY = "55P03"
"""Code of a lock that was not got in time."""
_CROWDED = "к серверу подключено слишком много людей"
_LATER = "повторите через минуту; если не поможет, попросите администратора увеличить max_connections."
_AT_LOGIN = (
    (
        r"starting up|shutting down|recovery|запускается|останавливается|восстановлен",
        "сервер запускается или останавливается",
        "повторите через минуту.",
    ),
    (
        r"password authentication failed|не прошёл проверку подлинности|no password supplied",
        "имя или пароль не подошли",
        "проверьте имя и пароль в службе (pg_service.conf) или в файле паролей (pgpass).",
    ),
    (r"too many|connection slots|слишком много|слоты", _CROWDED, _LATER),
    (
        r"database .* does not exist|база данных .* не существует",
        "такой базы на сервере нет",
        "проверьте имя базы или попросите администратора создать её.",
    ),
    (
        r"pg_hba\.conf|authentication failed|permission denied|role|роль|нет доступа|нет прав",
        "вход не разрешён",
        "попросите администратора дать вам вход на сервер и в эту базу.",
    ),
    (
        r"SSL|certificate|сертификат",
        "шифрованное соединение не установлено",
        "проверьте sslmode и сертификаты в адресе или службе.",
    ),
    (
        r"definition of service|определение службы|service file .* not found|файл определени\w служб .* не найден",
        "служба с этим именем не описана",
        "опишите её в файле pg_service.conf или исправьте имя в адресе.",
    ),
    (
        r"service file|файл\w* определени\w служб",
        "файл служб (pg_service.conf) не читается или в нём ошибка",
        "исправьте его: под строкой [имя службы] строки вида host=сервер, без пробелов в начале.",
    ),
)
"""Words of a refused login, in English and in Russian: libpq does not tell their codes. The first one met counts."""
_UNKNOWN_HOST = re.compile(r"resolve host|translate host name|преобразовать имя")
"""«Name or service not known» is about the name of the server."""
_SAID_NO = re.compile(
    r"FATAL|ВАЖНО|service file|of service|определение службы|определени\w служб|password|SSL|certificate|invalid"
)


@contextmanager
def refusing(address: str) -> Iterator[Act]:
    """Turn failures of the server into refusals that say what to do."""
    act = Act()
    try:
        yield act
    except DBAPIError as error:
        holders = who_holds(address) if getattr(error.orig, "sqlstate", None) == _BUSY else ()
        raise refusal(address, error, act, holders) from error


def refusal(address: str, error: DBAPIError, act: Act, holders: Sequence[Holder] = ()) -> BaseRefused:
    """Return the refusal for what the driver said about a base; `holders` are those whom others wait for."""
    code = getattr(error.orig, "sqlstate", None) or ""
    if _is_lost(error, code):
        return _lost(address, act)
    if isinstance(error, OperationalError) and not code:
        return _no_login(address, str(error.orig))
    if code == _BUSY:
        return _busy(address, holders)
    if code == "53300":
        return BaseRefused(f"База «{address}»: {_CROWDED}.", remedy=_LATER)
    if code.startswith("53") or code == "58030":
        return BaseRefused(
            f"Не удалось записать в базу «{address}»: на сервере нет места на диске или памяти. База не изменилась.",
            remedy="попросите администратора освободить место на сервере и повторите.",
        )
    if code == "25006":
        return read_only(address)
    if code == REFUSED:
        return BaseRefused(
            f"База «{address}» не приняла запись: {_said(error)} Ничего не изменено.",
            remedy="меняйте базу программой и под своим именем; спорное решает РОП.",
        )
    if code == "42501":
        return no_right(address)
    if code == "42P01":
        return foreign(address)
    if isinstance(error, DataError):
        return BaseRefused(
            f"База «{address}» не приняла значение: {_said(error)}. База не изменилась.",
            remedy="исправьте значение в файле или книге и повторите.",
        )
    return BaseRefused(
        f"База «{address}» не ответила: {_said(error)}.",
        remedy="повторите; если не поможет, покажите сообщение администратору базы.",
    )


def absent(address: str) -> BaseRefused:
    """Return the refusal for a database in which no base was made yet."""
    return BaseRefused(
        f"В базе данных «{address}» ещё нет базы клиентов.", remedy="создайте её: clientbase init --base … --db …"
    )


def no_right(address: str) -> BaseRefused:
    """Return the refusal for what the server does not let this person do."""
    return BaseRefused(
        f"База «{address}»: на это действие нет права.",
        remedy="попросите администратора базы; новую версию программы первым запускает он.",
    )


def foreign(address: str) -> BaseRefused:
    """Return the refusal for a database that holds something else."""
    return BaseRefused(
        f"База данных «{address}» занята другой программой или это не наша база.",
        "пустая база данных или созданная командой clientbase init",
        "укажите другую базу данных или восстановите базу из копии.",
    )


def read_only(address: str) -> BaseRefused:
    """Return the refusal to write where the server takes none."""
    return BaseRefused(
        f"База «{address}» открыта только для чтения.",
        remedy="укажите адрес основного сервера, а не его копии, или попросите у администратора право записи.",
    )


def _is_lost(error: DBAPIError, code: str) -> bool:
    """Tell whether an open connection broke: the server stopped, or what lies between."""
    return error.connection_invalidated or code in ("57P01", "57P02", "57P03") or code.startswith("08")


def _lost(address: str, act: Act) -> BaseRefused:
    if act.is_committing:
        return BaseRefused(
            f"Связь с базой «{address}» прервалась, когда она заканчивала запись: записано всё или ничего.",
            remedy="повторите действие: что уже записано, второй раз не запишется.",
        )
    return BaseRefused(
        f"Связь с базой «{address}» прервалась. База не изменилась.",
        remedy="проверьте сеть и сервер и повторите.",
    )


def _no_login(address: str, said: str) -> BaseRefused:
    if _SAID_NO.search(said) and not _UNKNOWN_HOST.search(said):
        for words, found, remedy in _AT_LOGIN:
            if re.search(words, said):
                return BaseRefused(f"Сервер базы «{address}» не пустил: {found}.", remedy=remedy)
        return BaseRefused(
            f"Сервер базы «{address}» не пустил: {said.splitlines()[0]}.", remedy="покажите сообщение администратору."
        )
    return BaseRefused(
        f"Сервер базы «{address}» не отвечает.",
        remedy="проверьте сеть и адрес; спросите администратора, работает ли сервер.",
    )


def _busy(address: str, holders: Sequence[Holder]) -> BaseRefused:
    found = f"База «{address}» занята: другая программа записывает в неё дольше {waiting.BUSY_SECONDS:.0f} с."
    remedy = "дождитесь окончания загрузки у коллеги и повторите"
    if not holders:
        return BaseRefused(found, remedy=f"{remedy}.")
    names = ", ".join(f"«{one.login}» (сеанс {one.session})" for one in holders)
    ended = "; ".join(f"SELECT pg_terminate_backend({one.session})" for one in holders)
    return BaseRefused(
        f"{found} Её держит {names}.",
        remedy=f"{remedy}; если он ничего не записывает, администратор сервера закончит его сеанс: {ended}.",
    )


def _said(error: DBAPIError) -> str:
    """Return the server's own sentence, without the details, which may quote rows."""
    told = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    return str(told or str(error.orig).splitlines()[0])
