"""The command `card`: everything about one client on the screen or on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import (
    AsOfOption,
    BaseOption,
    JsonOption,
    TodayOption,
    UserOption,
    open_base,
    read_days,
    user_name,
)
from clientbase_xl.cli.russian import RussianCommand
from clientbase_xl.rules.words import NBSP, grouped

if TYPE_CHECKING:
    from clientbase_xl.workflows.client_card import CardMade


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("card", cls=RussianCommand)(card)


def card(
    client: Annotated[str, typer.Argument(help="Код клиента или часть названия.", metavar="КЛИЕНТ")],
    out: Annotated[str, typer.Option("--out", help="Файл .xlsx или .pdf на одну страницу.", metavar="ФАЙЛ")] = "",
    base: BaseOption = "",
    today: TodayOption = "",
    as_of: AsOfOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать карточку клиента или записать её на одну страницу (xlsx, pdf)."""
    from clientbase_xl.workflows.client_card import make_card

    day, moment = read_days(today, as_of)
    path = Path(out) if out else None
    opened = open_base(base)
    made = make_card(opened, client, day, path, user=user_name(user, opened), moment=moment)
    if json:
        rows = made.card.to_dict("records")
        show.as_json({"client_code": made.client_code, "client_name": made.client_name, "today": day, "cells": rows})
    elif path is None:
        _show(made)
    if path is not None and not json:
        show.line(f"Готово: {out}")


def _show(made: CardMade) -> None:
    """Print the cells that hold something, under the names of their parts."""
    band = ""
    for row in made.card.to_dict("records"):
        if row["value"] is None or row["title"] == "Заголовок":
            continue
        if row["band"] != band:
            band = row["band"]
            show.line(f"{band}:")
        show.line(f"    {row['title']}: {_plain(row['key'], row['value'])}")


def _plain(key: str, value: object) -> str:
    """Return a value as people read it: a day, a share in per cent, a number with spaces, a text as it is."""
    from clientbase_xl.schemas.clients import CLIENTS
    from clientbase_xl.schemas.model import Kind

    if isinstance(value, date):
        return show.day(value)
    if isinstance(value, str):
        return value
    number = float(str(value))
    if key in CLIENTS and CLIENTS[key].kind is Kind.SHARE:
        return f"{number * 100:.1f}{NBSP}%".replace(".", ",")
    return grouped(number, 0 if number.is_integer() else 2)
