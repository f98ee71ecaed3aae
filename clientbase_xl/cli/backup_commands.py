"""Commands of backups: backup, backups, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.options import (
    BaseOption,
    JsonOption,
    UserOption,
    base_folder,
    local_zone,
    now,
    open_base,
    user_name,
)
from clientbase_xl.cli.russian import RussianCommand

UNNOTED = "База открыта только для чтения: копия не записана в перечень копий (clientbase backups)."


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("backup", cls=RussianCommand)(backup)
    app.command("backups", cls=RussianCommand)(backups)
    app.command("restore", cls=RussianCommand)(restore)


def backup(
    out: Annotated[Path, typer.Option("--out", help="Новый файл или папка для копии.", metavar="ФАЙЛ|ПАПКА")],
    base: BaseOption = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Сделать копию базы: все таблицы и строки продаж в одном файле, не мешая работать другим.

    В копии персональные данные клиентов: храните её как саму базу. Паролей и адресов в ней нет.
    """
    from clientbase_xl.workflows.backup import make_backup

    opened = open_base(base)
    made = make_backup(opened, out, now=now(), user=user_name(user, opened), zone=local_zone())
    if not made.is_noted:
        show.warn(UNNOTED)
    if json:
        show.as_json(made)
        return
    show.line(
        f"Копия «{made.path}»: строк таблиц {show.number(made.count_rows)}, загрузок {show.number(made.count_parts)}, "
        f"байт {show.number(made.count_bytes)}"
    )
    show.line(f"Отпечаток журнала {made.head_hash}")


def backups(
    base: BaseOption = "",
    destroyed: Annotated[
        int, typer.Option("--destroyed", help="Отметить, что файл этой копии уничтожен.", metavar="N")
    ] = 0,
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Показать, какие копии базы сделаны; отметить уничтоженную."""
    from clientbase_xl.workflows.backup import backups_shown, note_destroyed_backup

    opened = open_base(base)
    if destroyed:
        note_destroyed_backup(opened, destroyed, now=now(), user=user_name(user, opened))
    listed = backups_shown(opened, user_name(user, opened))
    if json:
        show.as_json(listed)
        return
    for item in listed:
        gone = f", уничтожена {show.moment(item.destroyed_at)}" if item.destroyed_at else ""
        show.line(f"{item.backup_id:>4}  {show.moment(item.made_at)}  {item.made_by}  «{item.file_name}»{gone}")
    if not listed:
        show.line("Копий ещё не делали.")


def restore(
    file: Annotated[Path, typer.Argument(help="Копия базы.", metavar="ФАЙЛ")],
    base: BaseOption = "",
    db: Annotated[
        str, typer.Option("--db", help="Пустая база данных PostgreSQL; без параметра таблицы в папке.", metavar="URL")
    ] = "",
    user: UserOption = "",
    json: JsonOption = False,
) -> None:
    """Восстановить базу из копии в пустую папку; проверяется всё, иначе ничего не появляется."""
    from clientbase_xl.workflows.restore import restore_backup

    restored = restore_backup(file, base_folder(base), now=now(), user=user_name(user), db=db)
    if json:
        show.as_json(restored)
        return
    show.line(
        f"База «{restored.folder}» восстановлена и проверена: состояние на {show.moment(restored.made_at)}, "
        f"строк таблиц {show.number(restored.count_rows)}, загрузок {show.number(restored.count_parts)}"
    )
    show.line(f"Отпечаток журнала в копии {restored.head_hash}")
    show.line("Если после этой копии стирали персональные данные, сотрите их снова: clientbase erase.")
