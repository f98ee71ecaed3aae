"""The catalogue of rules with the thresholds in force by default."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from clientbase_xl.rules.catalogue import ALL_RULES
from clientbase_xl.settings import SettingRow, Settings, rows


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One rule as `clientbase rules` prints it."""

    key: str
    title: str
    sentence: str
    source: str
    has_table: bool
    settings: tuple[SettingRow, ...]


def rules_shown() -> list[ShownRule]:
    """Return every rule with its thresholds."""
    known = {row.address: row for row in rows(Settings())}
    return [
        ShownRule(
            rule.key,
            rule.title,
            rule.sentence,
            rule.source.replace("METHOD ", "метод, раздел "),
            bool(rule.table_key),
            tuple(row for name in rule.settings for address, row in known.items() if fnmatchcase(address, name)),
        )
        for rule in ALL_RULES
    ]
