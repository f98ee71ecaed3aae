"""The engine that xlwings asks: named `calc`, a desktop like Excel's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from clientbase_xl.calc.engine.apps import Apps
from clientbase_xl.calc.engine.values import CellError

NAME = "calc"


class Engine:
    """LibreOffice Calc for xlwings: its offices, and how values pass through xlwings' converters."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        """Begin with no office."""
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:  # noqa: ARG004
        """Return one value as it is: a block is prepared as a whole when it is written (`values.to_block`)."""
        return value

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return read rows with dates, numbers, empty cells and errors as the caller wants them."""

        def clean(value: Any) -> Any:
            if value is None:
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            if isinstance(value, dt.datetime) and datetime_builder is not dt.datetime:
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=value.microsecond,
                    tzinfo=None,
                )
            if number_builder is not None and type(value) is float:
                return number_builder(value)
            return value

        changed: set[type] = {CellError}  # what somebody wants otherwise than it was read: most rows hold none of it
        if empty_as is not None:
            changed.add(type(None))
        if datetime_builder is not dt.datetime:
            changed.add(dt.datetime)
        if number_builder is not None:
            changed.add(float)
        return [
            list(row)
            if changed.isdisjoint(map(type, row))
            else [value if type(value) is str else clean(value) for value in row]
            for row in data
        ]
