"""A value that is made when it is first asked for and kept in its object: as `functools.cached_property`, without the
lock that Python 3.11 takes each time. For objects that one thread uses.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class lazily(Generic[Value]):
    """`@lazily def words(self) -> list[str]`: the method is called once, what it returns is the attribute."""

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: object, kind: type | None = None) -> Value:
        value = self._make(owner)
        owner.__dict__[self._name] = value
        return value
