"""What a sheet and a column are: the words in which the whole catalogue is declared.

A declaration is the only statement of a column. Reader, writer, database table, validation and documentation
derive from it; none of them repeats a key, a title or a choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds; decides storage type, number format, alignment and checks."""

    TEXT = "text"
    CODE = "code"  # an identifier: text even when it is all digits
    MONEY = "money"  # roubles; DECIMAL(18,2) where stored
    QUANTITY = "quantity"  # DECIMAL(18,4) where stored
    NUMBER = "number"
    INTEGER = "integer"
    SHARE = "share"  # 0.25 is shown as 25 %
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"  # one of `choices` or of the list `list_key`
    FLAG = "flag"  # да / нет
    LETTER = "letter"  # category A–E


class Mode(StrEnum):
    """Who fills a column."""

    TYPED = "typed"
    COMPUTED = "computed"
    LIVE = "live"  # a formula that recalculates while typing, its value stored with it


class ChangeClass(StrEnum):
    """Who may change a typed cell (METHOD section 7); the words stand in «Настройки»."""

    FREE = "свободно"  # stored at once and journalled
    APPROVAL = "по согласованию"  # becomes a request that somebody else approves
    HEAD = "только РОП"


class Group(StrEnum):
    """Groups of sheets, in the order of the tabs."""

    START = "Старт"
    BASE = "База"
    WORK = "Работа"
    DECISIONS = "Решения"
    TEAM = "Команда"
    MEETING = "Совещание"
    SERVICE = "Сервис"


YES, NO = "да", "нет"
ROW_ID = "row_id"
"""Key column of sheets whose rows have no natural key."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: key in code, title in the sheet, and everything that is true of its cells.

    `note` is the meaning shown in the header comment. `formula` (live columns) is an English Excel formula in
    which `{key}` stands for the cell of that column in the same row, `{key:other}` for the cells from one column to
    another, `{#key:other}` for their headings, `{key..}` for the cells of that column from this row to the last one.
    `aliases` are other headings under which the column is recognised in foreign files. `minimum` and `maximum` are
    inclusive. `refers_to` is the key of the sheet whose record is meant, or may be meant beside a client, by its number
    (`row_id`).
    `is_personal` cells are about a person and go when he asks for it; in free texts (`may_name_people`) he may be
    named: each goes by itself when somebody has read it. The journal keeps the texts of both kinds erasable.
    """

    key: str
    title: str
    kind: Kind
    note: str
    mode: Mode = Mode.COMPUTED
    unit: str = ""
    required: bool = False
    unique: bool = False
    choices: tuple[str, ...] = ()
    list_key: str = ""
    formula: str = ""
    aliases: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_personal: bool = False
    may_name_people: bool = False
    is_wrapped: bool = False
    band: str = ""
    change_class: ChangeClass = ChangeClass.FREE
    refers_to: str = ""

    @property
    def is_erasable(self) -> bool:
        """Tell whether the journal holds digests instead of the texts, which may go at a person's request."""
        return self.is_personal or self.may_name_people

    @property
    def is_typed(self) -> bool:
        """Tell whether people fill this column."""
        return self.mode is Mode.TYPED


@dataclass(frozen=True, slots=True)
class Wide:
    """A sheet as the wide view of a stored table: beside its own columns it has one per value of a key of that table.

    `table` is the key of the stored table, whose first key column holds the row of the sheet, `across` the key column
    whose values head the columns, `value` the typed column that stands in the cells. The columns stand between the
    columns `after` and `before` of the sheet, so that formulas may speak of all of them (`{after:before}`). Without
    `is_typed` the program computes the cells: nothing is read back, and `table` only declares what they are.
    """

    table: str
    across: str
    value: str
    after: str
    before: str
    is_typed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its grain first, then its columns.

    `grain` says what one row is. `key_columns` identify a row. `is_stored`: a database table keeps the key and the
    typed columns. `is_command`: the typed cells are no data but decisions, carried out when the workbook is sent.
    `wide`: the base decides on further columns (`schemas/wide.py` adds them), and a stored table keeps their cells.
    `is_shown` is False for tables that exist only inside (ledger lines, facts, registry).
    """

    key: str
    title: str
    grain: str
    purpose: str
    columns: tuple[Column, ...]
    group: Group = Group.SERVICE
    key_columns: tuple[str, ...] = ()
    frozen_columns: int = 0
    is_shown: bool = True
    is_stored: bool = False
    is_command: bool = False
    is_landscape: bool = True
    empty_text: str = "Пока пусто."
    wide: Wide | None = None
    _by_key: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index the columns and refuse a declaration that contradicts itself."""
        for column in self.columns:
            if column.key in self._by_key:
                raise ValueError(f"{self.key}: column {column.key} is declared twice")
            self._by_key[column.key] = column
        titles = [column.title.casefold() for column in self.columns]
        if len(set(titles)) != len(titles):
            raise ValueError(f"{self.key}: two columns share a title")
        unknown = [key for key in self.key_columns if key not in self._by_key]
        if unknown:
            raise ValueError(f"{self.key}: unknown key columns {unknown}")

    def __getitem__(self, key: str) -> Column:
        """Return the column with this key; KeyError names the sheet."""
        try:
            return self._by_key[key]
        except KeyError:
            raise KeyError(f"{self.key}.{key}") from None

    def __iter__(self) -> Iterator[Column]:
        """Iterate over the columns in the order of the sheet."""
        return iter(self.columns)

    def __contains__(self, key: object) -> bool:
        """Tell whether the sheet has a column with this key."""
        return key in self._by_key

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all columns in order."""
        return tuple(column.key for column in self.columns)

    @property
    def typed(self) -> tuple[Column, ...]:
        """Return the columns that people fill."""
        return tuple(column for column in self.columns if column.is_typed)

    @property
    def typed_wide(self) -> Wide | None:
        """Return how people's columns are kept, None for a sheet that is not wide or whose columns are computed."""
        return self.wide if self.wide is not None and self.wide.is_typed else None

    @property
    def has_row_ids(self) -> bool:
        """Tell whether the program numbers the rows that people type (`row_id`), so that they have an identity."""
        return self.key_columns == (ROW_ID,)

    @property
    def table_name(self) -> str:
        """Return the name of the native table in a workbook."""
        return f"t_{self.key}"
