"""One new xlsx file and its sheets: nothing is written halfway, and no value is left out without a word."""

from __future__ import annotations

import contextlib
import io
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from clientbase_xl.errors import WriteRefused
from clientbase_xl.problems import Problem
from clientbase_xl.schemas.blocks import Block
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.cells import Cell, Jump, fit_text, is_formula_like, plain_text
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.styles import TEXT_FORMAT, Styles
from clientbase_xl.writing.swift_sheet import SwiftSheet

MOST_ROWS = 1_048_576
MOST_SHEET_NAME = 31
_OPTIONS: dict[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": True,
}


class Page:
    """One sheet of a file: writes cells, remembers widths, refuses by name what the library would skip."""

    def __init__(self, book: Book, worksheet: SwiftSheet, title: str) -> None:
        self.book = book
        self.sheet = worksheet
        self.title = title
        self.styles = book.styles
        self._widths: dict[int, float] = {}
        self._column_options: dict[int, dict[str, Any]] = {}

    def put(self, row: int, col: int, cell: Cell, form: Format, text_form: Format | None = None) -> None:
        """Write one cell (counted from 0); an empty one keeps its format.

        Text that a spreadsheet could take for a formula is written as text in `text_form` (format `@`); without
        it the same look is made. Text longer than a cell is cut with a mark and becomes a problem of the book.
        """
        self.book.at = (self.title, row, col)
        if cell is None:
            code = self.sheet.write_blank(row, col, None, form)
        elif isinstance(cell, str):
            if is_formula_like(cell):
                form = text_form or self.styles.format(num_format=TEXT_FORMAT)
            text, was_cut = fit_text(cell)
            if was_cut:
                self._report_cut(row, col, text)
            code = self.sheet.write_string(row, col, text, form)
        elif isinstance(cell, date):
            moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            code = self.sheet.write_datetime(row, col, moment, form)
        else:
            code = self.sheet.write_number(row, col, cell, form)
        if code:
            self.check(code)

    def fill(self, first_row: int, col: int, cells: Sequence[Cell], form: Format, text_form: Format) -> None:
        """Write cells below each other as `put` writes each of them."""
        self.book.at = (self.title, first_row, col)
        for place in self.sheet.fill_column(first_row, col, cells, form):
            self.put(first_row + place, col, cells[place], form, text_form)

    def put_formula(self, row: int, col: int, formula: str, value: Cell, form: Format) -> None:
        """Write a formula of ours together with its computed value (viewers show the stored one)."""
        self.book.at = (self.title, row, col)
        stored = fit_text(value)[0] if isinstance(value, str) else "" if value is None else value
        self.check(self.sheet.write_formula(row, col, formula, form, stored))

    def put_link(self, row: int, col: int, address: str, text: str, tip: str, form: Format | None = None) -> None:
        """Write a link to a place of the same file."""
        self.book.at = (self.title, row, col)
        self.check(self.sheet.write_url(row, col, address, form or self.styles.link(), text, tip))

    def put_jump(self, row: int, col: int, jump: Jump, form: Format) -> None:
        """Write a text that leads to a place of the same file by a formula, so that a button can change where to."""
        self.put_formula(row, col, jump.formula, jump.text, form)

    def name_block(self, block: Block, row: int, col: int) -> None:
        """Give the cells from here on the hidden name of a block of computed cells."""
        last_row, last_col = row + block.count_rows - 1, col + block.count_columns - 1
        self.book.define(block.name, range_reference(self.title, row, col, last_row, last_col), is_hidden=True)

    def check(self, code: int | None) -> None:
        """Raise WriteRefused, naming sheet and cell, when the library answers that it skipped something."""
        if code:
            raise self.book.refuse(f"код {code}")

    def widen(self, col: int, width: float, **options: Any) -> None:
        """Make a column at least this wide (characters); `options` as XlsxWriter's set_column (level, hidden …)."""
        self._widths[col] = max(width, self._widths.get(col, 0.0))
        self._column_options.setdefault(col, {}).update(options)

    def width(self, col: int) -> float:
        """Return the width a column has so far (8.43 where nothing was said)."""
        return self._widths.get(col, 8.43)

    def finish(self) -> None:
        """Hand the widths to the library."""
        for col, width in sorted(self._widths.items()):
            self.sheet.set_column(col, col, width, None, self._column_options[col])

    def _report_cut(self, row: int, col: int, text: str) -> None:
        self.book.problems.append(
            Problem(
                "Текст не поместился в ячейку и обрезан.",
                "Сократите текст в источнике: ячейка вмещает 32 767 знаков.",
                sheet=self.title,
                row=row + 1,
                column=xl_rowcol_to_cell(row, col).rstrip("0123456789"),
                value=text[:60],
            )
        )


