"""What the commands of the two hosts share: their group, and how the findings of a doctor are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.russian import RussianCommand, RussianGroup

if TYPE_CHECKING:
    from clientbase_xl.excel.finding import Finding


def add_group(app: typer.Typer, name: str, text: str, commands: Sequence[Callable[..., None]]) -> None:
    """Add a group of commands, each under the name of its function; alone the group shows its help."""
    group = typer.Typer(
        cls=RussianGroup, help=text, rich_markup_mode=None, no_args_is_help=False, invoke_without_command=True
    )
    group.callback()(_start)
    for command in commands:
        group.command(command.__name__, cls=RussianCommand)(command)
    app.add_typer(group, name=name)


def tell_findings(found: Sequence[Finding], *, is_json: bool) -> NoReturn:
    """Tell what hinders a host and end: 0 when nothing serious was found, else 1."""
    from clientbase_xl.problems import Severity

    serious = sum(one.severity is not Severity.NOTICE for one in found)
    if is_json:
        show.as_json(found)
    else:
        for one in found:
            show.line(f"{one.severity.value}: {one.found}")
            show.line(f"    видно по: {one.evidence}")
            show.line(f"    что сделать: {one.remedy}")
        show.line("Помех не найдено." if not serious else f"Найдено помех: {show.number(serious)}.")
    raise typer.Exit(show.DONE_WITH_PROBLEMS if serious else show.DONE)


def _start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
