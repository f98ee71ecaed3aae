"""Members of xlwings that Calc has no counterpart for say their name instead of nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from xlwings import base_classes

_Class = TypeVar("_Class", bound=type)


def names_unsupported(cls: _Class) -> _Class:
    """Give every member that a base class of xlwings leaves open, and `cls` too, a refusal with its name.

    A property that can only be read refuses the writing in the same way.
    """
    for name, member in open_members(cls).items():
        own = inspect.getattr_static(cls, name)
        title = f"{cls.__name__}.{name}"
        if isinstance(member, property):
            if own is member:
                refuse = _refusal(title)
                setattr(cls, name, property(refuse, refuse if member.fset else None))
            elif member.fset and isinstance(own, property) and own.fset is None:
                setattr(cls, name, own.setter(_refusal(title)))
        elif own is member:
            setattr(cls, name, _async_refusal(title) if inspect.iscoroutinefunction(member) else _refusal(title))
    return cls


def open_members(cls: type) -> dict[str, Any]:
    """Return the members that the xlwings bases of `cls` only declare: name → property or function."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if base.__module__ == base_classes.__name__:
            for name, member in vars(base).items():
                code = getattr(member.fget if isinstance(member, property) else member, "__code__", None)
                if code is None or name == "__init__":
                    continue
                if "NotImplementedError" in code.co_names:
                    found[name] = member
                else:
                    found.pop(name, None)
    return found


def _refusal(title: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError(f"{title}: в LibreOffice Calc не поддерживается")

    return refuse


def _async_refusal(title: str) -> Callable[..., Any]:
    async def refuse(*_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError(f"{title}: в LibreOffice Calc не поддерживается")

    return refuse
