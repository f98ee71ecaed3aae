"""Failures that policies and Excel's own memory cause; each is seen in the registry."""

from __future__ import annotations

from collections.abc import Iterator

from clientbase_xl.excel.finding import Finding, Machine
from clientbase_xl.excel.office_registry import OFFICE, POLICIES, versions
from clientbase_xl.excel.profile import ADDIN
from clientbase_xl.excel.registry import Hive, value
from clientbase_xl.problems import Severity

_HIVES: tuple[Hive, ...] = ("HKCU", "HKLM")
_GUARD = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
GUARD_KEYS = (rf"SOFTWARE\Policies\{_GUARD}", rf"SOFTWARE\{_GUARD}")
MANAGER_KEY = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_BLOCK, _WARN = "1", "6"
_ASK_ADMINISTRATOR = "Покажите эти строки администратору"


def check_trusted_locations(machine: Machine) -> Iterator[Finding]:
    """Trusted locations are switched off, wholly or for folders that no policy names."""
    switches = ((r"Excel\Security\Trusted Locations", "AllLocationsDisabled", 1),)
    policies = (*switches, (r"Common\Security\Trusted Locations", "Allow User Locations", 0))
    for place in _switched(machine, OFFICE, switches):
        yield Finding(
            "trusted_locations_off",
            Severity.ERROR,
            "В Excel отключены надёжные расположения: надстройка из XLSTART не запустится.",
            place,
            "Excel: Файл → Параметры → Центр управления безопасностью → Надёжные расположения → снимите «Отключить».",
        )
    for place in _switched(machine, POLICIES, policies):
        yield Finding(
            "trusted_locations_policy",
            Severity.ERROR,
            "Политика организации отключает надёжные расположения: надстройка из XLSTART не запустится.",
            place,
            f"{_ASK_ADMINISTRATOR}: политикой нужно назначить надёжной папку «{machine.profile.xlstart}».",
        )


def check_location_removed(machine: Machine) -> Iterator[Finding]:
    """XLSTART was taken off Excel's list of trusted locations."""
    for version in versions(machine.registry):
        key = rf"{OFFICE}\{version}\Excel\Security\Trusted Locations"
        names = machine.registry.children("HKCU", key)
        paths = [value(machine.registry, "HKCU", rf"{key}\{name}", "Path") for name in names]
        if paths and not any(_is_xlstart(path, machine) for path in paths):
            yield Finding(
                "xlstart_not_trusted",
                Severity.WARNING,
                "Папки автозагрузки XLSTART нет среди надёжных расположений Excel.",
                rf"HKCU\{key}: записей {len(paths)}, XLSTART нет.",
                f"Excel: Файл → Параметры → Центр управления безопасностью → Надёжные расположения → "
                f"добавьте «{machine.profile.xlstart}».",
            )


def check_network(machine: Machine) -> Iterator[Finding]:
    """XLSTART lies on the network, where Excel trusts no location unless it is told to."""
    allowed = (
        value(machine.registry, "HKCU", rf"{root}\{version}\Excel\Security\Trusted Locations", "AllowNetworkLocations")
        for root in (OFFICE, POLICIES)
        for version in versions(machine.registry)
    )
    place = str(machine.profile.xlstart)
    if place.startswith("\\\\") and 1 not in allowed:
        yield Finding(
            "xlstart_on_network",
            Severity.WARNING,
            "Папка автозагрузки Excel лежит в сети: таким папкам Excel по умолчанию не доверяет.",
            f"«{place}»",
            "Excel: Файл → Параметры → Центр управления безопасностью → Надёжные расположения → "
            "отметьте «Разрешить надёжные расположения в моей сети» или попросите об этом администратора.",
        )


def check_disabled(machine: Machine) -> Iterator[Finding]:
    """Excel has put the add-in on its list of disabled items after a crash."""
    wanted = ADDIN.encode("utf-16-le")
    for version in versions(machine.registry):
        key = rf"{OFFICE}\{version}\Excel\Resiliency\DisabledItems"
        for name, content in machine.registry.read("HKCU", key).items():
            if isinstance(content, bytes) and wanted in content.decode("utf-16-le", "replace").casefold().encode(
                "utf-16-le"
            ):
                yield Finding(
                    "addin_disabled",
                    Severity.ERROR,
                    "Excel отключил надстройку после сбоя и больше её не открывает.",
                    rf"HKCU\{key}: {name}",
                    "Excel: Файл → Параметры → Надстройки → Управление: Отключённые объекты → Перейти → "
                    "выделите «clientbase» → Включить; затем перезапустите Excel.",
                )


