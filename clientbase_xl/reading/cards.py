"""Client cards of a file: typed columns of «Клиенты», checked cell by cell against the catalogue."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.reading import managers
from clientbase_xl.reading.inn import has_sound_check_digits, is_inn
from clientbase_xl.reading.number_column import Numbers, to_floats
from clientbase_xl.reading.sales import blank_rows, parse_date_column, parse_number_columns
from clientbase_xl.reading.sifter import Sifter
from clientbase_xl.reading.text import clean, clean_codes
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import NO, YES, Column, Kind

NUMBER_KINDS = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.INTEGER, Kind.SHARE)
FLAG_WORDS = {YES: True, "yes": True, "true": True, "1": True, NO: False, "no": False, "false": False, "0": False}
FIX_CELL = "Исправьте ячейку и загрузите файл заново."
BoolMask = npt.NDArray[np.bool_]


def to_cards(sifter: Sifter, has_typed_cells: bool) -> pd.DataFrame:
    """Return one row per client code with the typed columns found, in catalogue order; missing text is None.

    A bad cell becomes a problem and an empty value. Rows without a code and repeated codes (the first is kept) are
    excluded by reason; where the file has no column of codes, the name is the code. BadFile: nothing accepted.
    """
    sifter.drop_blank(blank_rows(sifter.table))
    if sifter.count_read == 0:
        raise BadFile(
            f"В файле «{sifter.file_name}» только заголовок: карточек нет.",
            "хотя бы одна строка с клиентом",
            "Проверьте отбор выгрузки.",
        )
    columns = [column for column in CLIENTS if column.key in sifter.header.columns]
    number_keys = [column.key for column in columns if column.kind in NUMBER_KINDS]
    numbers = parse_number_columns(sifter, number_keys, has_typed_cells)
    codes = _codes(sifter)
    _exclude_rows(sifter, codes)
    data: dict[str, pd.Series] = {"client_code": _texts(codes)}
    for column in columns:
        if column.key != "client_code":
            data[column.key] = _column(sifter, column, numbers)
            errors = sifter.error_mask(column.key) & sifter.is_open
            sifter.report(errors, column.key, "Ошибка Excel в ячейке: значение пусто.", FIX_CELL)
    if not sifter.is_open.any():
        reasons = "; ".join(f"{reason} — {count}" for reason, count in sifter.excluded.items())
        raise BadFile(
            f"В файле «{sifter.file_name}» нет ни одной пригодной карточки: {reasons}.",
            "хотя бы одна строка с кодом или наименованием клиента",
            "Заполните столбец «Код» или «Клиент».",
        )
    return pd.DataFrame(data)[sifter.is_open].reset_index(drop=True)


def _codes(sifter: Sifter) -> pa.Array:
    key = "client_code" if "client_code" in sifter.header.columns else "client_name"
    return clean_codes(sifter.array(key))


def _exclude_rows(sifter: Sifter, codes: pa.Array) -> None:
    key = "client_code" if "client_code" in sifter.header.columns else "client_name"
    sifter.exclude_cells(
        codes.is_null().to_numpy(zero_copy_only=False),
        "нет кода клиента",
        key,
        "Карточка без кода клиента не принята.",
        "Заполните код и загрузите файл заново.",
    )
    repeated = pd.Series(codes.to_pylist(), dtype=object).duplicated(keep="first").to_numpy() & sifter.is_open
    sifter.exclude_cells(
        repeated,
        "повтор кода клиента",
        key,
        "Такой код уже есть выше: принята первая карточка.",
        "Оставьте одну строку на клиента.",
    )


def _column(sifter: Sifter, column: Column, numbers: dict[str, Numbers]) -> pd.Series:
    if column.kind in NUMBER_KINDS:
        return _numbers(sifter, column, numbers[column.key])
    if column.kind is Kind.DATE:
        return _dates(sifter, column)
    if column.kind is Kind.FLAG:
        return _flags(sifter, column)
    array = sifter.array(column.key)
    texts = clean_codes(array) if column.kind is Kind.CODE else clean(array)
    if column.choices:
        return _choices(sifter, column, texts)
    if column.key == "inn":
        return _inns(sifter, texts)
    if column.key == "kpp":
        return _checked(sifter, "kpp", texts, lambda text: len(text) == 9, "КПП — 9 знаков: значение не принято.")
    if column.key == managers.KEY:
        texts = managers.without_nobody(sifter, texts)
    return _texts(texts)


def _texts(texts: pa.Array) -> pd.Series:
    return pd.Series(texts.to_pylist(), dtype=object)


def _checked(sifter: Sifter, key: str, texts: pa.Array, is_sound: Callable[[str], bool], message: str) -> pd.Series:
    values = texts.to_pylist()
    bad = np.array([text is not None and not is_sound(text) for text in values], dtype=bool)
    sifter.report(bad & sifter.is_open, key, message, FIX_CELL)
    return pd.Series([None if is_bad else text for text, is_bad in zip(values, bad, strict=True)], dtype=object)


def _choices(sifter: Sifter, column: Column, texts: pa.Array) -> pd.Series:
    known = {choice.casefold(): choice for choice in column.choices}
    message = f"Допустимо: {', '.join(column.choices)}. Значение не принято."
    kept = _checked(sifter, column.key, texts, lambda text: text.casefold() in known, message)
    return pd.Series([None if text is None else known[text.casefold()] for text in kept], dtype=object)


def _flags(sifter: Sifter, column: Column) -> pd.Series:
    texts = clean_codes(sifter.array(column.key))
    message = f"Допустимо: {YES} или {NO}. Значение не принято."
    kept = _checked(sifter, column.key, texts, lambda text: text.casefold() in FLAG_WORDS, message)
    return pd.Series([pd.NA if text is None else FLAG_WORDS[text.casefold()] for text in kept], dtype="boolean")


def _inns(sifter: Sifter, texts: pa.Array) -> pd.Series:
    message = "ИНН — 10 или 12 цифр: значение не принято. Ноль впереди теряется, если ячейка числовая."
    kept = _checked(sifter, "inn", texts, is_inn, message)
    doubtful = np.array([text is not None and not has_sound_check_digits(text) for text in kept], dtype=bool)
    remedy = "Сверьте ИНН с документами клиента."
    sifter.report(doubtful & sifter.is_open, "inn", "Контрольная цифра ИНН не сходится: значение принято.", remedy)
    return kept


def _dates(sifter: Sifter, column: Column) -> pd.Series:
    dates = parse_date_column(sifter, column.key, "Сохраните даты как ГГГГ-ММ-ДД.")
    bad = dates.is_bad | dates.is_far
    sifter.report(bad & sifter.is_open, column.key, "Не дата: значение не принято.", FIX_CELL)
    return pd.Series(np.where(bad, np.datetime64("NaT"), dates.days).astype("datetime64[us]"))


def _numbers(sifter: Sifter, column: Column, numbers: Numbers) -> pd.Series:
    floats = to_floats(numbers.values).to_numpy(zero_copy_only=False).copy()
    unreadable = numbers.is_bad & ~sifter.error_mask(column.key) & sifter.is_open
    sifter.report(unreadable, column.key, "Не число: значение не принято.", FIX_CELL)
    low = -np.inf if column.minimum is None else column.minimum
    high = np.inf if column.maximum is None else column.maximum
    outside = (floats < low) | (floats > high)
    sifter.report(outside & sifter.is_open, column.key, f"{_bounds(column)} Значение не принято.", FIX_CELL)
    floats[outside] = np.nan
    if column.kind is Kind.INTEGER:
        broken = ~np.isnan(floats) & (floats != np.floor(floats))
        sifter.report(broken & sifter.is_open, column.key, "Нужно целое число: значение не принято.", FIX_CELL)
        floats[broken] = np.nan
        return pd.Series(pd.array(floats, dtype="Float64")).mask(np.isnan(floats)).astype("Int64")
    return pd.Series(floats)


def _bounds(column: Column) -> str:
    if column.maximum is None:
        return f"Допустимо не меньше {column.minimum:g}."
    return f"Допустимо от {column.minimum or 0:g} до {column.maximum:g}."
