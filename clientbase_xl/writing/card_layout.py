"""Where each cell of «Карточка» stands: a grid of sixteen columns on one A4 portrait page, every height set."""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.rules.card_fields import (
    ACTIONS_COUNT,
    CARD_FIELDS,
    INDEX_FIELDS,
    OPEN_TASKS,
    PEOPLE,
    TALKS,
    WORK,
    WORK_FIELDS,
)
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.writing.styles import DATE_FORMAT, MONEY_FORMAT, SHARE_FORMAT, SIGNED_SHARE_FORMAT, number_format

COLUMNS, COLUMN_WIDTH = 16, 7.5
LAST = COLUMNS - 1
LINE, SMALL_LINE = 14.5, 24.0
SECTION_HEIGHT, GAP_HEIGHT, HEAD_HEIGHT = 16.0, 5.0, 13.0
BODY, SMALL = 10, 9
_ROOM, _SHRINK = 0.95, 1.6

CHOICE_ROW, MESSAGE_ROW, NAME_ROW, BADGE_ROW, FIRST_SECTION_ROW = 0, 1, 2, 3, 5
CHOICE_COLS = (5, LAST)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the page: its key in CLIENT_CARD, row and columns (from 0), how its value looks.

    `lines` above 1 wraps; a single line shrinks to fit. A text longer than `limit` ends with «…».
    """

    key: str
    row: int
    first: int
    last: int
    lines: int = 1
    code: str = "General"
    align: str = "left"
    size: int = BODY
    is_bold: bool = False

    @property
    def limit(self) -> int:
        """Return how many characters are sure to be legible here."""
        room = (self.last - self.first + 1) * COLUMN_WIDTH * BODY / self.size * _ROOM
        return int(room * (self.lines if self.lines > 1 else _SHRINK))


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed words of the page: a label, a heading of a section or of a column."""

    text: str
    row: int
    first: int
    last: int
    look: str


@dataclass(frozen=True, slots=True)
class CardLayout:
    """The whole page: its cells, its words, the heights of its rows, the rows of the chart."""

    spots: tuple[Spot, ...]
    words: tuple[Words, ...]
    heights: dict[int, float]
    chart: tuple[int, int, int, int]
    last_row: int


_LEFT = (
    *("manager", "backup_manager", "channel", "inn_kpp", "contact", "phone", "email"),
    *("contract_no", "contract_until", "payment_delay_days", "credit_limit_rub", "overdue_rub"),
)
_RIGHT = tuple(field.key for field in CARD_FIELDS if field.band == "Факты за 12 месяцев")
_WIDE = (("delivery_address", 1), ("flags", 1), ("comment", 2))
_REASONS = (("status_reason", 1, "Статус"), ("reason", 3, "Почему категория"), ("distance", 2, "До следующей"))
_CHART_ROWS, _CHART_LAST = 9, 8
_TITLES = {field.key: field.title for field in CARD_FIELDS}
_INDEX_CODES = {"share_of_wallet": SHARE_FORMAT}


def card_layout() -> CardLayout:
    """Return the page from the top down."""
    maker = _Maker()
    maker.head()
    maker.panels()
    maker.reasons()
    maker.chart_and_potential()
    maker.work()
    maker.actions()
    maker.talks()
    maker.people()
    maker.tasks()
    return CardLayout(tuple(maker.spots), tuple(maker.words), maker.heights, maker.chart, maker.row - 1)


