"""What a server says no with becomes a refusal in Russian; no server is needed to hear it."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from clientbase_xl.base.postgres_locks import Holder
from clientbase_xl.base.postgres_refusals import refusal, refusing
from clientbase_xl.base.storage import Act
from clientbase_xl.errors import BaseRefused

ADDRESS = "postgresql://сервер/база"


def failed(error: psycopg.Error, *, is_lost: bool = False) -> DBAPIError:
    """Return the driver's failure as SQLAlchemy raises it."""
    made = DBAPIError.instance(
        "INSERT", {"value": "секретное значение"}, error, psycopg.Error, connection_invalidated=is_lost
    )
    assert isinstance(made, DBAPIError)
    return made


@pytest.mark.parametrize(
    ("code", "found", "remedy"),
    [
        ("53100", "нет места на диске", "освободить место"),
        ("53200", "нет места на диске или памяти", "освободить место"),
        ("53300", "подключено слишком много людей", "max_connections"),
        ("58030", "нет места на диске", "освободить место"),
        ("55P03", "занята: другая программа записывает в неё дольше 60 с", "повторите"),
        ("25006", "открыта только для чтения", "основного сервера"),
        ("42501", "нет права", "администратора"),
        ("42P01", "не наша база", "из копии"),
        ("57P01", "прервалась. База не изменилась", "проверьте сеть"),
        ("08006", "прервалась. База не изменилась", "проверьте сеть"),
        ("22P05", "не приняла значение", "исправьте значение"),
        ("23503", "не ответила", "администратору"),
    ],
)
def test_every_failure_has_its_words_and_its_remedy(code: str, found: str, remedy: str) -> None:
    told = refusal(ADDRESS, failed(psycopg.errors.lookup(code)("said")), Act())
    assert (found in told.found, remedy in told.remedy) == (True, True), told
    assert ADDRESS in told.found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('FATAL:  password authentication failed for user "ivan"', "имя или пароль не подошли"),
        ('ВАЖНО:  пользователь "ivan" не прошёл проверку подлинности (по паролю)', "имя или пароль не подошли"),
        ("fe_sendauth: no password supplied", "имя или пароль не подошли"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "ivan"', "вход не разрешён"),
        ('FATAL:  role "ivan" does not exist', "вход не разрешён"),
        ('FATAL:  permission denied for database "base"', "вход не разрешён"),
        ('FATAL:  database "base" does not exist', "такой базы на сервере нет"),
        ('ВАЖНО:  база данных "base" не существует', "такой базы на сервере нет"),
        ("FATAL:  sorry, too many clients already", "слишком много людей"),
        ("FATAL:  the database system is starting up", "запускается или останавливается"),
        ('definition of service "base" not found', "служба с этим именем не описана"),
        ('service file "pg_service.conf" not found', "служба с этим именем не описана"),
        ('syntax error in service file "pg_service.conf", line 2', "не читается или в нём ошибка"),
        ("failed to resolve host 'service.invalid': [Errno -2] Name or service not known", "не отвечает"),
        ('could not translate host name "server" to address: Name or service not known', "не отвечает"),
        ('не удалось преобразовать имя "server" в адрес: Имя или служба не известны', "не отвечает"),
        ("server does not support SSL, but SSL was required", "шифрованное соединение не установлено"),
        ('root certificate file "ca.crt" does not exist', "шифрованное соединение не установлено"),
        ('invalid sslmode value: "some"', "invalid sslmode value"),
        ("FATAL:  something new", "something new"),
        ('connection to server at "server", port 5432 failed: Connection refused', "не отвечает"),
        ("connection timeout expired", "не отвечает"),
        ('could not translate host name "server" to address', "не отвечает"),
    ],
)
def test_a_refused_login_is_told_apart(said: str, found: str) -> None:
    told = refusal(ADDRESS, failed(psycopg.OperationalError(said)), Act())
    assert found in told.found
    assert told.remedy


def test_a_connection_lost_while_committing_leaves_the_end_open() -> None:
    lost = failed(psycopg.OperationalError("server closed the connection unexpectedly"), is_lost=True)
    assert "База не изменилась" in refusal(ADDRESS, lost, Act()).found
    assert "записано всё или ничего" in refusal(ADDRESS, lost, Act(is_committing=True)).found


def test_a_base_that_somebody_holds_names_who_and_how_to_end_it() -> None:
    told = refusal(ADDRESS, failed(psycopg.errors.lookup("55P03")("said")), Act(), [Holder("petrov", 77)])
    assert "Её держит «petrov» (сеанс 77)" in told.found
    assert "SELECT pg_terminate_backend(77)" in told.remedy


def test_values_of_the_statement_are_not_told() -> None:
    with pytest.raises(BaseRefused) as refused, refusing(ADDRESS):
        raise failed(psycopg.errors.lookup("23505")("duplicate key\nDETAIL:  Key (phone)=(+7 900) already exists."))
    assert "секретное" not in str(refused.value)
    assert "+7 900" not in str(refused.value)
