"""The words of the option parser in Russian: its help headings and its refusals.

The parser has no translations of its own, so its finished help is reworded and its exceptions are explained from
what they carry (option, parameter, look-alikes), never from their English text alone.
"""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_HELP = {
    "Usage: ": "Как вызвать: ",
    "[OPTIONS]": "[ПАРАМЕТРЫ]",
    "COMMAND [ARGS]...": "КОМАНДА …",
    "{ФАЙЛ…}...": "ФАЙЛ…",
    "\nOptions:": "\nПараметры:",
    "\nArguments:": "\nАргументы:",
    "\nCommands:": "\nКоманды:",
    "[required]": "[обязательно]",
    "[default: ": "[по умолчанию: ",
    "Show this message and exit.": "Показать эту справку.",
}
_IN_BRACES = re.compile(r"\{([А-Я]+)\}")
_TYPE_OF_ARGUMENT = re.compile(r" <(?:list\[)?[A-Za-z]+\]?> *")
"""The parser names Python types beside arguments: « <list[Path]>»."""


class RussianCommand(TyperCommand):
    """A command whose help is in Russian."""

    def get_help(self, ctx: Any) -> str:
        """Return the help with its headings in Russian."""
        return _reworded(super().get_help(ctx))


class RussianGroup(TyperGroup):
    """The list of commands with Russian headings."""

    def get_help(self, ctx: Any) -> str:
        """Return the help with its headings in Russian."""
        return _reworded(super().get_help(ctx))


def explain(error: Any) -> str:
    """Return the refusal of the option parser in Russian: what was found and where to look."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    hint = f"\nЧто сделать: посмотрите {context.command_path} --help" if context is not None else ""
    return f"{_found(kind, error, context)}{hint}"


def _found(kind: str, error: Any, context: Any) -> str:
    if kind == "NoSuchOption":
        similar = ", ".join(error.possibilities or ())
        return f"Нет параметра {error.option_name}." + (f" Похожие: {similar}." if similar else "")
    if kind == "BadOptionUsage":
        return f"Параметру {error.option_name} нужно значение."
    if kind == "MissingParameter":
        return f"Не хватает: {_names(error.param)}."
    if kind == "BadParameter":
        is_number = "valid integer" in error.message or "valid number" in error.message
        return f"Значение для {_names(error.param)} не подходит ({'нужно число' if is_number else error.message})."
    if kind == "UsageError" and "No such command" in error.message:
        known = ", ".join(sorted(context.command.commands))
        return f"Нет такой команды: {error.message.split(chr(39))[1]}.\nДопустимо: {known}"
    if kind == "UsageError" and "extra argument" in error.message:
        return f"Лишнее в команде: {error.message.rpartition('(')[2].rstrip(')')}."
    return str(error.format_message() if hasattr(error, "format_message") else error)


def _names(parameter: Any) -> str:
    if parameter is None:
        return "параметр"
    return str(parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar or parameter.name)


def _reworded(text: str) -> str:
    for english, russian in _HELP.items():
        text = text.replace(english, russian)
    return _IN_BRACES.sub(r"\1", _TYPE_OF_ARGUMENT.sub("  ", text))
