"""What LibreOffice reads of the extension before it runs any of it: its name, functions, commands, and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from clientbase_xl.calc.oxt.identity import EXTENSION, FUNCTIONS_SERVICE, LOADED_SERVICE, camel
from clientbase_xl.functions.model import Argument, CellFunction

LOCALES = ("ru", "en-US")
"""The words are Russian in every language of the office; `en-US` is what it falls back to."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
REGISTRY = (
    'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def description_xml(version: str) -> str:
    """Return what the extension is called in the list of extensions."""
    return (
        f'{HEAD}<description xmlns="http://openoffice.org/extensions/description/2006" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f"  <identifier value={quoteattr(EXTENSION)}/>\n  <version value={quoteattr(version)}/>\n"
        "  <display-name>\n"
        + "".join(f'    <name lang="{locale[:2]}">Клиентская база</name>\n' for locale in LOCALES)
        + "  </display-name>\n  <dependencies>\n"
        '    <OpenOffice.org-minimal-version value="4.0" '
        'xmlns="http://openoffice.org/extensions/description/2006" />\n'
        "  </dependencies>\n</description>\n"
    )


def manifest_xml(types: str, component: str, configurations: Iterable[str]) -> str:
    """Return the list of parts that LibreOffice registers."""
    parts = [
        ("application/vnd.sun.star.uno-typelibrary;type=RDB", types),
        ("application/vnd.sun.star.uno-component;type=Python", component),
        *(("application/vnd.sun.star.configuration-data", name) for name in configurations),
    ]
    lines = "".join(
        f'  <manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{path}"/>\n' for kind, path in parts
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{lines}</manifest:manifest>\n'
    )


def calc_add_ins_xcu(functions: Iterable[CellFunction]) -> str:
    """Return names, descriptions and arguments of the cell functions for the function wizard."""
    nodes = "".join(_function(function) for function in functions)
    return (
        f'{HEAD}<oor:component-data oor:name="CalcAddIns" oor:package="org.openoffice.Office" {REGISTRY}>\n'
        f'<node oor:name="AddInInfo">\n<node oor:name="{FUNCTIONS_SERVICE}" oor:op="replace">\n'
        f'<node oor:name="AddInFunctions">\n{nodes}</node>\n</node>\n</node>\n</oor:component-data>\n'
    )


def jobs_xcu() -> str:
    """Return that a job of ours runs whenever a document has been opened."""
    return (
        f'{HEAD}<oor:component-data oor:name="Jobs" oor:package="org.openoffice.Office" {REGISTRY}>\n'
        f'<node oor:name="Jobs">\n<node oor:name="ClientbaseLoaded" oor:op="replace">\n'
        f'<prop oor:name="Service"><value>{LOADED_SERVICE}</value></prop>\n</node>\n</node>\n'
        '<node oor:name="Events">\n<node oor:name="OnLoad" oor:op="fuse">\n<node oor:name="JobList">\n'
        '<node oor:name="ClientbaseLoaded" oor:op="replace"/>\n</node>\n</node>\n</node>\n</oor:component-data>\n'
    )


def _function(function: CellFunction) -> str:
    note = _answer_note(function)
    arguments = "".join(_argument(argument) for argument in function.arguments)
    return (
        f'<node oor:name="{camel(function.name)}" oor:op="replace">\n'
        f"{words('DisplayName', function.name)}{words('Description', note)}"
        f'<prop oor:name="Category"><value>Add-In</value></prop>\n'
        f"{words('CompatibilityName', function.name)}"
        f'<node oor:name="Parameters">\n{arguments}</node>\n</node>\n'
    )


def _answer_note(function: CellFunction) -> str:
    return f"{function.note} Ответ: {function.unit}."


def _argument(argument: Argument) -> str:
    return (
        f'<node oor:name="{camel(argument.key)}" oor:op="replace">\n'
        f"{words('DisplayName', argument.title)}{words('Description', argument.note)}</node>\n"
    )


def words(name: str, text: str) -> str:
    """Return a property with a text for people."""
    values = "".join(f'<value xml:lang="{locale}">{escape(text)}</value>' for locale in LOCALES)
    return f'<prop oor:name="{name}">{values}</prop>\n'
