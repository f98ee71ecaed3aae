"""The visual language is read in grey, and by people who do not tell red from green."""

from itertools import pairwise

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.clients import CLIENTS, LETTERS, STATUSES
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_words import FBS_LEVELS, FBS_ROLE_WORDS
from clientbase_xl.schemas.model import Group, Kind, Mode
from clientbase_xl.schemas.requests import REQUEST_STATUSES
from clientbase_xl.schemas.tasks import TASK_STATES
from clientbase_xl.writing.styles import (
    BAND_TONES,
    CATEGORY_TONES,
    CELL_TONES,
    CHECK_TONES,
    HEADER_TONES,
    LEVEL_TONES,
    NUMBER_FORMATS,
    REQUEST_TONES,
    ROLE_TONES,
    SEVERITY_TONES,
    STATUS_TONES,
    TAB_COLOURS,
    TASK_TONES,
    Tone,
    contrast,
    luminance,
    number_format,
)

ALL_TONES = [
    *CATEGORY_TONES.values(),
    *STATUS_TONES.values(),
    *SEVERITY_TONES.values(),
    *REQUEST_TONES.values(),
    *TASK_TONES.values(),
    *LEVEL_TONES.values(),
    *ROLE_TONES.values(),
    *CHECK_TONES.values(),
    *CELL_TONES.values(),
    *HEADER_TONES.values(),
    *BAND_TONES,
]


def test_luminance_and_contrast_of_black_and_white_are_the_known_ones() -> None:
    assert luminance("#000000") == 0
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_category_status_state_and_severity_has_its_colour() -> None:
    assert tuple(REQUEST_TONES) == REQUEST_STATUSES
    assert tuple(TASK_TONES) == TASK_STATES
    assert tuple(CATEGORY_TONES) == LETTERS
    assert set(STATUS_TONES) == set(STATUSES)
    assert set(SEVERITY_TONES) == {one.value for one in Severity}
    assert set(TAB_COLOURS) == set(Group)
    assert tuple(LEVEL_TONES) == FBS_LEVELS
    assert tuple(ROLE_TONES) == FBS_EMPLOYEES["role"].choices


def test_levels_and_roles_are_steps_of_luminance_so_grey_paper_tells_them_apart() -> None:
    for tones, words in ((LEVEL_TONES, FBS_LEVELS), (ROLE_TONES, FBS_ROLE_WORDS)):
        fills = [tones[word].fill for word in words]
        assert fills == sorted(fills, key=luminance)
        assert all(contrast(dark, light) >= 1.2 for dark, light in pairwise(fills))


def test_categories_are_steps_of_luminance_so_grey_paper_tells_them_apart() -> None:
    ordered = sorted((tone.fill for tone in CATEGORY_TONES.values()), key=luminance)
    assert all(contrast(dark, light) >= 1.5 for dark, light in pairwise(ordered))


@pytest.mark.parametrize("tone", ALL_TONES, ids=lambda tone: f"{tone.ink} on {tone.fill}")
def test_every_ink_is_readable_on_its_fill(tone: Tone) -> None:
    assert contrast(tone.fill, tone.ink) >= 4.5


def test_typed_computed_and_live_headings_differ_in_luminance() -> None:
    assert contrast(HEADER_TONES[Mode.TYPED].fill, HEADER_TONES[Mode.COMPUTED].fill) > 4
    assert contrast(HEADER_TONES[Mode.LIVE].fill, HEADER_TONES[Mode.COMPUTED].fill) > 4


def test_every_kind_has_a_number_format_and_none_names_a_locale() -> None:
    assert set(NUMBER_FORMATS) == set(Kind)
    codes = {number_format(column) for sheet in ALL_SHEETS for column in sheet}
    assert not [code for code in codes if "[$" in code or "₽" in code]


def test_the_trend_shows_its_sign() -> None:
    assert number_format(CLIENTS["trend"]).startswith("+0%")
