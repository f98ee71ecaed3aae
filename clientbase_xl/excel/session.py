"""What only the host may read for a press: the clock, who has logged in, where the user's base and log are."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from clientbase_xl.base.filesystem import default_folder
from clientbase_xl.base.store import DATABASE, Base, is_place_of_a_base
from clientbase_xl.errors import BadUse, BaseRefused, ClientbaseError
from clientbase_xl.excel.press import Desk
from clientbase_xl.excel.user_config import UserConfig, read_config
from clientbase_xl.excel.user_files import user_files
from clientbase_xl.workflows.login import login_name


class NoBaseYet(BadUse):
    """Nobody has chosen a base, and there is none in the usual `folder`."""

    def __init__(self, folder: Path, found: str, allowed: str, remedy: str) -> None:
        super().__init__(found, allowed, remedy)
        self.folder = folder


def desk_here() -> Desk:
    """Return the desk of the person at this computer, now; the base is opened when a button asks for it.

    Nothing of the workbook is asked, nor of its folder: a workbook that came from outside must not choose the base.
    """
    files, moment = user_files(sys.platform, os.environ, Path.home()), datetime.now().astimezone()
    return Desk(
        lambda: open_base(files.config, default_folder(Path.home())),
        _user(files.config),
        moment.date(),
        moment.astimezone(UTC).replace(tzinfo=None),
        moment.tzinfo or UTC,
        files.log,
    )


def today_here() -> date:
    """Return today by the clock on the wall."""
    return datetime.now().astimezone().date()


def open_base(config: Path, usual: Path) -> Base:
    """Open the base that the user's settings name, else the one in the usual folder.

    Raises NoBaseYet when neither is there, with what to do, and what `read_config` and `Base.open` raise.
    """
    chosen = read_config(config).base
    folder = chosen or usual
    if is_place_of_a_base(folder):
        return Base.open(folder)
    if chosen is not None:
        raise BaseRefused(
            f"Базы нет на прежнем месте: «{chosen}».",
            remedy=f"Верните папку или подключите её диск. Если базу перенесли, впишите новую папку в файл «{config}».",
        )
    raise NoBaseYet(
        usual,
        "База клиентов ещё не выбрана.",
        f"папка с файлом {DATABASE}; без настройки — «{usual}»",
        f"Впишите в файл «{config}» строку base = 'полный путь к папке базы'. "
        "Если базы нет, её создаёт кнопка «Импорт продаж» или команда clientbase init.",
    )


def _user(config: Path) -> str:
    """Return the name for the base; a broken file of settings is told when the base is asked for."""
    try:
        named = read_config(config).user
    except ClientbaseError:
        named = UserConfig().user
    return named or login_name()
