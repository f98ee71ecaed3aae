"""Errors of the office become refusals of ours before they leave the engine.

An exception of UNO is a structure and not quite an exception of Python: it breaks in the first `with` that it passes.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar

from clientbase_xl.calc.engine.refusals import CalcRefused
from clientbase_xl.calc.engine.uno_bridge import disposed_error, uno_error

_Class = TypeVar("_Class", bound=type)
_SPECIAL = ("__call__", "__len__", "__iter__", "__contains__", "__getitem__")


def speaks_plainly(cls: _Class) -> _Class:
    """Let every public member of `cls` raise CalcRefused with the member's name where the office raises its own."""
    for name, member in list(vars(cls).items()):
        if name.startswith("_") and name not in _SPECIAL:
            continue
        title = f"{cls.__name__}.{name}"
        if isinstance(member, property):
            getter, setter = (part and _plain(title, part) for part in (member.fget, member.fset))
            setattr(cls, name, property(getter, setter, None, member.__doc__))
        elif isinstance(member, functools.cached_property):
            member.func = _plain(title, member.func)
        elif inspect.isfunction(member) and not inspect.iscoroutinefunction(member):
            setattr(cls, name, _plain(title, member))
    return cls


def _plain(title: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*values: Any, **named: Any) -> Any:
        try:
            return function(*values, **named)
        except (CalcRefused, LookupError, TypeError, ValueError, NotImplementedError):
            raise
        except Exception as error:
            if not isinstance(error, uno_error()):
                raise
            refused = refusal_of(error, title)
        raise refused

    return call


def refusal_of(error: BaseException, title: str) -> CalcRefused:
    """Return a refusal that says what an exception of the office says, and in which member it was raised."""
    if isinstance(error, disposed_error()):
        return CalcRefused(
            "LibreOffice или книга в нём уже закрыты.",
            remedy="Откройте книгу и повторите.",
        )
    said = re.sub(r"\s*\bat \./\S+", "", str(getattr(error, "Message", ""))).strip()
    return CalcRefused(
        f"LibreOffice не выполнил действие {title}{': ' * bool(said)}{said or '.'}",
        remedy="Проверьте, что книга открыта, лист не защищён и ничего не набирается в ячейке, и повторите.",
    )
