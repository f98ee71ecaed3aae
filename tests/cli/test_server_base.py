"""A team's base by commands: made at an address without a password, then the whole way that an embedded one goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.journal import entries
from clientbase_xl.base.store import Base
from tests.support.desk import Answer, Desk, line
from tests.support.engines import Engine
from tests.support.own_book import OwnBook, edited

SECRET = "Тайна7x"
TODAY = ("--today", "2026-06-01")


@pytest.mark.parametrize(
    "address", [f"postgresql://ivan:{SECRET}@server/base", f"postgresql://server/base?password={SECRET}"]
)
def test_a_password_in_the_address_is_refused_and_said_nowhere(bare_desk: Desk, address: str) -> None:
    answer = bare_desk.call("init", "--db", address)
    assert (answer.code, "указан пароль" in answer.err) == (2, True)
    assert SECRET not in answer.out + answer.err
    assert not bare_desk.base.exists()


def test_a_server_that_is_away_is_named_with_its_remedy(bare_desk: Desk) -> None:
    answer = bare_desk.call("init", "--db", "postgresql://127.0.0.1:1/base")
    assert (answer.code, "не отвечает" in answer.err, "проверьте сеть" in answer.err) == (2, True, True)


@pytest.mark.long
def test_init_import_workbook_send_approve_verify_and_as_of(bare_desk: Desk, server: Engine) -> None:
    address = server.address()
    assert f"таблицы: {address}" in done(bare_desk.call("init", "--db", address))
    rows = [line("10.05.2026", "1", "1000,00"), line("11.05.2026", "2", "300,00", manager="Градова")]
    done(bare_desk.call("import", bare_desk.export("продажи.csv", *rows), "--vat", "без НДС"))
    done(bare_desk.call("users", "--add", "шеф", "--role", "РОП"))
    done(bare_desk.call("users", "--add", "ветров", "--role", "менеджер", "--manager", "Ветров", "--user", "шеф"))
    path: Path = bare_desk.folder / "книга.xlsx"
    done(bare_desk.call("workbook", "--out", path, *TODAY, "--user", "ветров"))
    assert list(OwnBook(path).rows("clients")) == ["1"]
    with edited(path) as book:
        book.type("clients", "1", comment="звонить утром", potential_rub=150000.5)
    done(bare_desk.call("send", path, "--why", "встреча", "--user", "ветров"))
    done(bare_desk.call("requests", "--approve", "1", "--user", "шеф"))
    base = Base.open(bare_desk.base)
    (sent,) = [entry for entry in entries(base) if entry.source == "заявка"]
    now, before = (read_cards(base, until).set_index("client_code").loc["1"] for until in (None, sent.seq - 1))
    assert (now["potential_rub"], now["comment"]) == (150000.5, "звонить утром")
    assert (before["potential_rub"] == before["potential_rub"], before["comment"]) == (False, "звонить утром")
    assert "База цела" in done(bare_desk.call("verify"))
    assert "нового нет" in done(bare_desk.call("send", path, "--user", "ветров"))


def done(answer: Answer) -> str:
    """Return what a command said; it went through, with problems in the data or without."""
    assert answer.code in (0, 1), answer.err
    return answer.out
