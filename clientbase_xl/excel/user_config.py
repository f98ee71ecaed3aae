"""The user's settings of the add-in: the folder of his base, and his name where it is not that of the login."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.errors import BadUse
from clientbase_xl.writing.atomic import atomic_path, refusal

_HEAD = "# Настройки кнопок «Клиентской базы» этого пользователя.\n"
_ESCAPED = {"\\": "\\\\", '"': '\\"'}


@dataclass(frozen=True, slots=True)
class UserConfig:
    """`base` is the folder of the base, None when not chosen; `user` the name in the base, "" for the login's."""

    base: Path | None = None
    user: str = ""


def read_config(file: Path) -> UserConfig:
    """Return the user's settings; without a file the empty ones.

    Names that this version does not know are passed over. BadUse for a file that cannot be read, for a value that is
    no text and for a folder without its full path: it would be looked for beside the workbook.
    """
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return UserConfig()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadUse(f"Файл настроек «{file}» не читается: {error}.", *_remedy()) from error
    base, user = values.get("base", ""), values.get("user", "")
    if not isinstance(base, str) or not isinstance(user, str):
        raise BadUse(f"В файле настроек «{file}» base или user — не текст в кавычках.", *_remedy())
    if base and not Path(base).is_absolute():
        raise BadUse(f"В файле настроек «{file}» папка базы «{base}» названа не полностью.", *_remedy())
    return UserConfig(Path(base) if base else None, user.strip())


def write_config(file: Path, config: UserConfig) -> None:
    """Write the user's settings whole or not at all, making his folder; WriteRefused when the system does not let."""
    lines = {"base": "" if config.base is None else str(config.base), "user": config.user}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refusal(file, error) from error
    with atomic_path(file) as temporary:
        text = _HEAD + "".join(f"{name} = {_quoted(value)}\n" for name, value in lines.items() if value)
        temporary.write_text(text, encoding="utf-8")


def _remedy() -> tuple[str, str]:
    return "строка вида base = 'полный путь к папке базы'", "Исправьте эту строку или удалите файл."


def _quoted(text: str) -> str:
    """Return a text as a TOML string."""
    signs = (f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else _ESCAPED.get(sign, sign) for sign in text)
    return f'"{"".join(signs)}"'
