"""Our own workbook read back: typed cells by the titles of the catalogue, wherever people moved them."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.archive_guard import ALLOWED, SAVE_AGAIN, check_archive
from clientbase_xl.reading.cell_texts import TextReader
from clientbase_xl.reading.open_file import unreadable
from clientbase_xl.reading.own_table import FoundTable, Row, added_columns, find_table, read_table
from clientbase_xl.reading.wide_table import read_wide, with_people
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.typed_cells import sent_columns

_TOP_ROWS = 10
_TOP_TEXTS = {"Клиентская база", "← Начало"}
"""What stands on top of every sheet that the program makes, whatever people call it."""

_OURS = "книга «Клиентская база» (.xlsx), созданная командой workbook"
_MAKE_AGAIN = "Откройте файл в Excel и сохраните его как «Книга Excel (.xlsx)» или возьмите целую копию книги."


@dataclass(frozen=True, slots=True)
class OwnWorkbook:
    """What people typed in a workbook of ours: tables by sheet key, what of them was not read, the hidden texts.

    `added` names the sheets and columns with cells that people made themselves: the base does not keep them.
    """

    file_name: str
    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    marks: dict[str, str]
    added: tuple[str, ...] = ()

    @property
    def is_read_whole(self) -> bool:
        """Tell whether every cell that people may have typed was read, and nothing stands there that was not asked."""
        return not self.added and all(one.severity is not Severity.ERROR for one in self.problems)


def read_typed(path: Path) -> dict[str, pd.DataFrame]:
    """Return the typed cells of our workbook by sheet key; see `read_own_workbook`, whose problems are left out."""
    return read_own_workbook(path).tables


def read_own_workbook(path: Path) -> OwnWorkbook:
    """Return the typed cells of our workbook: per sheet the key columns, stored typed columns and typed decisions.

    METHOD section 7. Tables are found by titles in the first 50 rows, so sorting, filters, inserted columns, moved
    and renamed sheets do not matter; of two equal tables the one on the sheet of the declared name counts. Types and
    problems of the rows: see `own_table.read_table`. A sheet that is not there is a notice: what it held counts as
    not touched, as a deleted row does; one whose headings are not recognised is an error. Computed cells are never
    returned, calculator cells neither.
    BadFile: no such file, no right to read, damaged workbook, or no table of ours in it.
    """
    _check(path)
    with _opened(path) as book:
        grids = {sheet.title: _grid(sheet) for sheet in book.worksheets}
        visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        marks = _marks(book)
    return read_grids(path.name, grids, visible, marks)


def read_grids(
    file_name: str, grids: Mapping[str, Sequence[Row]], visible: Sequence[str], marks: Mapping[str, str]
) -> OwnWorkbook:
    """Return what people typed in a workbook whose cells are given: of a file or of a book that is open.

    `grids` are the rows with cells of every sheet by its name (row number as people count, cells from column A),
    `visible` the sheets that people see. See `read_own_workbook`; BadFile when no table of ours is among them.
    """
    tables, problems, places = {}, list[Problem](), list[FoundTable]()
    for schema in ALL_SHEETS:
        if not sent_columns(schema) and schema.typed_wide is None:
            continue
        found = find_table(schema, grids)
        if found is None:
            problems.append(_absent(schema, file_name, grids))
            continue
        found = with_people(found)
        places.append(found)
        held = schema if schema.typed_wide is None else BY_KEY[schema.typed_wide.table]
        table = read_table(found, file_name) if held is schema else read_wide(found, file_name, held)
        problems += table.problems
        if set(held.key_columns) <= set(table.frame.columns):
            tables[held.key] = table.frame
    if not tables:
        raise BadFile(
            f"В книге «{file_name}» нет таблиц «Клиентской базы».",
            _OURS,
            "Укажите книгу «Клиентская база».",
        )
    return OwnWorkbook(file_name, tables, tuple(problems), dict(marks), (*_added(places, visible, grids),))


def _added(places: Sequence[FoundTable], visible: Sequence[str], grids: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield the sheets and columns with cells that are none of the program's, each named for a person."""
    for found in places:
        for column in added_columns(found):
            yield f"лист «{found.title}», столбец «{column}»"
    ours = {*(sheet.title for sheet in ALL_SHEETS), *(found.title for found in places)}
    for title in visible:
        top = {cell for _, row in grids[title][:_TOP_ROWS] for cell in row if isinstance(cell, str)}
        if title not in ours and grids[title] and not top & _TOP_TEXTS:
            yield f"лист «{title}»"


def _absent(schema: Sheet, file: str, grids: Mapping[str, Sequence[Row]]) -> Problem:
    if grids.get(schema.title):
        return Problem(
            f"На листе «{schema.title}» не найдена строка заголовков: с него ничего не прочитано",
            "Верните заголовки столбцов как были: по ним программа находит таблицу.",
            Severity.ERROR,
            file=file,
            sheet=schema.title,
        )
    return Problem(
        f"В книге нет листа «{schema.title}»: с него ничего не прочитано",
        "Если лист удалён, сделайте книгу заново командой workbook.",
        Severity.NOTICE,
        file=file,
        sheet=schema.title,
    )


def read_marks(path: Path) -> dict[str, str]:
    """Return the texts kept under names of a workbook, such as its identity and fingerprint; BadFile if damaged."""
    _check(path)
    with _opened(path) as book:
        return _marks(book)


def _marks(book: Any) -> dict[str, str]:
    texts = {name: str(defined.attr_text or "") for name, defined in book.defined_names.items()}
    return {
        name: text[1:-1].replace('""', '"')
        for name, text in texts.items()
        if len(text) > 1 and text.startswith('"') and text.endswith('"')
    }


def _check(path: Path) -> None:
    """Refuse what cannot be a workbook of ours, in words about such a workbook and not about an export."""
    try:
        if path.is_file() and not zipfile.is_zipfile(path):
            raise BadFile(f"Файл «{path.name}» — не книга Excel, повреждён или под паролем.", ALLOWED, SAVE_AGAIN)
        check_archive(path)
    except OSError as error:
        refusal = unreadable(path, error)
        raise BadFile(refusal.found, _OURS, refusal.remedy) from error
    except BadFile as refusal:
        allowed = _OURS if refusal.allowed == ALLOWED else refusal.allowed
        remedy = _MAKE_AGAIN if refusal.remedy == SAVE_AGAIN else refusal.remedy
        raise BadFile(refusal.found, allowed, remedy) from refusal


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook for reading values; whatever the library raises on a damaged one becomes BadFile."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = TextReader(file, read_only=True, data_only=True)
            reader.read()
            yield reader.wb
        except Exception as error:
            raise BadFile(f"Книга «{path.name}» повреждена: её листы не читаются.", ALLOWED, SAVE_AGAIN) from error


def _grid(sheet: Any) -> list[Row]:
    sheet.reset_dimensions()
    # A stray cell far below would otherwise bring a million empty rows.
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return [(number, row) for number, row in rows if any(cell is not None for cell in row)]
