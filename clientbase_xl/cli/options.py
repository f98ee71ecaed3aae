"""Options that commands share, and what only the command line may read: clock, user, terminal, default base."""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.errors import BadUse

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

FIRST_YEAR, LAST_YEAR = 1990, 2100  # those of sales lines (reading.date_column), which is too heavy to import here

BaseOption = Annotated[
    str, typer.Option("--base", help="Папка базы; без параметра — «Клиентская база» в документах.", metavar="ПАПКА")
]
TodayOption = Annotated[
    str, typer.Option("--today", help="Считать на эту дату (2026-11-21); без параметра — сегодня.", metavar="ДАТА")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Ответ в JSON для других программ.")]
UserOption = Annotated[
    str,
    typer.Option(
        "--user",
        help="Кто работает; без параметра — имя входа в систему. На сервере это всегда имя входа на сервер.",
        metavar="ИМЯ",
    ),
]
AsOfOption = Annotated[
    str, typer.Option("--as-of", help="Что база знала к концу этого дня (2026-11-21).", metavar="ДАТА")
]
MapOption = Annotated[
    list[str], typer.Option("--map", help="Столбец: «Наше=Их», можно несколько раз.", metavar="НАШЕ=ИХ")
]

DatesOption = Annotated[
    str,
    typer.Option("--dates", help="Порядок в датах, если столбец его не выдаёт: dmy, mdy или ymd.", metavar="ПОРЯДОК"),
]
DecimalOption = Annotated[
    str,
    typer.Option("--decimal", help="Знак дробной части, если столбец его не выдаёт: comma или dot.", metavar="ЗНАК"),
]


def base_folder(given: str) -> Path:
    """Return the folder of the base: the given one, else «Клиентская база» in the user's documents."""
    if given:
        return Path(given).expanduser()
    from clientbase_xl.base.filesystem import default_folder

    return default_folder(Path.home())


def open_base(given: str) -> Base:
    """Open the base or refuse with what to do."""
    from clientbase_xl.base.store import Base

    opened = Base.open(base_folder(given))
    warn_of_place(opened)
    return opened


def open_whole_base(given: str, user: str) -> Base:
    """Open the base for a result that shows the clients of all managers; a менеджер is refused (METHOD section 7)."""
    from clientbase_xl.workflows.people import require_whole

    opened = open_base(given)
    require_whole(opened, user_name(user, opened))
    return opened


def warn_of_place(base: Base) -> None:
    """Say beside the result why only one person may use a base where it lies."""
    if base.storage_warning:
        show.warn(base.storage_warning)


def read_today(given: str) -> date:
    """Return the date to compute on; the clock is read here and nowhere deeper."""
    return _day(given) if given else datetime.now().astimezone().date()


def _day(given: str) -> date:
    try:
        # The Russian way of writing a day leaves no doubt either: dots, the year in full.
        russian = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", given)
        day = date(int(russian[3]), int(russian[2]), int(russian[1])) if russian else date.fromisoformat(given)
    except ValueError as error:
        raise BadUse(
            f"Дата «{given}» не понята.",
            "год-месяц-день или день.месяц.год: 2026-11-21, 21.11.2026",
            "укажите дату в таком виде или не указывайте её: тогда расчёт на сегодня.",
        ) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadUse(f"Дата «{given}» слишком далека.", f"годы {FIRST_YEAR}–{LAST_YEAR}, как у строк продаж")
    return day


def read_as_of(given: str) -> datetime | None:
    """Return the last moment of a day, in UTC without a zone as the base stores moments; None for no day."""
    if not given:
        return None
    return datetime.combine(_day(given), time.max).astimezone(UTC).replace(tzinfo=None)


def read_days(today: str, as_of: str) -> tuple[date, datetime | None]:
    """Return the date to compute on and the moment of knowledge; without a date of its own that moment's day."""
    return read_today(today or as_of), read_as_of(as_of)


def read_mapping(pairs: list[str]) -> dict[str, str]:
    """Return `--map` pairs as our name → their heading; BadUse for a pair without «=»."""
    mapping = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not ours.strip() or not theirs.strip():
            raise BadUse(f"--map «{pair}» не понят.", "«Наше=Их», например --map «Сумма=Итого с НДС»")
        mapping[ours.strip()] = theirs.strip()
    return mapping


def now() -> datetime:
    """Return the moment, in UTC without a zone, as the base stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def local_zone() -> tzinfo:
    """Return the zone of the clock on the user's wall, in which people read the moments of the base."""
    return datetime.now().astimezone().tzinfo or UTC


def user_name(given: str = "", base: Base | None = None) -> str:
    """Return the name of the person at the desk: the one given, else the login name; in a server's base its login.

    Raises BadUse for another name than that of the server's login: the server knows who works.
    """
    from clientbase_xl.workflows.login import acting_name, login_name, require_login

    if base is None:
        return given.strip() or login_name()
    require_login(base, given)
    return acting_name(base, given.strip() or login_name())


def is_terminal() -> bool:
    """Tell whether a person can answer questions."""
    return sys.stdin.isatty() and sys.stdout.isatty()
