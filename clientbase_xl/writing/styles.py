"""The visual language of every file we write: colours, fonts, number formats and the formats made of them.

Colour never speaks alone: a category is its letter, a state its word. The five category colours and the states also
differ in luminance, so they survive a grey printer, and their hues are those that colour-blind readers tell apart
(blue against orange, after Okabe and Ito).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from clientbase_xl.schemas.fbs_words import POINTS
from clientbase_xl.schemas.model import Column, Group, Kind, Mode
from clientbase_xl.schemas.retention import MONTH_KEYS

FONT = "Calibri"
FONT_SIZE = 10
INK = "#1F2933"
MUTED = "#5B6770"
LINE = "#D5DBE0"
PAPER = "#FFFFFF"
ACCENT = "#005A8C"


@dataclass(frozen=True, slots=True)
class Tone:
    """A fill and the ink that is read on it."""

    fill: str
    ink: str = INK
    is_bold: bool = False


CATEGORY_TONES: dict[str, Tone] = {
    "A": Tone("#00344F", "#FFFFFF", True),
    "B": Tone("#2F8FCB", "#000000", True),
    "C": Tone("#8BC1E4", "#000000", True),
    "D": Tone("#F4EBC1", "#000000", True),
    "E": Tone("#A83A00", "#FFFFFF", True),
}
"""Categories: blues from dark to light for A–C, sand for D, burnt orange for E; each a step of luminance apart."""

STATUS_TONES: dict[str, Tone] = {
    "новый": Tone("#CDEBDD"),
    "действующий": Tone(PAPER),
    "засыпает": Tone("#FBE7A1"),
    "уснувший": Tone("#F0AE6B"),
    "ушедший": Tone("#A9835F", "#000000"),
    "работа прекращена": Tone("#4A4A4A", "#FFFFFF"),
    "архив": Tone("#E4E7EA", MUTED),
    "без покупок": Tone("#EDEFF2", MUTED),
}

SEVERITY_TONES: dict[str, Tone] = {
    "ошибка": Tone("#A83A00", "#FFFFFF", True),
    "предупреждение": Tone("#FBE7A1"),
    "сведение": Tone("#DCEBF6"),
}

REQUEST_TONES: dict[str, Tone] = {
    "на согласовании": Tone("#FBE7A1"),
    "утверждена": Tone("#CDEBDD"),
    "отклонена": Tone("#E4E7EA", MUTED),
    "конфликт": Tone("#A83A00", "#FFFFFF", True),
}

TASK_TONES: dict[str, Tone] = {
    "в работе": Tone(PAPER),
    "просрочена": Tone("#A83A00", "#FFFFFF", True),
    "выполнена": Tone("#CDEBDD"),
    "без срока": Tone("#FBE7A1"),
}

PROSPECT_TONES: dict[str, Tone] = {
    "в работе": Tone(PAPER),
    "предложено: не вести": Tone("#FBE7A1"),
    "отложен": Tone("#EDEFF2", MUTED),
    "отказались работать": Tone("#EDEFF2", MUTED),
    "стал клиентом": Tone("#CDEBDD", INK, True),
    "уже был клиентом": Tone("#F0AE6B"),
}

PROSPECT_PLAN_TONES: dict[str, Tone] = {
    "план просрочен": Tone("#A83A00", "#FFFFFF", True),
    "план на этой неделе": Tone("#CDEBDD", INK, True),
    "план есть": Tone("#E3ECF3"),
    "нет плана": Tone("#FBE7A1"),
}

DIRECTION_TONES: dict[str, Tone] = {
    "растёт": Tone("#CDEBDD"),
    "без изменений": Tone(PAPER),
    "падает": Tone("#F0AE6B"),
    "весь бюджет наш": Tone("#DCEBF6"),
    "нет данных": Tone("#EDEFF2", MUTED),
}

STRATEGY_TONES: dict[str, Tone] = {
    "развитие": Tone("#CDEBDD"),
    "удержание": Tone("#DCEBF6"),
    "экономия сил": Tone("#EDEFF2", MUTED),
}

PERIOD_TONES: dict[str, Tone] = {
    "прошёл": Tone(PAPER),
    "идёт": Tone("#CDEBDD", INK, True),
    "впереди": Tone("#E3ECF3"),
}

RESULT_TONES: dict[str, Tone] = {
    "возвращён": Tone("#CDEBDD", INK, True),
    "ждём": Tone("#FBE7A1"),
    "не вернулся": Tone("#F0AE6B"),
    "вернулся сам": Tone("#DCEBF6"),
    "не считается": Tone("#E4E7EA", MUTED),
}

RETENTION_TONES: dict[str, Tone] = {
    "дыра в кармане": Tone("#A83A00", "#FFFFFF", True),
    "дыры нет": Tone("#CDEBDD"),
    "мало данных": Tone("#EDEFF2", MUTED),
    "не созрела": Tone("#EDEFF2", MUTED),
    "начало истории": Tone("#EDEFF2", MUTED),
}

LOAD_TONES: dict[str, Tone] = {
    "перегружен": Tone("#A83A00", "#FFFFFF", True),
    "помещается": Tone("#CDEBDD"),
    "без клиентов": Tone("#EDEFF2", MUTED),
    "никто не ведёт": Tone("#FBE7A1"),
}

MOVE_TONES: dict[str, Tone] = {
    "визиты — в звонки": Tone("#FBE7A1"),
    "не помещается": Tone("#F0AE6B"),
}

TIME_TONES: dict[str, Tone] = {
    "выше ориентира": Tone("#F0AE6B"),
    "в пределах": Tone("#CDEBDD"),
    "мало дней": Tone("#EDEFF2", MUTED),
    "нет записей": Tone("#EDEFF2", MUTED),
}

ACTIVITY_TONES: dict[str, Tone] = {
    "продажа": Tone("#CDEBDD"),
    "обслуживание": Tone("#DCEBF6"),
    "не разнесено": Tone("#FBE7A1"),
}

DOCUMENT_TONES: dict[str, Tone] = {
    "действует": Tone("#CDEBDD"),
    "осталось ≤ 60 дн.": Tone("#FBE7A1"),
    "осталось ≤ 30 дн.": Tone("#F0AE6B"),
    "истёк": Tone("#A83A00", "#FFFFFF", True),
    "не подписан": Tone("#DCEBF6"),
    "нет данных": Tone("#EDEFF2", MUTED),
}

PROGRAMME_TONES: dict[str, Tone] = {
    "рост": Tone("#CDEBDD"),
    "вернулся": Tone("#CDEBDD", INK, True),
    "без изменений": Tone(PAPER),
    "спад": Tone("#FBE7A1"),
    "не покупает": Tone("#F0AE6B"),
    "рано судить": Tone("#EDEFF2", MUTED),
    "не началась": Tone("#EDEFF2", MUTED),
    "нет данных": Tone("#EDEFF2", MUTED),
}

PARTICIPATION_TONES: dict[str, Tone] = {
    "предложена": Tone("#E3ECF3"),
    "согласована": Tone("#DCEBF6"),
    "идёт": Tone("#CDEBDD", INK, True),
    "завершена": Tone(PAPER),
    "отказ": Tone("#E4E7EA", MUTED),
}

LEFT_TONES: dict[str, Tone] = {
    "ушёл": Tone("#FBE7A1"),
    "ушёл к конкуренту": Tone("#F0AE6B"),
}

LEVEL_TONES: dict[str, Tone] = {
    "Высший (1)": Tone("#00344F", "#FFFFFF", True),
    "Средний (2)": Tone("#8BC1E4", "#000000"),
    "Обычный (3)": Tone("#E3ECF3"),
}

ROLE_TONES: dict[str, Tone] = {
    "Владелец": Tone("#009E73", "#000000", True),
    "1 бэкапер": Tone("#9BD8C4", "#000000"),
    "2 бэкапер": Tone("#DDF1EA", "#000000"),
    "роли больше нет": Tone("#E4E7EA", MUTED),
}
"""Who does a function: one hue, the paler the farther from the owner."""

ABSENCE_TONES: dict[str, Tone] = {
    "теряем Высший": Tone("#A83A00", "#FFFFFF", True),
    "теряем Средний": Tone("#F0AE6B", "#000000"),
    "теряем Обычный": Tone("#FBE7A1"),
    "теряем без уровня": Tone("#FBE7A1"),
    "без владельца": Tone("#DCEBF6"),
    "прикрыто": Tone("#CDEBDD"),
}
"""What an absence costs: the higher the level, the warmer and the darker."""

SUBSTITUTE_TONES: dict[str, Tone] = {
    "некому": Tone("#A83A00", "#FFFFFF", True),
    "второй бэкапер": Tone("#FBE7A1"),
    "первый бэкапер": Tone("#CDEBDD"),
}

TEAM_TONES: dict[str, Tone] = {
    "никто не заменит": Tone("#F0AE6B", "#000000"),
    "есть кем заменить": Tone("#CDEBDD"),
    "без функций": Tone("#EDEFF2", MUTED),
}

TRAINING_TONES: dict[str, Tone] = {
    "обучить": Tone("#DCEBF6"),
    "нельзя": Tone("#A83A00", "#FFFFFF", True),
    "план не найден": Tone("#FBE7A1"),
}

CHECK_TONES: dict[str, Tone] = {
    "ошибка": Tone("#FBE3D6", "#8A2A00"),
    "предупреждение": Tone("#FBE7A1"),
    "в порядке": Tone("#CDEBDD"),
    "кончается раньше": Tone("#FBE3D6", "#8A2A00"),
    "нет": Tone("#FBE7A1"),
}
"""How the check of a row begins; its words go on, so the fill is light."""

AGREEMENT_TONES: dict[str, Tone] = {
    "сходится": Tone("#CDEBDD"),
    "расходится": Tone("#F0AE6B"),
    "нет ответа": Tone("#FBE7A1"),
    "нет данных": Tone("#EDEFF2", MUTED),
}

SYMPTOM_TONES: dict[str, Tone] = {
    "симптом": Tone("#A83A00", "#FFFFFF", True),
    "только по ответу": Tone("#FBE7A1"),
    "только по базе": Tone("#FBE7A1"),
    "нет": Tone("#CDEBDD"),
}

HEAT = ("#FFFFFF", "#2F8FCB")
"""From nobody to everybody: one hue that only gets darker, so that a grey printer keeps the order."""

LOSS_HEAT = ("#FFFFFF", "#E07B39")
"""From no loss to the greatest: orange, as everything that is lost; black stays readable on it."""
NO_LOSS = Tone(PAPER, "#B4BCC3")
"""A zero of the map: there, but not in the way."""

BAD = Tone("#FBE3D6", "#8A2A00")
"""A number that asks for attention: a falling trend, a long silence."""
BAR = "#B9D9EE"
"""Data bars under roubles."""

CELL_TONES: dict[Mode, Tone] = {
    Mode.TYPED: Tone("#FFF6DC", "#1B4F9C"),
    Mode.COMPUTED: Tone(PAPER),
    Mode.LIVE: Tone("#EEF5F1", "#1E4D3B"),
}
"""Who fills a cell: people (cream, blue ink), the program (white), a formula while typing (pale green)."""

HEADER_TONES: dict[Mode, Tone] = {
    Mode.TYPED: Tone("#F2D58A", "#3D2F00", True),
    Mode.COMPUTED: Tone("#24435C", "#FFFFFF", True),
    Mode.LIVE: Tone("#A9CDBB", "#12372A", True),
}

MODE_WORDS: dict[Mode, str] = {
    Mode.TYPED: "Заполняете вы.",
    Mode.COMPUTED: "Считает программа.",
    Mode.LIVE: "Формула: пересчитывается, пока вы вводите.",
}

BAND_TONES: tuple[Tone, ...] = (
    Tone("#D6E3ED", ACCENT, True),
    Tone("#BFD4E4", "#0B3C5D", True),
    Tone("#E3E7EA", INK, True),
    Tone("#F4E7C3", "#5C4600", True),
    Tone("#D9EAE1", "#1E4D3B", True),
    Tone("#EFE3D8", "#5C3A1E", True),
)
"""Bands above the header, in the order in which a sheet's bands come."""

