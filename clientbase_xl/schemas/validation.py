"""The invariants of the catalogue, checked on a table: what is declared with a column is true of its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.schemas.model import Column, Kind, Sheet
from clientbase_xl.schemas.typed_cells import canonical

if TYPE_CHECKING:
    import pandas as pd

NAMED_ROWS_MAX = 10
NUMERIC = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER)
WORDS = (Kind.CODE, Kind.CHOICE, Kind.LETTER)
EXPECTED: dict[Kind, str] = {
    Kind.CODE: "текст",
    Kind.CHOICE: "текст",
    Kind.LETTER: "буква",
    Kind.MONEY: "число",
    Kind.QUANTITY: "число",
    Kind.NUMBER: "число",
    Kind.SHARE: "число",
    Kind.INTEGER: "целое число",
    Kind.DATE: "дата без времени",
    Kind.MOMENT: "дата и время",
    Kind.FLAG: "«да» или «нет»",
}
COMPUTED_REMEDY = "Сообщите разработчику программы: это значение вычислено, исправлять его в книге бесполезно."


@dataclass(frozen=True, slots=True)
class _Finding:
    """One broken invariant of one column: which rows break it, what is wrong, what a person does about it."""

    column: Column
    broken: pd.Series[bool]
    message: str
    remedy: str


def check_table(
    frame: pd.DataFrame,
    sheet: Sheet,
    *,
    keys: Collection[str] | None = None,
    lists: Mapping[str, Collection[str]] | None = None,
    rows: Sequence[int] | None = None,
    file: str = "",
    erased: Mapping[str, Collection[tuple[str, ...]]] | None = None,
) -> tuple[Problem, ...]:
    """Return what of a table contradicts the catalogue (STYLE 8): required, unique, choices, bounds, kinds.

    `frame` has catalogue keys as headings: all of the sheet, or exactly `keys`. `lists` gives the values of lists
    by key; a list that is not given is not checked. `rows` are the spreadsheet rows of the records; without them a
    problem names its row by the key columns. `erased` gives by column the keys of rows whose cell is empty because a
    person asked for it: nobody is to fill it again. Bounds are inclusive; missing cells break only `required`. A text
    column may hold anything. One problem per row, or one with a count when more than 10 rows break an invariant;
    typed columns warn, computed columns are errors. Raises ValueError for missing or unknown columns: that is a
    mistake of the program, not of the data.
    """
    wanted = set(sheet.keys if keys is None else keys)
    if unknown := sorted(set(frame.columns) - wanted | wanted - set(sheet.keys)):
        raise ValueError(f"{sheet.key}: unknown columns {unknown}")
    if missing := sorted(wanted - set(frame.columns)):
        raise ValueError(f"{sheet.key}: missing columns {missing}")
    if frame.empty:
        return ()
    frame = frame.reset_index(drop=True)
    problems: list[Problem] = []
    for column in sheet:
        if column.key in wanted:
            emptied = _of_rows(frame, sheet, (erased or {}).get(column.key, ()))
            for finding in _findings(frame[column.key], column, lists or {}, emptied):
                problems += _as_problems(finding, frame, sheet, rows, file)
    for finding in _repeated_keys(frame, sheet):
        problems += _as_problems(finding, frame, sheet, rows, file)
    return tuple(problems)


def _of_rows(frame: pd.DataFrame, sheet: Sheet, row_keys: Collection[tuple[str, ...]]) -> list[bool]:
    """Tell which rows have one of the keys; empty when none is asked for."""
    if not row_keys or not set(sheet.key_columns) <= set(frame.columns):
        return []
    return [row in row_keys for row in zip(*(frame[key].astype(str) for key in sheet.key_columns), strict=True)]


def _findings(
    values: pd.Series[Any], column: Column, lists: Mapping[str, Collection[str]], emptied: Sequence[bool] = ()
) -> Iterator[_Finding]:
    """Yield the broken invariants of one column; cells of a wrong kind are judged for nothing else.

    `emptied` tells which cells stay empty at somebody's request.
    """
    import pandas as pd

    filled = ~_is_missing(values)
    if column.required:
        settled = filled | pd.Series(emptied, index=values.index, dtype=bool) if emptied else filled
        yield _Finding(column, ~settled, "Не заполнено обязательное значение", "Заполните ячейку.")
    if not filled.any():
        return
    wrong = filled & ~_has_kind(values, filled, column.kind)
    yield _Finding(
        column, wrong, f"Значение не того вида: нужно {EXPECTED.get(column.kind, '')}", "Исправьте значение."
    )
    sound = filled & ~wrong
    if column.unique:
        repeated = values.where(sound).duplicated(keep="first") & sound
        yield _Finding(column, repeated, "Значение уже есть в другой строке", "Оставьте одну из строк.")
    choices = _choices(column, lists)
    if choices is not None and column.kind is not Kind.FLAG:
        foreign = sound & ~values.isin(list(choices))
        allowed = ", ".join(choices) if len(choices) <= NAMED_ROWS_MAX else f"значения списка ({len(choices)})"
        yield _Finding(column, foreign, f"Значения нет в списке; допустимо: {allowed}", "Выберите значение из списка.")
    if (lowest := column.minimum) is not None:
        below = (_as_numbers(values, sound) < lowest).fillna(value=False).astype(bool)
        yield _Finding(column, below, f"Значение меньше {lowest:g}", "Исправьте значение.")
    if (highest := column.maximum) is not None:
        above = (_as_numbers(values, sound) > highest).fillna(value=False).astype(bool)
        yield _Finding(column, above, f"Значение больше {highest:g}", "Исправьте значение.")


def _as_numbers(values: pd.Series[Any], sound: pd.Series[bool]) -> pd.Series[float]:
    """Return the cells as numbers, those of a wrong kind missing."""
    if values.dtype == "float64":
        return values.where(sound)
    return values.astype("object").where(sound, None).astype("Float64")


def _choices(column: Column, lists: Mapping[str, Collection[str]]) -> Collection[str] | None:
    """Return the values a column may hold, None when anything may stand there."""
    if column.choices:
        return column.choices
    if column.kind is Kind.LETTER:
        return LETTERS
    return lists.get(column.list_key)


def _is_missing(values: pd.Series[Any]) -> pd.Series[bool]:
    """Tell which cells are empty: missing, or a text of spaces only."""
    import pandas as pd

    missing = values.isna()
    if missing.all():
        return missing
    if values.dtype == object or isinstance(values.dtype, pd.StringDtype):
        blank = [isinstance(value, str) and not value.strip() for value in values.to_numpy(dtype=object)]
        missing |= pd.Series(blank, index=values.index, dtype=bool)
    return missing


def _has_kind(values: pd.Series[Any], filled: pd.Series[bool], kind: Kind) -> pd.Series[bool]:
    """Tell which filled cells hold what the kind says; columns of a plain dtype are judged as a whole."""
    import pandas as pd
    from pandas.api import types

    if kind is Kind.TEXT:
        return filled
    if kind in NUMERIC and types.is_numeric_dtype(values.dtype) and not types.is_bool_dtype(values.dtype):
        numbers = values if values.dtype == "float64" else values.astype("Float64")
        finite = numbers.abs() != float("inf")
        return finite & (numbers == numbers.round()) if kind is Kind.INTEGER else finite
    if kind in (Kind.DATE, Kind.MOMENT) and types.is_datetime64_any_dtype(values.dtype):
        return values == values.dt.normalize() if kind is Kind.DATE else filled
    if kind is Kind.FLAG and types.is_bool_dtype(values.dtype):
        return filled
    if kind in WORDS and isinstance(values.dtype, pd.StringDtype):
        return pd.Series(data=True, index=values.index)
    if kind in WORDS:
        judged = [isinstance(value, str) or not is_filled for value, is_filled in zip(values, filled, strict=True)]
    else:
        judged = [not is_filled or _is_kind(value, kind) for value, is_filled in zip(values, filled, strict=True)]
    return pd.Series(judged, index=values.index, dtype=bool)


def _is_kind(value: Any, kind: Kind) -> bool:
    """Tell whether one value is of the kind; booleans are no numbers."""
    is_flag = isinstance(value, bool) or type(value).__name__ == "bool_"
    if kind in NUMERIC:
        if is_flag or not isinstance(value, Real | Decimal):
            return False
        number = float(value)
        return abs(number) != float("inf") and (kind is not Kind.INTEGER or number.is_integer())
    if kind is Kind.FLAG:
        return is_flag
    if kind is Kind.DATE:
        return isinstance(value, date) and (not isinstance(value, datetime) or value.time() == datetime.min.time())
    return isinstance(value, datetime)


def _repeated_keys(frame: pd.DataFrame, sheet: Sheet) -> Iterator[_Finding]:
    """Yield rows whose key columns together stand in an earlier row; a unique column says so by itself."""
    keys = list(sheet.key_columns)
    if keys and set(keys) <= set(frame.columns) and not any(sheet[key].unique for key in keys):
        titles = " + ".join(f"«{sheet[key].title}»" for key in keys)
        repeated = frame.duplicated(keys, keep="first")
        yield _Finding(sheet[keys[0]], repeated, f"Строка с такими же {titles} уже есть", "Оставьте одну из строк.")


def _as_problems(
    finding: _Finding, frame: pd.DataFrame, sheet: Sheet, rows: Sequence[int] | None, file: str
) -> Iterator[Problem]:
    """Yield the problems of a finding: a row each, or the first with the count when they are many."""
    places = [index for index, is_broken in enumerate(finding.broken.fillna(False).tolist()) if is_broken]
    count = len(places)
    named = places if count <= NAMED_ROWS_MAX else places[:1]
    column = finding.column
    for place in named:
        value = frame[column.key].iloc[place]
        yield RecordProblem(
            finding.message + ("" if rows is not None else _row_name(frame, sheet, column, place)),
            finding.remedy if column.is_typed else COMPUTED_REMEDY,
            Severity.WARNING if column.is_typed else Severity.ERROR,
            file=file,
            sheet=sheet.title,
            row=None if rows is None else rows[place],
            column=column.title,
            value="" if _is_missing(frame[column.key].iloc[[place]]).item() else str(value),
            count=count if len(named) < count else 1,
            record=() if rows is not None else _record(frame, sheet, place),
        )


def _record(frame: pd.DataFrame, sheet: Sheet, place: int) -> tuple[str, ...]:
    """Return the key of a row as canonical texts; () where the frame does not hold it."""
    keys = sheet.key_columns
    if not set(keys) <= set(frame.columns):
        return ()
    return tuple(canonical(frame[key].iloc[place], sheet[key].kind) for key in keys)


def _row_name(frame: pd.DataFrame, sheet: Sheet, column: Column, place: int) -> str:
    """Return the key cells of a row in brackets, without the column that the problem names anyway."""
    cells = [
        f"{sheet[key].title}: {frame[key].iloc[place]}"
        for key in sheet.key_columns
        if key in frame.columns and key != column.key
    ]
    return f" ({', '.join(cells)})" if cells else ""
