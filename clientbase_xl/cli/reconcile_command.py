"""The command `reconcile`: the dated act of the reconciliation of the base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import (
    BaseOption,
    JsonOption,
    TodayOption,
    UserOption,
    local_zone,
    now,
    open_base,
    read_today,
    user_name,
)
from clientbase_xl.cli.russian import RussianCommand
from clientbase_xl.errors import BadUse


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("reconcile", cls=RussianCommand)(reconcile)


def reconcile(
    on: Annotated[str, typer.Option("--on", help="День сверки, например 2026-01-01.", metavar="ДАТА")],
    base: BaseOption = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Куда положить акт для печати: папка или файл .xlsx.", metavar="ПУТЬ")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Рядом положить PDF (нужен LibreOffice).")] = False,
    propose: Annotated[bool, typer.Option("--propose", help="Подать предложенные категории заявками.")] = False,
    manager: Annotated[str, typer.Option("--manager", help="Показать клиентов менеджера.", metavar="ИМЯ")] = "",
    today: TodayOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Сверить базу на день: акт о полноте, актуальности и категориях; он хранится и не меняется."""
    from clientbase_xl.workflows.people import own_manager
    from clientbase_xl.workflows.print_act import print_act
    from clientbase_xl.workflows.reconcile import reconcile as make_act
    from clientbase_xl.workflows.reconcile import require_known
    from clientbase_xl.workflows.reconcile_words import act_lines, shown_act
    from clientbase_xl.workflows.reconciliation_requests import asked_lines
    from clientbase_xl.workflows.reconciliation_requests import propose as ask

    opened = open_base(base)
    person = user_name(user, opened)
    whose = own_manager(opened, person, manager)
    if pdf and out is None:
        raise BadUse("Не сказано, куда положить PDF.", "--out ПАПКА --pdf")
    day = read_today(on)
    require_known(opened, day, manager)
    kept = make_act(opened, day, read_today(today), now=now(), user=person, zone=local_zone())
    asked = ask(opened, kept.act.reconciled_on, now=now(), user=person) if propose else None
    files = print_act(opened, kept, out, manager=whose, is_pdf=pdf, zone=local_zone()) if out else []
    shown = shown_act(kept, whose, asked.request_ids if asked else (), [str(path) for path in files])
    if json:
        show.as_json(shown)
    else:
        for text in act_lines(shown, local_zone()):
            show.line(text)
        if asked:
            for text in asked_lines(asked):
                show.line(text)
        for path in files:
            show.line(f"Готово: {path}")
    raise typer.Exit(show.DONE_WITH_PROBLEMS if shown.changed else show.DONE)