TAB_COLOURS: dict[Group, str] = {
    Group.START: "#00344F",
    Group.BASE: "#2F8FCB",
    Group.WORK: "#E69F00",
    Group.DECISIONS: "#A83A00",
    Group.TEAM: "#009E73",
    Group.MEETING: "#8C5A9E",
    Group.SERVICE: "#8A949C",
}

TEXT_FORMAT = "@"
DATE_FORMAT = "dd.mm.yyyy"
MONEY_FORMAT = "#,##0;[Red]-#,##0"
SHARE_FORMAT = "0.0%"
NUMBER_FORMATS: dict[Kind, str] = {
    Kind.TEXT: "General",
    Kind.CODE: TEXT_FORMAT,
    Kind.CHOICE: "General",
    Kind.LETTER: "General",
    Kind.FLAG: "General",
    Kind.MONEY: MONEY_FORMAT,
    Kind.QUANTITY: "#,##0.###",
    Kind.NUMBER: "#,##0.0",
    Kind.INTEGER: "#,##0",
    Kind.SHARE: SHARE_FORMAT,
    Kind.DATE: DATE_FORMAT,
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
}
"""Codes that a spreadsheet shows in its own locale: a Russian Excel puts spaces and commas where they belong."""

SIGNED_SHARE_FORMAT = "+0%;[Red]-0%;0%"
COUNTED_FORMAT = "[>=1000]#,##0;General"
FORMATS_BY_KEY: dict[str, str] = {
    "trend": SIGNED_SHARE_FORMAT,
    "growth_fact": SIGNED_SHARE_FORMAT,
    "visits_per_month": COUNTED_FORMAT,
    "calls_per_month": COUNTED_FORMAT,
    "frequency_per_month": COUNTED_FORMAT,
    "visit_minutes": COUNTED_FORMAT,
    "call_minutes": COUNTED_FORMAT,
    "visits_needed": COUNTED_FORMAT,
    "calls_needed": COUNTED_FORMAT,
    "rub_per_hour": "#,##0",
    "plan": COUNTED_FORMAT,
    **dict.fromkeys(("stock_day", "sold_day"), "dd.mm.yyyy;;"),
    "fact": COUNTED_FORMAT,
    **dict.fromkeys(MONTH_KEYS, "0%"),
}
"""Columns whose number reads better with a format of its own."""

