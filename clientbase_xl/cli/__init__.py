"""The command line: parses and prints, nothing else; every command calls one workflow.

Nothing heavy is imported before a command runs, so that help answers at once.
"""

from __future__ import annotations

import gc
import sys
from typing import get_type_hints

import typer
from typer.exceptions import Abort, Exit, TyperException

from clientbase_xl.cli import (
    backup_commands,
    build_command,
    calc_commands,
    card_command,
    duplicates_command,
    excel_commands,
    governed_commands,
    last_resort,
    layout_commands,
    offer_command,
    output_commands,
    person_commands,
    reconcile_command,
    sales_commands,
    team_commands,
)
from clientbase_xl.cli.russian import RussianGroup, explain
from clientbase_xl.errors import ClientbaseError

INTERRUPTED = 130
"""What the option parser makes of Ctrl-C."""
OBJECTS_BETWEEN_SEARCHES = 1_000_000
"""How many new objects may pile up before Python searches for cycles: a command makes millions and few cycles."""

app = typer.Typer(
    name="clientbase",
    cls=RussianGroup,
    help="Клиентская база отдела продаж: категории, реактивация, лист к совещанию — в таблицах.",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help"]},
)
sales_commands.register(app)
layout_commands.register(app)
output_commands.register(app)
card_command.register(app)
offer_command.register(app)
governed_commands.register(app)
duplicates_command.register(app)
reconcile_command.register(app)
person_commands.register(app)
backup_commands.register(app)
team_commands.register(app)
excel_commands.register(app)
calc_commands.register(app)
build_command.register(app)


@app.callback()
def _start(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _resolve_types(group: typer.Typer) -> None:
    """Turn the annotations of all commands into types once: Typer evaluates their texts four times before any help."""
    for command in group.registered_commands:
        if command.callback is not None:
            command.callback.__annotations__ = get_type_hints(command.callback, include_extras=True)
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            _resolve_types(inner.typer_instance)


_resolve_types(app)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 done with problems, 2 refused with a Russian answer."""
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)  # the default of 700 takes a fifth of the time of a large workbook
    _speak_utf8()
    code = _run(arguments)
    last_resort.finish_output()
    sys.exit(code)


def _run(arguments: list[str] | None) -> int:
    try:
        last_resort.require_text(sys.argv[1:] if arguments is None else arguments)
        code = app(arguments, prog_name="clientbase", standalone_mode=False)
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except Exit as end:
        return end.exit_code
    except ClientbaseError as refusal:
        sys.stderr.write(f"{refusal}\n")
    except TyperException as refusal:
        sys.stderr.write(f"{explain(refusal)}\n")
    except (Abort, KeyboardInterrupt):
        sys.stderr.write("Прервано: изменения внесены целиком или не внесены вовсе.\n")
    except Exception as error:
        sys.stderr.write(f"{last_resort.answer_to(error)}\n")
    return 2


def _speak_utf8() -> None:
    """Print Cyrillic whatever the code page of the terminal; what it cannot show is replaced, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")
