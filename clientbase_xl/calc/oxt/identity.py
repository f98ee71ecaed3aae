"""By which names LibreOffice knows the extension, its services and the cell functions; all made of the registry."""

from __future__ import annotations

from clientbase_xl.functions.registry import ALL_FUNCTIONS

EXTENSION = "org.clientbase.calc"
FUNCTIONS_SERVICE = "org.clientbase.calc.Functions"
FUNCTIONS_INTERFACE = "org.clientbase.calc.XFunctions"
COMMANDS_SERVICE = "org.clientbase.calc.Commands"
LOADED_SERVICE = "org.clientbase.calc.Loaded"


def camel(name: str) -> str:
    """Return a name as the office's types take it, without underscores: `CB_SHARE_OF_WALLET` → `cbShareOfWallet`."""
    first, *others = name.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def methods() -> dict[str, str]:
    """Return method → name of every cell function in the order of the registry."""
    return {camel(function.name): function.name for function in ALL_FUNCTIONS}
