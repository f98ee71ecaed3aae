"""The command `reconcile`: the dated act of the reconciliation of the base."""

from __future__ import annotations

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


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("reconcile", cls=RussianCommand)(reconcile)


def reconcile(
    on: Annotated[str, typer.Option("--on", help="День сверки, например 2026-01-01.", metavar="ДАТА")],
    base: BaseOption = "",
    manager: Annotated[str, typer.Option("--manager", help="Показать клиентов менеджера.", metavar="ИМЯ")] = "",
    today: TodayOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Сверить базу на день: акт о полноте, актуальности и категориях; он хранится и не меняется."""
    from clientbase_xl.workflows.people import own_manager
    from clientbase_xl.workflows.reconcile import reconcile as make_act
    from clientbase_xl.workflows.reconcile_words import act_lines, shown_act

    opened, person = open_base(base), user_name(user)
    whose = own_manager(opened, person, manager)
    kept = make_act(opened, read_today(on), read_today(today), now=now(), user=person, zone=local_zone())
    shown = shown_act(kept, whose)
    if json:
        show.as_json(shown)
    else:
        for text in act_lines(shown):
            show.line(text)
    raise typer.Exit(show.DONE_WITH_PROBLEMS if shown.changed else show.DONE)
