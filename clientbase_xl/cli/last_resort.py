"""What no layer below has answered, in Russian: the operating system's refusals, no memory, an error of ours.

Without this a crash would end with Python's code 1, which other programs read as «done with problems».
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from pathlib import Path

from clientbase_xl.errors import BadUse

OUR_ERROR = "Ошибка программы"
SHOW_TRACE = "CLIENTBASE_TRACE"
"""Set in the environment, this variable shows the way through the code to an error of ours."""
_REASONS = {
    errno.EACCES: "нет права",
    errno.EPERM: "нет права",
    errno.EROFS: "диск только для чтения",
    errno.ENOSPC: "нет места на диске",
    errno.EDQUOT: "исчерпана квота диска",
    errno.ENOENT: "такого файла или папки нет",
    errno.ENOTDIR: "часть пути — файл, а не папка",
    errno.EISDIR: "на этом месте лежит папка",
    errno.EEXIST: "на этом месте лежит файл",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.EIO: "диск не отвечает",
    errno.EMFILE: "открыто слишком много файлов",
}


def require_text(arguments: list[str]) -> None:
    """Raise BadUse for an argument with bytes that are no text: no base, sheet or answer could hold it."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            shown = argument.encode("utf-8", "replace").decode()
            raise BadUse(
                f"Имя «{shown}» записано знаками не в UTF-8.",
                "имена файлов, папок и источников в UTF-8",
                "Переименуйте файл или папку.",
            ) from error


def answer_to(error: Exception) -> str:
    """Return the refusal for an exception that nobody expected here."""
    if isinstance(error, MemoryError):
        return "Не хватило памяти.\nЧто сделать: закройте другие программы или загрузите файл по частям."
    if isinstance(error, OSError) and error.errno is not None:
        where = f" («{error.filename}»)" if error.filename else ""
        reason = _REASONS.get(error.errno, error.strerror or str(error))
        remedy = "проверьте имя, диск и права и повторите."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            remedy = "освободите место, в том числе для временных файлов, и повторите."
        return f"Операционная система отказала: {reason}{where}.\nЧто сделать: {remedy}"
    if os.environ.get(SHOW_TRACE):
        return traceback.format_exc()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return (
        f"{OUR_ERROR} ({place}, {type(error).__name__}: {error}).\n"
        "Что сделать: сообщите разработчикам эту строку, команду и, если можно, файл. "
        f"С переменной {SHOW_TRACE}=1 команда покажет подробности."
    )


def finish_output() -> bool:
    """Flush what was printed; False, with the output thrown away, when nobody takes it (a closed pipe, a full disk)."""
    is_taken = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # AttributeError: the process was started without the stream
            is_taken = stream is None and is_taken
            with contextlib.suppress(OSError, ValueError, AttributeError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return is_taken
