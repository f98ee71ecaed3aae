"""The command `offer`: what to offer one client and how much, on the screen or as a page for him."""

from __future__ import annotations

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
    from clientbase_xl.workflows.client_offer import OfferMade


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("offer", cls=RussianCommand)(offer)


def offer(
    client: Annotated[str, typer.Argument(help="Код клиента или часть названия.", metavar="КЛИЕНТ")],
    out: Annotated[str, typer.Option("--out", help="Страница для клиента: .xlsx или .pdf.", metavar="ФАЙЛ")] = "",
    base: BaseOption = "",
    today: TodayOption = "",
    as_of: AsOfOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать предложение клиенту с расчётом заказа или записать страницу для клиента (xlsx, pdf)."""
    from clientbase_xl.workflows.client_offer import make_offer

    day, moment = read_days(today, as_of)
    path = Path(out) if out else None
    opened = open_base(base)
    made = make_offer(opened, client, day, path, user=user_name(user, opened), moment=moment)
    if json:
        rows = made.offer.astype(object).where(made.offer.notna(), None).to_dict("records")
        show.as_json({"client_code": made.client_code, "client_name": made.client_name, "today": day, "lines": rows})
    elif path is None:
        _show(made)
    if path is not None and not json:
        show.line(f"Готово: {out}")


def _show(made: OfferMade) -> None:
    """Print a line per article: what to order, why it is offered, what to mind."""
    show.line(f"{made.client_name} — {made.client_code}")
    if made.offer.empty:
        show.line("Предложить нечего: за 12 месяцев клиент не покупал, похожих клиентов мало.")
    for row in made.offer.to_dict("records"):
        order = row["order_units"]
        wanted = "" if order != order else f": заказ {_number(order)}{NBSP}ед."
        show.line(f"  {row['rank']}. {row['sku']} {row['product_name'] or ''} — {row['kind']}{wanted}")
        show.line(f"      {row['why']}.")
        if order == order:
            show.line(f"      {_numbers(row)}")
        if row["note"]:
            show.line(f"      {row['note']}.")


def _numbers(row: dict[object, object]) -> str:
    """Return the numbers of an order in one line."""
    parts = (
        ("спрос в день", "demand_day"),
        ("срок, дн.", "lead_days"),
        ("страховой запас", "safety_units"),
        ("остаток", "stock_units"),
        ("в пути", "in_transit_units"),
        ("нужно", "need_units"),
        ("упаковка", "pack_units"),
    )
    return ", ".join(f"{title} {_number(row[key])}" for title, key in parts)


def _number(value: object) -> str:
    number = float(str(value))
    if number != number:
        return "нет данных"
    return grouped(number, 0 if number.is_integer() else 1)