class _Maker:
    """The page in the making: `row` is the next free row."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.words: list[Words] = []
        self.heights: dict[int, float] = {}
        self.chart = (0, 0, 0, 0)
        self.row = FIRST_SECTION_ROW

    def head(self) -> None:
        """Name, code, both categories, status."""
        self.heights |= {CHOICE_ROW: 24.0, MESSAGE_ROW: 13.0, NAME_ROW: 25.0, BADGE_ROW: 19.0}
        self.heights[BADGE_ROW + 1] = GAP_HEIGHT
        self.spots += [
            Spot("client_name", NAME_ROW, 0, 12, size=15, is_bold=True),
            Spot("status", NAME_ROW, 13, LAST, align="center", is_bold=True),
            Spot("client_code", BADGE_ROW, 1, 3, is_bold=True),
            Spot("category_approved", BADGE_ROW, 7, 7, align="center", size=12, is_bold=True),
            Spot("category_approved_mark", BADGE_ROW, 8, 9, size=SMALL),
            Spot("category", BADGE_ROW, 13, 13, align="center", size=12, is_bold=True),
            Spot("category_range", BADGE_ROW, 14, LAST, align="center"),
        ]
        self.words += [
            Words("Код", BADGE_ROW, 0, 0, "label"),
            Words("Категория утверждённая", BADGE_ROW, 4, 6, "badge"),
            Words("расчётная", BADGE_ROW, 10, 12, "badge"),
        ]

    def panels(self) -> None:
        """Who at the left, facts at the right, then what needs the whole width."""
        self._section(("Кто", 0, 7), ("Факты за 12 месяцев", 8, LAST))
        for number, (left, right) in enumerate(zip(_LEFT, _RIGHT, strict=True)):
            row = self.row + number
            self.heights[row] = LINE
            self._pair(left, row, (0, 2), (3, 7), "left")
            self._pair(right, row, (8, 12), (13, LAST), "right")
        self.row += len(_LEFT)
        for key, lines in _WIDE:
            self._full(key, _TITLES[key], lines)
        self._gap()

    def reasons(self) -> None:
        """Why this status and this category, and what the next one takes."""
        self._section(("Категория и статус", 0, LAST))
        for key, lines, title in _REASONS:
            self._full(key, title, lines)
        self._gap()

    def chart_and_potential(self) -> None:
        """The months at the left, the potential at the right."""
        self.heights[self.row] = SECTION_HEIGHT
        self.spots.append(Spot("months_title", self.row, 0, _CHART_LAST, is_bold=True))
        self.words.append(Words("Потенциал", self.row, _CHART_LAST + 1, LAST, "section"))
        self.row += 1
        self.chart = (self.row, 0, self.row + _CHART_ROWS - 1, _CHART_LAST)
        for number, (key, title, _) in enumerate(INDEX_FIELDS[:-1]):
            row = self.row + number
            code = _INDEX_CODES.get(key, MONEY_FORMAT if key.endswith("_rub") else "General")
            is_text = code == "General"
            self.words.append(Words(title, row, _CHART_LAST + 1, 11 if is_text else 12, "label"))
            first = 12 if is_text else 13
            self.spots.append(Spot(key, row, first, LAST, code=code, align="left" if is_text else "right"))
        ask = self.row + len(INDEX_FIELDS) - 1
        self.words.append(Words("Следующий вопрос", ask, _CHART_LAST + 1, 11, "label"))
        self.spots.append(Spot("next_question", ask, 12, LAST, lines=2, size=SMALL))
        for number in range(_CHART_ROWS):
            self.heights[self.row + number] = LINE
        self.heights[ask] = SMALL_LINE
        self.row += _CHART_ROWS
        self._gap()

    def work(self) -> None:
        """What is known of the work with the client, a line each."""
        self._section((WORK, 0, LAST))
        for key, title, _ in WORK_FIELDS:
            self._full(key, title, 1)
        self._gap()

    def actions(self) -> None:
        """What to do next, in order of roubles."""
        self._section(("Что сделать дальше, по порядку рублей", 0, LAST))
        for place in range(1, ACTIONS_COUNT + 1):
            self.heights[self.row] = SMALL_LINE
            self.spots += [
                Spot(f"action_{place}", self.row, 0, 6, lines=2, size=SMALL, is_bold=True),
                Spot(f"action_{place}_rub", self.row, 7, 8, code='#,##0" ₽"', align="right", size=SMALL),
                Spot(f"action_{place}_why", self.row, 9, LAST, lines=2, size=SMALL),
            ]
            self.row += 1
        self._gap()

    def talks(self) -> None:
        """The last contacts under their column headings."""
        places = {"on": (0, 1), "kind": (2, 3), "result": (4, 5), "text": (6, 11), "next": (12, LAST)}
        self._heading(TALKS.key)
        self.heights[self.row] = HEAD_HEIGHT
        for key, title, _ in TALKS.cells:
            self.words.append(Words(title, self.row, *places[key], "head"))
        self.row += 1
        for place in range(1, TALKS.count + 1):
            self.heights[self.row] = SMALL_LINE
            for key, _, _ in TALKS.cells:
                code = DATE_FORMAT if key == "on" else "General"
                name = f"{TALKS.key}_{place}_{key}"
                self.spots.append(Spot(name, self.row, *places[key], lines=2, code=code, size=SMALL))
            self.row += 1
        self._gap()

    def people(self) -> None:
        """Whom to talk to, one line each."""
        self._heading(PEOPLE.key)
        self._lines(PEOPLE.key, PEOPLE.count, {"name": (0, 7), "reach": (8, LAST)})
        self._gap()

    def tasks(self) -> None:
        """What is not done yet, one line each."""
        self._heading(OPEN_TASKS.key)
        self._lines(OPEN_TASKS.key, OPEN_TASKS.count, {"text": (0, 11), "due": (12, 13), "state": (14, LAST)})

    def _lines(self, key: str, count: int, places: dict[str, tuple[int, int]]) -> None:
        for place in range(1, count + 1):
            self.heights[self.row] = LINE - 1
            for name, (first, last) in places.items():
                code = DATE_FORMAT if name == "due" else "General"
                self.spots.append(Spot(f"{key}_{place}_{name}", self.row, first, last, code=code, size=SMALL))
            self.row += 1

    def _pair(self, key: str, row: int, label: tuple[int, int], value: tuple[int, int], align: str) -> None:
        code = SIGNED_SHARE_FORMAT if key == "trend" else number_format(CLIENTS[key]) if key in CLIENTS else "General"
        self.words.append(Words(_TITLES[key], row, *label, "label"))
        self.spots.append(Spot(key, row, *value, code=code if code != "@" else "General", align=align))

    def _full(self, key: str, title: str, lines: int) -> None:
        self.heights[self.row] = LINE if lines == 1 else 2.5 + 12.5 * lines
        self.words.append(Words(title, self.row, 0, 2, "label"))
        self.spots.append(Spot(key, self.row, 3, LAST, lines=lines))
        self.row += 1

    def _heading(self, key: str) -> None:
        self.heights[self.row] = SECTION_HEIGHT
        self.spots.append(Spot(f"{key}_heading", self.row, 0, LAST, is_bold=True))
        self.row += 1

    def _section(self, *parts: tuple[str, int, int]) -> None:
        self.heights[self.row] = SECTION_HEIGHT
        self.words += [Words(text, self.row, first, last, "section") for text, first, last in parts]
        self.row += 1

    def _gap(self) -> None:
        self.heights[self.row] = GAP_HEIGHT
        self.row += 1
