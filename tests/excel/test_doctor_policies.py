"""What the doctor says of policies and of what Excel has switched off itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clientbase_xl.excel.doctor_policies import CHILD_PROCESSES, GUARD_KEYS, MANAGER_KEY, WIN32_CALLS
from clientbase_xl.excel.office_registry import OFFICE, POLICIES
from clientbase_xl.excel.registry import Hive
from clientbase_xl.problems import Severity
from tests.support.checked_machine import LOCATIONS, findings, installed, only
from tests.support.windows_profile import Computer


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """Return a computer on which all is in order."""
    return installed(tmp_path / "C")


def disabled(path: str, title: str = "") -> bytes:
    """Return an item of Excel's list of disabled ones: kind, two lengths, two texts."""
    texts = [f"{text}\0".encode("utf-16-le") for text in (path.lower(), title)]
    return b"".join([(2).to_bytes(4, "little"), *(len(one).to_bytes(4, "little") for one in texts), *texts])


@pytest.mark.parametrize("hive", ["HKCU", "HKLM"])
@pytest.mark.parametrize(
    ("below", "name", "value"),
    [
        (r"Excel\Security\Trusted Locations", "AllLocationsDisabled", 1),
        (r"Common\Security\Trusted Locations", "Allow User Locations", 0),
    ],
)
def test_a_policy_that_switches_trusted_locations_off(
    computer: Computer, hive: Hive, below: str, name: str, value: int
) -> None:
    computer.registry.put(hive, rf"{POLICIES}\16.0\{below}", name, 1 - value)
    assert findings(computer) == []
    computer.registry.put(hive, rf"{POLICIES}\16.0\{below}", name, value)
    one = only(computer)
    assert (one.key, one.severity) == ("trusted_locations_policy", Severity.ERROR)
    assert name in one.evidence
    assert str(computer.profile.xlstart) in one.remedy


def test_trusted_locations_that_the_user_switched_off(computer: Computer) -> None:
    computer.registry.put("HKCU", LOCATIONS, "AllLocationsDisabled", 1)
    one = only(computer)
    assert (one.key, one.severity) == ("trusted_locations_off", Severity.ERROR)
    assert "Надёжные расположения" in one.remedy


def test_xlstart_taken_off_the_list_of_trusted_locations(computer: Computer) -> None:
    computer.registry.keys[("HKCU", rf"{LOCATIONS}\Location2".casefold())]["Path"] = "D:\\Отчёты"
    one = only(computer)
    assert (one.key, one.severity) == ("xlstart_not_trusted", Severity.WARNING)
    above = str(computer.profile.roaming / "Microsoft")
    computer.registry.put("HKCU", rf"{LOCATIONS}\Location3", "Path", above)
    assert findings(computer) == []


@pytest.mark.parametrize(("root", "allowed", "count"), [(OFFICE, 0, 1), (OFFICE, 1, 0), (POLICIES, 1, 0)])
def test_an_xlstart_on_the_network(computer: Computer, root: str, allowed: int, count: int) -> None:
    computer.registry.put("HKCU", rf"{root}\16.0\Excel\Security\Trusted Locations", "AllowNetworkLocations", allowed)
    on_network = replace(computer.profile, roaming=Path("\\\\сервер\\профили\\Ivan"))
    keys = [one.key for one in findings(replace(computer, profile=on_network))]
    assert keys.count("xlstart_on_network") == count
    assert "xlstart_on_network" not in [one.key for one in findings(computer)]


@pytest.mark.parametrize("version", ["15.0", "16.0"])
def test_an_addin_that_excel_disabled_after_a_crash(computer: Computer, version: str) -> None:
    key = rf"{OFFICE}\{version}\Excel\Resiliency\DisabledItems"
    computer.registry.put("HKCU", key, "1A2B3C", disabled("c:\\x\\другая.xlam"))
    assert findings(computer) == []
    computer.registry.put("HKCU", key, "4D5E6F", disabled(str(computer.profile.addin), "clientbase"))
    one = only(computer)
    assert (one.key, one.severity) == ("addin_disabled", Severity.ERROR)
    assert "4D5E6F" in one.evidence
    assert "Отключённые объекты" in one.remedy


