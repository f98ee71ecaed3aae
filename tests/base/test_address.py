"""The address of a base never holds a password, and none is repeated in a refusal."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.address import Addresses, check_server, is_place_of_a_base, read_addresses, write_addresses
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, BaseRefused, ClientbaseError

SECRET = "Тайна7x"
WITH_PASSWORD = [
    f"postgresql://ivan:{SECRET}@server/base",
    f"postgresql://ivan:{SECRET}@server:5433/base?sslmode=require",
    f"postgres://ivan:{SECRET}@server/base",
    f"POSTGRESQL://ivan:{SECRET}@server/base",
    f"postgresql://:{SECRET}@server/base",
    f"postgresql://ivan%3A{SECRET}@server/base",
    f"postgresql://ivan:{SECRET}/a?b@server/base",
    f"postgresql://ivan:{SECRET}@x@server/base",
    f"postgresql://server/base?password={SECRET}",
    f"postgresql://server/base?user=ivan&PASSWORD={SECRET}",
    f"postgresql://server/base?pass%77ord={SECRET}",
    f"postgresql://server/base?sslpassword={SECRET}",
    f"host=server dbname=base password={SECRET}",
    f"password='{SECRET}' service=base",
]
SERVED = [
    "postgresql://server/base",
    "postgresql://server:5433/base",
    "postgresql://ivan@server/base?sslmode=verify-full&connect_timeout=3",
    "postgresql://?service=base",
    "postgresql:///base?host=/var/run/postgresql",
    "postgresql://server/база",
    "postgresql://[::1]:5432/base",
    "postgresql://server/base?passfile=C%3A/pgpass.conf",
]


@pytest.mark.parametrize("address", SERVED)
def test_an_address_without_a_password_is_kept_as_it_is(address: str, tmp_path: Path) -> None:
    assert check_server(f" {address} ") == address
    write_addresses(tmp_path, address, "знак")
    assert read_addresses(tmp_path) == Addresses(address, "знак")
    assert is_place_of_a_base(tmp_path)


@pytest.mark.parametrize("address", WITH_PASSWORD)
def test_a_password_is_refused_and_not_repeated(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadUse, match="В адресе базы указан пароль") as refused:
        Base.init(tmp_path / "база", db=address)
    assert_silent(refused.value)
    assert not (tmp_path / "база").exists()


@pytest.mark.parametrize("address", WITH_PASSWORD)
def test_a_password_in_the_file_of_addresses_is_refused_and_not_repeated(address: str, tmp_path: Path) -> None:
    (tmp_path / "clientbase.toml").write_text(f'address = "{address}"', encoding="utf-8")
    for attempt in (Base.open, Base.init):
        with pytest.raises(BaseRefused, match="указан пароль") as refused:
            attempt(tmp_path)
        assert_silent(refused.value)


@pytest.mark.parametrize("name", ["password", "db_password", "пароль", "Passwd"])
def test_a_password_beside_the_address_is_refused_and_not_repeated(name: str, tmp_path: Path) -> None:
    text = f'address = "postgresql://server/base"\n"{name}" = "{SECRET}"\n'
    (tmp_path / "clientbase.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BaseRefused, match="записан пароль") as refused:
        Base.open(tmp_path)
    assert_silent(refused.value)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("mysql://server/base", "начинается не с"),
        ("server/base", "начинается не с"),
        ("postgresql://server", "нет имени базы"),
        ("postgresql://server/?sslmode=require", "нет имени базы"),
        ("postgresql://server:много/base", "проверьте имя сервера"),
        ("postgresql://server/base?options=-crole%3Dадмин", "лишний параметр «options»"),
        ("postgresql://server/base?connect_timeout=скоро", "проверьте имя сервера"),
        ("postgresql://server/base?sslmode", "проверьте имя сервера"),
        ('postgresql://server/ba"se', "проверьте имя сервера"),
        ("postgresql://server/ba%0Ase", "проверьте имя сервера"),
    ],
)
def test_what_is_no_address_is_refused(address: str, why: str) -> None:
    with pytest.raises(BadUse, match=why):
        check_server(address)


def test_a_broken_file_of_addresses_is_refused_without_its_content(tmp_path: Path) -> None:
    (tmp_path / "clientbase.toml").write_text(f"address = postgresql://ivan:{SECRET}@server/base", encoding="utf-8")
    with pytest.raises(BaseRefused, match="не читается") as refused:
        Base.open(tmp_path)
    assert_silent(refused.value)


def test_a_base_does_not_move_to_another_address_by_a_second_init(tmp_path: Path) -> None:
    Base.init(tmp_path)
    with pytest.raises(BadUse, match="другим адресом"):
        Base.init(tmp_path, db="postgresql://server/base")


def assert_silent(refusal: ClientbaseError) -> None:
    """Check that neither a refusal nor what led to it says the password."""
    told: BaseException | None = refusal
    while told is not None:
        assert SECRET not in str(told)
        assert SECRET not in repr(told)
        assert SECRET not in repr(told.args)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
