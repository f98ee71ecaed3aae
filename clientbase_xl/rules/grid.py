"""The grid of categories: profit level × potential level → letter, from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.rules.level_cuts import UNKNOWN_COLUMN
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.settings import OURS, GridSettings

PROFIT_NAMES = ("max", "high", "mid", "low", "negative")
POTENTIAL_NAMES = ("max", "high", "low")


@dataclass(frozen=True, slots=True)
class Grid:
    """Letters by row (place in PROFIT_LEVELS) and column (place in POTENTIAL_LEVELS); `is_ours` marks a company rule.

    METHOD section 3. A cell is the company's where the source says nothing («наше правило») or where the letter of
    the source was replaced in the settings.
    """

    letters: tuple[tuple[str, ...], ...]
    is_ours: tuple[tuple[bool, ...], ...]

    def letter(self, profit_rank: int, potential_rank: int) -> str:
        """Return the letter; a potential rank of −1 (not known) reads the column «Высокий»."""
        return self.letters[profit_rank][potential_rank if potential_rank >= 0 else UNKNOWN_COLUMN]

    def is_company_rule(self, profit_rank: int, potential_rank: int) -> bool:
        """Tell whether the letter is the company's rule; −1 reads the column «Высокий» here too."""
        return self.is_ours[profit_rank][potential_rank if potential_rank >= 0 else UNKNOWN_COLUMN]

    def range_of(self, profit_rank: int, best_potential_rank: int, worst_potential_rank: int) -> str:
        """Return the possible letters between two columns, best to worst («B–D»); one letter stands alone."""
        row = self.letters[profit_rank][best_potential_rank : worst_potential_rank + 1]
        best, worst = min(row, key=LETTERS.index), max(row, key=LETTERS.index)
        return best if best == worst else f"{best}–{worst}"


def grid_of(settings: GridSettings) -> Grid:
    """Return the grid of the settings, rows Максимальная … Отрицательная, columns Максимальный … Низкий."""
    names = [[f"{profit}_{potential}" for potential in POTENTIAL_NAMES] for profit in PROFIT_NAMES]
    return Grid(
        letters=tuple(tuple(str(getattr(settings, name)) for name in row) for row in names),
        is_ours=tuple(tuple(_is_ours(settings, name) for name in row) for row in names),
    )


def _is_ours(settings: GridSettings, name: str) -> bool:
    field = type(settings).model_fields[name]
    extra = field.json_schema_extra
    source = extra.get("source") if isinstance(extra, dict) else OURS
    return source == OURS or getattr(settings, name) != field.default
