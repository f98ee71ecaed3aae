"""The catalogue of rules: nothing in it is undocumented, untested or unreal."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from clientbase_xl.rules.catalogue import ALL_RULES, Rule
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.settings import Settings, rows

HERE = Path(__file__).parent
ADDRESSES = {row.address for row in rows(Settings())}


def named(rule: Rule) -> str:
    """Return the name of a rule for the report."""
    return rule.key


@pytest.mark.parametrize("rule", ALL_RULES, ids=named)
def test_a_rule_has_a_test_file_of_its_module(rule: Rule) -> None:
    module = rule.function.__module__.rpartition(".")[2]
    assert (HERE / f"test_{module}.py").is_file()


@pytest.mark.parametrize("rule", ALL_RULES, ids=named)
def test_the_docstrings_of_a_rule_name_their_source(rule: Rule) -> None:
    module = inspect.getmodule(rule.function)
    assert module is not None
    assert "METHOD" in str(module.__doc__), "the file opens with its source"
    assert len(str(rule.function.__doc__)) > 100
    assert re.fullmatch(r"METHOD \d+(, \d+)*( \[[KPSB](, [KPSB])*\])?", rule.source), rule.source


@pytest.mark.parametrize("rule", ALL_RULES, ids=named)
def test_the_settings_of_a_rule_exist(rule: Rule) -> None:
    assert set(rule.settings) <= ADDRESSES
    assert len(set(rule.settings)) == len(rule.settings)


@pytest.mark.parametrize(
    "group",
    [
        "facts",
        "status",
        "category",
        "grid",
        "reactivation",
        "retention",
        "kpis",
        "creation",
        "duplicates",
        "fbs",
        "discounts",
        "prospects",
        "tasks",
    ],
)
def test_every_setting_of_the_method_is_obeyed_by_a_rule_or_by_the_facts(group: str) -> None:
    of_rules = {address for rule in ALL_RULES for address in rule.settings}
    of_facts = {"facts.trend_months", "facts.trend_year_ago_months", "facts.trend_min_months"}
    assert {address for address in ADDRESSES if address.startswith(f"{group}.")} <= of_rules | of_facts


@pytest.mark.parametrize("rule", ALL_RULES, ids=named)
def test_people_can_read_a_rule(rule: Rule) -> None:
    assert re.search("[а-я]", rule.title)
    assert rule.sentence.endswith(".")
    assert rule.sentence.count(".") == 1 + rule.sentence.count("..")


def test_keys_are_unique_and_a_rule_with_a_table_of_its_own_carries_its_key() -> None:
    keys = [rule.key for rule in ALL_RULES]
    assert len(set(keys)) == len(keys)
    assert {"statuses", "categories", "reactivation", "week_changes"} <= set(keys) & set(BY_KEY)


def test_every_module_of_the_rules_has_its_test_file() -> None:
    rules = {path.stem for path in Path(inspect.getfile(Rule)).parent.glob("*.py")}
    words = {"__init__", "rule", "catalogue", *(name for name in rules if name.startswith("catalogue_of_"))}
    modules = rules - words
    tested = {path.stem.removeprefix("test_") for path in HERE.glob("test_*.py")}
    assert modules <= tested
