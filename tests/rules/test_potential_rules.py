"""The rules of potential stand in the catalogue, in the order of the work."""

from __future__ import annotations

from clientbase_xl.rules.catalogue import ALL_RULES
from clientbase_xl.rules.potential_rules import POTENTIAL_RULES
from clientbase_xl.settings import Settings, rows


def test_the_rules_of_potential_are_a_run_of_the_catalogue_before_the_levels() -> None:
    keys = [rule.key for rule in ALL_RULES]
    first = keys.index(POTENTIAL_RULES[0].key)
    assert keys[first : first + len(POTENTIAL_RULES)] == [rule.key for rule in POTENTIAL_RULES]
    assert keys[first + len(POTENTIAL_RULES)] == "profit_level"


def test_every_setting_of_the_profile_is_obeyed_by_a_rule() -> None:
    obeyed = {address for rule in POTENTIAL_RULES for address in rule.settings}
    assert {row.address for row in rows(Settings()) if row.address.startswith("profiles.")} == obeyed
