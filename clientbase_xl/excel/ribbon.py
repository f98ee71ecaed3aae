"""The tab of the ribbon: groups in the order of work, made of the declared buttons (EXCEL.md, «Building the add-in»).

`ribbon.xml` beside this module is what the add-in gets; a test keeps it what the declaration says.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr

from clientbase_xl.excel.declared import BY_KEY, Declared
from clientbase_xl.excel.host import TITLE

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RIBBON_FILE = Path(__file__).with_name("ribbon.xml")
ADDIN_MODULE, BOOK_MODULE = "ClientbaseAddin", "ClientbaseBook"
"""Modules of the callbacks in the add-in and in the self-contained workbook: two open files never share a callback."""
PRESS, SHOW_TAB, LOADED = "PressButton", "ShowTab", "RibbonLoaded"
"""Callbacks: of a button, of the tab that may hide, of the ribbon itself."""
MOST_SCREENTIP, MOST_SUPERTIP, MOST_KEYTIP = 1024, 1024, 3


@dataclass(frozen=True, slots=True)
class Look:
    """How a button looks on the ribbon: a built-in icon of Office, the letters of its key tip, large or small."""

    icon: str
    keytip: str
    is_large: bool = False


GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("data", "Данные", ("import_sales", "check")),
    ("recalculation", "Пересчёт", ("refresh_all", "refresh_categories", "refresh_potential", "refresh_reactivation")),
    ("team", "Команда и совещание", ("fbs", "weekly")),
    ("changes", "Изменения", ("send", "decide", "undo")),
    ("program", "Программа", ("settings", "help", "about")),
)
"""Groups from left to right: key, what stands under it, its buttons."""

LOOKS: Mapping[str, Look] = {
    "import_sales": Look("ImportExcel", "И", is_large=True),
    "check": Look("AccessibilityChecker", "ПД"),
    "refresh_all": Look("RefreshAll", "ВС", is_large=True),
    "refresh_categories": Look("ConditionalFormattingIconSetsGallery", "К"),
    "refresh_potential": Look("ChartTrendline", "ПО"),
    "refresh_reactivation": Look("ReminderSet", "Р"),
    "fbs": Look("HierarchyTopToBottom", "Ф"),
    "weekly": Look("InviteAttendees", "Л", is_large=True),
    "send": Look("CheckInFile", "ОИ", is_large=True),
    "decide": Look("ReviewAcceptChange", "З"),
    "undo": Look("Undo", "ВК"),
    "settings": Look("AdvancedFileProperties", "Н"),
    "help": Look("Help", "С"),
    "about": Look("Info", "ОП"),
}
"""Looks by the key of the button."""
TAB_KEYTIP = "ЯК"


def ribbon_xml(module: str, *, hides: bool = False) -> str:
    """Return the customUI part: a tab with the groups, every callback in a VBA module of this name.

    With `hides` the tab asks whether it is shown (the self-contained workbook beside the add-in). Buttons are always
    enabled: a press that lacks something says what.
    """
    visible = f" getVisible={quoteattr(f'{module}.{SHOW_TAB}')}" if hides else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f"<customUI xmlns={quoteattr(NAMESPACE)} onLoad={quoteattr(f'{module}.{LOADED}')}>",
        "  <ribbon>",
        "    <tabs>",
        f"      <tab id={quoteattr(module)} label={quoteattr(TITLE)} keytip={quoteattr(TAB_KEYTIP)}{visible}>",
    ]
    for key, label, buttons in GROUPS:
        lines.append(f"        <group id={quoteattr(f'{module}_{key}')} label={quoteattr(label)}>")
        lines += [_button(BY_KEY[one], LOOKS[one], module) for one in buttons]
        lines.append("        </group>")
    lines += ["      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", ""]
    return "\n".join(lines)


def _button(declared: Declared, look: Look, module: str) -> str:
    attributes = {
        "id": declared.key,
        "label": declared.label,
        "screentip": f"{declared.label}: {declared.changes.value}",
        "supertip": declared.does,
        "keytip": look.keytip,
        "imageMso": look.icon,
        "size": "large" if look.is_large else "normal",
        "onAction": f"{module}.{PRESS}",
    }
    words = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return textwrap.indent(f"<button {words}/>", " " * 10)
