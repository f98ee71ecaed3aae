"""The work with clients on a weekly page: a line per kind, in the words of the rule (METHOD section 19)."""

from __future__ import annotations

from clientbase_xl.writing.weekly_content import Leaf
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place
from clientbase_xl.writing.weekly_sections import Headed, shown_of, table

WORK_TITLE = "Работа с клиентами"


def work_lines(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write prospects, surveys, falling purchases, papers, programmes, discounts; nothing while there is none."""
    if leaf.lines is None or leaf.lines.empty or not count:
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Лист"),
        (Place(1, LAST, is_wrapped=True, is_small=True, indent=1), "Что видно"),
    ]
    rows = [(one["title"], one["text"]) for one in leaf.lines.head(count).to_dict("records")]
    remark = shown_of(len(rows), len(leaf.lines)) if len(rows) < len(leaf.lines) else ""
    table(paper, WORK_TITLE, headed, rows, "", remark)
