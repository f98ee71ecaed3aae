"""Layouts of exports: the command that lists and forgets them, and the questions of a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import BaseOption, JsonOption, UserOption, is_terminal, now, open_base, user_name
from clientbase_xl.cli.russian import RussianCommand

if TYPE_CHECKING:
    from clientbase_xl.reading.seen_layout import SeenLayout
    from clientbase_xl.workflows.layouts import AskColumns


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("layouts", cls=RussianCommand)(layouts)


def layouts(
    base: BaseOption = "",
    forget: Annotated[
        int, typer.Option("--forget", help="Забыть ответ с этим номером.", metavar="N", show_default=False)
    ] = 0,
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать запомненные ответы о столбцах выгрузок или забыть один."""
    from clientbase_xl.workflows.layouts import forget as forget_one
    from clientbase_xl.workflows.layouts import layouts_shown

    opened = open_base(base)
    if forget:
        show.line(forget_one(opened, forget, now=now(), user=user_name(user, opened)))
        return
    listed = layouts_shown(opened)
    if json:
        show.as_json(listed)
        return
    for item in listed:
        show.line(f"{item.number:>4}  {show.moment(item.settled_at)}  {item.settled_by}")
        show.line(f"      Заголовки: {', '.join(f'«{heading}»' for heading in item.headings)}")
        for ours, theirs in item.columns.items():
            show.line(f"      {ours} ← «{theirs}»")
        for name, decided in item.decisions.items():
            show.line(f"      --{name} {decided}")
    if not listed:
        show.line("Запомненных ответов о столбцах пока нет.")


def ask_where_possible() -> AskColumns | None:
    """Return how to ask about columns on a terminal; None where nobody can be asked."""
    return ask_columns if is_terminal() else None


def ask_columns(seen: SeenLayout) -> Mapping[str, str]:
    """Show what a file holds and ask which heading is which missing column; Enter passes a column over."""
    from clientbase_xl.schemas.sales_lines import SALES_LINES

    show.line(f"Столбцы файла «{seen.file_name}» не опознаны.")
    for text in seen.lines():
        show.line(text)
    answers: dict[str, str] = {}
    for group in seen.missing:
        for key in group:
            heading = _ask_one(SALES_LINES[key].title, seen, set(answers.values()))
            if heading:
                answers[key] = heading
                break
    return answers


def _ask_one(title: str, seen: SeenLayout, taken: set[str]) -> str:
    """Ask for the number of one heading until it is one of the list that is free, or Enter."""
    while True:
        answer = str(
            typer.prompt(f"Какой столбец — «{title}»? Номер; Enter — такого нет", default="", show_default=False)
        ).strip()
        if not answer:
            return ""
        chosen = (
            seen.headings[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(seen.headings) else None
        )
        if chosen is None:
            show.line(f"«{answer}» — не номер из списка: допустимо 1–{len(seen.headings)} или Enter.")
        elif chosen.is_recognised or chosen.heading in taken:
            show.line(f"Столбец «{chosen.heading}» уже занят: выберите другой или Enter.")
        else:
            return chosen.heading
