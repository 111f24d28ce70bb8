"""Tunix and Orbax without their front doors, which import all there is: four learners, pandas, TensorBoard, Perfetto.

A question asked needs Gemma's module alone. So these packages are entered in `sys.modules` before their `__init__` has
run; that runs when somebody asks the package itself for a name, `from tunix import GRPOLearner` say.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


class Unhurried(ModuleType):
    """A package whose `__init__` runs when a name is missing that it would define."""

    def __getattr__(self, name: str) -> Any:
        spec: ModuleSpec | None = self.__spec__
        self.__class__ = ModuleType  # type: ignore[assignment]  # from here on a module like any other
        if spec and spec.loader:
            spec.loader.exec_module(self)
        return getattr(self, name)


def postpone(package: str) -> None:
    """Enters a package without running its `__init__`; one that is imported already stays as it is."""
    if package in sys.modules or not (spec := find_spec(package)):
        return
    module = module_from_spec(spec)
    module.__class__ = Unhurried
    sys.modules[package] = module
    parent, _, name = package.rpartition(".")
    if parent:
        setattr(sys.modules[parent], name, module)


postpone("tunix")
postpone("orbax.checkpoint")
