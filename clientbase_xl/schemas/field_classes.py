"""Who may change which field: the classes of the catalogue, laid over by values of «Настройки» (METHOD section 7).

The address of a field is `fields.<sheet>.<column>`. Settings cannot be lowered by a setting: «Настройки» themselves
are always the head's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import BY_KEY, HELD_TABLES
from clientbase_xl.schemas.model import ChangeClass, Column, Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.settings import OURS, SettingRow

PREFIX = "fields."
GROUP_TITLE = "Кто меняет поля"
CLASS_WORDS = tuple(str(one) for one in ChangeClass)
NOTE = "свободно — сразу в базу; по согласованию — заявкой; только РОП — менеджеру отказ. Всё пишется в журнал."


def address_of(sheet: Sheet, column: Column) -> str:
    """Return the address of a field in «Настройки»."""
    return f"{PREFIX}{sheet.key}.{column.key}"


def is_field_address(address: str) -> bool:
    """Tell whether an address of «Настройки» is that of a field's class."""
    return address.startswith(PREFIX)


@cache
def field_addresses() -> Mapping[str, tuple[Sheet, Column]]:
    """Return every field whose class «Настройки» show, in the order of the sheets: address → sheet, column."""
    return MappingProxyType(
        {
            address_of(sheet, column): (sheet, column)
            for sheet in HELD_TABLES
            if sheet is not SETTINGS
            for column in stored_columns(sheet)
        }
    )


def split_values(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values of thresholds (for `settings.from_values`) and those of fields' classes, by address."""
    fields = {address: value for address, value in values.items() if is_field_address(address)}
    return {address: value for address, value in values.items() if address not in fields}, fields


def check_field_value(address: str, value: Any) -> ChangeClass | None:
    """Return the class that a value of «Настройки» means, None for an empty cell (the default of the catalogue).

    Outer spaces and case do not matter. Raises BadUse for an unknown field or an unknown word.
    """
    if address not in field_addresses():
        raise BadUse(
            f"Настройка «{address}»: такого поля нет.",
            remedy="Адреса полей стоят в столбце «Адрес» листа «Настройки».",
        )
    word = "" if value is None or value != value else str(value).strip().casefold()
    if not word:
        return None
    found = next((one for one in ChangeClass if one.casefold() == word), None)
    if found is None:
        raise BadUse(
            f"Настройка «{address}»: значение «{value}» не подходит.",
            ", ".join(CLASS_WORDS),
            "Исправьте значение на листе «Настройки».",
        )
    return found


def class_of(sheet_key: str, column_key: str, values: Mapping[str, Any]) -> ChangeClass:
    """Return who may change a field; `values` are those of «Настройки» by address (others than fields' are ignored).

    KeyError for a field that the catalogue does not have, BadUse for a word that is no class.
    """
    sheet = BY_KEY[sheet_key]
    column = sheet[column_key]
    address = address_of(sheet, column)
    if address in values and address in field_addresses():
        return check_field_value(address, values[address]) or column.change_class
    return column.change_class


def field_rows(values: Mapping[str, Any]) -> Iterator[SettingRow]:
    """Yield the class of every field as «Настройки» shows it, after the thresholds; BadUse for a wrong value."""
    for number, (address, (sheet, column)) in enumerate(field_addresses().items()):
        yield SettingRow(
            address=address,
            group=GROUP_TITLE,
            title=f"{sheet.title}: {column.title}",
            value=str(class_of(sheet.key, column.key, values)),
            default=str(column.change_class),
            unit="",
            source=OURS,
            note=NOTE if number == 0 else "",  # once: it is the same for all
        )
