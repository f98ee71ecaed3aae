"""The per-user file in which the add-in's VBA looks for Python: fixed keys, a line `KEY=VALUE` each, in UTF-16.

It lies in the user's local data (`vba/Configuration.bas` reads it there, and its own hidden sheet): neither the open
workbook nor its folder says which program runs (EXCEL.md, security).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.errors import BadFile, BadUse

FILE = "excel.conf"
INTERPRETER, ATTACH, WORKBOOK_ON_PATH = "INTERPRETER_WIN", "DEBUG UDFS", "ADD_WORKBOOK_TO_PYTHONPATH"
_MOST_BYTES = 65_536
_RENEW = "Выполните clientbase excel install: она запишет его заново."


@dataclass(frozen=True, slots=True)
class AddinConfig:
    """What the add-in is told: the `python.exe` to run, and whether it joins one started outside Excel (attach mode).

    The folder of a workbook is never a place of modules: `ADD_WORKBOOK_TO_PYTHONPATH` is false in every file.
    """

    interpreter: Path
    is_attached: bool = False

    def values(self) -> dict[str, str]:
        """Return the keys and values of the file, in their order."""
        return {
            INTERPRETER: str(self.interpreter),
            ATTACH: "TRUE" if self.is_attached else "FALSE",
            WORKBOOK_ON_PATH: "FALSE",
        }


def config_bytes(config: AddinConfig) -> bytes:
    """Return the file as the VBA reads it; BadUse for an interpreter that xlwings' library could not start.

    That library takes its command in the system's code page: other letters than ASCII may not survive there.
    """
    path = str(config.interpreter)
    if not path.isascii() or not path.isprintable() or '"' in path:
        raise BadUse(
            f"Путь к Python содержит буквы или знаки не из латиницы: «{path}». Excel такой Python не запустит.",
            "путь из латинских букв, цифр и обычных знаков",
            "Поставьте программу файлом «Установка.cmd»: он сам выберет подходящую папку.",
        )
    lines = "".join(f"{key}={value}\r\n" for key, value in config.values().items())
    return codecs.BOM_UTF16_LE + lines.encode("utf-16-le")


def read_addin_config(file: Path) -> AddinConfig | None:
    """Return what a configuration file says, None without a file; BadFile for one that the VBA could not read either.

    As in the VBA, the first line of a key counts and the case of keys does not matter.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES)
        if not content.startswith(codecs.BOM_UTF16_LE):
            raise BadFile(f"Настройка надстройки «{file}» не в той кодировке.", remedy=_RENEW)
        text = content.decode("utf-16")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"Настройка надстройки «{file}» не читается: {type(error).__name__}.", remedy=_RENEW) from error
    values: dict[str, str] = {}
    for line in text.splitlines():
        key, _, value = line.partition("=")
        values.setdefault(key.strip().upper(), value.strip())
    if not values.get(INTERPRETER):
        raise BadFile(f"В файле «{file}» не назван Python ({INTERPRETER}).", remedy=_RENEW)
    return AddinConfig(Path(values[INTERPRETER]), values.get(ATTACH, "").casefold() == "true")