def check_addin_policies(machine: Machine) -> Iterator[Finding]:
    """Policies forbid add-ins, unlisted add-ins or VBA altogether."""
    security = r"Excel\Security"
    for place in _switched(machine, POLICIES, ((security, "DisableAllAddins", 1),)):
        yield _forbidden("addins_off_policy", "Политика организации отключает все надстройки Excel.", place)
    for place in _switched(machine, OFFICE, ((security, "DisableAllAddins", 1),)):
        yield Finding(
            "addins_off",
            Severity.ERROR,
            "В Excel отключены все надстройки.",
            place,
            "Excel: Файл → Параметры → Центр управления безопасностью → Надстройки → снимите «Отключить все».",
        )
    for place in _switched(machine, POLICIES, (("Common", "VbaOff", 1),)):
        yield _forbidden("vba_off", "Политика организации отключает VBA в Office: макросов не будет.", place)
    for place in _switched(machine, POLICIES, ((security, "RequireAddinSig", 1),)):
        yield _forbidden("signature_required", "Политика требует подписи надстроек, наша не подписана.", place)
    for version in versions(machine.registry):
        resiliency = rf"{POLICIES}\{version}\Excel\Resiliency"
        listed = str(value(machine.registry, "HKCU", rf"{resiliency}\AddinList", ADDIN))
        is_restricted = value(machine.registry, "HKCU", resiliency, "RestrictToList") == 1
        if listed == "0" or (is_restricted and listed not in ("1", "2")):
            text = f"Политика организации не пускает надстройку «{ADDIN}»."
            place = rf"HKCU\{resiliency}: RestrictToList={int(is_restricted)}, AddinList\{ADDIN}={listed}"
            yield _forbidden("addin_not_listed", text, place)


def check_child_processes(machine: Machine) -> Iterator[Finding]:
    """Excel may start no programs, and Python is not started outside it (attach mode)."""
    state, place = _rule(machine, CHILD_PROCESSES)
    is_attached = machine.config is not None and machine.config.is_attached
    if state in (_BLOCK, _WARN) and not is_attached:
        yield Finding(
            "child_processes_blocked",
            Severity.ERROR if state == _BLOCK else Severity.WARNING,
            "Защита Windows не даёт Excel запускать программы: кнопки и функции не смогут начать Python.",
            place,
            "Запускайте Python отдельно: clientbase excel attach (окно не закрывать) "
            "или clientbase excel attach --at-login — сам при входе в Windows.",
        )


def check_win32_calls(machine: Machine) -> Iterator[Finding]:
    """Macros may not call libraries: the attach mode does not help here."""
    state, place = _rule(machine, WIN32_CALLS)
    if state in (_BLOCK, _WARN):
        yield Finding(
            "win32_calls_blocked",
            Severity.ERROR if state == _BLOCK else Severity.WARNING,
            "Защита Windows не даёт макросам вызывать библиотеки: кнопки и функции не заработают.",
            place,
            f"{_ASK_ADMINISTRATOR}: нужно исключение правила для файла «{machine.profile.addin}».",
        )


def check_attach(machine: Machine) -> Iterator[Finding]:
    """The attach mode is on, and no Python answers."""
    is_attached = machine.config is not None and machine.config.is_attached
    if is_attached and machine.is_serving is not None and not machine.is_serving():
        yield Finding(
            "attach_not_running",
            Severity.ERROR,
            "Надстройка ждёт отдельно запущенный Python, а он не работает.",
            f"«{machine.profile.config}»: DEBUG UDFS=TRUE",
            "Запустите clientbase excel attach и не закрывайте окно; "
            "вернуть обычный режим — clientbase excel attach --off.",
        )


def _forbidden(key: str, found: str, place: str) -> Finding:
    remedy = f"{_ASK_ADMINISTRATOR}: надстройке нужно исключение. Команды clientbase работают и без неё."
    return Finding(key, Severity.ERROR, found, place, remedy)


def _switched(machine: Machine, root: str, switches: tuple[tuple[str, str, int], ...]) -> Iterator[str]:
    """Yield the places in the registry where a switch stands as told."""
    for hive in _HIVES:
        for version in versions(machine.registry):
            for below, name, wanted in switches:
                key = rf"{root}\{version}\{below}"
                if value(machine.registry, hive, key, name) == wanted:
                    yield rf"{hive}\{key}: {name}={wanted}"


def _is_xlstart(path: object, machine: Machine) -> bool:
    """Tell whether a trusted location is the user's XLSTART or a folder above it."""
    text = str(path or "").replace("/", "\\").rstrip("\\").casefold()
    own = str(machine.profile.xlstart).replace("/", "\\").casefold()
    usual = r"%appdata%\microsoft\excel\xlstart"
    return bool(text) and (text == usual or own == text or own.startswith(f"{text}\\"))


def _rule(machine: Machine, rule: str) -> tuple[str, str]:
    """Return the state of a rule of Windows Defender and where it stands; "" for none.

    Group policies keep a value per rule, device management all of them in one text `rule=state|…`.
    """
    for key in GUARD_KEYS:
        state = str(value(machine.registry, "HKLM", key, rule) or "")
        if state:
            return state, rf"HKLM\{key}: {rule}={state}"
    rules = str(value(machine.registry, "HKLM", MANAGER_KEY, "ASRRules") or "")
    for pair in rules.split("|"):
        name, _, state = pair.partition("=")
        if name.strip().strip("{}").casefold() == rule:
            return state.strip(), rf"HKLM\{MANAGER_KEY}: ASRRules, {rule}={state.strip()}"
    return "", ""
