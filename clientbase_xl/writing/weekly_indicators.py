"""The figures of a page: indicators in lines, categories and movement of the base in strips (METHOD section 19)."""

from __future__ import annotations

from typing import Any

from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Mode
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import BAD, CATEGORY_TONES, HEADER_TONES, LINE, MUTED, PAPER, SHARE_FORMAT
from clientbase_xl.writing.weekly_content import Leaf
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place
from clientbase_xl.writing.weekly_sections import COUNT_FORMAT, filled, header, section

COUNT_CHANGE_FORMAT = "+#,##0;-#,##0;0"
WEEK_TURNOVER = "Оборот последней полной недели"
MONTH_TURNOVER = "Оборот месяца к дате"
CATEGORIES = {f"Категория {letter}": letter for letter in LETTERS}
MOVES = {
    "Новые за неделю": "Новые",
    "Вернулись за неделю": "Вернулись",
    "Уснули за неделю": "Уснули",
    "Ушли за неделю": "Ушли",
}
"""Indicators of WEEK that stand side by side in a strip, and their headings there."""

_FORMATS: dict[str, tuple[str, str]] = {
    "₽": ('#,##0" ₽";-#,##0" ₽"', '+#,##0" ₽";-#,##0" ₽";0'),
    "%": (SHARE_FORMAT, '+0.0" п.п.";-0.0" п.п.";0'),
    "клиентов": (COUNT_FORMAT, COUNT_CHANGE_FORMAT),
}
_OTHER_FORMATS = ("#,##0.##", "+#,##0.##;-#,##0.##;0")
_BETTER_UP = ("Оборот", "Валовая прибыль", "АА", "Активная база")
_BETTER_DOWN = ("Нулевые", "В списке реактивации", "Отгрузки клиентов реактивации")
_STRIP_POINTS = 16.2


def indicators(paper: Paper, leaf: Leaf) -> None:
    """Write the indicators: now, a week ago, the change (marked when for the worse) and how each is counted."""
    section(paper, "Показатели", "" if leaf.indicators.empty else "выделено то, что стало хуже")
    if leaf.indicators.empty:
        row = paper.advance(18)
        paper.write(row, Place(0, LAST), "Продаж и клиентов за эти недели нет.", font_color=MUTED, italic=True)
        paper.gap()
        return
    name, note = Place(0, 0, is_shrunk=True), Place(4, LAST, is_wrapped=True, is_small=True, indent=1)
    titles = ("Показатель", "Сейчас", "Неделю назад", "Изменение")
    header(paper, [*((Place(at, at), title) for at, title in enumerate(titles)), (note, "Пояснение")])
    for record in leaf.indicators.to_dict("records"):
        indicator = str(record["indicator"])
        if indicator in CATEGORIES or indicator in MOVES:
            continue
        unit = str(plain(record["unit"]) or "")
        code, change_code = unit_formats(unit)
        change = _shown_change(plain(record["change"]), unit)
        mark = filled(BAD) if is_worse(indicator, change) else {}
        row = paper.line(
            [
                (name, indicator if unit in _FORMATS else f"{indicator}, {unit}".rstrip(", ")),
                (Place(1, 1, code, "right", is_bold=True), or_no_data(record["value"])),
                (Place(2, 2, code, "right"), or_dash(record["value_before"])),
                (Place(3, 3, change_code, "right"), or_dash(change)),
                (note, record["note"]),
            ]
        )
        if mark:
            paper.write(row, Place(3, 3, change_code, "right"), change, bottom=1, bottom_color=LINE, **mark)
    paper.gap()
    strips(paper, leaf)


def unit_formats(unit: str) -> tuple[str, str]:
    """Return the number formats of a figure in this unit and of its change."""
    return _FORMATS.get(unit, _OTHER_FORMATS)


def is_worse(indicator: str, change: Any) -> bool:
    """Tell whether a change is for the worse: less turnover, more zero clients; an unknown one is not."""
    if not isinstance(change, int | float):
        return False
    return change < 0 if indicator.startswith(_BETTER_UP) else change > 0 and indicator.startswith(_BETTER_DOWN)


def or_no_data(value: Any) -> Any:
    """Return the value; what is not known is said, not shown as 0 (METHOD section 0)."""
    return "нет данных" if plain(value) is None else value


def or_dash(value: Any) -> Any:
    """Return the value, or a dash where there is nothing to compare with."""
    return "—" if plain(value) is None else value


def strips(paper: Paper, leaf: Leaf) -> None:
    """Write categories and movement of the base side by side: headings, figures now and the change."""
    figures = {str(one["indicator"]): one for one in leaf.indicators.to_dict("records")}
    letters = {title: figures[title] for title in CATEGORIES if title in figures}
    moves = {title: figures[title] for title in MOVES if title in figures}
    if letters:
        row = paper.advance(_STRIP_POINTS)
        paper.write(row, Place(0, 0, is_bold=True), "Клиентов по категориям")
        for at, title in enumerate(letters, 1):
            letter = CATEGORIES[title]
            look = {"align": "center", "border": 1, "border_color": PAPER}
            paper.write(row, Place(at, at), letter, **look, **filled(CATEGORY_TONES[letter]))
        _strip_line(paper, "сейчас", letters, "value", COUNT_FORMAT)
        _strip_line(paper, "изменение за неделю", letters, "change", COUNT_CHANGE_FORMAT)
        paper.gap()
    if moves and leaf.bridge is None:  # the bridge says the same with its beginning and end
        row = paper.advance(_STRIP_POINTS)
        paper.write(row, Place(0, 0, is_bold=True), "Движение за неделю")
        for at, title in enumerate(moves, 1):
            look = {"align": "center", "border": 1, "border_color": PAPER, "font_size": 9}
            paper.write(row, _strip_place(at), MOVES[title], **look, **filled(HEADER_TONES[Mode.COMPUTED]))
        _strip_line(paper, "клиентов", moves, "value", COUNT_FORMAT)
        paper.gap()


def _strip_line(paper: Paper, title: str, figures: dict[str, dict[Any, Any]], key: str, code: str) -> None:
    """Write one line of figures under the headings of a strip."""
    row = paper.advance(_STRIP_POINTS)
    paper.write(row, Place(0, 0), title, font_color=MUTED, bottom=1, bottom_color=LINE)
    for at, record in enumerate(figures.values(), 1):
        place = Place(at, at, code, "center") if len(figures) > len(MOVES) else _strip_place(at, code)
        paper.write(row, place, or_dash(record[key]), bottom=1, bottom_color=LINE)


def _strip_place(at: int, code: str = "General") -> Place:
    """Return the place of a move: the fourth takes two narrow columns."""
    return Place(at, at + (at == len(MOVES)), code, "center")


def _shown_change(change: Any, unit: str) -> Any:
    """Return a change as it is shown: of shares in percentage points."""
    return change * 100 if unit == "%" and isinstance(change, float) else change