@pytest.mark.parametrize(
    ("root", "below", "name", "key"),
    [
        (POLICIES, r"Excel\Security", "DisableAllAddins", "addins_off_policy"),
        (OFFICE, r"Excel\Security", "DisableAllAddins", "addins_off"),
        (POLICIES, "Common", "VbaOff", "vba_off"),
        (POLICIES, r"Excel\Security", "RequireAddinSig", "signature_required"),
    ],
)
def test_addins_or_vba_switched_off(computer: Computer, root: str, below: str, name: str, key: str) -> None:
    computer.registry.put("HKCU", rf"{root}\16.0\{below}", name, 0)
    assert findings(computer) == []
    computer.registry.put("HKCU", rf"{root}\16.0\{below}", name, 1)
    one = only(computer)
    assert (one.key, one.severity) == (key, Severity.ERROR)
    assert name in one.evidence


@pytest.mark.parametrize(
    ("restricted", "listed", "count"),
    [(1, None, 1), (1, "0", 1), (1, "1", 0), (1, "2", 0), (0, None, 0), (0, "0", 1), (0, "1", 0)],
)
def test_a_policy_that_lists_which_addins_may_run(
    computer: Computer, restricted: int, listed: str | None, count: int
) -> None:
    key = rf"{POLICIES}\16.0\Excel\Resiliency"
    computer.registry.put("HKCU", key, "RestrictToList", restricted)
    if listed is not None:
        computer.registry.put("HKCU", rf"{key}\AddinList", "clientbase.xlam", listed)
    assert [one.key for one in findings(computer)] == ["addin_not_listed"] * count


@pytest.mark.parametrize(
    ("state", "severity"), [("1", Severity.ERROR), ("6", Severity.WARNING), ("0", None), ("2", None), ("5", None)]
)
@pytest.mark.parametrize("place", [*GUARD_KEYS, MANAGER_KEY])
@pytest.mark.parametrize(
    ("rule", "key"), [(CHILD_PROCESSES, "child_processes_blocked"), (WIN32_CALLS, "win32_calls_blocked")]
)
def test_rules_of_windows_defender_against_macros(
    computer: Computer, state: str, severity: Severity | None, place: str, rule: str, key: str
) -> None:
    if place == MANAGER_KEY:
        rules = f"26190899-1602-49e8-8b27-eb1d0a1ce869=1|{{{rule.upper()}}}={state}"
        computer.registry.put("HKLM", place, "ASRRules", rules)
    else:
        computer.registry.put("HKLM", place, rule.upper(), state)
    found = findings(computer)
    assert [(one.key, one.severity) for one in found] == ([(key, severity)] if severity else [])


def test_blocked_child_processes_have_the_attach_mode_as_the_way_out(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C")
    computer.registry.put("HKLM", GUARD_KEYS[0], CHILD_PROCESSES, "1")
    assert "clientbase excel attach --at-login" in only(computer).remedy
    attached = installed(tmp_path / "D", is_attached=True)
    attached.registry.put("HKLM", GUARD_KEYS[0], CHILD_PROCESSES, "1")
    assert findings(attached) == []


def test_blocked_calls_of_libraries_have_no_way_out_but_the_administrator(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C", is_attached=True)
    computer.registry.put("HKLM", GUARD_KEYS[0], WIN32_CALLS, "1")
    one = only(computer)
    assert one.key == "win32_calls_blocked"
    assert "администратору" in one.remedy


def test_an_attach_mode_without_its_python(tmp_path: Path) -> None:
    computer = installed(tmp_path / "C", is_attached=True)
    one = only(computer, is_serving=lambda: False)
    assert (one.key, one.severity) == ("attach_not_running", Severity.ERROR)
    assert "attach --off" in one.remedy
    assert findings(computer, is_serving=None) == []
    assert findings(installed(tmp_path / "D"), is_serving=lambda: False) == []