class Book:
    """A new xlsx file in the making; see `new_book`."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.styles = Styles(workbook)
        self.problems: list[Problem] = []
        self.pages: dict[str, Page] = {}
        self.at: tuple[str, int, int] = ("", 0, 0)

    @property
    def titles(self) -> dict[str, str]:
        """Return the names of the sheets by themselves: in a new file every sheet is called by its title."""
        return {title: title for title in self.pages}

    def page(self, title: str) -> Page:
        """Add a sheet with this title after the others."""
        if len(title) > MOST_SHEET_NAME:
            raise WriteRefused(f"Название листа «{title}» длиннее {MOST_SHEET_NAME} знака.")
        self.at = (title, 0, 0)
        page = Page(self, self.workbook.add_worksheet(title, worksheet_class=SwiftSheet), title)
        page.sheet.hide_gridlines(2)
        self.pages[title] = page
        return page

    def define(self, name: str, formula: str, *, is_hidden: bool = False) -> None:
        """Give a name to a range, a cell or a constant (`="text"`)."""
        if self.workbook.define_name(name, formula):
            raise self.refuse(f"имя {name}")
        if is_hidden:  # the library has no option for it: the fourth field of its entry is «hidden»
            self.workbook.defined_names[-1][3] = True

    def mark(self, name: str, value: str) -> None:
        """Store a short text in the file under a hidden name."""
        quoted = value.replace('"', '""')
        self.define(name, f'="{quoted}"', is_hidden=True)

    def refuse(self, why: str) -> WriteRefused:
        """Return the refusal that names the sheet and the cell being written."""
        title, row, col = self.at
        return WriteRefused(
            f"Лист «{title}», ячейка {xl_rowcol_to_cell(row, col)}: записать не удалось ({why}).",
            remedy="Файл не создан, прежний цел. Проверьте значение этой ячейки в источнике.",
        )


@contextlib.contextmanager
def new_book(path: Path, *, title: str, today: date, subject: str = "") -> Iterator[Book]:
    """Give an empty book that becomes the file `path` at the end, whole or not at all.

    The same content gives the same bytes: the creation date in the properties is `today`. Raises WriteRefused for
    anything the library would warn about or skip (naming sheet and cell) and for what `atomic_path` refuses.
    """
    with (
        atomic_path(path) as temporary,
        tempfile.TemporaryDirectory(prefix="clientbase-") as parts,
        warnings.catch_warnings(),
    ):
        warnings.filterwarnings("error", category=UserWarning, module=r"xlsxwriter")
        # In memory first: on a full disk the library's archive would fail once more, aloud, when it is thrown away.
        packed = io.BytesIO()
        workbook = xlsxwriter.Workbook(packed, {**_OPTIONS, "tmpdir": parts})
        workbook.use_zip64()
        workbook.set_properties(
            {"title": title, "subject": plain_text(subject), "created": datetime.combine(today, time())}
        )
        workbook.set_calc_mode("auto")
        book = Book(workbook)
        try:
            yield book
            for page in book.pages.values():
                page.finish()
            workbook.close()
            temporary.write_bytes(packed.getbuffer())
        except FileCreateError as error:  # wraps the system's own error: atomic_path puts it into words
            raise _system_error(error) from error
        except (XlsxWriterException, UserWarning) as error:
            raise book.refuse(str(error)) from error


def require_rows(counts: Mapping[str, int], extra: int) -> None:
    """Refuse, before anything is written, a sheet with more rows than a spreadsheet has.

    `counts` gives the rows of data by sheet title, `extra` the rows above and around them.
    """
    for title, count in counts.items():
        if count + extra > MOST_ROWS:
            raise WriteRefused(
                f"На листе «{title}» получилось бы {count:,} строк.".replace(",", " "),
                f"в листе Excel помещается {MOST_ROWS - extra:,} строк данных".replace(",", " "),
                "Возьмите книгу одного менеджера (--manager) или таблицу командой facts (csv, parquet).",
            )


def _system_error(error: FileCreateError) -> Exception:
    cause = error.args[0] if error.args else None
    return cause if isinstance(cause, OSError) else WriteRefused(f"Файл не записан: {error}.")
