"""Docstrings under the fields of a dataclass, which Python does not keep, for `help` and for lists of settings."""

from __future__ import annotations

import ast
import inspect
from typing import TypeVar

Settings = TypeVar("Settings")


def documentation(kind: type) -> dict[str, str]:
    """The docstring under each field of a dataclass, by the field's name, as one line."""
    [definition] = ast.parse(inspect.getsource(kind)).body
    assert isinstance(definition, ast.ClassDef)
    found = {}
    for own, text in zip(definition.body, definition.body[1:], strict=False):
        if isinstance(own, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[ast.unparse(own.target)] = " ".join(str(text.value.value).split())
    return found


def documented(kind: type[Settings]) -> type[Settings]:
    """A class decorator: the class's docstring lists what stands under each of its fields."""
    lines = (f"    {name}: {text}" for name, text in documentation(kind).items())
    kind.__doc__ = f"{kind.__doc__}\n\n    " + "\n    ".join(line.strip() for line in lines)
    return kind