POINTS_FORMAT = "General"
"""Points are mostly whole: no digit after the comma that says nothing."""
_NUMERIC = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.INTEGER, Kind.SHARE)
_CENTRED = (Kind.LETTER, Kind.FLAG, Kind.DATE, Kind.MOMENT)


def number_format(column: Column) -> str:
    """Return the number format of a column's cells."""
    if column.unit == POINTS and column.kind is Kind.NUMBER:
        return POINTS_FORMAT
    return FORMATS_BY_KEY.get(column.key, NUMBER_FORMATS[column.kind])


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.1, 0 black … 1 white) of a colour such as `#24435C`."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG 2.1, 1 … 21) of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Styles:
    """The formats of one workbook, made when first asked for and shared by equal cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """Return the format with these XlsxWriter properties over our font; equal requests share one."""
        whole = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK, "valign": "vcenter"} | properties
        return self._shared(whole)

    def difference(self, tone: Tone, **properties: Any) -> Format:
        """Return a format that only says how a conditional cell differs: fill, ink and weight."""
        whole: dict[str, Any] = {"bg_color": tone.fill, "font_color": tone.ink}
        if tone.is_bold:
            whole["bold"] = True
        return self._shared(whole | properties | {"_is_difference": True})

    def cell(self, column: Column, *, is_text: bool = False) -> Format:
        """Return the format of a column's cells; `is_text` keeps dangerous text text (format `@`)."""
        return self.mode_cell(
            column.mode,
            TEXT_FORMAT if is_text else number_format(column),
            is_wrapped=column.is_wrapped,
            align="center" if column.kind in _CENTRED else "" if column.kind in _NUMERIC else "left",
        )

    def mode_cell(self, mode: Mode, code: str, *, is_wrapped: bool = False, align: str = "") -> Format:
        """Return the format of a table cell by who fills it, its number format, wrapping and alignment."""
        tone = CELL_TONES[mode]
        properties: dict[str, Any] = {
            "num_format": code,
            "font_color": tone.ink,
            "bottom": 1,
            "bottom_color": LINE,
            "locked": mode is not Mode.TYPED,
        }
        if tone.fill != PAPER:
            properties |= {"bg_color": tone.fill, "right": 1, "right_color": LINE}
        if is_wrapped:
            properties["text_wrap"] = True
        if align:
            properties["align"] = align
        if align == "left":
            properties["indent"] = 1
        return self.format(**properties)

    def header(self, column: Column) -> Format:
        """Return the format of a column's heading: who fills the column is seen in its colour."""
        tone = HEADER_TONES[column.mode]
        return self.format(
            bold=True,
            font_color=tone.ink,
            bg_color=tone.fill,
            text_wrap=True,
            valign="vcenter",
            align="center",
            border=1,
            border_color=PAPER,
        )

    def tone(self, tone: Tone, **properties: Any) -> Format:
        """Return a cell filled with a tone."""
        return self.format(bg_color=tone.fill, font_color=tone.ink, bold=tone.is_bold, **properties)

    def band(self, number: int) -> Format:
        """Return the format of the `number`-th band above the header."""
        return self.tone(BAND_TONES[number % len(BAND_TONES)])

    def title(self) -> Format:
        """Return the format of a sheet's title."""
        return self.format(font_size=16, bold=True, font_color=ACCENT)

    def purpose(self) -> Format:
        """Return the format of the line under the title."""
        return self.format(font_color=MUTED, italic=True)

    def section(self) -> Format:
        """Return the format of a heading inside a sheet."""
        return self.format(font_size=12, bold=True, font_color=ACCENT, bottom=2, bottom_color=ACCENT)

    def link(self) -> Format:
        """Return the format of a link to another sheet."""
        return self.format(font_color="#0563C1", underline=1)

    def jump(self) -> Format:
        """Return the format of a cell of a table that leads to another sheet."""
        return self.format(font_color="#0563C1", underline=1, bottom=1, bottom_color="#D5DBE0", indent=1)

    def _shared(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            kept = {name: value for name, value in properties.items() if name != "_is_difference"}
            self._made[key] = self._book.add_format(kept)
        return self._made[key]
