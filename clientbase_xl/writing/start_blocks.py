"""The blocks of «Начало» under today's work: figures, categories, statuses, bounds, colours."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.blocks import START_BOUNDS, START_FIGURES
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS, LETTERS, STATUSES
from clientbase_xl.schemas.model import Mode
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.bounds import potential_bounds, profit_bounds, write_bounds
from clientbase_xl.writing.cells import Grid, plain
from clientbase_xl.writing.names import cell_link, column_reference
from clientbase_xl.writing.styles import CATEGORY_TONES, CELL_TONES, MONEY_FORMAT, MUTED, SHARE_FORMAT, STATUS_TONES

LETTER_COL, TITLE_COL, COUNT_COL, MONEY_COL, WHERE_COL, NOTE_COL = range(6)
"""The blocks stand in the columns of the table of today's work."""

MEANINGS: dict[str, tuple[str, str]] = {
    "A": (
        "Максимальные прибыльность и потенциал",
        "Частые визиты, удерживать и развивать присутствие, значительные вложения в маркетинг.",
    ),
    "B": (
        "Высокие прибыльность и потенциал",
        "Частые визиты, развивать отношения и присутствие, средние вложения.",
    ),
    "C": (
        "Невысокая прибыльность, высокий потенциал",
        "Развивать отношения, улучшать присутствие без заметных усилий продавца, малые вложения.",
    ),
    "D": ("Низкие прибыльность и потенциал", "Минимум ресурсов."),
    "E": (
        "Отрицательная прибыльность",
        "Сначала пересмотреть цены, затем предложить руководителю прекратить работу.",
    ),
}
"""Categories and what to do with them (METHOD section 3, in our words)."""

STATUS_NOTES: dict[str, str] = {
    "новый": "Первая покупка недавно.",
    "действующий": "Покупает в своём ритме.",
    "засыпает": "Покупает реже, чем обычно.",
    "уснувший": "Не покупает дольше порога: лист «Реактивация».",
    "ушедший": "Не покупает слишком давно.",
    "работа прекращена": "Решение руководителя.",
    "архив": "Убран из работы, история остаётся.",
    "без покупок": "Карточка есть, покупок не было.",
}

_COUNTED_BELOW = (*(f"Категория {letter}" for letter in LETTERS), *(f"Статус «{status}»" for status in STATUSES))
_KIND_FORMATS = {"integer": "#,##0", "money": MONEY_FORMAT, "share": SHARE_FORMAT, "number": "#,##0.0"}


def write_section(page: Page, row: int, title: str, heads: dict[int, str] | None = None) -> int:
    """Write a heading across the block's columns, with small titles over its columns; return the row after."""
    form = page.styles.section()
    small = page.styles.format(font_color=MUTED, font_size=9, align="right", bottom=2, bottom_color="#005A8C")
    for col in range(LETTER_COL, NOTE_COL + 1):
        page.put(row, col, None, form)
    page.put(row, LETTER_COL, title, form)
    for col, text in (heads or {}).items():
        page.put(row, col, text, small)
    page.sheet.set_row(row, 20)
    return row + 1


def write_counts(page: Page, row: int, counts: pd.DataFrame) -> int:
    """Write the figures of the base (START_COUNTS), each with a link to its sheet; return the row after.

    Counts of single categories and statuses are left to the blocks below, which follow the typed cells.
    """
    row = write_section(page, row, "База сейчас")
    link = page.styles.format(font_color="#0563C1", underline=1, indent=1)
    page.name_block(START_FIGURES, row, TITLE_COL)
    figures = _figures(counts).to_dict("records")
    for number, (one, cells) in enumerate(zip(figures, figure_cells(counts), strict=False)):
        page.put(row + number, TITLE_COL, cells[0], page.styles.format(indent=1))
        code = _KIND_FORMATS.get(str(one["kind"]), "General")
        page.put(row + number, MONEY_COL, cells[-1], page.styles.format(num_format=code, align="right", bold=True))
        key = plain(one["sheet_key"])
        if isinstance(key, str) and key in BY_KEY and BY_KEY[key].title in page.book.pages:
            title = BY_KEY[key].title
            page.put_link(row + number, WHERE_COL, cell_link(title), title, f"Перейти на лист «{title}»", link)
    for empty in range(row + len(figures), row + START_FIGURES.count_rows):
        page.check(page.sheet.set_row(empty, None, None, {"hidden": True}))  # those of the head, in a manager's book
    return row + START_FIGURES.count_rows


