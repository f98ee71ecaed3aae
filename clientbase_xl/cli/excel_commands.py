"""Commands of the add-in for Excel: excel install, uninstall, doctor, attach."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientbase_xl.cli import show
from clientbase_xl.cli.host_group import add_group, tell_findings
from clientbase_xl.cli.options import JsonOption
from clientbase_xl.errors import BadFile, BadUse, ClientbaseError

if TYPE_CHECKING:
    from clientbase_xl.excel.finding import Machine
    from clientbase_xl.excel.profile import Profile
    from clientbase_xl.excel.registry import Registry

ProfileOption = Annotated[
    str,
    typer.Option(
        "--profile", help="Профиль другого пользователя: C:\\Users\\имя; реестр не трогается.", metavar="ПАПКА"
    ),
]
InterpreterOption = Annotated[
    str, typer.Option("--interpreter", help="python.exe среды программы; без параметра — этой.", metavar="ФАЙЛ")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    add_group(
        app,
        "excel",
        "Надстройка для Excel: поставить, убрать, найти, что ей мешает.",
        (install, uninstall, doctor, attach),
    )


def install(
    addin: Annotated[
        str, typer.Option("--addin", help="Готовый clientbase.xlam; без параметра собирается.", metavar="ФАЙЛ")
    ] = "",
    interpreter: InterpreterOption = "",
    profile: ProfileOption = "",
    json: JsonOption = False,
) -> None:
    """Поставить надстройку этому пользователю.

    Права администратора не нужны. Повторный вызов меняет только устаревшее. Пишет в папку XLSTART файл
    clientbase.xlam, настройку и запись об установке в локальные данные пользователя и строку в список программ
    Windows.
    """
    from clientbase_xl.excel.install import install as install_addin
    from clientbase_xl.excel.install_record import read_record
    from clientbase_xl.excel.python_place import PythonPlace, others_runtime

    where, registry = _place(profile)
    python = _python(interpreter)
    steps = install_addin(where, registry, _addin(addin), python, is_built=not addin)
    record = read_record(where.record)
    runtime = others_runtime(where, PythonPlace(python), record.runtimes if record else ())
    if runtime is not None:
        show.warn(f"Внимание: среда «{runtime}» сделана установкой, видимо, другому пользователю.")
        show.warn("У этого может не быть прав на неё: проверьте, вызвав под ним clientbase excel doctor.")
    if json:
        show.as_json(steps)
        return
    for step in steps:
        show.line(f"{step.done.value}: {step.what} — {step.where}")
    show.line("Готово. Перезапустите Excel: появится вкладка «Клиентская база».")


def uninstall(profile: ProfileOption = "", json: JsonOption = False) -> None:
    """Убрать надстройку и всё, что с ней поставлено.

    Базы и книги остаются. Настройки кнопок и журнал удаляются: место базы команда назовёт.
    """
    from clientbase_xl.calc.oxt.client.places import FILE as CALC_FILE
    from clientbase_xl.excel.uninstall import remove_after_exit
    from clientbase_xl.excel.uninstall import uninstall as remove_addin

    where, registry = _place(profile)
    is_shared = (where.program_folder / CALC_FILE).exists()
    removed = remove_addin(where, registry, Path(sys.prefix), remove_after_exit, is_shared=is_shared)
    if json:
        show.as_json(removed)
        return
    for text in removed.gone:
        show.line(f"удалено: {text}")
    if removed.later:
        show.line(f"исчезнет через минуту, когда закроются Excel и Python: {removed.later}")
    for text in removed.left:
        show.line(f"оставлено: {text} — среда Python; ею могут пользоваться другие. Не нужна — удалите папку сами.")
    if is_shared:
        show.line("Python, настройки и журнал оставлены: ими пользуется расширение LibreOffice.")
        show.line("Убрать и их: clientbase calc uninstall, затем ещё раз clientbase excel uninstall.")
    elif not removed.gone and not removed.later:
        show.line("Надстройка не установлена, удалять нечего.")
    show.line("Базы клиентов и книги не тронуты." + (f" База кнопок: {removed.base}" if removed.base else ""))


def doctor(profile: ProfileOption = "", json: JsonOption = False) -> None:
    """Найти, что мешает надстройке работать.

    Ничего не меняет; у каждой помехи — по чему она видна и что делать. Код ответа: 0 — помех нет, 1 — найдены, 2 —
    проверить нельзя.
    """
    from clientbase_xl.excel.doctor import examine

    found = examine(_machine(profile))
    tell_findings(found, is_json=json)


def attach(
    at_login: Annotated[bool, typer.Option("--at-login", help="Запускать Python при входе в Windows.")] = False,
    off: Annotated[bool, typer.Option("--off", help="Вернуть обычный режим.")] = False,
    profile: ProfileOption = "",
) -> None:
    """Запустить Python отдельно от Excel.

    Для компьютеров, где Excel запрещено запускать программы. Надстройка присоединится к нему. Окно не закрывайте, пока
    работаете: закрытие останавливает Python.
    """
    from clientbase_xl.excel import attach as mode
    from clientbase_xl.excel.serve import main as serve

    if at_login and off:
        raise BadUse("--at-login и --off вместе не имеют смысла.", "одно из двух")
    where, registry = _place(profile)
    changed = mode.detach(where, registry) if off else mode.attach(where, registry, at_login=at_login)
    for text in changed or ["Так уже и было."]:
        show.line(text)
    if not off and not profile:
        show.line("Python ждёт Excel. Не закрывайте это окно, пока работаете: закрытие останавливает Python.")
        serve([])


def _place(profile: str) -> tuple[Profile, Registry]:
    """Return the profile and the registry to work on; another user's profile comes without a registry."""
    from clientbase_xl.excel.profile import profile_here, profile_of
    from clientbase_xl.excel.registry import NoRegistry, registry_here

    if profile:
        return profile_of(Path(profile)), NoRegistry()
    return profile_here(sys.platform, os.environ, Path.home()), registry_here()


def _machine(profile: str) -> Machine:
    from clientbase_xl.excel.finding import Machine
    from clientbase_xl.excel.probes import is_attached_python_serving, start_complaint

    where, registry = _place(profile)
    now = _addin_now()
    if not where.is_here:
        return Machine(where, registry, _python(""), now)
    return Machine(where, registry, _python(""), now, start_complaint, is_attached_python_serving)


def _addin_now() -> bytes | None:
    """Return the add-in as this version builds it, None where it cannot be built."""
    try:
        return _addin("")
    except ClientbaseError:
        return None


def _python(given: str) -> Path:
    """Return the interpreter for the add-in: the given one, else that of the environment of this program."""
    if given:
        return Path(given)
    own = Path(sys.executable)
    return own.with_name("python.exe") if own.name.casefold() == "pythonw.exe" else own


def _addin(given: str) -> bytes:
    """Return the add-in: the given file, else as this version builds it."""
    import tempfile

    if given:
        try:
            return Path(given).read_bytes()
        except OSError as error:
            raise BadFile(f"Файл надстройки «{given}» не читается.", remedy="Проверьте путь в --addin.") from error
    try:
        from clientbase_xl.excel.build import build_addin
    except ImportError as error:
        raise BadUse(
            f"Надстройку не собрать: нет пакета {error.name}.",
            "программа, поставленная с частью «excel»",
            "Переустановите её: clientbase-xl[excel] — или назовите готовый файл параметром --addin.",
        ) from error
    with tempfile.TemporaryDirectory(prefix="clientbase-") as folder:
        built = Path(folder) / "clientbase.xlam"
        build_addin(built)
        return built.read_bytes()
