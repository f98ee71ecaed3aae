"""Commands of personal data: person export, person erase, person sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.host_group import add_group
from clientbase_xl.cli.options import BaseOption, JsonOption, UserOption, now, open_base, read_today, user_name

ClientArgument = Annotated[str, typer.Argument(help="Код клиента.", metavar="КЛИЕНТ")]
ContactOption = Annotated[
    str, typer.Option("--contact", help="Одно контактное лицо: № записи листа «Контактные лица».", metavar="N")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    add_group(app, "person", "Персональные данные по запросу (152-ФЗ): выдать, стереть.", (export, erase, sweep))


def export(
    client: ClientArgument = "",
    out: Annotated[str, typer.Option("--out", help="Файл .json или .xlsx.", metavar="ФАЙЛ")] = "",
    contact: ContactOption = "",
    base: BaseOption = "",
    user: UserOption = "",
) -> None:
    """Выдать всё, что база хранит о людях клиента или об одном контактном лице: поля, историю, заявки, копии."""
    from clientbase_xl.errors import BadUse
    from clientbase_xl.workflows.personal_data import export_person

    if not out:
        raise BadUse("Не указано, куда записать.", "--out ФАЙЛ.json или --out ФАЙЛ.xlsx")
    opened = open_base(base)
    held = export_person(opened, client, contact, Path(out), user=user_name(user, opened), today=read_today(""))
    show.line(
        f"«{out}»: полей {show.number(len(held.cells))}, изменений {show.number(len(held.history))}, "
        f"заявок {show.number(len(held.requests))}, упоминаний в других местах {show.number(len(held.mentions))}"
    )
    if held.look_alikes:
        show.line(f"Похожие контактные лица, проверьте и их: {', '.join(held.look_alikes)}")


def erase(
    client: ClientArgument = "",
    contact: ContactOption = "",
    why: Annotated[str, typer.Option("--why", help="По чьей просьбе; обязательно.", metavar="ТЕКСТ")] = "",
    base: BaseOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Стереть персональные данные клиента или одного контактного лица вместе с историей, заявками и проблемами.

    Делает РОП или администратор базы. Журнал остаётся проверяемым, в истории видно «удалено по запросу»; копии базы,
    в которых данные ещё есть, и все другие места, где назван человек, будут названы.
    """
    from clientbase_xl.workflows.personal_data import erase_person

    opened = open_base(base)
    erased = erase_person(opened, client, contact, why=why, now=now(), user=user_name(user, opened))
    if json:
        show.as_json(erased)
        return
    for sentence in erased.sentences():
        show.line(sentence)


def sweep(base: BaseOption = "", user: UserOption = "") -> None:
    """Переписать файлы базы, чтобы стёртого не было и в их свободных местах."""
    from clientbase_xl.workflows.personal_data import sweep as sweep_base

    opened = open_base(base)
    hindered = sweep_base(opened, user=user_name(user, opened))
    show.line(hindered or "Файлы базы переписаны: стёртого в них нет.")
    raise typer.Exit(show.DONE_WITH_PROBLEMS if hindered else show.DONE)