def figure_cells(counts: pd.DataFrame) -> Grid:
    """Return START_FIGURES: what is counted, an empty cell, and the number or the word instead of it.

    The figures and their order are the same on every day, so that their formats and links stay right.
    """
    figures = _figures(counts)
    rows = zip(figures["title"], figures["value"], figures["text"], strict=True)
    cells: Grid = [
        [plain(title), None, plain(text) if plain(value) is None else plain(value)] for title, value, text in rows
    ]
    if len(cells) > START_FIGURES.count_rows:
        raise ValueError(f"{len(cells)} figures of {START_FIGURES.count_rows}")
    return cells + [[None] * START_FIGURES.count_columns] * (START_FIGURES.count_rows - len(cells))


def _figures(counts: pd.DataFrame) -> pd.DataFrame:
    chosen: pd.DataFrame = counts[~counts["title"].isin(_COUNTED_BELOW)]
    return chosen


def write_categories(page: Page, row: int, clients: pd.DataFrame) -> int:
    """Write a row per category with counts and sums that follow the sheet «Клиенты»; return the row after."""
    heads = {COUNT_COL: "Клиентов", MONEY_COL: "Оборот за 12 мес., ₽", WHERE_COL: "Не взято, ₽ в год"}
    row = write_section(page, row, "Категории (расчётные)", heads)
    letter = page.styles.format
    keys = column_reference(CLIENTS.table_name, CLIENTS["category"])
    for name in LETTERS:
        meaning, action = MEANINGS[name]
        of_letter = clients[clients["category"] == name]
        page.put(row, LETTER_COL, name, page.styles.tone(CATEGORY_TONES[name], align="center"))
        page.put(row, TITLE_COL, meaning, letter(text_wrap=True, indent=1))
        page.put_formula(row, COUNT_COL, f'=COUNTIFS({keys},"{name}")', len(of_letter), letter(num_format="#,##0"))
        for col, key in ((MONEY_COL, "turnover_12m_rub"), (WHERE_COL, "untapped_rub")):
            summed = column_reference(CLIENTS.table_name, CLIENTS[key])
            page.put_formula(
                row,
                col,
                f'=SUMIFS({summed},{keys},"{name}")',
                float(pd.to_numeric(of_letter[key]).sum()),
                letter(num_format=MONEY_FORMAT),
            )
        page.put(row, NOTE_COL, action, letter(text_wrap=True, font_color=MUTED, indent=1))
        page.sheet.set_row(row, 30)
        row += 1
    return row


def write_statuses(page: Page, row: int, clients: pd.DataFrame) -> int:
    """Write a row per status with its count; return the row after."""
    row = write_section(page, row, "Статусы", {COUNT_COL: "Клиентов"})
    keys = column_reference(CLIENTS.table_name, CLIENTS["status"])
    for name in STATUSES:
        count = int((clients["status"] == name).sum())
        page.put(row, TITLE_COL, name, page.styles.tone(STATUS_TONES[name], border=1, border_color="#D5DBE0", indent=1))
        form = page.styles.format(num_format="#,##0")
        page.put_formula(row, COUNT_COL, f'=COUNTIFS({keys},"{name}")', count, form)
        page.put(row, NOTE_COL, STATUS_NOTES[name], page.styles.format(font_color=MUTED, indent=1))
        row += 1
    return row


def write_level_bounds(page: Page, row: int, cuts: LevelCuts) -> int:
    """Write where the levels begin; return the row after."""
    row = write_section(page, row, "Границы уровней", {MONEY_COL: "от, ₽ в год"})
    page.name_block(START_BOUNDS, row, TITLE_COL)
    return write_bounds(page, row, TITLE_COL, MONEY_COL, NOTE_COL, cuts)


def bound_cells(cuts: LevelCuts) -> Grid:
    """Return START_BOUNDS: title, bound and note of every level in the columns of the block."""
    ladders = (*profit_bounds(cuts), *potential_bounds(cuts))
    return [[bound.title, None, bound.from_rub, None, bound.note] for bound in ladders]


def write_legend(page: Page, row: int) -> int:
    """Write what the colours of cells mean; return the row after."""
    row = write_section(page, row, "Цвета ячеек")
    samples = (
        (Mode.TYPED, "Кремовая, синий текст", "Заполняете вы. Введённое остаётся."),
        (Mode.COMPUTED, "Белая", "Считает программа. Ввод не примет."),
        (Mode.LIVE, "Бледно-зелёная", "Формула: пересчитывается сразу, пока вы вводите."),
    )
    for mode, title, note in samples:
        tone = CELL_TONES[mode]
        page.put(row, TITLE_COL, title, page.styles.tone(tone, border=1, border_color="#D5DBE0", indent=1))
        page.put(row, NOTE_COL, note, page.styles.format(font_color=MUTED, indent=1))
        row += 1
    return row
