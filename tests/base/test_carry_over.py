"""A base of the first program gets its journal when this one opens it; nothing of it is lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from clientbase_xl.base import migrate
from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.connection import make_engine
from clientbase_xl.base.embedded import APPLICATION_ID
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.journal import entries
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.meta import base_id
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import DATABASE, Base
from clientbase_xl.base.verify import verify
from tests.support.governed import change, put, replayed, standing

FIRST_PROGRAM = """
INSERT INTO clients (client_code, client_name, manager, potential_rub, phone, is_target, contract_until,
                     category_approved, is_category_preliminary, is_from_lines)
VALUES ('К1', 'Ромашка', 'Иванова', 1000050, '+7 900', 1, '2027-01-31', 'B', 1, 0),
       ('К2', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1),
       ('К3', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1);
INSERT INTO imports VALUES
 (1, '2026-02-01 12:00:00.000000', 'Петров', 'а.csv', '1С', 'aa', 'aa.parquet', '2026-01-01', '2026-01-31', 9, 9, '{}',
  12345, 'с НДС', 'с НДС'),
 (2, '2026-02-02 12:00:00.000000', 'Петров', 'б.csv', '1С', 'bb', 'bb.parquet', '2026-02-01', '2026-02-28', 9, 9, '{}',
  12345, 'с НДС', 'с НДС');
INSERT INTO import_undos VALUES (2, '2026-02-03 12:00:00.000000', 'Петров');
INSERT INTO client_imports VALUES ('К1', 1), ('К2', 1), ('К3', 2);
INSERT INTO lists VALUES ('Юрьева', NULL, 'managers', 1), ('Абрамов', 'до марта', 'managers', 2);
INSERT INTO settings (value, address) VALUES
 ('60', 'status.new_days'), ('0.4', 'status.dozing_drop_share'), ('"квантили"', 'category.profit_cut_mode'),
 ('true', 'reactivation.is_seasonal_apart'), ('null', 'category.potential_rub_max');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the folder of a base as the first program left it."""
    folder = tmp_path / "база"
    Base.init(folder)
    file = folder / DATABASE
    file.unlink()
    file.touch()
    with make_engine(file, begin="BEGIN IMMEDIATE").begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        command.upgrade(migrate._config(connection), "0001")
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST_PROGRAM)
    return folder


def test_everything_stays_and_is_the_first_entry(old: Path) -> None:
    base = Base.open(old)
    (entry,) = entries(base)
    assert (entry.seq, entry.source, entry.by) == (1, "перенос", "программа")
    cards = read_cards(base).set_index("client_code")
    assert list(cards.index) == ["К1", "К2"]
    assert (cards.loc["К1", "potential_rub"], cards.loc["К1", "phone"]) == (10000.5, "+7 900")
    assert bool(cards.loc["К1", "is_category_preliminary"])
    lists = read_lists(base)
    assert list(lists["value"]) == ["Юрьева", "Абрамов"]
    settings = load_settings(base)
    assert (settings.status.new_days, settings.status.dozing_drop_share) == (60, 0.4)
    assert (settings.category.profit_cut_mode, settings.reactivation.is_seasonal_apart) == ("квантили", True)
    assert settings.category.potential_rub_max is None
    assert [record.undone_at is not None for record in list_imports(base)] == [False, True]
    assert standing(base) == replayed(base)
    assert verify(base) is None


def test_the_journal_goes_on_from_there(old: Path) -> None:
    base = Base.open(old)
    identity = base_id(base)
    put(base, change("К1", "client_name", "Ромашка", "Лютик"))
    again = Base.open(old)
    assert base_id(again) == identity
    assert [entry.seq for entry in entries(again)] == [1, 2]
    assert list(read_cards(again, 1)["client_name"]) == ["Ромашка", None]
    assert verify(again) is None


def test_a_setting_spoilt_by_another_hand_does_not_stop_the_opening(old: Path) -> None:
    with closing(sqlite3.connect(old / DATABASE)) as connection:
        connection.execute("UPDATE settings SET value = 'not json' WHERE address = 'status.new_days'")
        connection.commit()
    base = Base.open(old)
    with base.reading() as connection:
        kept = connection.execute(text("SELECT value FROM settings WHERE address = 'status.new_days'")).scalar()
    assert kept == "not json"
