"""Settings: what differs from the defaults is kept, and checked before and after."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from clientbase_xl.base.settings_store import load_settings, save_values
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.settings import Settings
from tests.support.importer import NOW


def test_values_of_every_sort_come_back(base: Base) -> None:
    with base.writing() as connection:
        save_values(
            connection,
            {
                "reactivation.window_months": 6,
                "status.dozing_drop_share": 0.4,
                "category.profit_cut_mode": "квантили",
                "category.potential_rub_max": None,
                "reactivation.is_seasonal_apart": True,
                "grid.mid_low": "E",
            },
            at=NOW,
            by="я",
        )
    settings = load_settings(base)
    assert (settings.reactivation.window_months, settings.status.dozing_drop_share) == (6, 0.4)
    assert (settings.category.profit_cut_mode, settings.grid.mid_low) == ("квантили", "E")
    assert settings.category.potential_rub_max is None
    assert settings.reactivation.is_seasonal_apart is True


def test_a_value_saved_again_replaces_the_old_one(base: Base) -> None:
    for days in (30, 45):
        with base.writing() as connection:
            save_values(connection, {"status.new_days": days}, at=NOW, by="я")
    assert load_settings(base).status.new_days == 45


@pytest.mark.parametrize(
    "values",
    [
        {"reactivation.silent_from_days": 200},  # above silent_to_days
        {"status.new_days": 0},
        {"status.unknown": 1},
        {"status.new_days": 30, "grid.max_max": "Z"},
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(base: Base, values: dict[str, object]) -> None:
    with pytest.raises(BadUse, match="Настройка"), base.writing() as connection:
        save_values(connection, values, at=NOW, by="я")
    assert load_settings(base) == Settings()


def test_a_value_is_checked_together_with_those_already_stored(base: Base) -> None:
    with base.writing() as connection:
        save_values(connection, {"reactivation.silent_to_days": 400}, at=NOW, by="я")
    with base.writing() as connection:
        save_values(connection, {"reactivation.silent_from_days": 300}, at=NOW, by="я")
    with pytest.raises(BadUse), base.writing() as connection:
        save_values(connection, {"reactivation.silent_to_days": 299}, at=NOW, by="я")


@pytest.mark.parametrize("stored", ["not json", "-5", '"много"'])
def test_a_stored_value_spoilt_by_another_hand_is_named(base: Base, stored: str) -> None:
    with base.writing() as connection:
        connection.execute(text("INSERT INTO settings (address, value) VALUES ('status.new_days', :v)"), {"v": stored})
    with pytest.raises(BadUse, match=r"status\.new_days"):
        load_settings(base)
