"""The words of a rule."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from clientbase_xl.rules.rule import Rule


def test_a_rule_cannot_be_changed_after_it_was_written() -> None:
    rule = Rule("abc", "ABC", "Деление по обороту.", "METHOD 3", (), len)
    with pytest.raises(FrozenInstanceError):
        rule.key = "другое"  # type: ignore[misc]
