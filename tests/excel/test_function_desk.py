from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.excel import function_desk
from clientbase_xl.excel.function_desk import LOOK_AGAIN_SECONDS, FunctionSettings
from clientbase_xl.excel.user_config import UserConfig, write_config
from clientbase_xl.settings import Settings
from tests.support.office import BASE, Office


@dataclass
class Reads:
    """How often settings were read, and what they are said to be."""

    count: int = 0
    found: Settings | None = None


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    noted = Reads()

    def load(base: object) -> Settings:
        noted.count += 1
        return noted.found or load_settings(base)  # type: ignore[arg-type]

    monkeypatch.setattr(function_desk, "load_settings", load)
    return noted


def test_without_a_base_the_defaults_of_the_method_count(tmp_path: Path, reads: Reads) -> None:
    assert FunctionSettings(tmp_path / "нет.toml", tmp_path / "нет").at(0.0) == Settings()
    assert reads.count == 0


def test_settings_of_the_base_are_read_once_while_it_stays_as_it_is(firm: Office, reads: Reads) -> None:
    known = FunctionSettings(firm.folder / "нет.toml", firm.folder / BASE)
    found = [known.at(moment) for moment in (0.0, 0.5, LOOK_AGAIN_SECONDS, 100.0)]
    assert found[0] == load_settings(firm.base)
    assert all(one is found[0] for one in found)
    assert reads.count == 1


def test_a_changed_base_is_read_again_but_not_at_every_call(firm: Office, reads: Reads) -> None:
    known = FunctionSettings(firm.folder / "нет.toml", firm.folder / BASE)
    known.at(0.0)
    firm.staff()
    known.at(LOOK_AGAIN_SECONDS - 0.1)
    assert reads.count == 1
    known.at(LOOK_AGAIN_SECONDS)
    assert reads.count == 2


def test_the_base_of_the_users_settings_goes_before_the_usual_one(firm: Office, reads: Reads) -> None:
    config = firm.folder / "config.toml"
    write_config(config, UserConfig(base=(firm.folder / BASE).resolve()))
    FunctionSettings(config, firm.folder / "нет").at(0.0)
    assert reads.count == 1


def test_a_broken_file_of_settings_leaves_functions_with_the_settings_known_so_far(
    tmp_path: Path, reads: Reads
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("base = [", encoding="utf-8")
    assert FunctionSettings(config, tmp_path).at(0.0) == Settings()
    assert reads.count == 0


def test_a_base_on_a_server_is_read_again_every_minute(
    tmp_path: Path, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "clientbase.toml").write_text('address = "postgresql://server/base"', encoding="utf-8")
    monkeypatch.setattr(function_desk, "open_base", lambda _config, usual: usual)
    reads.found = Settings()
    known = FunctionSettings(tmp_path / "нет.toml", tmp_path)
    for moment, count in ((1.0, 1), (30.0, 1), (59.0, 1), (61.0, 2), (90.0, 2), (125.0, 3)):
        known.at(moment)
        assert reads.count == count
