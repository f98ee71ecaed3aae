"""Settings and day for the cell functions: those of the user's base, read again when the base has changed."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from clientbase_xl.base.filesystem import default_folder
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import DATABASE, is_place_of_a_base
from clientbase_xl.errors import ClientbaseError
from clientbase_xl.excel.log_file import LOG, log_to
from clientbase_xl.excel.session import open_base, today_here
from clientbase_xl.excel.udf_functions import answer_cells
from clientbase_xl.excel.user_config import read_config
from clientbase_xl.excel.user_files import user_files
from clientbase_xl.settings import Settings

LOOK_AGAIN_SECONDS = 2.0
"""How long settings are taken for unchanged: a sheet calls thousands of times a second."""
SERVER_SECONDS = 60.0
"""How long the settings of a base on a server are taken for unchanged."""


class FunctionSettings:
    """The settings of a base; the method's defaults while there is none."""

    def __init__(self, config: Path, usual: Path, log_file: Path | None = None) -> None:
        """Take the file of the user's settings, the usual folder of a base and the log; nothing is read yet."""
        self._config, self._usual, self._log_file = config, usual, log_file
        self._settings = Settings()
        self._state: object = None
        self._looked = -LOOK_AGAIN_SECONDS

    def at(self, moment: float) -> Settings:
        """Return the settings; the base is looked at when `moment` (seconds of any clock) is late enough.

        A base that cannot be opened leaves the settings known so far: a button will say what is wrong with it.
        """
        if moment - self._looked < LOOK_AGAIN_SECONDS:
            return self._settings
        self._looked = moment
        try:
            state = self._state_at(moment)
            if state != self._state:
                self._settings = load_settings(open_base(self._config, self._usual)) if any(state) else Settings()
                self._state = state
        except ClientbaseError:
            with log_to(self._log_file):
                LOG.info("functions: the base was not opened", exc_info=True)
        return self._settings

    def _state_at(self, moment: float) -> tuple[object, ...]:
        """Return what differs when the base has changed: its files, or for one on a server the minute."""
        folder = read_config(self._config).base or self._usual
        files = tuple(_changed(folder / name) for name in (DATABASE, f"{DATABASE}-wal"))
        return files if any(files) or not is_place_of_a_base(folder) else (moment // SERVER_SECONDS + 1,)


_FILES = user_files(sys.platform, os.environ, Path.home())
_KNOWN = FunctionSettings(_FILES.config, default_folder(Path.home()), _FILES.log)


def answer_here(name: str, given: tuple[Any, ...]) -> Any:
    """Return what a cell function answers now, by the settings of this user's base."""
    return answer_cells(name, given, _KNOWN.at(time.monotonic()), today_here(), _FILES.log)


def _changed(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
