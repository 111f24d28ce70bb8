"""What is worked out when it is first asked for, and kept: `functools.cached_property`, but for the lock that it takes
before Python 3.12. A reading belongs to one thread, and is asked for much in little time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

_Value = TypeVar("_Value")


class lazy(Generic[_Value]):
    """An attribute of an object that has a `__dict__`, where the value takes the place of the method."""

    def __init__(self, worked_out: Callable[[Any], _Value]) -> None:
        self.worked_out, self.name = worked_out, worked_out.__name__

    def __get__(self, instance: Any, owner: type) -> _Value:
        value = instance.__dict__[self.name] = self.worked_out(instance)
        return value
