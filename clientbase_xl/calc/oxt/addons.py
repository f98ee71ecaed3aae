"""The toolbar and the menu «Клиентская база»: the declared buttons in the order and the groups of the ribbon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from clientbase_xl.calc import for_excel
from clientbase_xl.calc.oxt.configuration import HEAD, REGISTRY, words
from clientbase_xl.calc.oxt.icons import SIZES
from clientbase_xl.calc.oxt.identity import COMMANDS_SERVICE, EXTENSION
from clientbase_xl.excel.declared import BY_KEY
from clientbase_xl.excel.host import TITLE
from clientbase_xl.excel.ribbon import GROUPS

ICONS_FOLDER = "icons"
TOOLBAR = f"private:resource/toolbar/addon_{EXTENSION}.toolbar"
DOCK_POSITION = "0,3"
"""Column and row among the toolbars at the top."""
_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_SEPARATOR = "private:separator"


@dataclass(frozen=True, slots=True)
class Command:
    """One entry: the key of its action and icon, and what stands on it."""

    key: str
    label: str

    @property
    def url(self) -> str:
        """Return what LibreOffice dispatches."""
        return f"service:{COMMANDS_SERVICE}?{self.key}"


def command_groups() -> list[list[Command]]:
    """Return the entries by groups: those of the ribbon, and Calc's own before the last group."""
    groups = [[Command(key, BY_KEY[key].label) for key in keys] for _, _, keys in GROUPS]
    return [*groups[:-1], [Command(for_excel.KEY, for_excel.LABEL)], groups[-1]]


def addons_xcu() -> str:
    """Return toolbar, menu and icons for every window with a spreadsheet."""
    entries = list(_entries())
    bar = "".join(_node(f"b{number:02}", entry) for number, entry in enumerate(entries))
    menu = "".join(_node(f"m{number:02}", entry) for number, entry in enumerate(entries))
    images = "".join(_images(entry) for entry in entries if entry is not None)
    return (
        f'{HEAD}<oor:component-data oor:name="Addons" oor:package="org.openoffice.Office" {REGISTRY}>\n'
        f'<node oor:name="AddonUI">\n'
        f'<node oor:name="OfficeToolBar">\n<node oor:name="{EXTENSION}.toolbar" oor:op="replace">\n{_title(TITLE)}'
        f"{bar}</node>\n</node>\n"
        f'<node oor:name="OfficeMenuBar">\n<node oor:name="{EXTENSION}.menu" oor:op="replace">\n{_title(TITLE)}'
        f'{_value("Context", _SPREADSHEET)}<node oor:name="Submenu">\n{menu}</node>\n</node>\n</node>\n'
        f'<node oor:name="Images">\n{images}</node>\n</node>\n</oor:component-data>\n'
    )


def window_state_xcu() -> str:
    """Return the toolbar's name and its first place: docked below those of the office."""
    state = (
        f'<node oor:name="{TOOLBAR}" oor:op="replace">\n{words("UIName", TITLE)}'
        f"{_value('Docked', 'true')}{_value('DockingArea', '0')}{_value('DockPos', DOCK_POSITION)}"
        f"{_value('Visible', 'true')}</node>\n"
    )
    return (
        f'{HEAD}<oor:component-data oor:name="CalcWindowState" oor:package="org.openoffice.Office.UI" {REGISTRY}>\n'
        f'<node oor:name="UIElements">\n<node oor:name="States">\n{state}</node>\n</node>\n</oor:component-data>\n'
    )


def _entries() -> Iterator[Command | None]:
    """Yield the entries in order, None between groups."""
    for number, group in enumerate(command_groups()):
        if number:
            yield None
        yield from group


def _node(name: str, entry: Command | None) -> str:
    inside = _value("URL", _SEPARATOR) if entry is None else _entry(entry)
    return f'<node oor:name="{name}" oor:op="replace">\n{inside}</node>\n'


def _entry(entry: Command) -> str:
    target, context = _value("Target", "_self"), _value("Context", _SPREADSHEET)
    return f"{_value('URL', entry.url)}{_title(entry.label)}{target}{context}"


def _images(entry: Command) -> str:
    small, big = (f"%origin%/{ICONS_FOLDER}/{entry.key}_{suffix}.png" for suffix in SIZES)
    return (
        f'<node oor:name="{EXTENSION}.image.{entry.key}" oor:op="replace">\n{_value("URL", entry.url)}'
        f'<node oor:name="UserDefinedImages">\n{_value("ImageSmallURL", small)}{_value("ImageBigURL", big)}</node>\n'
        "</node>\n"
    )


def _title(text: str) -> str:
    return words("Title", text)


def _value(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(text)}</value></prop>\n'
