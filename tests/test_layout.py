"""How the code is laid out: a name is defined once, a folder is entered by its front door, a module is short."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = sorted(path for folder in ("tunix_reasoning", "reasoning_data") for path in (ROOT / folder).rglob("*.py"))
MODULES = [ROOT / "generate_training_data.py", *PRODUCT, *sorted((ROOT / "benchmarks").glob("*.py"))]
SHARED = {
    "FAMILIES",  # what every module of families offers, to be read as `percentages.FAMILIES`
    "main",  # where a script begins
    "repeated",  # a fault of traces, and the attack that commits it: recorded results have both names
}

DOORS = {  # the folders, and the code outside them that works on their insides
    "tunix_reasoning.answers": (),
    "tunix_reasoning.traces": ("tunix_reasoning/reporting/anatomy.py",),  # draws what is found in a trace, part by part
    "tunix_reasoning.search": ("tunix_reasoning/reporting/",),  # draws before all chapters of search are written
    "tunix_reasoning.evaluation": (),
    "tunix_reasoning.reporting": (),
    "tunix_reasoning.warmup": (),
    "tunix_reasoning.preflight": (),
    # the forward pass, which sampling and training run in other ways; layouts, which preflight compiles without weights
    "tunix_reasoning.model": ("tunix_reasoning/sampling.py", "tunix_reasoning/training", "tunix_reasoning/preflight"),
    "tunix_reasoning.training": ("tunix_reasoning/preflight",),  # compiles the steps that training runs
    "reasoning_data.math": ("reasoning_data/strategies.py",),  # tells its problems in several ways
    "reasoning_data.code": (),
    "reasoning_data.logic": (),
    "reasoning_data.science": (),
    "reasoning_data.creative": (),
    "reasoning_data.summarization": (),
}
"""`reasoning_data` itself has no front door: two of its modules stand alone in the notebook."""
SIDE_DOORS = {"tunix_reasoning.evaluation.techniques"}  # needs `search`, whose chapters the notebook writes later


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The names that a module defines at its top level, each with its statement."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield statement.name, statement
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        for node in (node for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)):
            yield node.id, statement


def offered(path: Path, tree: ast.Module) -> set[str]:
    """Its public names, but for those that others reach in another way."""
    names = {name: statement for name, statement in defined(tree) if not name.startswith("_")}
    registry = names.get("FAMILIES")
    listed = {node.id for node in ast.walk(registry) if isinstance(node, ast.Name)} if registry else set()
    command = {path.stem} if path.parent.name == "commands" else set()  # called as the user types it
    return names.keys() - SHARED - listed - command


def test_a_name_is_defined_once() -> None:
    places = defaultdict(list)
    for path in MODULES:
        for name in offered(path, ast.parse(path.read_text(encoding="utf-8"))):
            places[name].append(name_of(path))
    twice = [f"{name} is defined in {', '.join(found)}" for name, found in sorted(places.items()) if len(found) > 1]
    assert not twice, "\n".join(["give each its own name, or a leading underscore:", *twice])


def modules_imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("folder", DOORS)
def test_a_folder_is_entered_by_its_front_door(folder: str) -> None:
    """By the product, that is: tests and benchmarks look at the parts."""
    inside = (folder.replace(".", "/") + "/", *DOORS[folder])
    others = [ROOT / "generate_training_data.py", ROOT / "notebook/story.py", *PRODUCT]
    past = [
        f"{name_of(path)} imports {module}"
        for path in others
        if not name_of(path).startswith(inside)
        for module in modules_imported(ast.parse(path.read_text(encoding="utf-8")))
        if module.startswith(f"{folder}.") and module not in SIDE_DOORS
    ]
    assert not past, "\n".join([f"import from {folder}, or offer what is missing there:", *past])


def test_a_helper_is_written_once() -> None:
    """Functions of the same body, whatever they are called, but for those of one line."""
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "\n" in (work := body(node)):
                places[work].append(f"{name_of(path)}:{node.lineno} {node.name}")
    twice = [" and ".join(found) for found in places.values() if len(found) > 1]
    assert not twice, "\n".join(["have the same body:", *twice])


def body(function: ast.FunctionDef) -> str:
    """What a function does, without its docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return "\n".join(map(ast.unparse, function.body[documented:]))


def test_modules_are_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PRODUCT}
    assert not {name: length for name, length in lengths.items() if length > 250}
    assert median(lengths.values()) <= 110
