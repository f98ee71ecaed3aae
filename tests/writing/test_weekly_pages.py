"""Where a sheet of the weekly workbook breaks into two pages."""

from __future__ import annotations

from clientbase_xl.writing.weekly_pages import Layout, layout_of

TEN_ROWS = [10.0] * 10


def layout(heights: list[float], blocks: list[int], rows: dict[int, float], page: float = 60.0) -> Layout:
    """Return the layout with a single page as high as each of two."""
    return layout_of(heights, blocks, rows, one_page_points=page, page_points=page)


def test_what_fits_one_page_is_not_broken() -> None:
    assert layout([10.0] * 6, [2], {}) == Layout(None, 60.0, is_within=True)


def test_one_row_more_takes_a_second_page() -> None:
    assert layout([10.0] * 7, [2], {}) == Layout(2, 60.0, is_within=True)


def test_page_one_is_filled_as_far_as_both_parts_fit() -> None:
    assert layout(TEN_ROWS, [3, 4, 5, 6, 7], {}).break_row == 6


def test_a_block_is_preferred_to_a_row_that_would_fill_more() -> None:
    assert layout(TEN_ROWS, [4], {5: 0.0, 6: 0.0}).break_row == 4


def test_a_row_breaks_where_no_block_fits() -> None:
    assert layout(TEN_ROWS, [1, 9], {5: 0.0}) == Layout(5, 60.0, is_within=True)


def test_repeated_headings_count_on_page_two() -> None:
    assert layout(TEN_ROWS, [], {4: 1.0, 5: 10.0}).break_row == 5
    assert layout(TEN_ROWS, [], {4: 1.0}) == Layout(4, 61.0, is_within=False)


def test_too_much_for_two_pages_makes_the_pages_as_little_higher_as_it_can() -> None:
    assert layout([10.0] * 16, [6], {7: 0.0}) == Layout(7, 90.0, is_within=False)
