"""Commands that give results: workbook, weekly, facts, compute, rules."""

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
    local_zone,
    now,
    open_base,
    open_whole_base,
    read_days,
    user_name,
)
from clientbase_xl.cli.russian import RussianCommand

if TYPE_CHECKING:
    from clientbase_xl.settings import SettingRow

OutFile = Annotated[Path, typer.Option("--out", help="Файл результата.", metavar="ФАЙЛ")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("workbook", cls=RussianCommand)(workbook)
    app.command("weekly", cls=RussianCommand)(weekly)
    app.command("facts", cls=RussianCommand)(facts)
    app.command("compute", cls=RussianCommand)(compute)
    app.command("rules", cls=RussianCommand)(rules)


def workbook(
    out: OutFile,
    base: BaseOption = "",
    today: TodayOption = "",
    manager: Annotated[str, typer.Option("--manager", help="Только клиенты менеджера.", metavar="ИМЯ")] = "",
    as_of: AsOfOption = "",
    user: UserOption = "",
) -> None:
    """Сделать рабочую книгу «Клиентская база»."""
    from clientbase_xl.workflows.build_workbook import make_workbook

    day, moment = read_days(today, as_of)
    opened = open_base(base)
    person = user_name(user, opened)
    found = make_workbook(opened, out, day, now=now(), user=person, manager=manager, moment=moment, zone=local_zone())
    show.line(f"Готово: {out}")
    show.problems(found)
    raise typer.Exit(show.exit_code(found))


def weekly(
    out: Annotated[Path, typer.Option("--out", help="Папка для книги недели.", metavar="ПАПКА")],
    base: BaseOption = "",
    today: TodayOption = "",
    week: Annotated[str, typer.Option("--week", help="Неделя, например 2026-W47.", metavar="НЕДЕЛЯ")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Рядом положить PDF (нужен LibreOffice).")] = False,
    as_of: AsOfOption = "",
    user: UserOption = "",
) -> None:
    """Сделать книгу к еженедельному совещанию."""
    from clientbase_xl.workflows.build_weekly import build_weekly, choose_week

    day, moment = read_days(today, as_of)
    chosen = choose_week(week, day)
    for path in build_weekly(open_whole_base(base, user), out, chosen, is_pdf=pdf, moment=moment, zone=local_zone()):
        show.line(f"Готово: {path}")


def facts(
    out: OutFile, base: BaseOption = "", today: TodayOption = "", as_of: AsOfOption = "", user: UserOption = ""
) -> None:
    """Записать факты по клиентам (csv, parquet или xlsx)."""
    from clientbase_xl.workflows.export_facts import export_facts

    count = export_facts(open_whole_base(base, user), out, *read_days(today, as_of))
    show.line(f"Готово: {out}, клиентов {show.number(count)}")


def compute(
    rule: Annotated[str, typer.Argument(help="Правило: имена показывает команда rules.", metavar="ПРАВИЛО")],
    out: OutFile,
    base: BaseOption = "",
    today: TodayOption = "",
    as_of: AsOfOption = "",
    user: UserOption = "",
) -> None:
    """Посчитать одно правило и записать таблицу (csv, parquet или xlsx)."""
    from clientbase_xl.workflows.export_table import export_rule

    count = export_rule(open_whole_base(base, user), rule, out, *read_days(today, as_of), zone=local_zone())
    show.line(f"Готово: {out}, строк {show.number(count)}")


def _value(setting: SettingRow) -> str:
    """Return a setting's value with its unit, in words where there is none."""
    if setting.value is None:
        return "не задано"
    if isinstance(setting.value, bool):
        return "да" if setting.value else "нет"
    return f"{setting.value} {setting.unit}".strip()


def rules(json: JsonOption = False) -> None:
    """Показать правила метода: что считают, пороги, источник."""
    from clientbase_xl.workflows.list_rules import rules_shown

    shown = rules_shown()
    if json:
        show.as_json(shown)
        return
    for rule in shown:
        table = f" Таблица: clientbase compute {rule.key}." if rule.has_table else ""
        show.line(f"{rule.key} — {rule.title}. {rule.sentence} Источник: {rule.source}.{table}")
        for setting in rule.settings:
            show.line(f"    {setting.address} = {_value(setting)} ({setting.title})")
