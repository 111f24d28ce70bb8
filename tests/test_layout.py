"""How the code is laid out: what a module offers has a name of its own."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = sorted(path for folder in ("tunix_reasoning", "reasoning_data") for path in (ROOT / folder).rglob("*.py"))
MODULES = [ROOT / "generate_training_data.py", *PRODUCT, *sorted((ROOT / "benchmarks").glob("*.py"))]
SHARED = {
    "FAMILIES",  # what every module of families offers, to be read as `percentages.FAMILIES`
    "main",  # where a script begins
    "repeated",  # a fault of traces, and the attack that commits it: recorded results have both names
}


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


@pytest.mark.parametrize("path", PRODUCT, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
